"""Whoever says in plain words that she wants somebody gets somebody, wherever she stands."""

from collections.abc import Mapping, Sequence

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.turn import Decided
from bot.engine.flow import Kind
from bot.messages import Channel, Said
from bot.safety.her_words import refusal
from bot.safety.somebody import SOMEBODY_WORDS, asks_for_somebody
from bot.safety.words import is_exit, is_provider_stop
from bot.text.tongues import LANGUAGES
from tests.promises.hers import NOW, after, asks, at

SAID: Mapping[str, Sequence[str]] = {
    "it": ("persona", "Qualcuno?", "voglio parlare con qualcuno", "operatrice"),
    "en": ("Person", "somebody", "I want to talk to somebody", "operator"),
    "es": ("una persona", "alguien", "quiero hablar con alguien", "operadora"),
    "fr": ("une personne", "quelqu'un", "je veux parler à quelqu'un", "opératrice"),
    "ar": ("شخص", "حد", "أريد أن أتكلم مع أحد", "موظفة"),
    "ro": ("persoana", "cineva", "vreau sa vorbesc cu cineva", "operatoare"),
    "uk": ("людина", "хтось", "хочу поговорити з кимось", "операторка"),
    "sq": ("person", "dikush", "dua te flas me dike", "operatore"),
    "zh-Hans": ("人", "真人", "我想找人说话", "人工"),
    "fil": ("tao", "isang tao", "gusto kong may makausap", "operator"),
    "pt": ("pessoa", "alguem", "quero falar com alguém", "operadora"),
    "ru": ("человек", "кто-нибудь", "хочу поговорить с кем-нибудь", "оператор"),
    "si": ("කෙනෙක්", "මනුස්සයෙක්", "කෙනෙක් එක්ක කතා කරන්න ඕන"),
    "bn": ("মানুষ", "কেউ আছে?", "কারো সাথে কথা বলতে চাই", "অপারেটর"),
    "ur": ("انسان", "کوئی ہے؟", "مجھے کسی سے بات کرنی ہے", "آپریٹر"),
    "fa": ("آدم", "یک نفر", "می‌خواهم با کسی حرف بزنم", "اپراتور"),
    "pl": ("osoba", "ktos", "chcę z kimś porozmawiać", "operator"),
}
"""What she may say for it, as women write it."""

WAITS = ("menu.first", "menu.third", "work.what", "danger.now", "safe.ask", "start.hello")
"""Questions of every sort: choices with a person beside them and without."""


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is shipped."""
    return published_scene(lambda: NOW)


def test_every_language_has_such_words() -> None:
    """No language is left to guesses."""
    assert set(SAID) == set(SOMEBODY_WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("place", WAITS)
async def test_plain_words_lead_to_a_person(scene: Scene, place: str) -> None:
    """At the menu, at the first questions and about danger, in every language."""
    flow, step = place.split(".")
    for language, said in SAID.items():
        for text in said:
            her = at(scene, flow, step, language, Channel.WEB)
            decided = await after(scene, her, Said(text))
            assert _with_a_person(decided), (language, text)


async def test_a_town_is_no_person(scene: Scene) -> None:
    """Where a town is asked for they lead there too: no town is called so."""
    towns = [
        (flow, ask.id)
        for flow, ask in asks(scene)
        if ask.input is not None and ask.input.kind is Kind.MUNICIPALITY
    ]
    assert towns
    for flow, step in towns:
        for language, said in SAID.items():
            decided = await after(
                scene, at(scene, flow, step, language, Channel.WEB), Said(said[0])
            )
            assert _with_a_person(decided), (language, flow, step)


def test_in_a_sentence_they_are_only_words() -> None:
    """«Qualcuno legge?» asks who reads, «una persona mi segue» tells of something."""
    for text in ("qualcuno legge?", "una persona mi segue", "someone follows me", "شخص يتبعني"):
        assert not asks_for_somebody(text)


def test_they_leave_nothing_and_are_no_word_of_hers() -> None:
    """None of them closes the page, and none may become a word that opens what is hers."""
    for words in SOMEBODY_WORDS.values():
        for word in words:
            assert not is_exit(word)
            assert not is_provider_stop(word)
            assert refusal(word, lambda _: False) is not None


def _with_a_person(decided: Decided) -> bool:
    assert decided.record is not None
    assert decided.record.after is not None
    session = decided.record.after.session
    return session is not None and any(frame.flow == "person" for frame in session.stack)
