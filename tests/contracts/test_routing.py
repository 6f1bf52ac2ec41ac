"""What every store promises about routing: who carries how much, and what a wait leads to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.conversation.state import Case, Curtain
from bot.crypto.keys import Keyring
from bot.handoff.people import Account, Role
from bot.handoff.routing import USUAL, Carrying, Skill
from bot.handoff.routing_rules import DeskHours, timetable_of
from bot.handoff.routing_waiting import DEFAULT_TIMES, DutyRing, Owed
from bot.storage.desk import SqlDesk
from bot.storage.rota import SqlRota
from bot.storage.routing import SqlRouting
from bot.storage.routing_waits import SqlWaits
from bot.storage.sql import SqlStore
from tests.contracts.stores import MASTER, NOW, begin, go_on, queued, web

NORTH = {"north": DEFAULT_TIMES}
ANNA = Account("anna", "Anna", Role.OPERATOR, ("north",), ("it",), NOW)
BICE = Account("bice", "Bice", Role.OPERATOR, ("north", "south"), ("it", "ar"), NOW)


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: what the desk reads is in no store that lives in memory."""
    return sql_url


def desk_of(store: SqlStore) -> SqlDesk:
    """The desk of that store."""
    ids = count()
    return SqlDesk(store, lambda: f"audit-{next(ids)}")


@pytest.fixture
def desk(store: SqlStore) -> SqlDesk:
    """The desk of each store in turn."""
    return desk_of(store)


@pytest.fixture
def routing(store: SqlStore) -> SqlRouting:
    """The routing of each store in turn."""
    return SqlRouting(store)


@pytest.fixture
def waits(store: SqlStore) -> SqlWaits:
    """The waits of each store in turn."""
    return SqlWaits(store)


@pytest.fixture
async def workers(store_url: str, store: SqlStore) -> AsyncIterator[tuple[SqlStore, ...]]:
    """Several processes over one store; on PostgreSQL each with connections of its own."""
    if not store_url.startswith("postgresql"):
        yield (store,) * 3
        return
    others = [await SqlStore.open(store_url, Keyring(MASTER)) for _ in range(2)]
    yield (store, *others)
    for other in others:
        await other.close()


def everywhere(_network: str) -> bool:
    """Every network has a duty phone."""
    return True


def nowhere(_network: str) -> bool:
    """No network has one."""
    return False


def after(**passed: float) -> datetime:
    """So long after she asked."""
    return NOW + timedelta(**passed)


async def asks(store: SqlStore, name: str, network: str = "north", *, danger: bool = False) -> Case:
    """Somebody waits in the queue."""
    case = replace(queued(f"case-{name}", name, network), danger=danger)
    await begin(store, name, web(name), case=case)
    return case


async def test_what_somebody_carries_is_kept(routing: SqlRouting) -> None:
    """The usual where nothing was said; a pause and a change of units touch not each other."""
    assert await routing.carrying(["anna"]) == {"anna": USUAL}
    await routing.set_carrying("anna", 5, {Skill.WORK, Skill.MINOR})
    await routing.pause("anna", after(minutes=15))
    kept = Carrying(5, frozenset({Skill.WORK, Skill.MINOR}), after(minutes=15))
    assert await routing.carrying(["anna", "bice"]) == {"anna": kept, "bice": USUAL}
    await routing.set_carrying("anna", 2, ())
    assert (await routing.carrying(["anna"]))["anna"] == Carrying(2, frozenset(), kept.paused_until)
    await routing.pause("anna", None)
    assert (await routing.carrying(["anna"]))["anna"] == Carrying(2)


async def test_hours_are_kept_and_told_to_the_turn(store: SqlStore, routing: SqlRouting) -> None:
    """The network's own; None where nobody said anything."""
    table = timetable_of("mon-fri 09:00-18:00", "", {"2026-12-24": "09:00-12:00"}, holidays=False)
    one = DeskHours("north", table, NOW, "ada")
    rota = SqlRota(store)
    await rota.set_hours(replace(one, by="before"), lambda _rota, _own: None)
    await rota.set_hours(one, lambda _rota, _own: None)
    assert await routing.hours(["north", "south"]) == {"north": one}
    async with store.batch() as batch:
        assert await batch.hours("north") == table
        assert await batch.hours("south") is None


