"""Who finds her phone afterwards finds a talk with an almanac, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bot.channels.fit import fit
from bot.channels.segments import is_gsm, segments
from bot.conversation.cover_hearing import LOST
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.turn import Decided, decide
from bot.engine.flow import Ask, Bundle
from bot.messages import Address, Channel, Happening, Inbound, Media, Said, Sent, Speech, Voice
from bot.publishing.published import FLOWS, read_cover, read_covers, risky_words
from bot.talk import Counted, talking
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COVERS = sorted(read_covers())
STAYING = (Channel.SMS, Channel.WHATSAPP)
SENT: tuple[Happening, ...] = (
    *map(Said, ("1", "2", "3", "4", "5", "6", "7", "boh", "?!", "👍", "x" * 9_000, "")),
    *map(Sent, Media),
)
NEUTRAL = ("corsi", "sportelli", "appuntamento", "una persona")
"""What means something on both sides of the curtain."""


@cache
def risky(language: str) -> frozenset[str]:
    """The words that may never stand where somebody else may read them."""
    return risky_words(FLOWS / "risky_words")[language]


_SPOKEN: dict[tuple[str, str], list[tuple[Happening, Speech]]] = {}


def spoken_once(scene: Scene, language: str) -> list[tuple[Happening, Speech]]:
    """What ``answers`` gives by SMS today: three promises are held against the same talk."""
    key = (scene.cover.entry, language)
    if key not in _SPOKEN:
        _SPOKEN[key] = [*answers(scene, language, Channel.SMS)]
    return _SPOKEN[key]


@cache
def cover(name: str) -> Bundle:
    """One of the covers, read once."""
    return read_cover(name)


@pytest.fixture(params=COVERS)
def covered(request: pytest.FixtureRequest, scene: Scene) -> Scene:
    """What is published, behind each cover."""
    return replace(scene, cover=cover(request.param))


def everything(scene: Scene, language: str) -> Iterator[Happening]:
    """All that can be asked of the cover: its words, its menu, and what it does not know."""
    for flow in scene.cover.flows.values():
        yield from map(Said, scene.cover.words(flow.anywhere, language))
    yield from SENT
    yield from map(Said, ("mi sta picchiando", "aiuto", "esci", "STOP"))


def of_the_day(scene: Scene, language: str) -> Iterator[Happening]:
    """What has another answer each day: one word of each flow of the cover's own, twice."""
    for name, flow in scene.cover.flows.items():
        if name.startswith(scene.cover.entry):
            yield from map(Said, scene.cover.words(flow.anywhere, language)[:1] * 2)


def answers(
    scene: Scene,
    language: str,
    channel: Channel,
    asked: Callable[[Scene, str], Iterator[Happening]] = everything,
    at: datetime = NOW,
) -> Iterator[tuple[Happening, Speech]]:
    """All that the cover says in one long talk with somebody who left."""
    known: Conversation | None = Conversation(
        id="c",
        address=Address(channel, "hers"),
        curtain=Curtain.EXITED,
        session=None,
        seq=3,
        touched_at=at,
        forget_at=at + timedelta(hours=1),
    )
    ids = Counted()
    for number, what in enumerate(asked(scene, language)):
        assert known is not None
        inbound = Inbound(f"i{number}", known.address, at, what, (language,))
        decided = decide(inbound, known, None, scene, ids.new)
        assert isinstance(decided, Decided), "the cover asks nothing of the world"
        assert decided.record is not None
        assert decided.turned.shown, f"silence on {what!r}"
        assert not decided.mistakes
        known = decided.record.after
        for line in decided.turned.shown:
            assert line.voice is Voice.COVER
            yield what, line.speech


