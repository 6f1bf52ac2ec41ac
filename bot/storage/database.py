"""Where a transaction runs, whichever engine it is.

Work is an ordinary function of a SQLAlchemy ``Connection``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection, make_url

from bot.storage.trouble import StorageError

T = TypeVar("T")
PORT = "5432"
ENGINES = {"sqlite": "bot.storage.sqlite", "postgresql": "bot.storage.postgres"}


class Run(Protocol):
    """Runs a step of work within the open transaction."""

    def __call__(self, work: Callable[[Connection], T], /) -> Awaitable[T]:
        """What the work returns."""

    async def lastly(self, work: Callable[[Connection], None], /) -> None:
        """Run the work before any other step, at the latest together with the commit.

        On SQLite that saves a hop; what it raises then comes out of the transaction's end.
        """


class Step(Protocol):
    """Runs work on a connection."""

    def __call__(self, work: Callable[[Connection], T], /) -> Awaitable[T]:
        """What the work returns."""


class Wakes(Protocol):
    """Wake-ups between processes: topics, and nothing else."""

    def tell(self, topic: str) -> None:
        """Let the other processes know of this topic, as soon as that is possible."""

    async def keep(self, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
        """Tell and hear until that is no longer possible: then it raises, and is called again.

        ``missed``: something may have happened that nobody will be told of.
        """


class Database(Protocol):
    """One database, whichever engine it is."""

    def writing(self) -> AbstractAsyncContextManager[Run]:
        """One transaction: durable when the block ends, rolled back when it raises."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads, on one snapshot."""

    def locked(self, key: int) -> AbstractAsyncContextManager[Step]:
        """Reads while nobody else in any process holds this lock; it is held within the block."""

    def alone(self, key: int) -> AbstractAsyncContextManager[Step | None]:
        """None where another process does already what bears this key.

        Otherwise it is this one's within the block, for as long as the step given can still read.
        """

    async def scrub(self, *, thorough: bool) -> bool:
        """Remove from the files what was deleted from the tables; False: do it again later.

        Only ``thorough`` leaves nothing: a light one leaves what lies between the rows of a page.
        """

    def wakes(self) -> Wakes | None:
        """What wakes the other processes over this database; None where there can be none."""

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
        return _with_ports(found.set(drivername="postgresql+asyncpg"))
    raise StorageError(
        "The database address is not one that can be used.",
        "Set FILO_DATABASE_URL to sqlite:///var/filo.db or postgresql://user@host/name.",
    )


def _with_ports(url: URL) -> URL:
    """The address with a port for each of several hosts, as the driver wants it."""
    hosts = url.query.get("host", "")
    if not isinstance(hosts, str) or "," not in hosts or "port" in url.query:
        return url
    return url.update_query_dict({"port": ",".join(PORT for _ in hosts.split(","))})


def open_database(url: str) -> Database:
    """The database of an address, not yet looked into.

    The engine is found by its name, since each brings libraries that the other has no use for.
    """
    address = parsed(url)
    database: Database = import_module(ENGINES[address.get_backend_name()]).opened(address)
    return database


class Steps:
    """The steps of one transaction (``Run``). Without ``later`` each work is done at once."""

    def __init__(
        self,
        step: Step,
        later: Callable[[Callable[[Connection], None]], None] | None = None,
    ) -> None:
        self._step = step
        self._later = later

    def __call__(self, work: Callable[[Connection], T]) -> Awaitable[T]:
        return self._step(work)

    async def lastly(self, work: Callable[[Connection], None]) -> None:
        """Run the work later, where that saves a hop (``Run``)."""
        if self._later is None:
            await self._step(work)
        else:
            self._later(work)