async def test_nobody_takes_more_than_she_carries(store: SqlStore, desk: SqlDesk) -> None:
    """Three light cases, and no fourth; who is in danger may be taken all the same."""
    for name in ("a", "b", "c", "d"):
        await asks(store, name)
    await asks(store, "e", danger=True)
    for name in ("a", "b", "c"):
        taken = await desk.claim(["north"], f"case-{name}", "anna", NOW)
        assert taken is not None
        assert taken.operator == "anna"
    fourth = await desk.claim(["north"], "case-d", "anna", NOW)
    assert fourth is not None
    assert (fourth.state, fourth.operator) == ("queued", "")
    fifth = await desk.claim(["north"], "case-e", "anna", NOW)
    assert fifth is not None
    assert fifth.operator == "anna"
    other = await desk.claim(["north"], "case-d", "bice", NOW)
    assert other is not None
    assert other.operator == "bice"


async def test_danger_that_is_not_verified_may_be_taken_too(
    store: SqlStore, desk: SqlDesk, routing: SqlRouting
) -> None:
    """It was told behind the curtain, during this case."""
    await routing.set_carrying("anna", 2, ())
    for name in ("a", "b"):
        await asks(store, name)
        await desk.claim(["north"], f"case-{name}", "anna", NOW)
    case = replace(queued("case-c", "c"), danger=False)
    known = await begin(store, "c", web("c"), case=case)
    full = await desk.claim(["north"], "case-c", "anna", NOW)
    assert full is not None
    assert full.state == "queued"
    await go_on(store, known, "told", after=replace(known, danger_at=after(minutes=1)))
    taken = await desk.claim(["north"], "case-c", "anna", NOW)
    assert taken is not None
    assert taken.operator == "anna"


async def test_a_heavy_chat_counts_as_two(
    store: SqlStore, desk: SqlDesk, routing: SqlRouting
) -> None:
    """Only its holder marks it; the mark is taken off again."""
    for name in ("a", "b", "c"):
        await asks(store, name)
    await desk.claim(["north"], "case-a", "anna", NOW)
    assert not await routing.mark_heavy(["north"], "case-a", "bice", heavy=True)
    assert not await routing.mark_heavy(["south"], "case-a", "anna", heavy=True)
    assert not await routing.mark_heavy(["north"], "case-b", "anna", heavy=True)
    assert await routing.mark_heavy(["north"], "case-a", "anna", heavy=True)
    floor = await routing.floor(["north"], ANNA, NOW)
    assert (floor.reader.load, floor.heavy) == (2, {"case-a"})
    await desk.claim(["north"], "case-b", "anna", NOW)
    third = await desk.claim(["north"], "case-c", "anna", NOW)
    assert third is not None
    assert third.state == "queued"
    assert await routing.mark_heavy(["north"], "case-a", "anna", heavy=False)
    third = await desk.claim(["north"], "case-c", "anna", NOW)
    assert third is not None
    assert third.operator == "anna"


async def test_fifty_at_once_respect_what_each_carries(
    store: SqlStore, workers: tuple[SqlStore, ...], routing: SqlRouting
) -> None:
    """Ten people and several processes reach for fifty cases: each case has one owner, nobody has
    more than her three, and as many are taken as can be."""
    names = [f"w{number}" for number in range(50)]
    for name in names:
        await asks(store, name)
    desks = [desk_of(one) for one in workers]
    people = [f"op-{number}" for number in range(10)]
    at_once = asyncio.Semaphore(50)

    async def reaches(place: int, name: str, number: int, person: str) -> None:
        async with at_once:
            desk = desks[(place + number) % len(desks)]
            await desk.claim(["north"], f"case-{name}", person, NOW)

    await asyncio.gather(
        *(
            reaches(place, name, number, person)
            for place, name in enumerate(names)
            for number, person in enumerate(people)
        )
    )
    held = [one for one in await desk_of(store).queue(["north"]) if one.state == "claimed"]
    assert len(held) == 30
    for person in people:
        own = [one for one in held if one.operator == person]
        assert len(own) == 3


