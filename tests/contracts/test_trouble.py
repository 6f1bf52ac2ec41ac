"""What the databases promise when something is wrong under them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, text

from bot.conversation.state import Conversation, TurnRecord
from bot.crypto.keys import Keyring
from bot.storage.database import parsed
from bot.storage.memory import MemoryStore
from bot.storage.plain import to_ms
from bot.storage.revision import MIGRATIONS, newest_revision
from bot.storage.sql import SqlStore
from bot.storage.tables import duty, metadata
from bot.storage.trouble import StorageError
from bot.storage.upgrade import upgrade
from tests.contracts.stores import MASTER, NOW, AnyStore, begin, begun, load, said, save, web
from tests.postgres import PostgresServer


async def test_operators_on_duty_are_counted_by_network_and_language(store: AnyStore) -> None:
    """Only those whose duty has not ended at the moment of the newest happening."""
    until = NOW + timedelta(hours=1)
    rows = [
        ("op1", "north", "it", until),
        ("op1", "north", "ar", until),
        ("op2", "north", "it", until),
        ("op3", "south", "it", NOW),
    ]
    if isinstance(store, MemoryStore):
        for row in rows:
            store.put_duty(*row)
    else:
        names = ("operator", "network", "language")
        values = [
            dict(zip(names, row, strict=False)) | {"since": 0, "until": to_ms(row[3])}
            for row in rows
        ]
        await store.write(lambda connection: connection.execute(insert(duty), values))
    loaded = await load(store, said("a", web("a")))
    assert loaded.duty == {"north": {"it": 2, "ar": 1}}


async def test_two_batches_never_run_over_one_conversation(store: AnyStore) -> None:
    """Each of many concurrent turns sees what the one before it left."""
    await begin(store, "anna")

    async def one(number: int) -> None:
        async with store.batch() as batch:
            inbound = said(f"n{number}", web("anna"))
            before = (await batch.load_many([inbound])).conversations[web("anna")]
            await asyncio.sleep(0)
            after = _next(before)
            await batch.save_many([TurnRecord(inbound.id, before, after)])

    await asyncio.gather(*(one(number) for number in range(20)))
    found = await store.read_thread(web("anna"))
    assert found is not None
    assert found[0].seq == 21


async def test_two_batches_that_begin_the_same_conversation_leave_one(postgres_url: str) -> None:
    """The losing batch of two processes is told, and its retry finds the conversation."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    both_have_read = asyncio.Barrier(2)

    async def one(name: str) -> bool:
        try:
            async with store.batch() as batch:
                await batch.load_many([said(name, web("same"))])
                await both_have_read.wait()
                await batch.save_many([TurnRecord(name, None, begun(name, web("same")))])
        except StorageError:
            return False
        return True

    assert sorted(await asyncio.gather(one("a"), one("b"))) == [False, True]
    assert (await load(store, said("x", web("same")))).conversations
    await store.close()


async def test_the_migrations_make_exactly_the_tables_of_the_code(sql_store: SqlStore) -> None:
    """A column that is added to the tables needs a migration."""

    def differences(connection: Connection) -> list[Any]:
        found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
        return found

    assert await sql_store.read(differences) == []


