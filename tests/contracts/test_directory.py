"""Where services are kept: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.directory.importing import Change
from bot.directory.kinds import Aspect, Upkeep
from bot.directory.records import Key, Phone, Record, Schedule, Service
from bot.storage.directory import SqlServices
from bot.storage.sql import SqlStore
from tests.contracts.stores import NOW


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: there is no such store in memory."""
    return sql_url


@pytest.fixture
def services(store: SqlStore) -> SqlServices:
    """The services of each store in turn."""
    return SqlServices(store)


def records(*ids: str) -> dict[Key, Record]:
    """Some services with hours and a number."""
    found: dict[Key, Record] = {}
    for id in ids:
        found["service", id] = Service(
            id, f"Sportello {id}", minimum_age=14, assured_date=date(2026, 1, 2)
        )
        found["schedule", f"{id}.h"] = Schedule(
            f"{id}.h", service_id=id, byday="MO", opens_at=time(9), closes_at=time(13, 30)
        )
        found["phone", f"{id}.p"] = Phone(f"{id}.p", "1522", service_id=id)
    return found


def change(source: str, *ids: str, gone: frozenset[str] = frozenset()) -> Change:
    """A source with these services, whose hours somebody keeps right."""
    kept = (Upkeep(id, Aspect.HOURS, "lodi", date(2026, 2, 1), 30, "abc") for id in ids)
    return Change(source, records(*ids), tuple(kept), gone)


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


async def test_what_is_imported_comes_back_the_same(services: SqlServices) -> None:
    """Every field of every record, and who keeps which fact right."""
    await services.apply(change("office", "a", "b"), NOW, quiet)
    held = await services.held()
    assert held.records == records("a", "b")
    assert sorted(held.upkeep, key=lambda one: one.service) == list(change("", "a", "b").upkeep)


async def test_a_source_takes_the_place_of_what_it_was_and_touches_no_other(
    services: SqlServices,
) -> None:
    """What it no longer names is gone with its upkeep; another source stays."""
    await services.apply(change("one", "a", "b"), NOW, quiet)
    await services.apply(change("two", "c"), NOW, quiet)
    await services.apply(change("one", "b", gone=frozenset({"a"})), NOW, quiet)
    held = await services.held()
    assert held.records == records("b", "c")
    assert {one.service for one in held.upkeep} == {"b", "c"}
    await services.apply(Change("one", {}, (), frozenset({"b"})), NOW, quiet)
    assert (await services.held()).records == records("c")


async def test_an_import_that_is_stopped_leaves_everything_as_it_was(services: SqlServices) -> None:
    """Half an import would send women to half a truth."""
    await services.apply(change("one", "a"), NOW, quiet)
    before, version = await services.held(), await services.version()

    def stopped(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await services.apply(change("one", "b", gone=frozenset({"a"})), NOW, stopped)
    assert await services.held() == before
    assert await services.version() == version


async def test_every_change_has_a_version_of_its_own(services: SqlServices) -> None:
    """So another process sees that there is something new, also within one millisecond."""
    seen = {await services.version()}
    await services.apply(change("one", "a"), NOW, quiet)
    seen.add(await services.version())
    fact = Upkeep("a", Aspect.ABOUT, "", date(2026, 3, 1), 90, "x", "somebody")
    await services.verify(fact, NOW)
    seen.add(await services.version())
    later = replace(fact, verified_on=date(2026, 3, 2))
    await services.verify(later, NOW)
    seen.add(await services.version())
    assert len(seen) == 4
    assert later in (await services.held()).upkeep
    assert fact not in (await services.held()).upkeep


async def test_a_note_for_colleagues_comes_back_and_an_empty_one_is_none(
    services: SqlServices,
) -> None:
    """Also of a measure, which is kept in the same way."""
    kept = Upkeep("measure/leave", Aspect.ABOUT, "", date(2026, 3, 1), 90, "x", "her", "Così è.")
    await services.verify(kept, NOW)
    assert (await services.held()).upkeep == (kept,)
    await services.verify(replace(kept, note=""), NOW)
    assert (await services.held()).upkeep == (replace(kept, note=""),)