async def test_the_floor_shows_who_is_there(
    store: SqlStore, desk: SqlDesk, routing: SqlRouting
) -> None:
    """Within the networks that were asked for, and nothing else."""
    await desk.set_duty(BICE, after(minutes=5), NOW)
    await asks(store, "a")
    await asks(store, "b", "south")
    await routing.set_carrying("bice", 4, {Skill.LEGAL})
    assert await routing.pass_over(["north"], "case-a", "bice")
    assert not await routing.pass_over(["north"], "case-b", "bice")
    floor = await routing.floor(["north"], ANNA, NOW)
    (bice,) = floor.people
    assert bice.networks == {"north"}
    assert bice.languages == {"it", "ar"}
    assert (bice.units, bice.load, bice.skills) == (4, 0, {Skill.LEGAL})
    assert bice.passed == {"case-a"}
    assert (floor.reader.account, floor.reader.passed) == ("anna", frozenset())
    assert (await routing.floor(["north"], ANNA, after(minutes=6))).people == ()


async def rooms(store: SqlStore, now: datetime = NOW) -> frozenset[str]:
    """Where somebody has room, as a turn asks it."""
    async with store.batch() as batch:
        return await batch.with_room(("north", "south"), now)


async def test_a_turn_learns_where_somebody_has_room(
    store: SqlStore, desk: SqlDesk, routing: SqlRouting
) -> None:
    """Nowhere without anybody on duty, nor where all who are there pause or are full."""
    assert await rooms(store) == frozenset()
    await desk.set_duty(ANNA, after(minutes=30), NOW)
    await desk.set_duty(BICE, after(minutes=30), NOW)
    assert await rooms(store) == {"north", "south"}
    await routing.pause("bice", after(minutes=5))
    assert await rooms(store) == {"north"}
    await routing.set_carrying("anna", 2, ())
    for name in ("a", "b"):
        assert await rooms(store) == {"north"}
        await asks(store, name)
        await desk.claim(["north"], f"case-{name}", "anna", NOW)
    assert await rooms(store) == frozenset()
    assert await rooms(store, after(minutes=6)) == {"north", "south"}
    assert await rooms(store, after(minutes=31)) == frozenset()


async def take(waits: SqlWaits, now: datetime) -> Owed:
    """One look, where every network has a phone."""
    return await waits.take(now, NORTH, everywhere)


async def test_two_five_and_ten_minutes(store: SqlStore, waits: SqlWaits) -> None:
    """The phone, she, the coordinators with the phone again: each once."""
    await asks(store, "a")
    assert await waits.networks() == {"north"}
    assert await take(waits, after(seconds=119)) == Owed()
    two = await take(waits, after(minutes=2))
    assert two.rings == (DutyRing("north", 1, ("case-a",)),)
    assert two.tell == ()
    assert await take(waits, after(minutes=4)) == Owed()
    five = await take(waits, after(minutes=5))
    assert [one.case for one in five.tell] == ["case-a"]
    assert five.rings == ()
    await waits.told(five.tell[0], after(minutes=5))
    assert await take(waits, after(minutes=9)) == Owed()
    ten = await take(waits, after(minutes=10))
    assert ten.rings == (DutyRing("north", 1, ("case-a",)),)
    assert ten.networks == {"north"}
    assert ten.tell == ()
    assert await take(waits, after(hours=3)) == Owed()


async def test_who_is_not_told_yet_is_owed_again(store: SqlStore, waits: SqlWaits) -> None:
    """A worker that died after taking it leaves nobody untold."""
    await asks(store, "a")
    first = await take(waits, after(minutes=5))
    again = await take(waits, after(minutes=6))
    assert [one.since for one in again.tell] == [one.since for one in first.tell] == [NOW]


async def test_several_workers_ring_once(store: SqlStore, workers: tuple[SqlStore, ...]) -> None:
    """However many look at the same moment."""
    for name in ("a", "b"):
        await asks(store, name)
    looks = [SqlWaits(one).take(after(minutes=2), NORTH, everywhere) for one in workers]
    found = await asyncio.gather(*looks)
    rung = [case for owed in found for ring in owed.rings for case in ring.cases]
    assert sorted(rung) == ["case-a", "case-b"]


async def test_without_a_phone_only_the_phone_is_missing(store: SqlStore, waits: SqlWaits) -> None:
    """She is told and the coordinators are called; and a phone that is set up later rings."""
    await asks(store, "a")
    owed = await waits.take(after(minutes=10), NORTH, nowhere)
    assert (owed.rings, owed.networks) == ((), {"north"})
    assert len(owed.tell) == 1
    assert len((await take(waits, after(minutes=11))).rings) == 1


