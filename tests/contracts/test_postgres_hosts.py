"""After a fail-over the service finds the server that takes writes, whatever the other one does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database import open_database
from bot.storage.trouble import StorageError
from tests.postgres import USER, PostgresServer

SOCKET = ".s.PGSQL.5432"


class Hole:
    """A machine that is gone: whoever calls hears nothing, not even a refusal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Say nothing, until the caller gives up."""
        self.calls += 1
        while await reader.read(100):
            pass
        writer.close()


@pytest.fixture
async def hole(tmp_path: Path) -> AsyncIterator[Hole]:
    """Such a machine, in a folder of its own."""
    made = Hole(tmp_path)
    async with await asyncio.start_unix_server(made.take, str(tmp_path / SOCKET)):
        yield made


def _name(url: str) -> str:
    return url.split("/")[3].split("?")[0]


def _over(url: str, *folders: Path) -> str:
    return f"postgresql://{USER}@/{_name(url)}?host={','.join(map(str, folders))}"


async def test_a_machine_that_is_gone_keeps_nobody_from_the_other(
    postgres_server: PostgresServer, postgres_url: str, hole: Hole
) -> None:
    """The first of two says nothing: the second is asked in time, and first from then on."""
    database = open_database(_over(postgres_url, hole.folder, postgres_server.folder))
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(database.read(lambda one: one.execute(text("select 1")).all()))
        asked = hole.calls
        assert asked > 0
        async with asyncio.TaskGroup() as group:
            for _ in range(9):
                query = text("select pg_sleep(0.1)")
                group.create_task(database.read(lambda one, it=query: one.execute(it).all()))
        assert hole.calls == asked
    finally:
        await database.close()


async def test_a_server_that_takes_no_writes_is_not_written_to(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    """A standby answers too: with several addresses, only who takes writes is gone to."""
    here = postgres_server.folder
    database = open_database(_over(postgres_url, here, here))
    name = _name(postgres_url)
    try:
        await postgres_server.execute(
            f"alter database {name} set default_transaction_read_only = on"
        )
        with pytest.raises(StorageError):
            await database.read(lambda one: one.execute(text("select 1")).all())
        await postgres_server.execute(f"alter database {name} reset default_transaction_read_only")
        assert await database.read(lambda one: one.execute(text("select 1")).scalar()) == 1
    finally:
        await database.close()
