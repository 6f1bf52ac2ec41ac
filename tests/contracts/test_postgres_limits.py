"""Several workers over one PostgreSQL, and what it does to who takes too much of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlalchemy import Connection, select, text

from bot.crypto.keys import Keyring
from bot.storage import postgres, sql_queue
from bot.storage.database import parsed
from bot.storage.sql import SqlStore
from bot.storage.tables import conversations
from bot.storage.trouble import StorageError
from tests.contracts.stores import MASTER, NOW, begin, sms
from tests.postgres import PostgresServer

LEASE = 60.0


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[SqlStore]:
    store = await SqlStore.open(url, Keyring(MASTER))
    try:
        yield store
    finally:
        await store.close()


def _sleep(connection: Connection) -> None:
    connection.execute(text("select pg_sleep(60)"))


def _hold(connection: Connection) -> None:
    connection.execute(select(conversations).with_for_update())


async def test_of_two_workers_neither_waits_and_none_takes_what_the_other_has(
    postgres_url: str,
) -> None:
    """While one is in the middle of taking, the other gets the heads of the other conversations,
    and never the second message of one whose head the first is about to send."""
    async with _opened(postgres_url) as first, _opened(postgres_url) as second:
        for name in "abcd":
            await begin(first, name, sms(name), outgoing=2)
        claiming = sql_queue.Claiming(NOW, LEASE, 2)
        async with first._database.writing() as run:
            mine = await run(lambda one: sql_queue.claim(one, first.keys, claiming))
            theirs = await second.claim(NOW, LEASE, 10)
            assert list(await second.claim(NOW, LEASE, 10)) == []
        assert list(await first.claim(NOW, LEASE, 10)) == []
        taken = [*mine, *theirs]
        assert (len(mine), len(theirs)) == (2, 2)
        assert {one.conversation for one in taken} == set("abcd")
        assert {one.seq for one in taken} == {1}


async def test_the_server_ends_a_statement_that_takes_too_long(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asked is told, and the connection serves the next."""
    monkeypatch.setitem(postgres.LIMITS, "statement_timeout", "100ms")
    async with _opened(postgres_url) as store:
        with pytest.raises(StorageError):
            await store.write(_sleep)
        with pytest.raises(StorageError):
            await store.read(_sleep)
        assert (await store.counts())["waiting"] == 0


async def test_nobody_waits_for_a_row_for_ever(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds it goes on; who waited is told, and the row is there afterwards."""
    monkeypatch.setitem(postgres.LIMITS, "lock_timeout", "100ms")
    async with _opened(postgres_url) as first, _opened(postgres_url) as second:
        await begin(first, "a", sms("a"))
        async with first._database.writing() as run:
            await run(_hold)
            with pytest.raises(StorageError):
                await second.write(_hold)
        await second.write(_hold)


async def test_who_stops_in_mid_turn_loses_the_row_to_who_waits(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its transaction is ended before anybody who waits for the row gives up."""
    monkeypatch.setitem(postgres.LIMITS, "idle_in_transaction_session_timeout", "100ms")
    async with _opened(postgres_url) as first, _opened(postgres_url) as second:
        await begin(first, "a", sms("a"))

        async def stop() -> None:
            async with first._database.writing() as run:
                await run(_hold)
                await second.write(_hold)

        with pytest.raises(StorageError):
            await stop()
        await first.write(_hold)


async def test_a_process_has_so_many_connections_and_no_more(
    postgres_server: PostgresServer, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes when all are in use waits, is refused in time, and is served when one is free."""
    monkeypatch.setattr(postgres, "POOL_SECONDS", 0.2)
    async with _opened(postgres_url) as store:
        async with AsyncExitStack() as busy:
            for _ in range(2 * postgres.POOL):
                run = await busy.enter_async_context(store._database.writing())
                await run(lambda one: one.execute(select(1)))
            with pytest.raises(StorageError):
                await store.counts()
            waiting = asyncio.create_task(store.agreement("nobody"))
            name = parsed(postgres_url).database
            query = "select count(*) from pg_stat_activity where datname = $1"
            # docs/deploy.md: those, four for locks, one that listens, one that cleans.
            most = 2 * postgres.POOL + postgres.LOCKS + 2
            assert await _asked(postgres_server, query, name) <= most
            with pytest.raises(StorageError):
                await waiting
        assert (await store.counts())["waiting"] == 0


async def _asked(server: PostgresServer, query: str, *given: object) -> int:
    connection = await postgres.asyncpg.connect(
        host=str(server.folder), user="filo", database="postgres"
    )
    try:
        return int(await connection.fetchval(query, *given))
    finally:
        await connection.close()
