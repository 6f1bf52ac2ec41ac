"""SQLite: one writer thread, readers apart.

A whole step of work runs in one hop to the writer's thread, which costs far less than a hop per
statement.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from threading import local
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.pool import QueuePool

from bot.storage.database import Database, Run, Step, Steps
from bot.storage.trouble import StorageError, told

T = TypeVar("T")
READERS = 2
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")


def opened(address: URL) -> Database:
    """The database in that file, which is made where it is absent."""
    return Sqlite(address)


class Sqlite:
    """A SQLite file in WAL mode: one writer, readers apart, and a lock file against a second
    process."""

    def __init__(self, url: URL) -> None:
        self._path = private_file(url)
        self._held = lock(self._path)
        self._writes = ThreadPoolExecutor(1, "filo-writer")
        self._reads = ThreadPoolExecutor(READERS, "filo-reader")
        self._writer_engine = sqlite_engine(url, begin="BEGIN IMMEDIATE", size=1)
        self._reader_engine = sqlite_engine(url, begin="BEGIN", size=READERS)
        self._readers = local()
        self._open_readers: list[Connection] = []
        self._writer: Connection | None = None
        self._transaction: RootTransaction | None = None
        self._last: list[Callable[[Connection], None]] = []
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Run]:
        """One transaction of the one writer; it begins with the first step of work."""
        async with self._lock:
            try:
                yield Steps(self._step, self._last.append)
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

    @asynccontextmanager
    async def locked(self, key: int) -> AsyncIterator[Step]:
        """There is one process only: its own doors are enough."""
        yield self.read

    @asynccontextmanager
    async def alone(self, key: int) -> AsyncIterator[Step | None]:
        """There is one process only."""
        yield self.read

    async def scrub(self, *, thorough: bool) -> bool:
        """Empty the WAL into the file, where ``secure_delete`` has overwritten what is gone.

        It does not overwrite what a page keeps of a row that moved to another page: thoroughly,
        the whole file is written anew.
        """

        def clean() -> bool:
            with told():
                raw = self._connection().connection.driver_connection
                assert raw is not None, "The writer's connection is open."
                if thorough:
                    raw.execute("VACUUM")
                busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy

        async with self._lock:
            return await self._hop(clean)

    def wakes(self) -> None:
        """There is one process only."""

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
                return work(self._begun())

        return await self._hop(step)

    def _begun(self) -> Connection:
        """The writer's connection in its transaction, with nothing left that should come first."""
        connection = self._connection()
        if self._transaction is None:
            self._transaction = connection.begin()
        while self._last:
            self._last.pop(0)(connection)
        return connection

    async def _hop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writes, work)

    def _connection(self) -> Connection:
        if self._writer is None:
            self._writer = self._writer_engine.connect()
        return self._writer

    def _commit(self) -> None:
        with told():
            if self._last:
                self._begun()
            if self._transaction is not None:
                self._transaction.commit()
        self._transaction = None

    def _roll_back(self) -> None:
        self._last.clear()
        transaction, self._transaction = self._transaction, None
        if transaction is not None:
            with told():
                transaction.rollback()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


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
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert raw is not None, "A transaction begins on an open connection."
        raw.execute(begin)

    return engine


def lock(path: Path) -> int:
    """Hold a SQLite file against every other process; close what is returned to let go of it.

    Raises ``StorageError`` where another process holds it.
    """
    beside = path.with_name(path.name + ".lock")
    with told():
        held = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise StorageError(
            f"Another filo runs on {path}.",
            "End it first, or use PostgreSQL to run several processes.",
        ) from None
    return held
