"""Where a transaction runs: one writer thread for SQLite, a pool of connections for PostgreSQL.

Work is an ordinary function of a SQLAlchemy ``Connection``. On SQLite a whole step of work runs in
one hop to the writer's thread, which costs far less than a hop per statement.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import local
from typing import Any, Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import QueuePool

from bot.storage.trouble import StorageError, told

T = TypeVar("T")
READERS = 2
POOL = 8
FORGOTTEN_FROM = ("conversations", "messages", "outgoing", "sent", "cases", "letters", "inbox")


class Run(Protocol):
    """Runs a step of work within the open transaction."""

    def __call__(self, work: Callable[[Connection], T], /) -> Awaitable[T]:
        """What the work returns."""


class Database(Protocol):
    """One database, whichever engine it is."""

    def writing(self) -> AbstractAsyncContextManager[Run]:
        """One transaction: durable when the block ends, rolled back when it raises."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads, on one snapshot."""

    async def scrub(self) -> bool:
        """Remove from the files what was deleted from the tables; False: do it again later."""

    async def close(self) -> None:
        """Let go of connections, threads and the lock."""


def parsed(url: str) -> URL:
    """The address of a database with the driver that is used here; raises ``StorageError``."""
    try:
        found = make_url(url)
        backend = found.get_backend_name()
    except Exception:  # noqa: BLE001 - whatever SQLAlchemy says, the remedy is the same
        backend = ""
    if backend == "sqlite" and found.database and found.database != ":memory:":
        return found.set(drivername="sqlite+pysqlite")
    if backend == "postgresql":
        return found.set(drivername="postgresql+asyncpg")
    raise StorageError(
        "The database address is not one that can be used.",
        "Set FILO_DATABASE_URL to sqlite:///var/filo.db or postgresql://user@host/name.",
    )


class Sqlite:
    """A SQLite file in WAL mode: one writer, readers apart, and a lock file against a second
    process."""

    def __init__(self, url: URL) -> None:
        self._path = private_file(url)
        self._held = _lock(self._path)
        self._writes = ThreadPoolExecutor(1, "filo-writer")
        self._reads = ThreadPoolExecutor(READERS, "filo-reader")
        self._writer_engine = sqlite_engine(url, begin="BEGIN IMMEDIATE", size=1)
        self._reader_engine = sqlite_engine(url, begin="BEGIN", size=READERS)
        self._readers = local()
        self._open_readers: list[Connection] = []
        self._writer: Connection | None = None
        self._transaction: RootTransaction | None = None
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Run]:
        """One transaction of the one writer; it begins with the first step of work."""
        async with self._lock:
            try:
                yield self._step
                await self._hop(self._commit)
            except BaseException:
                await asyncio.shield(self._hop(self._roll_back))
                raise

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads, in a reader's thread."""

        def reading() -> T:
            with told():
                connection = self._own_reader()
                with connection.begin():
                    return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._reads, reading)

    async def scrub(self) -> bool:
        """Empty the WAL into the file, where ``secure_delete`` has overwritten what is gone."""

        def checkpoint() -> bool:
            with told():
                raw = self._connection().connection.driver_connection
                assert raw is not None, "The writer's connection is open."
                busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy

        async with self._lock:
            return await self._hop(checkpoint)

    async def close(self) -> None:
        """Close both engines and release the lock."""
        async with self._lock:
            await self._hop(self._close_writer)
        self._writes.shutdown()
        self._reads.shutdown()
        for reader in self._open_readers:
            reader.close()
        self._reader_engine.dispose()
        self._writer_engine.dispose()
        os.close(self._held)

    def _own_reader(self) -> Connection:
        """The connection of this reader's thread: taking one from a pool each time costs more."""
        connection: Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._readers.connection = self._reader_engine.connect()
            self._open_readers.append(connection)
        return connection

    async def _step(self, work: Callable[[Connection], T]) -> T:
        def step() -> T:
            with told():
                connection = self._connection()
                if self._transaction is None:
                    self._transaction = connection.begin()
                return work(connection)

        return await self._hop(step)

    async def _hop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writes, work)

    def _connection(self) -> Connection:
        if self._writer is None:
            self._writer = self._writer_engine.connect()
        return self._writer

    def _commit(self) -> None:
        if self._transaction is not None:
            with told():
                self._transaction.commit()
            self._transaction = None

    def _roll_back(self) -> None:
        transaction, self._transaction = self._transaction, None
        if transaction is not None:
            with told():
                transaction.rollback()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


class Postgres:
    """A PostgreSQL database that several processes share."""

    def __init__(self, url: URL) -> None:
        options: dict[str, Any] = {"connect_args": {"timeout": 5, "command_timeout": 30}}
        self._engine = create_async_engine(
            url, hide_parameters=True, pool_size=POOL, max_overflow=POOL, **options
        )
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ")

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

            yield step
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

    async def scrub(self) -> bool:
        """VACUUM the tables that hold conversations."""
        alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with told():
            async with alone.connect() as connection:
                await connection.exec_driver_sql(f"VACUUM {', '.join(FORGOTTEN_FROM)}")
        return True

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


def open_database(url: str) -> Database:
    """The database of an address, not yet looked into."""
    address = parsed(url)
    return Sqlite(address) if address.get_backend_name() == "sqlite" else Postgres(address)


def private_file(url: URL) -> Path:
    """The file of a SQLite address, made when absent; nobody else may read what is made."""
    path = Path(url.database or "")
    with told():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    return path


def sqlite_engine(url: URL, begin: str, size: int) -> Engine:
    """An engine whose transactions begin so, durable and overwriting what is deleted."""
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _: object) -> None:
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert raw is not None, "A transaction begins on an open connection."
        raw.execute(begin)

    return engine


def _lock(path: Path) -> int:
    lock = path.with_name(path.name + ".lock")
    with told():
        held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise StorageError(
            f"Another filo runs on {path}.",
            "End it first, or use PostgreSQL to run several processes.",
        ) from None
    return held
