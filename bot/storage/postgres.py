"""PostgreSQL: a pool of connections, and the drivers and libraries that only it needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Connection, event, func, select, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncTransaction,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.storage import trouble
from bot.storage.database import Database, Run, Step, Steps
from bot.storage.postgres_hosts import PROOF, Hosts
from bot.storage.postgres_vacuum import vacuum, vacuum_wholly
from bot.storage.postgres_wakes import PostgresWakes

T = TypeVar("T")
POOL = 8
"""Connections that stay open; as many again come about under load."""

LOCKS = 4
PATIENCE = 5
"""Seconds that a connection may take to come about."""

POOL_SECONDS = 10
"""How long a turn waits for one of the connections before it is refused."""

ANSWER_SECONDS = 30
"""After so long the server is taken for lost: it says by itself sooner what takes too long."""

COMMIT_SECONDS = 25
"""A commit that waits so long for a standby is left alone, before the driver would ask the server
to give up: that would end the waiting, and the rows would be there for everybody to see, though
they may be lost with that server."""

LIMITS = {
    "statement_timeout": "28s",
    "lock_timeout": "25s",
    "idle_in_transaction_session_timeout": "20s",
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "30s",
    "synchronous_commit": "on",
}
"""What the server ends by itself. A process that was stopped, or whose machine is gone, in the
middle of a turn loses its transaction, and the rows with it, before anybody who waits for them
gives up. https://www.postgresql.org/docs/current/runtime-config-client.html"""

HELD_SECONDS = 120
"""Whoever does something alone, and does not show for so long that it still lives, loses it."""

NAME = "filo"
"""How our connections are called in ``pg_stat_activity``."""

told = partial(trouble.told, (asyncpg.PostgresError, asyncpg.InterfaceError))


def opened(address: URL) -> Database:
    """The database at that address, not yet connected."""
    return Postgres(address)


async def once(address: URL, work: Callable[[Connection], T]) -> T:
    """What the work returns, done in one transaction on a connection of its own."""
    engine = _unlimited(address, Hosts())
    try:
        with told():
            async with engine.begin() as connection:
                return await connection.run_sync(work)
    finally:
        await engine.dispose()