def _made_by_a_newer_version(connection: Connection) -> None:
    connection.execute(text("update alembic_version set version_num = '9999'"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("comment on table alembic_version is '9999'"))


async def test_a_database_from_a_newer_version_is_refused(sql_url: str) -> None:
    """Neither upgraded nor opened, with a sentence that says what to do."""
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    await store.write(_made_by_a_newer_version)
    await store.close()
    with pytest.raises(StorageError, match="newer filo"):
        await upgrade(sql_url)
    with pytest.raises(StorageError, match="newer filo"):
        await SqlStore.open(sql_url, Keyring(MASTER))


async def test_a_database_that_was_never_upgraded_is_refused(tmp_path: Path) -> None:
    """The sentence names the command."""
    with pytest.raises(StorageError, match="filo db upgrade"):
        await SqlStore.open(f"sqlite:///{tmp_path / 'empty.db'}", Keyring(MASTER))


async def test_an_upgraded_database_is_upgraded_again_without_change(sql_url: str) -> None:
    """Every start may call it, also several at once: what is stored stands as it stood."""
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    talk = await begin(store, "anna")
    await store.close()
    await asyncio.gather(upgrade(sql_url), upgrade(sql_url))
    again = await SqlStore.open(sql_url, Keyring(MASTER))
    found = await again.read_thread(talk.address)
    await again.close()
    assert found is not None
    assert found[0] == talk


async def test_a_second_process_on_the_same_file_is_refused(sqlite_file: Path) -> None:
    """The lock file holds as long as the store is open."""
    url = f"sqlite:///{sqlite_file}"
    store = await SqlStore.open(url, Keyring(MASTER))
    with pytest.raises(StorageError, match="Another filo runs"):
        await SqlStore.open(url, Keyring(MASTER))
    await store.close()
    again = await SqlStore.open(url, Keyring(MASTER))
    await again.close()


async def test_a_full_disk_is_told_and_loses_nothing(sqlite_file: Path) -> None:
    """What was acknowledged stays, what was not is absent, and room brings it back to work."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    kept = await begin(store, "anna")
    await store.write(_pragma("max_page_count=1"))
    with pytest.raises(StorageError, match="disk of the database is full") as caught:
        await _fill(store)
    assert "Free some space" in caught.value.remedy
    assert (await store.read_thread(web("anna"))) is not None
    await store.write(_pragma("max_page_count=1000000"))
    after = _next(kept)
    await save(store, [said("x", web("anna"))], [TurnRecord("x", kept, after)])
    await store.close()


async def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file that is no database leads to the backup."""
    file = tmp_path / "filo.db"
    file.write_bytes(b"not a database" * 500)
    with pytest.raises(StorageError, match="backup"):
        await upgrade(f"sqlite:///{file}")


async def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the way of the file is named as what it is."""
    (tmp_path / "filo.db").mkdir()
    with pytest.raises(StorageError):
        await upgrade(f"sqlite:///{tmp_path / 'filo.db'}")


async def test_a_dead_server_is_told(postgres_url: str, postgres_server: PostgresServer) -> None:
    """A connection that is cut in mid-turn is told as such, and the store works again then."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    await begin(store, "anna")

    async def turn() -> None:
        async with store.batch() as batch:
            await batch.load_many([said("a", web("anna"))])
            ends = "select pg_terminate_backend(pid) from pg_stat_activity where datname like"
            await postgres_server.execute(f"{ends} 'test_%'")
            await batch.load_many([said("a", web("anna"))])

    with pytest.raises(StorageError) as caught:
        await turn()
    assert caught.value.remedy
    assert (await load(store, said("b", web("anna")))).conversations
    await store.close()


async def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Neither hangs nor shows a stack trace."""
    url = f"postgresql://nobody@/none?host={tmp_path}"
    with pytest.raises(StorageError, match="FILO_DATABASE_URL"):
        await upgrade(url)
    with pytest.raises(StorageError, match="FILO_DATABASE_URL"):
        await SqlStore.open(url, Keyring(MASTER))


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    """The sentence shows what an address looks like."""
    with pytest.raises(StorageError, match=r"sqlite:///var/filo\.db"):
        parsed(url)


async def test_the_file_is_durable_and_overwrites_what_is_deleted(sqlite_file: Path) -> None:
    """WAL, synchronous=FULL and secure_delete on the writer's own connection."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))

    def settings(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "secure_delete")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await store.write(settings) == ["wal", 2, 1]
    await store.close()
    with sqlite3.connect(sqlite_file) as plain:
        (sql,) = plain.execute("select sql from sqlite_master where name='messages'").fetchone()
    plain.close()
    assert "WITHOUT ROWID" in sql


def _pragma(setting: str) -> Callable[[Connection], object]:
    return lambda connection: connection.exec_driver_sql(f"PRAGMA {setting}").scalar()


def _next(before: Conversation) -> Conversation:
    return replace(before, seq=before.seq + 1)


async def _fill(store: SqlStore) -> None:
    for number in range(500):
        name = f"filler-{number}" * 5
        turn = TurnRecord(name, None, begun(name, web(name)))
        await save(store, [said(name, web(name))], [turn])


def test_the_names_of_the_migrations_tell_the_newest() -> None:
    """The server reads the version from them; the library that upgrades finds the same one."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_current_head() == newest_revision()
    for script in scripts.walk_revisions():
        assert script.path is not None
        assert script.path.rpartition("/")[2].startswith(f"r{script.revision}_")
