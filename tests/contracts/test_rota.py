"""What every store promises about the rota: kept whole, and decided one change after another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.calendar.timetable import Timetable
from bot.crypto.keys import Keyring
from bot.handoff.rota import Rota, Shift, network_shifts
from bot.handoff.routing_rules import DeskHours, timetable_of
from bot.storage.rota import SqlRota
from bot.storage.sql import SqlStore
from tests.contracts.stores import MASTER, NOW

DAY = Shift("a", "north", "anna", date(2026, 3, 2), 540, 1080)
WEEKLY = replace(
    DAY, id="b", weekly=True, last=date(2026, 5, 4), without=frozenset({date(2026, 3, 9)})
)
HOURS = DeskHours("north", timetable_of("mon 09:00-18:00", None, {}, holidays=True), NOW, "ada")


class Refusal(Exception):
    """A change that is not made."""


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: what the desk reads is in no store that lives in memory."""
    return sql_url


@pytest.fixture
def rota(store: SqlStore) -> SqlRota:
    """The rota of each store in turn."""
    return SqlRota(store)


@pytest.fixture
async def other(store_url: str, store: SqlStore) -> AsyncIterator[SqlRota]:
    """The same of another process, where there can be one."""
    if not store_url.startswith("postgresql"):
        yield SqlRota(store)
    else:
        there = await SqlStore.open(store_url, Keyring(MASTER))
        yield SqlRota(there)
        await there.close()


async def plan(rota: SqlRota, *shifts: Shift, network: str = "north") -> Rota:
    """Put these shifts in."""
    return await rota.change(network, "nora", NOW, lambda one, _: network_shifts(one, shifts))


async def test_a_rota_is_kept_whole(rota: SqlRota) -> None:
    """Every field of every shift, and what is promised; each network's alone."""
    await plan(rota, DAY, WEEKLY)
    far = replace(DAY, id="c", network="south")
    await plan(rota, far, network="south")
    until = date(2026, 3, 20)
    await rota.change("north", "nora", NOW, lambda one, _: replace(one, until=until))
    assert await rota.rotas(["north", "south", "west"]) == {
        "north": Rota("north", (DAY, WEEKLY), until),
        "south": Rota("south", (far,)),
        "west": Rota("west"),
    }
    later = replace(WEEKLY, last=None)
    await rota.change("north", "nora", NOW, lambda one, _: network_shifts(one, [later], "a"))
    assert (await rota.rotas(["north"]))["north"] == Rota("north", (later,), until)


async def test_what_is_refused_leaves_all_as_it_is(rota: SqlRota) -> None:
    """A change of shifts, and one of hours, which is shown the rota that it has to fit."""
    await plan(rota, DAY)

    def refuse(one: Rota, own: Timetable | None) -> Rota:
        assert (one.shifts, own) == ((DAY,), None)
        raise Refusal

    with pytest.raises(Refusal):
        await rota.change("north", "nora", NOW, refuse)
    with pytest.raises(Refusal):
        await rota.set_hours(HOURS, lambda one, own: refuse(one, own) and None)
    await rota.set_hours(HOURS, lambda _rota, _own: None)
    seen = []
    await rota.change("north", "nora", NOW, lambda one, own: seen.append(own) or one)
    assert seen == [HOURS.timetable]
    assert (await rota.rotas(["north"]))["north"].shifts == (DAY,)


async def test_two_at_once_never_take_out_the_last_two(rota: SqlRota, other: SqlRota) -> None:
    """Each may take one out only while another is left: the second sees what the first did."""
    await plan(rota, DAY, WEEKLY)

    def take_out(id: str, one: Rota) -> Rota:
        if len(one.shifts) < 2:
            raise Refusal
        return network_shifts(one, [], id)

    done = await asyncio.gather(
        rota.change("north", "nora", NOW, lambda one, _: take_out("a", one)),
        other.change("north", "ada", NOW, lambda one, _: take_out("b", one)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Refusal) for one in done) == 1
    assert len((await rota.rotas(["north"]))["north"].shifts) == 1


async def test_what_is_over_goes_and_what_goes_on_stays(rota: SqlRota) -> None:
    """By its last turn."""
    endless = replace(WEEKLY, id="c", last=None)
    await plan(rota, DAY, WEEKLY, endless)
    assert await rota.forget(NOW + timedelta(days=1)) == 0
    assert await rota.forget(NOW + timedelta(days=2)) == 1
    assert await rota.forget(NOW + timedelta(days=90)) == 1
    assert (await rota.rotas(["north"]))["north"].shifts == (endless,)
