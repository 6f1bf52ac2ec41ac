"""Silence forgets: whatever is kept has its time, and goes without anybody asking."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from structlog.testing import capture_logs

from bot.assemble import house
from bot.config import load
from bot.crypto.keys import create_key_file
from bot.house import House
from bot.messages import Address, Channel, Inbound, Said
from bot.storage.plain import to_ms
from bot.storage.staff_tables import audit, staff_browsers, staff_sessions
from bot.storage.tables import inbox, metadata
from bot.wiring.sweeping import FORGOTTEN_AT_ONCE
from tests.databases import migrated
from tests.engines import database_in

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HER = Address(Channel.WEB, "token-of-hers")


@dataclass(slots=True)
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOW
    read: Callable[[], datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.read = lambda: self.now


@asynccontextmanager
async def _service(folder: Path, clock: Clock, **settings: str) -> AsyncIterator[House]:
    chosen = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(folder),
            "FILO_MASTER_KEY_FILE": f"{folder}/master.key",
            **settings,
        }
    )
    create_key_file(chosen.master_key_file)
    await migrated(chosen.database_url)
    async with house(chosen, clock=clock.read) as running:
        yield running


async def _rows(service: House) -> dict[str, int]:
    """How many rows each table has, without those that have none."""
    counted = {}
    for table in metadata.sorted_tables:
        query = select(func.count()).select_from(table)
        count = await service.store.read(lambda c, query=query: c.execute(query).scalar_one())
        if count:
            counted[table.name] = count
    return counted


async def _live(service: House) -> None:
    """She writes and leaves a request; somebody of the staff logs in and does something."""
    said = ("Italiano", "Sì", "Una persona", "Rho", "Sì, lascio un messaggio")
    for number, text in enumerate(said):
        await service.inbox.post(Inbound(str(number), HER, service.clock(), Said(text)))
    now = to_ms(service.clock())
    await service.desk.record("somebody", "case.view", "case", service.clock())
    session = {"key": "k", "account": "a", "csrf": "c", "created_at": now, "seen_at": now}
    browser = {"key": "k", "account": "a", "until": to_ms(service.clock() + timedelta(days=30))}
    await service.store.write(lambda c: c.execute(insert(staff_sessions).values(session)))
    await service.store.write(lambda c: c.execute(insert(staff_browsers).values(browser)))


async def test_everything_of_hers_is_gone_when_its_time_is_over(tmp_path: Path) -> None:
    """The conversation after 45 minutes, what happened after two days, the ledger after two weeks.

    The proof that somebody agreed, which leads to nobody, goes after a year.
    """
    clock = Clock()
    async with _service(tmp_path, clock) as service:
        # Among it how much was destroyed on a day, and when the last sweep ended: nobody's numbers.
        # Which processes run, and with which keys, is nobody's either.
        still = {"bundles", "installation", "key_nodes", "tallies", "swept", "sweep_marks"}
        await _live(service)
        assert {"conversations", "messages", "inbox"} <= set(await _rows(service))
        clock.now += timedelta(minutes=44)
        await service.sweep()
        assert "conversations" in await _rows(service)
        clock.now += timedelta(minutes=1)
        await service.sweep()
        left = await _rows(service)
        assert not {"conversations", "messages", "cases", "outgoing"} & set(left)
        clock.now = NOW + timedelta(days=31)
        await service.sweep()
        left = set(await _rows(service))
        assert left == {"audit", "audit_batches", "consents", *still}
        clock.now = NOW + timedelta(days=366)
        await service.sweep()
        assert set(await _rows(service)) == {"audit", "audit_batches", *still}
        clock.now = NOW + timedelta(days=731)
        await service.sweep()
        await service.sweep()
        assert set(await _rows(service)) <= {"audit_anchor", *still}


@pytest.mark.parametrize("minutes", [5, 100])
async def test_the_time_is_the_one_that_was_set(tmp_path: Path, minutes: int) -> None:
    """Whoever runs the service may keep less, or a little more."""
    clock = Clock()
    async with _service(tmp_path, clock, FILO_KEEP_WEB_MINUTES=str(minutes)) as service:
        await service.inbox.post(Inbound("1", HER, clock.now, Said("ciao")))
        clock.now += timedelta(minutes=15 + minutes) - timedelta(seconds=1)
        await service.sweep()
        assert "conversations" in await _rows(service)
        clock.now += timedelta(seconds=1)
        await service.sweep()
        assert "conversations" not in await _rows(service)


async def test_a_sweep_takes_all_and_the_log_learns_only_how_many(tmp_path: Path) -> None:
    """After a standstill there may be more than fits one statement; no id is written down."""
    clock = Clock()
    many = FORGOTTEN_AT_ONCE * 2 + 7
    rows = [{"hash": number.to_bytes(16, "big"), "at": to_ms(NOW)} for number in range(many)]
    async with _service(tmp_path, clock) as service:
        await service.store.write(lambda c: c.execute(insert(inbox), rows))
        await service.desk.record("somebody", "case.view", "case-of-hers", clock.now)
        clock.now += timedelta(days=1000)
        with capture_logs() as lines:
            await service.sweep()
        assert not {"inbox", audit.name} & set(await _rows(service))
    counted = {(line["kind"], line["count"]) for line in lines if "kind" in line}
    assert counted == {("hers", FORGOTTEN_AT_ONCE), ("hers", 7), ("audit", 1)}
    assert {key for line in lines for key in line} <= {"event", "log_level", "kind", "count"}
