"""Golden conversations: what she writes and sees, line by line, through the real shell.

A file is ``golden/<flow>.<language>.<channel>.txt`` (a further part may follow the flow's name with
a hyphen). A line that begins with ``> `` is hers; ``# on duty`` puts an operator there. Write the
others anew with ``pytest tests/transcripts --update`` and read the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, TurnRecord
from bot.engine.session import Session
from bot.messages import Channel
from bot.storage.memory import MemoryBatch, MemoryStore
from bot.storage.plain import dump, load, session_from_plain, session_to_plain
from bot.talk import Talk, talking

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FILES = sorted(GOLDEN.glob("*.txt"))


class _RoundTrip(MemoryBatch):
    """A batch that writes every session as bytes and reads it back, as a database would."""

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Save what comes back from storage."""
        await super().save_many([replace(turn, after=_again(turn)) for turn in turns])


def _again(turn: TurnRecord) -> Conversation | None:
    after = turn.after
    if after is None or after.session is None:
        return after
    session: Session = session_from_plain(load(dump(session_to_plain(after.session))))
    assert session == after.session
    return replace(after, session=session)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


def _script(path: Path) -> tuple[list[str], bool]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line[2:] for line in lines if line.startswith("> ")], "# on duty" in lines


async def _held(path: Path, scene: Scene, *, doubled: bool) -> str:
    said, on_duty = _script(path)
    _, language, channel = path.stem.split(".")
    store = MemoryStore()
    store.batch_kind = _RoundTrip
    if on_duty:
        for network in scene.directory.networks():
            store.put_duty("op", network.id, "it", NOW + timedelta(hours=9))
    out = ["# on duty"] if on_duty else []
    async with talking(scene, Channel(channel), language, NOW, store) as talk:
        out += await talk.open()
        for text in said:
            out += ["", f"> {text}", *await talk.say(text)]
            if doubled:
                await _twice(talk)
    return "\n".join(out) + "\n"


def _written(path: Path, held: str, *, update: bool) -> str:
    """What the file says, after writing it anew where that was asked for."""
    if update:
        path.write_text(held, encoding="utf-8")
    return path.read_text(encoding="utf-8")


async def _twice(talk: Talk) -> None:
    turned = await talk.repeat()
    assert turned.duplicate or turned.refused
    assert not turned.shown


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("doubled", [False, True], ids=["once", "doubled"])
async def test_the_conversation_goes_as_it_is_written(
    path: Path, doubled: bool, scene: Scene, request: pytest.FixtureRequest
) -> None:
    """Each line is what she sees, also when every message arrives twice and is stored between."""
    held = await _held(path, scene, doubled=doubled)
    assert held == _written(path, held, update=request.config.getoption("--update"))


def test_every_flow_has_a_transcript(scene: Scene) -> None:
    """No flow is published that nobody has talked to."""
    told = {path.stem.split(".")[0].split("-")[0] for path in FILES}
    assert set(scene.newest.flows) - told == set()
