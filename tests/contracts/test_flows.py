"""Where drafts of flows and releases are kept: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import TurnRecord
from bot.engine.editing.drafts import Draft, OvertakenError, Release
from bot.engine.editing.recording import Recording
from bot.engine.editing.schedule import Schedule, State, Why
from bot.engine.session import Session
from bot.storage.flow_recordings import SqlRecordings
from bot.storage.flow_schedules import LEASE, SqlSchedules
from bot.storage.flows import SqlFlows
from bot.storage.inside import SqlInside
from bot.storage.sql import SqlStore
from tests.contracts.stores import NOW, begin, begun, said, save, web

DRAFT = Draft(
    flow="work",
    text="flow: work\n",
    base="b0",
    revision=1,
    changed_at=NOW,
    authors=("ada",),
    texts={"ar": {"work/what/ask": "ماذا؟"}, "en": {"work/what/ask": ""}},
    reviewer="bea",
    italian={"ar": {"work/what/ask": "Che cosa?"}},
)
RELEASE = Release(
    number=1,
    bundle="b1",
    at=NOW,
    by="ada",
    note="più breve",
    flows=("work",),
    withdraws=True,
    redirects={("work", "gone"): ("menu", "what")},
    before={"work": "d0"},
)


@pytest.fixture
def flows(sql_store: SqlStore) -> SqlFlows:
    """The flows of each database in turn."""
    return SqlFlows(sql_store)


async def test_a_draft_comes_back_as_it_was_written(flows: SqlFlows) -> None:
    """With its translations, its authors and who read it."""
    assert await flows.draft("work") is None
    await flows.save(DRAFT)
    assert await flows.draft("work") == DRAFT
    assert list(await flows.drafts()) == [DRAFT]


async def test_a_trial_is_kept_until_it_is_thrown_away(sql_store: SqlStore) -> None:
    """One for each name: the newest."""
    shelf = SqlRecordings(sql_store)
    one = Recording("work.it.web", "> Ciao\n", "", "ada", NOW)
    again = replace(one, text="> Buongiorno\n", base="b0", by="bea")
    other = replace(one, name="menu-night.ar.sms")
    for kept in (one, other, again):
        await shelf.keep(kept)
    assert list(await shelf.all()) == [other, again]
    for name in (one.name, one.name):
        await shelf.drop(name)
    assert list(await shelf.all()) == [other]


async def test_places_of_steps_outlive_the_draft(flows: SqlFlows) -> None:
    """They are written with drafts or alone, and go only when nobody wants them any more."""
    assert await flows.positions("work") == ""
    await flows.save_all([DRAFT], {"work": '{"a": 1}', "bread": "{}"})
    await flows.discard("work", 1)
    assert await flows.positions("work") == '{"a": 1}'
    await flows.place("work", "{}")
    await flows.place("bread", "")
    assert [await flows.positions(one) for one in ("work", "bread")] == ["{}", ""]


async def test_of_several_drafts_all_are_written_or_none(flows: SqlFlows) -> None:
    """One that somebody else has written already keeps the others out."""
    await flows.save(DRAFT)
    others = [replace(DRAFT, flow="bread"), replace(DRAFT, flow="work")]
    with pytest.raises(OvertakenError):
        await flows.save_all(others)
    assert list(await flows.drafts()) == [DRAFT]
    await flows.save_all([others[0], replace(DRAFT, revision=2)])
    assert [(one.flow, one.revision) for one in await flows.drafts()] == [("bread", 1), ("work", 2)]


async def test_of_two_writers_the_second_is_told(flows: SqlFlows) -> None:
    """A change made on what somebody else has changed since overwrites nothing."""
    await flows.save(DRAFT)
    second = replace(DRAFT, revision=2, text="flow: work\nstart: a\n")
    await flows.save(second)
    for late in (replace(DRAFT, revision=2, text="x"), DRAFT, replace(DRAFT, revision=4)):
        with pytest.raises(OvertakenError):
            await flows.save(late)
    with pytest.raises(OvertakenError):
        await flows.discard("work", 1)
    assert await flows.draft("work") == second
    await flows.discard("work", 2)
    assert await flows.draft("work") is None


async def test_a_release_takes_its_drafts_along(flows: SqlFlows) -> None:
    """It can be read again, with its content, for as long as the installation lives."""
    await flows.save(DRAFT)
    await flows.save(replace(DRAFT, flow="menu"))
    await flows.publish(RELEASE, b"packed", [("work", 1)])
    assert [one.flow for one in await flows.drafts()] == ["menu"]
    assert list(await flows.releases()) == [RELEASE]
    assert await flows.content(1) == b"packed"
    assert await flows.content(2) is None
    assert await flows.newest() == 1


async def test_a_release_that_was_overtaken_changes_nothing(flows: SqlFlows) -> None:
    """Neither by another release nor by a change of one of its drafts."""
    await flows.save(DRAFT)
    for number, drafts in ((2, ()), (1, (("work", 2),)), (1, (("work", 1), ("menu", 1)))):
        with pytest.raises(OvertakenError):
            await flows.publish(replace(RELEASE, number=number), b"", drafts)
    assert await flows.newest() == 0
    assert await flows.draft("work") == DRAFT


async def test_the_newest_release_comes_first(flows: SqlFlows) -> None:
    """The history is read from today backwards."""
    second = replace(RELEASE, number=2, withdraws=False, redirects={})
    await flows.publish(RELEASE, b"1")
    await flows.publish(second, b"2")
    assert list(await flows.releases()) == [second, RELEASE]


def planned(id: str, minutes: int) -> Schedule:
    """A publication so many minutes from now."""
    at = NOW + timedelta(minutes=minutes)
    ways = {("work", "gone"): ("menu", "what")}
    return Schedule(id, at, "ada", "più breve", NOW, {"work": "s"}, True, ways)


async def test_a_planned_publication_happens_once_at_its_hour(
    flows: SqlFlows, sql_store: SqlStore
) -> None:
    """One worker at a time has it; who dies with it gives it back; what was cancelled stays so."""
    schedules = SqlSchedules(sql_store)
    early, late, dropped = planned("early", 1), planned("late", 9), planned("dropped", 2)
    for one in (late, early, dropped):
        await schedules.add(one)
    assert list(await schedules.all()) == [late, dropped, early]
    assert await schedules.cancel("dropped")
    assert not await schedules.cancel("dropped")
    assert await schedules.claim(NOW) is None
    at = NOW + timedelta(minutes=3)
    assert await schedules.claim(at) == early
    assert await schedules.claim(at) is None, "Another worker has it."
    assert await schedules.claim(at + LEASE) == early, "That one was ended."
    await flows.publish(RELEASE, b"content", (), "early")
    with pytest.raises(OvertakenError):
        await flows.publish(replace(RELEASE, number=2), b"content", (), "early")
    assert await flows.newest() == 1
    assert not await schedules.refuse("early", Why.CHANGED), "It has happened."
    assert await schedules.refuse("late", Why.FAULTY)
    states = {one.id: (one.state, one.why) for one in await schedules.all()}
    assert states == {
        "early": (State.PUBLISHED, Why.NONE),
        "late": (State.REFUSED, Why.FAULTY),
        "dropped": (State.CANCELLED, Why.NONE),
    }
    assert await schedules.claim(at + timedelta(days=1)) is None


async def test_it_is_counted_how_many_stand_at_a_step_and_never_who(sql_store: SqlStore) -> None:
    """In the texts that are live and in older ones; whoever came to an end stands nowhere."""
    for number in range(3):
        await begin(sql_store, f"c{number}")
    ended = replace(begun("d", web("d")), session=Session("bundle-1", "it"))
    await save(sql_store, [said("d", web("d"))], [TurnRecord("d", None, ended)])
    inside = await SqlInside(sql_store, lambda: "bundle-1").count()
    assert (inside.live, inside.older, inside.whole) == ({("start", "hello"): 3}, {}, True)
    inside = await SqlInside(sql_store, lambda: "bundle-2").count()
    assert (inside.live, inside.older) == ({}, {("start", "hello"): 3})
