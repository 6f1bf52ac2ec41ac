"""What the stores promise about the ledger of the forgotten, and about the files afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import asyncpg
import pytest
from sqlalchemy import Column, Connection, delete, insert, select

from bot.conversation.state import Conversation, Letter, TurnRecord
from bot.crypto.keys import Keyring
from bot.messages import Thread
from bot.storage import sql_forget
from bot.storage.database import Database, open_database
from bot.storage.gate import THOROUGH_EVERY, Keeping
from bot.storage.hers import NOT_HERS, UNLINKED, hers, scrubbed, scrubbed_wholly
from bot.storage.installation import mark_restoring, settle_here
from bot.storage.ledger import LedgerFile
from bot.storage.memory import MemoryStore
from bot.storage.plain import to_ms
from bot.storage.postgres_planner import noted
from bot.storage.sql import SqlStore
from bot.storage.staff_tables import staff
from bot.storage.tables import conversations, forgotten, letters, messages, metadata
from bot.storage.trouble import StorageError
from tests.contracts.stores import (
    MASTER,
    NOW,
    AnyStore,
    begin,
    begun,
    go_on,
    queued,
    said,
    save,
    web,
)
from tests.postgres import USER, PostgresServer

MANY = 300
T = TypeVar("T")


async def _ledger(store: AnyStore) -> dict[str, int]:
    if isinstance(store, MemoryStore):
        return {id: to_ms(at) for id, at in store.forgotten.items()}
    return await store.read(sql_forget.entries)


async def _forget(store: AnyStore, kept: Conversation) -> None:
    await go_on(store, kept, f"forget-{kept.id}", forget=True, shown=())


async def _leave_letter(store: AnyStore, id: str = "letter", number: str = "12345678") -> None:
    letter = Letter(id, "north", "it", NOW, NOW + timedelta(days=7), "t", number, "papavero")
    turn = TurnRecord(f"a-{id}", None, begun(f"of-{id}", web(id)), letter=letter)
    await save(store, [said(f"a-{id}", web(id))], [turn])


async def test_whatever_is_destroyed_is_in_the_ledger(store: AnyStore) -> None:
    """Conversations that asked for it, conversations and letters whose time was over."""
    await _forget(store, await begin(store, "asked"))
    await begin(store, "old")
    await _leave_letter(store)
    await store.forget_due(NOW + timedelta(days=7), 100)
    ledger = await _ledger(store)
    assert set(ledger) == {"asked", "old", "of-letter", "letter"}
    assert ledger["asked"] == to_ms(NOW)
    assert ledger["old"] == to_ms(NOW + timedelta(days=7))


async def test_the_ledger_is_kept_longer_than_any_backup_and_then_dropped(store: AnyStore) -> None:
    """An id that no backup can hold any more is needed no longer."""
    await _forget(store, await begin(store, "asked"))
    await store.forget_due(NOW + timedelta(minutes=1), 100)
    kept = Keeping().ledger
    await store.forget_due(NOW + kept - timedelta(seconds=1), 100)
    assert "asked" in await _ledger(store)
    await store.forget_due(NOW + kept, 100)
    assert "asked" not in await _ledger(store)


def test_every_table_that_names_a_conversation_is_forgotten_and_cleaned() -> None:
    """A new table of hers cannot be left out: it is found by its column, whoever adds it.

    An alarm outlives her without her: that one only is emptied of who it was.
    """
    named = {table.name for table in metadata.sorted_tables if "conversation" in table.c}
    assert {table.name for table in hers()} == named - {"alarms"}
    assert {"alarms"} == UNLINKED
    assert named | {"conversations", "letters"} <= set(scrubbed())
    assert set(scrubbed_wholly()) <= set(scrubbed())
    assert {"conversations", "letters", "inbox"} <= set(scrubbed_wholly())
    assert staff.metadata is metadata
    assert set(metadata.tables) >= NOT_HERS
    for table in metadata.sorted_tables:
        odd = [column.name for column in table.c if "conversation" in column.name]
        assert odd in ([], ["conversation"]), f"{table.name}: call the column `conversation`"


async def _keys_of(store: SqlStore) -> dict[str, bytes]:
    query = select(conversations.c.id, conversations.c.sealed_key)
    rows = await store.read(lambda connection: connection.execute(query).all())
    return {row.id: row.sealed_key for row in rows}


async def _live_and_die(
    store: SqlStore, meanwhile: Callable[[], Awaitable[object]] | None = None
) -> tuple[list[bytes], bytes]:
    """Many conversations, and letters, most of them forgotten: their keys, and one that lives."""
    kept = []
    for n in range(MANY):
        name = f"her-{n:04d}"
        kept.append(await begin(store, name, case=queued(f"case-{n}", name)))
        if n % 7 == 0:
            await _leave_letter(store, f"letter-{n}", str(10_000_000 + n))
    keys = await _keys_of(store)
    sealed = await store.read(lambda connection: _column(connection, letters.c.sealed_text))
    if meanwhile is not None:
        await meanwhile()
    for n, one in enumerate(kept):
        if n % 10:
            await _forget(store, one)
    ids = await store.read(lambda connection: _column(connection, letters.c.id))
    await store.write(lambda connection: sql_forget.forget_letters(connection, ids, to_ms(NOW)))
    gone = [key for id, key in keys.items() if id.startswith("her-") and int(id[4:]) % 10]
    return [*gone, *sealed], keys["her-0000"]


def _column(connection: Connection, column: Column[T]) -> Sequence[T]:
    return connection.execute(select(column)).scalars().all()


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_no_key_is_left_in_a_sqlite_file_after_a_thorough_sweep(sqlite_file: Path) -> None:
    """``secure_delete`` alone leaves copies of rows that moved between pages: all is rewritten."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    gone, alive = await _live_and_die(store)
    await store.forget_due(NOW, 10)
    raw = _raw(sqlite_file.parent)
    assert alive in raw, "the search reads where the keys are"
    assert [key.hex() for key in gone if key in raw] == []
    await store.close()