def whole(speech: Speech, channel: Channel) -> str:
    """The message as it stands on her phone, with every label."""
    fitted = fit(speech, channel)
    return "\n".join([fitted.message, *(button.label for button in fitted.buttons)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_the_cover_says_tells_of_what_it_covers(covered: Scene, language: str) -> None:
    """No word of the risky lists, in its flows or in what they fill in, on any channel."""
    for _, speech in spoken_once(covered, language):
        said = "\n".join(whole(speech, channel) for channel in Channel)
        padded = f" {fold(said)} "
        assert [word for word in risky(language) if f" {word} " in padded] == []
        assert "1522" not in said
        assert "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_behind_the_curtain_still_gets_the_number(covered: Scene, language: str) -> None:
    """Hiding never wins over help: 112 stands between two dull true lines."""
    found = [
        speech.text.splitlines()
        for what, speech in spoken_once(covered, language)
        if what in (Said("mi sta picchiando"), Said("aiuto"))
    ]
    assert len(found) == 2
    for lines in found:
        assert len(lines) == 3
        assert "112" in lines[1]
        assert lines[0].strip()
        assert lines[2].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_the_year_fits_a_text_message(covered: Scene, language: str) -> None:
    """One segment, or two where the script needs more room."""
    spoken = [*spoken_once(covered, language)]
    # Another day of twelve in each language: together they see the whole year.
    for day in range(LANGUAGES.index(language) % 12, 366, 12):
        at = NOW + timedelta(days=day)
        spoken += answers(covered, language, Channel.SMS, of_the_day, at)
    for what, speech in spoken:
        message = fit(speech, Channel.SMS).message
        most = 1 if is_gsm(message) else 2
        assert segments(message).count <= most, (what, message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_neutral_words_mean_something_on_both_sides(covered: Scene, language: str) -> None:
    """What she asked the service for, the cover can be asked for too, by the same labels."""
    real = covered.newest
    labels = [
        real.say(choice.label, language)
        for name, step, id in (
            ("menu", "first", "person"),
            ("menu", "first", "work"),
            ("menu", "first", "near"),
        )
        if isinstance(ask := real.flows[name].steps[step], Ask)
        for choice in ask.choices
        if choice.id == id
    ]
    assert len(labels) == 3
    known = {
        what.text: speech.text
        for what, speech in spoken_once(covered, language)
        if isinstance(what, Said)
    }
    lost = {
        covered.cover.say(step.text, language)
        for step in covered.cover.flows[LOST].steps.values()
        if hasattr(step, "text")
    }
    assert known["boh"] in lost
    for text in (*labels, *(NEUTRAL if language == "it" else ())):
        address = Address(Channel.SMS, "x")
        gone = Conversation("c", address, Curtain.EXITED, None, 1, NOW, NOW)
        inbound = Inbound("i", address, NOW, Said(text), (language,))
        spoken = decide(inbound, gone, None, covered, Counted().new)
        assert isinstance(spoken, Decided)
        (line,) = spoken.turned.shown
        assert line.speech.text not in lost, text
        assert not line.speech.options, f"{text} got the menu, as an unknown first word does"


@pytest.mark.parametrize("channel", STAYING)
async def test_a_whole_thread_holds_no_word_that_tells(covered: Scene, channel: Channel) -> None:
    """Both sides of a real talk, its exit, and what came afterwards, as it stays on the phone."""
    said = ["1", "1", "3", "1", "menu", "2", "4", "esci", "ciao", "una persona", "corsi", "6"]
    async with talking(covered, channel, "it", NOW) as talk:
        lines = await talk.open()
        for text in said:
            lines += [text, *await talk.say(text)]
    padded = f" {fold(' '.join(lines))} "
    assert [word for word in risky("it") if f" {word} " in padded] == []


@pytest.mark.parametrize("channel", STAYING)
async def test_a_name_of_the_directory_leaves_no_word_that_tells(
    scene: Scene, channel: Channel
) -> None:
    """Who answers is often called by what she does: on her phone the rest of the name stands."""
    offices = {
        id: replace(one, agency="Centro antiviolenza Fiordaliso", name=f"Rete violenza {id}")
        for id, one in scene.directory.offices.items()
    }
    named = replace(scene, directory=replace(scene.directory, offices=offices))
    async with talking(named, channel, "it", NOW) as talk:
        lines = await talk.open()
        for text in ("1", "1", "una persona", "1", "un'altra rete", "1"):
            lines += await talk.say(text)
    said = "\n".join(lines)
    assert "Centro ... Fiordaliso" in said
    assert "Rete ... " in said
    padded = f" {fold(said)} "
    assert [word for word in risky("it") if f" {word} " in padded] == []
