"""What she writes to the question about danger is heard there, in each language."""

from __future__ import annotations

import pytest

from bot.conversation.scene import Scene
from bot.conversation.topic_ways import WHAT_HAPPENS
from bot.engine.asking import listening
from bot.engine.session import Frame, Session
from bot.messages import Channel
from bot.text.tongues import LANGUAGES
from bot.understanding.interpret import interpret

HE = {
    "it": ("sì è qui", "no è uscito", "sono sorda"),
    "en": ("yes he is here", "he left", "i am deaf"),
    "es": ("sí está aquí", "ya se fue", "soy sorda"),
    "fr": ("oui il est là", "il est parti", "je suis sourde"),
    "ar": ("نعم هو هنا", "ليس هنا", "أنا صماء"),
    "ro": ("da e aici", "a plecat", "sunt surdă"),
    "uk": ("так він тут", "він пішов", "я глуха"),
    "sq": ("po është këtu", "ka ikur", "jam e shurdhër"),
    "zh-Hans": ("他在家", "他走了", "我是聋人"),
    "fil": ("oo nandito siya", "umalis na siya", "bingi ako"),
    "pt": ("sim ele está aqui", "ele saiu", "sou surda"),
    "ru": ("да он здесь", "он ушёл", "я глухая"),
    "bn": ("হ্যাঁ সে এখানে", "সে চলে গেছে", "আমি বধির"),
    "si": ("ඔව් එයා මෙහේ", "එයා ගියා", "මම බිහිරියි"),
    "ur": ("ہاں وہ یہاں ہے", "وہ چلا گیا", "میں بہری ہوں"),
    "fa": ("بله او اینجاست", "او رفته", "ناشنوا هستم"),
    "pl": ("tak on tu jest", "wyszedł", "jestem głucha"),
}
"""Language -> that he is there, that he went out, that she is deaf."""


def _means(scene: Scene, language: str, step: str, text: str) -> str | None:
    frame = Frame("danger", step)
    session = Session(scene.newest.id, language, (frame,), {"channel": "web"}, 0, 1, None)
    heard = listening(scene.newest, session, Channel.WEB)
    return interpret(text, heard.choices, heard.flows, typed=False, language=language).choice


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_he_is_there_is_an_answer(scene: Scene, language: str) -> None:
    """He is there, or she is deaf: help without a voice. He went out: it is not now."""
    here, gone, deaf = HE[language]
    assert _means(scene, language, "now", here) == "cannot"
    assert _means(scene, language, "now", deaf) == "cannot"
    assert _means(scene, language, "now", gone) == "past"
    assert _means(scene, language, "heard", here) == "yes"
    assert _means(scene, language, "heard", gone) == "no"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "non è uscito"),
        ("en", "he has not left"),
        ("es", "no se fue"),
        ("fr", "il n'est pas parti"),
        ("ro", "nu a plecat"),
        ("pt", "ele não saiu"),
        ("pl", "nie wyszedł"),
        ("ru", "он не ушёл"),
        ("ur", "وہ نہیں گیا"),
    ],
)
def test_that_he_did_not_go_is_never_heard_as_gone(scene: Scene, language: str, text: str) -> None:
    """It begins with a no in many languages; nobody is sent on as if the danger were over."""
    assert _means(scene, language, "now", text) == "cannot"
    assert _means(scene, language, "heard", text) == "yes"


def test_the_questions_that_may_be_left_are_there(scene: Scene) -> None:
    """Whoever renames a step of the flow finds it here."""
    for flow, step in WHAT_HAPPENS:
        assert step in scene.newest.flows[flow].steps
