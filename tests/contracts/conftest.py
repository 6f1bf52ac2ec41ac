"""One fixture, three stores: everything in this folder passes on memory, SQLite, PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.crypto.keys import Keyring
from bot.storage.memory import MemoryStore
from bot.storage.sql import SqlStore
from bot.storage.upgrade import upgrade
from tests.contracts.rotating import NEW, with_keys
from tests.contracts.stores import MASTER, AnyStore


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A migrated, empty SQLite file of this test's own."""
    return Path(shutil.copy(sqlite_template, tmp_path / "filo.db"))


def _url(request: pytest.FixtureRequest, engine: str) -> str:
    if engine == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_file')}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of each store in turn; empty for the one in memory."""
    engine: str = request.param
    return "" if engine == "memory" else _url(request, engine)


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[AnyStore]:
    """Each store in turn, open and empty."""
    if not store_url:
        yield MemoryStore()
        return
    opened = await SqlStore.open(store_url, Keyring(MASTER))
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def sql_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database of each engine."""
    return _url(request, request.param)


@pytest.fixture
async def sql_store(sql_url: str) -> AsyncIterator[SqlStore]:
    """An open store of each engine."""
    opened = await SqlStore.open(sql_url, Keyring(MASTER))
    yield opened
    await opened.close()


@pytest.fixture
async def keyed(sql_url: str) -> AsyncIterator[SqlStore]:
    """A store of each engine that has two keys; the old one seals."""
    async with with_keys(sql_url, MASTER, NEW) as found:
        yield found