async def test_a_ring_that_failed_is_tried_again(store: SqlStore, waits: SqlWaits) -> None:
    """After some seconds, and it is not counted."""
    await asks(store, "a")
    (ring,) = (await take(waits, after(minutes=2))).rings
    await waits.ring_failed(ring, after(minutes=2))
    assert (await take(waits, after(minutes=2, seconds=4))).rings == ()
    assert len((await take(waits, after(minutes=2, seconds=5))).rings) == 1
    assert (await take(waits, after(minutes=4))).rings == ()


async def test_a_call_that_was_seen_rings_no_more(
    store: SqlStore, waits: SqlWaits, routing: SqlRouting
) -> None:
    """Only within the networks of who saw it, only once it rang. Since nobody has come, it rings
    once more when the coordinators are called; who saw that has seen all of it."""
    await asks(store, "a")
    assert not await routing.see(["north"], "case-a", "anna", after(minutes=1))
    await take(waits, after(minutes=2))
    assert not await routing.see(["south"], "case-a", "mora", after(minutes=3))
    assert await routing.see(["north"], "case-a", "anna", after(minutes=3))
    assert await routing.see(["north"], "case-a", "bice", after(minutes=4))
    floor = await routing.floor(["north"], ANNA, after(minutes=4))
    wait = floor.waits["case-a"]
    assert (wait.seen_by, wait.seen_at) == ("anna", after(minutes=3))
    ten = await take(waits, after(minutes=10))
    assert len(ten.rings) == 1
    assert await routing.see(["north"], "case-a", "bice", after(minutes=11))
    floor = await routing.floor(["north"], ANNA, after(minutes=11))
    assert (floor.waits["case-a"].seen_by, floor.waits["case-a"].is_unseen) == ("bice", False)


@pytest.mark.parametrize("minutes", [2, 5, 10])
async def test_nobody_is_called_for_who_left(
    store: SqlStore, waits: SqlWaits, minutes: int
) -> None:
    """Before any of the three moments."""
    case = replace(queued("case-a", "a"), danger=False)
    known = await begin(store, "a", web("a"), case=case)
    await take(waits, after(seconds=60 * minutes - 1))
    gone = replace(known, curtain=Curtain.EXITED)
    await go_on(store, known, "leaves", after=gone)
    assert await take(waits, after(minutes=minutes, seconds=1)) == Owed()


async def test_a_case_that_is_put_back_waits_anew(
    store: SqlStore, waits: SqlWaits, desk: SqlDesk
) -> None:
    """From then on, whatever was done before; while somebody has it nothing is owed."""
    await asks(store, "a")
    await take(waits, after(minutes=10))
    await desk.claim(["north"], "case-a", "anna", after(minutes=11))
    assert await take(waits, after(minutes=30)) == Owed()
    await desk.release(["north"], "case-a", "anna")
    assert (await take(waits, after(minutes=40))).tell == ()
    assert (await take(waits, after(minutes=41))).rings == ()
    assert len((await take(waits, after(minutes=42))).rings) == 1


async def test_a_case_that_was_claimed_at_once_waits_anew_too(
    store: SqlStore, waits: SqlWaits, desk: SqlDesk
) -> None:
    """Also where no look had seen it before."""
    await asks(store, "a")
    await desk.claim(["north"], "case-a", "anna", NOW)
    await desk.release(["north"], "case-a", "anna")
    assert await take(waits, after(minutes=20)) == Owed()
    assert len((await take(waits, after(minutes=22))).rings) == 1


async def test_everything_is_forgotten_with_her(
    store: SqlStore, waits: SqlWaits, desk: SqlDesk, routing: SqlRouting
) -> None:
    """Marks, waits and who said «not this one» go with her conversation."""
    case = await asks(store, "a")
    await take(waits, after(minutes=10))
    await routing.pass_over(["north"], case.id, "bice")
    await desk.claim(["north"], case.id, "anna", NOW)
    await routing.mark_heavy(["north"], case.id, "anna", heavy=True)
    await store.forget_due(after(days=2), 10)
    floor = await routing.floor(["north"], BICE, NOW)
    assert (floor.heavy, floor.waits, floor.reader.passed) == (frozenset(), {}, frozenset())
