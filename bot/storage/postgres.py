"""PostgreSQL: a pool of connections, and the drivers and libraries that only it needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Connection, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.storage import trouble
from bot.storage.database import Database, Run, Step, Steps
from bot.storage.postgres_vacuum import vacuum, vacuum_wholly
from bot.storage.postgres_wakes import PostgresWakes

T = TypeVar("T")
POOL = 8
LOCKS = 4
PATIENCE = 5
"""Seconds that a connection may take to come about."""
told = partial(trouble.told, (asyncpg.PostgresError, asyncpg.InterfaceError))


def opened(address: URL) -> Database:
    """The database at that address, not yet connected."""
    return Postgres(address)


async def once(address: URL, work: Callable[[Connection], T]) -> T:
    """What the work returns, done in one transaction on a connection of its own."""
    engine = create_async_engine(address, hide_parameters=True, connect_args={"timeout": PATIENCE})
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
        options: dict[str, Any] = {"connect_args": {"timeout": PATIENCE, "command_timeout": 30}}
        self._engine = create_async_engine(
            url, hide_parameters=True, pool_size=POOL, max_overflow=POOL, **options
        )
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        # Locks have connections of their own: who holds one never waits for who wants one.
        self._locks = create_async_engine(
            url, hide_parameters=True, pool_size=LOCKS, max_overflow=0, **options
        ).execution_options(isolation_level="AUTOCOMMIT")

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
                await transaction.commit()
        finally:
            with told():
                await asyncio.shield(connection.close())

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
            async with self._autocommit.connect() as connection:
                return await connection.run_sync(vacuum_wholly if thorough else vacuum)

    def wakes(self) -> PostgresWakes:
        """What wakes the other processes, over a connection of its own."""
        return PostgresWakes(self._url)

    async def close(self) -> None:
        """Close all connections."""
        await self._locks.dispose()
        await self._engine.dispose()


async def _unlock(connection: AsyncConnection, key: int) -> None:
    """Give the lock back; a connection that cannot is thrown away, and its locks with it."""
    try:
        await connection.execute(select(func.pg_advisory_unlock(key)))
    except BaseException:
        await connection.invalidate()
        raise
    finally:
        await connection.close()