async def _churn(database: Database) -> list[bytes]:
    """Lines of all sizes that come and go in no order, so that pages are split and joined.

    Returns the first bytes of each line that was deleted, and its conversation.
    """
    chance = Random(7)  # noqa: S311 - nothing of it is secret
    alive: list[tuple[str, bytes]] = []
    gone: list[bytes] = []

    def some_changes(connection: Connection) -> None:
        for _ in range(20):
            id, line = chance.randbytes(11).hex(), chance.randbytes(chance.randint(60, 1500))
            row = {"conversation": id, "seq": 1, "id": "", "at": 0, "sealed": line}
            connection.execute(insert(messages).values(row))
            alive.append((id, line))
        while len(alive) > 200:
            id, line = alive.pop(chance.randrange(len(alive)))
            connection.execute(delete(messages).where(messages.c.conversation == id))
            gone.extend((line[:24], id.encode()))

    for _ in range(150):
        async with database.writing() as run:
            await run(some_changes)
    return gone


async def test_what_moved_between_pages_is_gone_after_a_thorough_cleaning(
    sqlite_file: Path,
) -> None:
    """SQLite overwrites a deleted row, but not the copy that a split page keeps of it."""
    database = open_database(f"sqlite:///{sqlite_file}")
    gone = await _churn(database)
    # After a light one SQLite 3.40 still holds some of them.
    assert await database.scrub(thorough=True)
    raw = _raw(sqlite_file.parent)
    assert [value for value in gone if value in raw] == []
    await database.close()


async def _sweep_until_clean(store: SqlStore) -> None:
    """PostgreSQL's own vacuum may hold a table just then: such a sweep says that it is not done."""
    async with asyncio.timeout(60):
        await store.forget_due(NOW, 10)
        while await store.read(sql_forget.unsettled):
            await store.forget_due(NOW, 10)


