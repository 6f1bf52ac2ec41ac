"""The waits of drills beside those of women, on both databases: a phone that rings says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.handoff.drills import Drill
from bot.handoff.routing_waiting import DEFAULT_TIMES, DutyRing
from bot.storage.drills import SqlDrills
from bot.storage.routing_waits import SqlWaits
from tests.contracts.stores import NOW, begin, queued, web

TWO = NOW + DEFAULT_TIMES.duty_phone
WANTED = Drill("d", "north", "silent-exit", "nora", NOW, NOW + timedelta(hours=1), "made-up", True)


async def both_wait(store, *, rings: bool) -> SqlWaits:
    """A woman and a drill wait in one network since the same moment."""
    assert await SqlDrills(store).begin(replace(WANTED, rings=rings))
    await begin(store, "made-up", web("m"), case=replace(queued("x", "made-up"), drill="d"))
    await begin(store, "her", web("h"), case=queued("c", "her"))
    return SqlWaits(store)


async def test_the_phone_rings_for_each_apart(sql_store):
    """A woman is never counted with a drill, nor a drill with women."""
    waits = await both_wait(sql_store, rings=True)
    owed = await waits.take(TWO, {"north": DEFAULT_TIMES}, lambda _: True)
    assert owed.rings == (DutyRing("north", 1, ("c",)), DutyRing("north", 1, ("x",), drill=True))


async def test_without_being_asked_for_no_phone_rings(sql_store):
    """A drill wakes nobody by itself; a woman does."""
    waits = await both_wait(sql_store, rings=False)
    owed = await waits.take(TWO, {"north": DEFAULT_TIMES}, lambda _: True)
    assert owed.rings == (DutyRing("north", 1, ("c",)),)


async def test_one_runs_at_a_time_and_old_ones_go(sql_store):
    """A second one waits for the end of the first; what ended long ago is forgotten."""
    drills = SqlDrills(sql_store)
    assert await drills.begin(WANTED)
    assert not await drills.begin(replace(WANTED, id="e"))
    assert await drills.begin(replace(WANTED, id="f", network="south"))
    over = NOW + timedelta(hours=1)
    assert [one.id for one in await drills.due(over - timedelta(seconds=1))] == []
    assert sorted(one.id for one in await drills.due(over)) == ["d", "f"]
    await drills.keep("d", ended_at=over, by="nora")
    assert await drills.begin(replace(WANTED, id="g"))
    assert await drills.forget(over + timedelta(days=1)) == 1
    assert [one.id for one in await drills.all(["north"])] == ["g"]
