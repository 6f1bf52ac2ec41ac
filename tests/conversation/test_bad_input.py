"""What is no answer: she is never scolded, never lost, and what tells of danger is heard in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.messages import Channel
from bot.storage.memory import MemoryStore
from bot.talk import talking

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MENU = "Che cosa ti serve adesso?"
PERSON = "Una persona"
STORY = (
    "allora io volevo dire che sono qui da sei anni e abito con lui e i bambini e all inizio "
    "andava bene lavoravo in un bar poi lui ha perso il posto e adesso cerco qualcosa da fare "
)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


async def _said(
    scene: Scene, *texts: str, channel: Channel = Channel.WEB, kept: MemoryStore | None = None
) -> str:
    """What she sees after the last of these, written at the menu."""
    async with talking(scene, channel, "it", NOW, kept) as talk:
        await talk.open()
        for text in ("Italiano", "Sì"):
            await talk.say(text)
        seen: list[str] = []
        for text in texts:
            seen = await talk.say(text)
        return "\n".join(seen)


async def test_who_writes_only_emoji_gets_pictures_to_touch(scene: Scene) -> None:
    """She may not be able to write. Nothing is said of a voice message that she did not send."""
    seen = await _said(scene, "😭😭😭")
    assert "Tocca un disegno" in seen
    assert "112" in seen
    assert PERSON in seen
    assert "ascoltare" not in seen


async def test_a_picture_of_help_leads_to_help_at_once(scene: Scene) -> None:
    """As the same picture on a choice does."""
    assert "chiama il 112" in await _said(scene, "🆘🆘")


async def test_a_picture_that_thanks_takes_no_answers_place(scene: Scene) -> None:
    """The question waits on."""
    assert await _said(scene, "🙏🏽") == scene.translator.text("small_talk", "it")


@pytest.mark.parametrize("text", ["vaffanculo", "che cazzo vuoi, stronza", "fuck you", "merda"])
async def test_abuse_is_answered_kindly(scene: Scene, text: str) -> None:
    """However often: a kind line, a person and the menu, and never that she was not understood."""
    kept = MemoryStore()
    seen = await _said(scene, text, text, text, text, kept=kept)
    assert scene.translator.text("small_talk", "it") in seen
    assert PERSON in seen
    assert "Torna al menu" in seen
    assert "Non ho capito" not in seen
    (conversation,) = kept.conversations.values()
    assert conversation.session is not None
    assert text not in repr(dict(conversation.session.variables))
    assert not kept.cases


async def test_who_tells_of_abuse_is_not_taken_for_abusive(scene: Scene) -> None:
    """The same words, said of somebody."""
    seen = await _said(scene, "mi chiama puttana davanti ai bambini")
    assert scene.translator.text("small_talk", "it") not in seen


async def test_danger_in_three_minutes_of_dictation_is_heard(scene: Scene) -> None:
    """Without a full stop, between a thousand characters that are about something else."""
    told = f"{STORY * 6}e ieri mi ha preso per il collo e ha detto che mi ammazza {STORY * 6}"
    assert len(told) > 2000
    assert "chiama il 112" in await _said(scene, told)
    assert PERSON in await _said(scene, STORY * 12)


@pytest.mark.parametrize(
    ("text", "first"), [("Ты", "Русский"), ("أريد مساعدة", "العربية"), ("你好", "中文")]
)
async def test_another_alphabet_is_offered_and_never_assumed(
    scene: Scene, text: str, first: str
) -> None:
    """Its language stands first in the list; the talk stays in hers until she takes it."""
    seen = await _said(scene, text)
    assert f"[1] {first}" in seen
    assert "In che lingua scriviamo?" in seen


@pytest.mark.parametrize(
    ("text", "sentence", "first"),
    [
        ("मुझे मदद चाहिए", "यहाँ अभी हिन्दी नहीं है", "اردو"),
        ("Ich brauche Hilfe für meine Kinder", "Deutsch gibt es hier noch nicht", "English"),
        ("parlo solo tigrino", "ኣብዚ ትግርኛ", "العربية"),
        ("నాకు సహాయం కావాలి", "La tua lingua qui non c'è ancora", "English"),
    ],
)
async def test_a_language_that_we_lack_is_answered_in_it(
    scene: Scene, text: str, sentence: str, first: str
) -> None:
    """With 112, which has interpreters, and the nearest languages first; by SMS too."""
    for channel in (Channel.WEB, Channel.SMS):
        seen = await _said(scene, text, channel=channel)
        assert sentence in seen
        assert "112" in seen
        assert f"[1] {first}" in seen


async def test_the_first_question_of_all_answers_so_too(scene: Scene) -> None:
    """Who cannot read the list writes before it was answered."""
    async with talking(scene, Channel.WEB, "it", NOW) as talk:
        await talk.open()
        seen = "\n".join(await talk.say("உதவி வேண்டும்"))
    assert "இங்கே தமிழ் இன்னும் இல்லை" in seen
    assert "[1] English" in seen


async def test_two_alphabets_without_a_sense_end_at_a_person(scene: Scene) -> None:
    """No language is guessed from a mixture."""
    seen = await _said(scene, "asdf привет 你好")
    assert PERSON in seen
    assert "lingua" not in seen