class Postgres:
    """A PostgreSQL database that several processes share."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._hosts = hosts = Hosts()
        self.commit_seconds: float = COMMIT_SECONDS
        self._engine = _limited(url, hosts, POOL, POOL)
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        # Locks have connections of their own: who holds one never waits for who wants one.
        self._locks = _limited(url, hosts, LOCKS, 0).execution_options(isolation_level="AUTOCOMMIT")
        # Cleaning takes as long as it takes.
        self._cleaning = _unlimited(url, hosts).execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Run]:
        """One transaction (read committed: rows are locked by those who change them)."""
        connection = self._engine.connect()
        with told():
            await connection.start()
        try:
            transaction = connection.begin()
            with told():
                await transaction.start()

            async def step(work: Callable[[Connection], T]) -> T:
                with told():
                    return await connection.run_sync(work)

            yield Steps(step)
            with told():
                await self._commit(connection, transaction)
        finally:
            with told():
                await asyncio.shield(connection.close())

    async def _commit(self, connection: AsyncConnection, transaction: AsyncTransaction) -> None:
        """Commit, or let go of a connection that does not answer; never take a commit back."""
        raw: Any = (await connection.get_raw_connection()).driver_connection
        commit = asyncio.create_task(transaction.commit())
        try:
            await asyncio.wait({commit}, timeout=self.commit_seconds)
        finally:
            if not commit.done():
                self._hosts.doubt()
                raw.terminate()
                await asyncio.wait({commit})
                commit.exception()
        await commit

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads, on one snapshot."""
        with told():
            async with self._reading.connect() as connection:
                return await connection.run_sync(work)

    @asynccontextmanager
    async def locked(self, key: int) -> AsyncIterator[Step]:
        """The advisory lock is the connection's, not a transaction's: none stays open meanwhile."""
        with told():
            connection = await self._locks.connect()
        try:
            with told():
                await connection.execute(select(func.pg_advisory_lock(key)))
                if self._hosts.several:
                    # What is read now decides about a request that nobody can take back.
                    await connection.execute(text(PROOF))

            async def reading(work: Callable[[Connection], T]) -> T:
                with told():
                    return await connection.run_sync(work)

            yield reading
        finally:
            with told():
                await asyncio.shield(_unlock(connection, key))

    @asynccontextmanager
    async def alone(self, key: int) -> AsyncIterator[Step | None]:
        """The lock lives as long as this connection, which belongs to nothing else."""
        with told():
            connection = await self._autocommit.connect()
        mine = False
        try:
            with told():
                mine = bool(await connection.scalar(select(func.pg_try_advisory_lock(key))))
                if mine:
                    # A process that hangs for good keeps its connection, and the lock with it.
                    await connection.execute(text(f"set idle_session_timeout = '{HELD_SECONDS}s'"))

            async def reading(work: Callable[[Connection], T]) -> T:
                with told():
                    return await connection.run_sync(work)

            yield reading if mine else None
        finally:
            with told():
                await asyncio.shield(_unlock(connection, key) if mine else connection.close())

    async def scrub(self, *, thorough: bool) -> bool:
        """VACUUM what held something of hers; thoroughly, write those tables anew whose remains
        the master key opens, and let go of the log, where the role may."""
        with told():
            async with self._cleaning.connect() as connection:
                return await connection.run_sync(vacuum_wholly if thorough else vacuum)

    def wakes(self) -> PostgresWakes:
        """What wakes the other processes, over a connection of its own."""
        return PostgresWakes(self._url, self._hosts)

    async def close(self) -> None:
        """Close all connections."""
        await self._cleaning.dispose()
        await self._locks.dispose()
        await self._engine.dispose()


def _limited(url: URL, hosts: Hosts, size: int, more: int) -> AsyncEngine:
    """A pool whose transactions end by themselves when they take too long."""
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=size,
        max_overflow=more,
        pool_timeout=POOL_SECONDS,
        connect_args={
            "timeout": PATIENCE,
            "command_timeout": ANSWER_SECONDS,
            "server_settings": {"application_name": NAME, **LIMITS},
            "async_creator_fn": hosts.connect,
        },
    )
    sync = engine.sync_engine
    event.listen(sync, "connect", lambda _, record: record.info.update(doubted=hosts.doubted))
    event.listen(sync, "checkout", partial(_check_alive, hosts))
    return engine


def _unlimited(url: URL, hosts: Hosts) -> AsyncEngine:
    """Connections of their own, for what may take long."""
    settings = {
        "application_name": NAME,
        "statement_timeout": "0",
        "lock_timeout": "0",
        "synchronous_commit": "on",
    }
    return create_async_engine(
        url,
        hide_parameters=True,
        poolclass=NullPool,
        connect_args={
            "timeout": PATIENCE,
            "server_settings": settings,
            "async_creator_fn": hosts.connect,
        },
    )


def _check_alive(hosts: Hosts, adapted: Any, record: ConnectionPoolEntry, _: object) -> None:
    """A connection that the server has closed is replaced before anybody begins a turn on it; it
    is known without asking, and so are the others that went with it. So is one from before its
    server was doubted."""
    if adapted.driver_connection.is_closed() or record.info["doubted"] != hosts.doubted:
        raise InvalidatePoolError


async def _unlock(connection: AsyncConnection, key: int) -> None:
    """Give the lock back; a connection that cannot is thrown away, and its locks with it."""
    try:
        await connection.execute(select(func.pg_advisory_unlock(key)))
        await connection.execute(text("reset idle_session_timeout"))
    except BaseException:
        await connection.invalidate()
        raise
    finally:
        await connection.close()
