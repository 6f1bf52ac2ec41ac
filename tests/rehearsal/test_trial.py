"""A flow's writer talks with the draft: the real engine, at any hour, on any channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.scene import Scene
from bot.conversation.state import CaseState
from bot.engine.session import Frame
from bot.messages import Channel, Voice
from bot.rehearsal.room import Rehearsals, UnplayableError
from bot.rehearsal.setting import Setting
from bot.rehearsal.trial import (
    MOST_ACTS,
    Plan,
    Standing,
    Tried,
    UntriableError,
)
from tests.rehearsal.conftest import Written

NIGHT = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
"""23:30 in Milan."""

TO_A_PERSON = ("(touch it)", "(touch yes)", "(touch person)", "Rho")
OPEN = Setting(duty=("it",))


def plan(*acts: str, channel: Channel = Channel.WEB, language: str = "it", **so: object) -> Plan:
    """What somebody tries."""
    return Plan(channel, language, Setting(**so), acts)


def said(found: Tried) -> str:
    """What she sees last."""
    return "\n".join(one.text for one in found.moments[-1].bubbles)


async def test_the_draft_is_what_speaks(room: Rehearsals, written: Written) -> None:
    """A text that nobody has published is heard in the trial of its flow and of every other."""
    before = await room.tries("safe", plan("(touch it)"))
    written.changes("safe", "Puoi scrivere ora senza che nessuno legga?", "Hai due minuti?")
    after = await room.tries("menu", plan("(touch it)"))
    assert "Hai due minuti?" not in said(before)
    assert "Hai due minuti?" in said(after)


async def test_the_path_and_what_is_known_are_told(room: Rehearsals) -> None:
    """Every step that was gone through, the one that waits, and the variables by their names."""
    found = await room.tries("start", plan("(touch it)", "(touch yes)"))
    first, last = found.moments[0], found.moments[-1]
    assert first.path[-1] == Frame("start", "hello")
    assert last.said == "Sì"
    assert Frame("safe", "keep") in last.path
    assert last.path[-1] == found.standing.place == Frame("menu", "first")
    assert [one.flow for one in found.standing.stack] == ["start"]
    assert ("tongues_after", "ar") in dict.fromkeys(found.standing.variables) or any(
        name == "tongues" and "Italiano" in value for name, value in found.standing.variables
    )
    assert all(" " not in name for name, _ in found.standing.variables)


@pytest.mark.parametrize("channel", Channel)
async def test_a_channel_shows_what_it_can(room: Rehearsals, channel: Channel) -> None:
    """Segments by SMS, a locked phone everywhere but on the web, digits where nothing is touched,
    and the same step reached by a touch."""
    found = await room.tries("menu", plan("(touch ar)", "(touch yes)", channel=channel))
    assert found.standing.place == Frame("menu", "first")
    assert found.standing.language == "ar"
    last = found.moments[-1].bubbles[-1]
    assert (last.segments is not None) == (channel is Channel.SMS)
    assert bool(last.locked) == (channel is not Channel.WEB)
    assert len(last.locked) <= 40
    if last.segments is not None:
        assert (last.segments.encoding, last.form.value) == ("UCS-2", "digits")


@pytest.mark.parametrize(
    ("so", "acts", "step", "case"),
    [
        ({}, (), "nobody_until", CaseState.NONE),
        ({"duty": ("it",)}, (), "consent", CaseState.NONE),
        ({"duty": ("it",), "hours": "mon-fri 09:00-18:00"}, (), "consent", CaseState.NONE),
        ({"duty": ("it",), "hours": "mon-fri 09:00-18:00", "at": NIGHT}, (), "nobody_until", None),
        ({"duty": ("it",), "absent": ("rho-garbagnate",)}, (), "nobody_until", None),
        ({"duty": ("it",)}, ("1",), "wait", CaseState.QUEUED),
    ],
)
async def test_somebody_is_there_or_not(
    room: Rehearsals, so: dict[str, object], acts: tuple[str, ...], step: str, case: object
) -> None:
    """Who is on duty, in which hours and where, at the hour of the trial."""
    found = await room.tries("person", plan(*TO_A_PERSON, *acts, **so))
    assert found.standing.place is not None, said(found)
    assert found.standing.place.step == step
    assert found.standing.case is (case or CaseState.NONE)


async def test_time_that_passes_closes_the_desk_and_ends_the_talk(room: Rehearsals) -> None:
    """She is told that nobody came, and that nobody is on duty any more; then silence, then
    everything is destroyed."""
    so = {"duty": ("it",), "hours": "mon-fri 09:00-18:00"}
    at = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    waiting = (*TO_A_PERSON, "1")

    async def after(*acts: str) -> Tried:
        return await room.tries("person", plan(*waiting, *acts, at=at, **so))

    long = await after("(6 minutes)")
    assert said(long)
    assert long.standing.case is CaseState.QUEUED
    closed = await after("(31 minutes)")
    assert len(closed.moments[-1].bubbles) == len(long.moments[-1].bubbles) + 1
    assert "Vuoi lasciare un messaggio" in said(closed)
    gone = await after("(10080 minutes)")
    assert gone.standing.sight == "gone"
    assert gone.standing.at >= at + timedelta(days=7)


async def test_silence_lowers_the_curtain(room: Rehearsals) -> None:
    """After a quarter of an hour a page is the cover; after an exit whoever writes meets it."""
    silent = await room.tries("start", plan("(touch it)", "(16 minutes)"))
    assert silent.standing.sight == "silent"
    left = await room.tries("start", plan("(touch it)", "(exit)", "ciao"))
    assert left.standing.sight == "exited"
    assert left.standing.place is None
    assert left.moments[-1].refused == "exited"
    assert [one.voice for one in left.moments[-1].bubbles] == [Voice.COVER]


async def test_danger_and_the_cover_are_the_real_ones(room: Rehearsals) -> None:
    """A sign of danger leads where it leads her; who comes without the key meets the cover."""
    found = await room.tries("danger", plan("(touch it)", "(touch yes)", "ha un coltello, aiuto"))
    assert any(frame.flow == "danger" for frame in found.moments[-1].path)
    stranger = plan("ciao", channel=Channel.SMS, cover="city")
    found = await room.tries("start", stranger)
    assert found.standing.sight == "cover"
    assert {one.voice for one in found.moments[-1].bubbles} == {Voice.COVER}


async def test_the_same_trial_goes_the_same_way(room: Rehearsals, scene: Scene) -> None:
    """Played anew it says the same, and leaves what is published as it was."""
    before = (scene.bundles, scene.current, scene.calls)
    one = plan(*TO_A_PERSON, "1", "1", duty=("it", "ar"), drilled=True, calls=True, desks="open")
    first, second = await room.tries("person", one), await room.tries("person", one)
    assert first == second
    assert (scene.bundles, scene.current, scene.calls) == before


@pytest.mark.parametrize(
    "acts",
    [
        ("(touch it)",) * (MOST_ACTS + 1),
        ("a" * 2001,),
        ("(99999 minutes)",),
    ],
)
async def test_what_cannot_be_tried_is_refused(room: Rehearsals, acts: tuple[str, ...]) -> None:
    """What would take too long to be played anew each time."""
    with pytest.raises(UntriableError):
        await room.tries("start", plan(*acts))


async def test_what_the_draft_offers_no_more_is_lost(room: Rehearsals, written: Written) -> None:
    """It goes as far as it can; whoever tries goes on from there, and cannot leave or keep it."""
    lost = plan("(touch it)", "(touch gone)", "ciao")
    found = await room.tries("start", lost)
    assert (len(found.moments), found.lost) == (2, 2)
    assert found.standing.place == Frame("safe", "ask")
    with pytest.raises(UntriableError):
        await room.parts("start", lost)
    with pytest.raises(UntriableError):
        await room.records("start", lost, "")


async def test_a_draft_that_cannot_be_read_stops_only_its_own_trial(
    room: Rehearsals, written: Written
) -> None:
    """Whoever writes another flow goes on with hers."""
    written.changes("letters", "steps:", "stops:")
    written.changes("safe", "Puoi scrivere ora senza che nessuno legga?", "Hai due minuti?")
    assert "Hai due minuti?" in said(await room.tries("safe", plan("(touch it)")))
    with pytest.raises(UnplayableError):
        await room.tries("letters", plan("(touch it)"))


def test_a_standing_is_plain(scene: Scene) -> None:
    """What the page is given names no account and no conversation."""
    assert not {"conversation", "operator", "id"} & set(Standing.__dataclass_fields__)