async def test_no_key_is_left_in_postgresql_after_a_thorough_sweep(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    """Neither between the rows of a page, nor in the log (a role that may, lets go of it too), nor
    among the values that PostgreSQL notes for its planner, as it does by itself after a while."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    database = postgres_url.split("?")[0].rpartition("/")[2]
    planner = await asyncpg.connect(host=str(postgres_server.folder), user=USER, database=database)
    gone, alive = await _live_and_die(store, lambda: planner.execute("analyze"))
    await planner.close()
    await _sweep_until_clean(store)
    raw = _raw(postgres_server.folder / "data")
    assert alive in raw, "the search reads where the keys are"
    assert [key.hex() for key in gone if key in raw] == []
    await store.close()


async def test_postgresql_notes_no_text_of_any_table(postgres_url: str) -> None:
    """Also of a table that was added later: whatever is no number is not sampled."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    assert await store.read(noted) == []
    await store.close()


async def test_a_sweep_is_thorough_again_after_a_while_only(sqlite_file: Path) -> None:
    """Writing everything anew each half minute would cost too much; within ten it is done."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    first, second = await begin(store, "first"), await begin(store, "second")
    await _forget(store, first)
    await store.forget_due(NOW, 10)
    assert await store.read(sql_forget.unsettled) == {}
    await _forget(store, second)
    await store.forget_due(NOW + THOROUGH_EVERY / 2, 10)
    assert set(await store.read(sql_forget.unsettled)) == {"second"}
    await store.forget_due(NOW + THOROUGH_EVERY, 10)
    assert await store.read(sql_forget.unsettled) == {}
    await store.close()


@pytest.mark.parametrize("reads", ["select * from conversations", "select 1"])
async def test_while_a_dump_reads_postgresql_the_cleaning_waits(
    postgres_url: str, postgres_server: PostgresServer, reads: str
) -> None:
    """What somebody still sees, by a lock or by an old snapshot, cannot go: it is not called
    clean, and nobody waits for it."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    anna = await begin(store, "anna")
    name = postgres_url.split("?")[0].rpartition("/")[2]
    dump = await asyncpg.connect(host=str(postgres_server.folder), user=USER, database=name)
    async with dump.transaction(isolation="repeatable_read"):
        await dump.execute(reads)
        await _forget(store, anna)
        await store.forget_due(NOW, 10)
        assert set(await store.read(sql_forget.unsettled)) == {"anna"}
    await dump.close()
    await _sweep_until_clean(store)
    await store.close()


async def test_another_process_lets_go_of_a_forgotten_key_too(postgres_url: str) -> None:
    """The key that a second process remembered is dropped by its own round."""
    first = await SqlStore.open(postgres_url, Keyring(MASTER))
    second = await SqlStore.open(postgres_url, Keyring(MASTER))
    kept = await begin(first, "anna")
    sealed = (await _keys_of(first))["anna"]
    assert await second.read_thread(Thread("anna")) is not None
    remembered = second.keys.data_key("anna", sealed)
    assert second.keys.data_key("anna", sealed) is remembered
    await _forget(first, kept)
    await second.drop_forgotten_keys(NOW + timedelta(seconds=30))
    assert second.keys.data_key("anna", sealed) is not remembered
    await first.close()
    await second.close()


async def test_an_older_copy_of_a_sqlite_file_forgets_again_when_it_is_opened(
    sqlite_file: Path,
) -> None:
    """Also where somebody put a copy in place by hand: the ledger beside it knows better."""
    url = f"sqlite:///{sqlite_file}"
    store = await SqlStore.open(url, Keyring(MASTER))
    kept = await begin(store, "anna")
    await begin(store, "berta")
    await _leave_letter(store)
    await store.close()
    copy = await asyncio.to_thread(sqlite_file.read_bytes)
    store = await SqlStore.open(url, Keyring(MASTER))
    await _forget(store, kept)
    await store.write(lambda connection: sql_forget.forget_letters(connection, ["letter"], 5))
    await store.close()
    await (await SqlStore.open(url, Keyring(MASTER))).close()
    await asyncio.to_thread(sqlite_file.write_bytes, copy)
    store = await SqlStore.open(url, Keyring(MASTER))
    assert await store.read_thread(Thread("anna")) is None
    assert await store.read_thread(Thread("berta")) is not None
    async with store.batch() as batch:
        assert await batch.number_free("12345678")
    await store.close()


async def test_what_only_the_database_knows_reaches_the_second_copy(sqlite_file: Path) -> None:
    """A crash between the two, or a lost second copy, is mended at the next start."""
    url = f"sqlite:///{sqlite_file}"
    store = await SqlStore.open(url, Keyring(MASTER))
    row = insert(forgotten).values(id="gone", at=7, settled=0)
    await store.write(lambda connection: connection.execute(row))
    await store.close()
    await (await SqlStore.open(url, Keyring(MASTER))).close()
    assert sqlite_file.with_name("filo.db.forgotten").read_text() == "gone 7\n"


async def test_a_ledger_that_cannot_be_written_stops_no_turn(sqlite_file: Path) -> None:
    """She is forgotten; the second copy is written by a later sweep."""
    url = f"sqlite:///{sqlite_file}"
    folder = sqlite_file.with_name("folder")
    folder.mkdir()
    ledger = folder / "ledger"
    store = await SqlStore.open(url, Keyring(MASTER), Keeping(ledger_file=ledger))
    kept = await begin(store, "anna")
    folder.rename(sqlite_file.with_name("elsewhere"))
    await _forget(store, kept)
    assert await store.read_thread(Thread("anna")) is None
    sqlite_file.with_name("elsewhere").rename(folder)
    await store.forget_due(NOW, 10)
    assert "anna" in LedgerFile(ledger).read()
    await store.close()


async def test_an_unfinished_restore_is_not_opened(sql_url: str) -> None:
    """Half forgotten is not forgotten."""
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    await store.write(lambda connection: mark_restoring(connection, store.keys))
    await store.close()
    with pytest.raises(StorageError, match="db restore"):
        await SqlStore.open(sql_url, Keyring(MASTER))


async def test_a_postgresql_database_that_lives_elsewhere_now_is_not_opened(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    """A restored dump, or a copy, may hold what was forgotten since."""
    store = await SqlStore.open(postgres_url, Keyring(MASTER))
    await store.close()
    name = postgres_url.split("?")[0].rpartition("/")[2]
    await postgres_server.execute(f"create database {name}_copy template {name}")
    copy = postgres_server.url(f"{name}_copy")
    with pytest.raises(StorageError, match="from somewhere else"):
        await SqlStore.open(copy, Keyring(MASTER))
    await (await SqlStore.open(postgres_url, Keyring(MASTER))).close()
    await postgres_server.execute(f"drop database {name}_copy with (force)")


def test_a_ledger_survives_a_line_that_was_cut_off(tmp_path: Path) -> None:
    """The process may die in the middle of a line; the next one is whole."""
    path = tmp_path / "ledger"
    path.write_bytes(b"one 5\ntwo 17000")
    ledger = LedgerFile(path)
    assert ledger.read() == {"one": 5}
    ledger.add({"two": 17_000_000, "one": 5})
    assert LedgerFile(path).read() == {"one": 5, "two": 17_000_000}
    ledger.keep(5)
    assert LedgerFile(path).read() == {"two": 17_000_000}
    assert path.stat().st_mode & 0o077 == 0, "what is written anew belongs to its user only"


async def test_settling_here_ends_a_restore(sql_url: str) -> None:
    """After ``filo db restore`` has done its work the database opens."""
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    await store.write(lambda connection: mark_restoring(connection, store.keys))
    await store.write(lambda connection: settle_here(connection, store.keys))
    await store.close()
    await (await SqlStore.open(sql_url, Keyring(MASTER))).close()
