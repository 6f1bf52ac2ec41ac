"""Where the server that took writes is cut off from its standby, only what both have is true."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, text

from bot.storage.database import parsed
from bot.storage.postgres import Postgres
from bot.storage.postgres_hosts import PROOF
from bot.storage.trouble import StorageError
from tests.postgres import USER, PostgresServer

SOCKET = ".s.PGSQL.5432"
FAREWELL = b"X"
"""What a connection says that is closed."""


class CutOff:
    """The way to a server whose commits nobody confirms, once it is ``cut``: it takes them, and
    says nothing. What is only read it answers."""

    def __init__(self, near: Path, far: Path) -> None:
        self.near = near
        self._far = far
        self.cut = False
        self.asked = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        there, far = await asyncio.open_unix_connection(str(self._far / SOCKET))
        deaf = asyncio.Event()
        back = asyncio.create_task(_back(there, writer, deaf))
        while data := await reader.read(65536):
            self.asked += data[:1] != FAREWELL
            if self.cut and (b"COMMIT;" in data or PROOF.encode() in data):
                deaf.set()
                continue
            far.write(data)
        for end in (far, writer):
            end.close()
        await asyncio.gather(back, return_exceptions=True)


async def _back(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, deaf: asyncio.Event
) -> None:
    while (data := await reader.read(65536)) and not deaf.is_set():
        writer.write(data)


@pytest.fixture
async def old(tmp_path: Path, postgres_server: PostgresServer) -> AsyncIterator[CutOff]:
    """The way to the server that took writes until now."""
    made = CutOff(tmp_path, postgres_server.folder)
    async with await asyncio.start_unix_server(made.take, str(tmp_path / SOCKET)):
        yield made


def _over(url: str, *folders: Path) -> URL:
    name = url.split("/")[3].split("?")[0]
    return parsed(f"postgresql://{USER}@/{name}?host={','.join(map(str, folders))}")


@asynccontextmanager
async def _opened(address: URL) -> AsyncIterator[Postgres]:
    database = Postgres(address)
    database.commit_seconds = 0.5
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _nobody_confirms(server: PostgresServer) -> AsyncIterator[None]:
    """The server waits for a standby that is not there."""
    await _set(server, "set synchronous_standby_names = 'nobody'", "nobody")
    try:
        yield
    finally:
        await _set(server, "reset synchronous_standby_names", "")


async def _set(server: PostgresServer, what: str, value: str) -> None:
    await server.execute(f"alter system {what}")
    await server.execute("select pg_reload_conf()")
    check = f"do $$ begin assert current_setting('synchronous_standby_names') = '{value}'; end $$"
    async with asyncio.timeout(10):
        while True:
            try:
                await server.execute(check)
            except Exception:  # noqa: BLE001 - it has not been read yet
                await asyncio.sleep(0.01)
            else:
                return


def _count(connection: Connection) -> object:
    return connection.execute(text("select count(*) from hers")).scalar()


async def _write(database: Postgres) -> None:
    async with database.writing() as run:
        await run(lambda connection: connection.execute(text("insert into hers values (1)")))


async def test_what_no_standby_has_is_seen_by_nobody(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    """Her text is refused, and a page that asks again does not find it: it may be lost yet. Once
    the standby is there, so is the text."""
    async with _opened(parsed(postgres_url)) as database:
        async with database.writing() as run:
            await run(lambda one: one.execute(text("create table hers (id int)")))
        async with _nobody_confirms(postgres_server):
            with pytest.raises(StorageError):
                await _write(database)
            given_up = asyncio.create_task(_write(database))
            await asyncio.wait({given_up}, timeout=0.1)
            given_up.cancel()
            await asyncio.gather(given_up, return_exceptions=True)
            assert await database.read(_count) == 0
        async with asyncio.timeout(10):
            while await database.read(_count) != 2:  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.01)


async def test_a_server_whose_commits_nobody_confirms_is_not_gone_to(
    postgres_server: PostgresServer, postgres_url: str, old: CutOff
) -> None:
    """Two say that they take writes: the one that proves it is gone to, also to read."""
    old.cut = True
    async with _opened(_over(postgres_url, old.near, postgres_server.folder)) as database:
        assert await database.read(lambda one: one.execute(text("select 1")).scalar()) == 1
        asked = old.asked
        assert asked > 0
        assert await database.read(lambda one: one.execute(text("select 1")).scalar()) == 1
        assert old.asked == asked


async def test_a_server_that_is_doubted_is_left_by_everybody(
    postgres_server: PostgresServer, postgres_url: str, old: CutOff
) -> None:
    """Once a commit was not answered no connection from before is used: neither to read, nor to
    write, nor to look whether a message may still be sent."""
    async with _opened(_over(postgres_url, old.near, postgres_server.folder)) as database:
        async with database.writing() as run:
            await run(lambda one: one.execute(text("create table hers (id int)")))
        async with database.locked(1):
            pass
        old.cut = True
        with pytest.raises(StorageError):
            await _write(database)
        await database.read(_count)
        asked = old.asked
        await _write(database)
        async with database.locked(1) as read:
            assert await read(_count) == 1
        assert await database.read(_count) == 1
        assert old.asked == asked


async def test_nothing_is_sent_after_a_look_into_what_may_be_over(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    """A message that was claimed before the cut is not sent by what the old server says: she may
    have left at the other one."""
    here = postgres_server.folder
    async with _opened(_over(postgres_url, here, here)) as database:
        async with database.locked(1):
            pass
        async with _nobody_confirms(postgres_server):
            looking = asyncio.create_task(_look(database))
            await asyncio.wait({looking}, timeout=0.5)
            assert not looking.done()
        await looking


async def _look(database: Postgres) -> None:
    async with database.locked(1):
        pass
