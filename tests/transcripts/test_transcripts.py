"""Golden conversations: what she writes and sees, line by line, through the real shell.

``bot/rehearsal`` says how a file is written and plays it, here as in ``filo check``. Write them
anew with ``pytest tests/transcripts --update`` and read the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, TurnRecord
from bot.engine.session import Session
from bot.publishing.published import DEFAULT_COVER, TRANSCRIPTS, read_cover, read_covers
from bot.rehearsal.playing import play
from bot.rehearsal.setting import NOW
from bot.rehearsal.transcripts import Transcript, read_transcripts
from bot.storage.memory import MemoryBatch, MemoryStore
from bot.storage.plain import dump, load, session_from_plain, session_to_plain
from bot.talk import Talk

WRITTEN, UNREADABLE = read_transcripts(TRANSCRIPTS)


class _RoundTrip(MemoryBatch):
    """A batch that writes every session as bytes and reads it back, as a database would."""

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Save what comes back from storage."""
        await super().save_many([replace(turn, after=_again(turn)) for turn in turns])


def _again(turn: TurnRecord) -> Conversation | None:
    after = turn.after
    if after is None:
        return None
    return replace(after, session=_read_back(after.session), cover=_read_back(after.cover))


def _read_back(session: Session | None) -> Session | None:
    if session is None:
        return None
    again: Session = session_from_plain(load(dump(session_to_plain(session))))
    assert again == session
    return again


@pytest.fixture(name="scenes", scope="module")
def _scenes() -> dict[str, Scene]:
    """What is published, with each cover."""
    scene = published_scene(lambda: NOW)
    return {name: replace(scene, cover=read_cover(name)) for name in read_covers()}


def _written(transcript: Transcript, now: str, *, update: bool) -> str:
    """What the file says, after writing it anew where that was asked for."""
    path = TRANSCRIPTS / f"{transcript.name}.txt"
    if update:
        path.write_text(now, encoding="utf-8")
    return path.read_text(encoding="utf-8")


async def _twice(talk: Talk) -> None:
    turned = await talk.repeat()
    assert turned.duplicate or turned.refused
    assert not turned.shown


@pytest.mark.parametrize("transcript", WRITTEN, ids=lambda one: one.name)
@pytest.mark.parametrize("doubled", [False, True], ids=["once", "doubled"])
async def test_the_conversation_goes_as_it_is_written(
    transcript: Transcript,
    doubled: bool,
    scenes: dict[str, Scene],
    request: pytest.FixtureRequest,
) -> None:
    """Each line is what she sees, also when every message arrives twice and is stored between."""
    store = MemoryStore()
    store.batch_kind = _RoundTrip
    scene = scenes[transcript.cover or DEFAULT_COVER]
    played = await play(transcript, scene, store, _twice if doubled else None)
    update = request.config.getoption("--update")
    assert played.text == _written(transcript, played.text, update=update)


def test_every_file_is_a_transcript() -> None:
    """None is passed over because of its name."""
    assert UNREADABLE == []


def test_every_flow_has_a_transcript(scenes: dict[str, Scene]) -> None:
    """No flow is published that nobody has talked to."""
    told = {transcript.flow for transcript in WRITTEN}
    assert set(scenes[DEFAULT_COVER].newest.flows) - told == set()


ORDINARY = 20
"""So many ordinary questions at least are asked of each cover."""


@pytest.mark.parametrize("cover", read_covers())
def test_every_cover_answers_twenty_ordinary_questions(cover: str) -> None:
    """Whoever tries the number gets plain answers, also to a picture, a sticker, a voice note."""
    met = [one for one in WRITTEN if one.cover == cover and one.name.endswith(".it.sms")]
    said = [text for one in met for text in one.said]
    assert len(set(said)) >= ORDINARY
    assert {"(picture)", "(sticker)", "(voice)"} <= set(said)


COVERED = [one for one in WRITTEN if one.cover]


@pytest.mark.parametrize("transcript", COVERED, ids=lambda one: one.name)
def test_a_cover_never_says_the_same_twice_in_a_row(transcript: Transcript) -> None:
    """Word for word the same again would look odd, whatever was asked."""
    talk = transcript.text.split("\n\n")
    answers = [turn.partition("\n")[2] for turn in talk[1:]]
    for before, after in pairwise(answers):
        assert before != after
