"""What the service promises when its connections to PostgreSQL are cut, or nobody lets go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Literal

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import Connection, TextClause, text

from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.world import World
from bot.crypto.keys import Keyring
from bot.messages import Inbound, Opened, Said, Voice
from bot.storage import upgrade as upgrading
from bot.storage.database import parsed
from bot.storage.postgres import LIMITS
from bot.storage.sql import SqlStore
from bot.storage.trouble import StorageError
from bot.talk import Counted
from tests.contracts.stores import MASTER, NOW, sms
from tests.conversation.conftest import scene
from tests.postgres import PostgresServer

HER = sms("cut")
When = Literal["never", "before", "after"]


class Cable:
    """What lies between the service and PostgreSQL, and can be cut at a commit: ``before`` it
    arrives, or ``after`` it was done and before its answer comes back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.cut: When = "never"
        self.cuts = 0

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways, until it is cut or closed."""
        there = await asyncio.open_unix_connection(str(self._folder / ".s.PGSQL.5432"))
        cut = asyncio.Event()
        ways = (self._forth(reader, there[1], cut), _back(there[0], writer, cut))
        await asyncio.gather(*map(asyncio.create_task, ways), return_exceptions=True)
        for one in (writer, there[1]):
            one.close()

    async def _forth(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while data := await reader.read(65536):
            if b"COMMIT;" in data and self.cut != "never":
                when, self.cut = self.cut, "never"
                self.cuts += 1
                cut.set()
                if when == "before":
                    break
            writer.write(data)
            await writer.drain()
        writer.close()


async def _back(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: asyncio.Event
) -> None:
    """What the server says; after a cut nothing of it arrives, but the server has said it."""
    while (data := await reader.read(65536)) and not cut.is_set():
        writer.write(data)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def _service(url: str) -> AsyncIterator[tuple[SqlStore, Inbox]]:
    store, ids = await SqlStore.open(url, Keyring(MASTER)), Counted()
    inbox = Inbox(store, scene, World(ids), LocalBus(), ids, Presence())
    await inbox.start()
    try:
        yield store, inbox
    finally:
        await inbox.stop()
        await store.close()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_turn_whose_commit_is_cut_is_neither_lost_nor_doubled(
    postgres_server: PostgresServer, postgres_url: str, tmp_path: Path, when: When
) -> None:
    """Alone it is refused or done, and sent again it is done once; among others nobody notices."""
    cable = Cable(postgres_server.folder)
    near = str(tmp_path / ".s.PGSQL.5432")
    async with await asyncio.start_unix_server(cable.join, near):
        url = postgres_url.replace(str(postgres_server.folder), str(tmp_path))
        async with _service(url) as (store, inbox):
            await inbox.post(Inbound("open", HER, NOW, Opened()))
            cable.cut = when
            alone = Inbound("alone", HER, NOW, Said("parola uno"))
            with pytest.raises(StorageError):
                await inbox.post(alone)
            again = await inbox.post(alone)
            assert again.duplicate is (when == "after")
            cable.cut = when
            both = (Inbound(f"n{one}", HER, NOW, Said(f"parola {one}")) for one in ("due", "tre"))
            await asyncio.gather(*map(inbox.post, both))
            assert cable.cuts == 2
            found = await store.read_thread(HER)
        assert found is not None
        hers = [line.speech.text for line in found[2] if line.voice is Voice.HER]
        assert hers == ["parola uno", "parola due", "parola tre"]
        assert [line.seq for line in found[2]] == list(range(1, len(found[2]) + 1))


async def test_closed_connections_are_replaced_before_a_turn_begins(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    """The first woman after a restart of the server is not the one who finds out."""
    async with _service(postgres_url) as (store, inbox):
        await inbox.post(Inbound("open", HER, NOW, Opened()))
        await store.counts()
        name = parsed(postgres_url).database
        ends = "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
        await postgres_server.execute(f"{ends} '{name}'")
        await _until_alone(postgres_server, str(name))
        turned = await inbox.post(Inbound("after", HER, NOW, Said("ancora")))
        assert not turned.duplicate
        await store.counts()


async def _until_alone(server: PostgresServer, database: str) -> None:
    """Nobody is connected to that database any more: its end was told to whoever was."""
    own = await asyncpg.connect(host=str(server.folder), user="filo", database="postgres")
    query = "select count(*) from pg_stat_activity where datname = $1"
    async with asyncio.timeout(10):
        while await own.fetchval(query, database):
            pass
    await own.close()


async def test_the_server_ends_what_takes_too_long(postgres_url: str) -> None:
    """Also for a process that was stopped in mid-turn; cleaning may take its time."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    try:
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            query = text(f"show {name}")
            shown = await store.read(partial(_shown, query))
            assert shown == LIMITS[name]
        assert await store._database.scrub(thorough=False)
    finally:
        await store.close()


def _shown(query: TextClause, connection: Connection) -> str:
    return str(connection.execute(query).scalar())


async def test_an_upgrade_holds_up_no_turn(
    postgres_server: PostgresServer, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a table cannot be had soon it lets go of everything, and it says so in the end."""
    monkeypatch.setattr(upgrading, "LOCK_MS", 10)
    monkeypatch.setattr(upgrading, "TRIES", 2)
    monkeypatch.setattr(upgrading, "BETWEEN_SECONDS", 0)
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    try:
        async with store._database.writing() as run:
            await run(lambda one: one.execute(text("lock table alembic_version")))
            with pytest.raises(StorageError, match="in use all the time"):
                await upgrading.upgrade(postgres_url)
        await upgrading.upgrade(postgres_url)
    finally:
        await store.close()


async def test_a_newer_database_still_serves_this_program(postgres_url: str) -> None:
    """A node may start again in the middle of a rolling upgrade, until what it needs is taken
    away; then it says that it is too old."""

    async def made_by(revision: str, oldest: str) -> None:
        def mark(connection: Connection) -> None:
            made = text("update alembic_version set version_num = :made")
            connection.execute(made, {"made": revision})
            connection.exec_driver_sql(f"comment on table alembic_version is '{oldest}'")

        store = await SqlStore.open(postgres_url, Keyring(MASTER))
        await store.write(mark)
        await store.close()

    await made_by("9000", "0041")
    await made_by("9001", "9001")
    with pytest.raises(StorageError, match="newer filo"):
        await SqlStore.open(postgres_url, Keyring(MASTER))


async def test_several_nodes_may_start_at_once_on_a_new_database(postgres_url: str) -> None:
    """The first of them notes the key, the place and what is published; the others find it."""

    async def node() -> None:
        store = await SqlStore.open(postgres_url, Keyring(MASTER))
        await store.save_bundle("bundle", b"flows")
        await store.close()

    await asyncio.gather(*(node() for _ in range(5)))
    late = await SqlStore.open(postgres_url, Keyring(MASTER))
    assert await late.load_bundles(["bundle"]) == {"bundle": b"flows"}
    await late.close()
