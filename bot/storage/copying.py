"""Copies a SQLite database that stands still into an empty PostgreSQL one, whole or not at all.

Everything is written and read back in one transaction of PostgreSQL, which holds every table: a
node that starts meanwhile waits. It is committed only once each table has as many rows there as
here and the same keyed checksum. The SQLite file is then marked, so that the two never live on side
by side.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, delete, func, insert, inspect, select
from sqlalchemy.exc import DataError, DBAPIError

from bot.crypto.checksum import Cell, Checksum
from bot.crypto.keys import Keyring
from bot.storage import postgres
from bot.storage.database import parsed
from bot.storage.every_table import TABLES
from bot.storage.installation import check_key, is_restoring, mark_moved, settle_here
from bot.storage.ledger import LedgerFile, beside
from bot.storage.revision import check_revision
from bot.storage.rows import Cells
from bot.storage.sql_forget import entries
from bot.storage.sqlite import lock, sqlite_engine
from bot.storage.tables import metadata, tallies
from bot.storage.trouble import StorageError, told

AT_ONCE = 500
_MIGRATIONS = "alembic_version"
_HELD = "55P03"
"""PostgreSQL's code for a lock that cannot be had at once."""


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """One table that was copied: how many rows, and the keyed checksum on both sides."""

    name: str
    rows: int
    checksum: str


async def copy_into_postgres(file: Path, url: str, keys: Keyring) -> Sequence[CopiedTable]:
    """Copy the database of that file into the empty one at that address; every table, as proved.

    Raises ``StorageError``: then nothing was copied. Where the file is in use, either is of another
    version or under another key, or there is something in the target.
    """
    address = _checked(file, url)
    held = lock(file)
    engine = sqlite_engine(parsed(f"sqlite:///{file}"), begin="BEGIN IMMEDIATE", size=1)
    try:
        with told(), engine.begin() as source:
            _check_source(source, file, keys)
            done, trouble = await _copy(source, address, keys)
            # Also where nobody learned whether the commit came through: never both.
            mark_moved(source, keys)
    finally:
        engine.dispose()
        os.close(held)
    if trouble is not None:
        raise StorageError(
            "PostgreSQL was lost while it committed: nobody knows whether the copy is there.",
            "Run `filo doctor`: where the database is empty, copy again; else it is whole.",
        ) from trouble
    return done


def _checked(file: Path, url: str) -> URL:
    """Where the copy goes. Raises ``StorageError`` where it cannot go there or come from there."""
    address = parsed(url)
    if address.get_backend_name() != "postgresql":
        raise StorageError(
            "The copy goes into PostgreSQL.",
            "Set FILO_DATABASE_URL to postgresql://user@host/name.",
        )
    if not file.is_file():
        raise StorageError(f"There is no database at {file}.", "Check the path.")
    return address


async def _copy(
    source: Connection, address: URL, keys: Keyring
) -> tuple[Sequence[CopiedTable], StorageError | None]:
    """The tables, and what went wrong after all of them had been proved."""
    done: list[CopiedTable] = []

    def copy(target: Connection) -> None:
        _check_target(target)
        found = tuple(_copied(source, target, keys))
        settle_here(target, keys)
        done.extend(found)

    try:
        await postgres.once(address, copy)
    except StorageError as trouble:
        if not done:
            raise
        return done, trouble
    return done, None


def _check_source(source: Connection, file: Path, keys: Keyring) -> None:
    """Raise ``StorageError`` unless it is a whole database of ours that has forgotten everything
    that it should have."""
    check_revision(source)
    check_key(source, keys)
    noted = LedgerFile(beside(parsed(f"sqlite:///{file}"))).read()
    if is_restoring(source, keys) or set(noted) - set(entries(source)):
        raise StorageError(
            "This database has not yet forgotten again what was forgotten since it was made.",
            "Run `filo db restore` to its end, or start filo on it once, then copy.",
        )


def _check_target(target: Connection) -> None:
    """Hold every table of the target. Raises ``StorageError`` unless it is new."""
    check_revision(target)
    names = ", ".join(sorted(metadata.tables))
    try:
        target.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE NOWAIT")
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _HELD:
            raise
        raise StorageError(
            "Something uses the database at FILO_DATABASE_URL just now.",
            "End every filo and every copy that uses it; of one that was killed PostgreSQL learns"
            " by itself. Then try again.",
        ) from None
    for table in TABLES:
        query = select(func.count()).select_from(table)
        if table is tallies:
            query = query.where(tallies.c.count != 0)
        if target.execute(query).scalar_one():
            raise StorageError(
                f"The database at FILO_DATABASE_URL is not empty ({table.name}): a node ran on it.",
                "Make a new one with createdb and `filo db upgrade`.",
            )
    target.execute(delete(tallies))


def _copied(source: Connection, target: Connection, keys: Keyring) -> Iterator[CopiedTable]:
    unknown = set(inspect(source).get_table_names()) - set(metadata.tables) - {_MIGRATIONS}
    if unknown:
        raise StorageError(f"Nobody knows the table {min(unknown)}.", "Ask who put it there.")
    for table in TABLES:
        here, there = keys.checksums.of(table.name), keys.checksums.of(table.name)
        for rows in _read(source, table):
            _add(here, rows)
            _write(target, table, [dict(row._mapping) for row in rows])
        for rows in _read(target, table):
            _add(there, rows)
        if (here.rows, here.value) != (there.rows, there.value):
            raise StorageError(
                f"The table {table.name} did not arrive as it left"
                f" ({here.rows} rows here, {there.rows} there).",
                "Nothing was copied. Look at triggers and rules of the target, then try again.",
            )
        yield CopiedTable(table.name, here.rows, here.value)


def _read(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """All rows of a table, some at a time, the cells in the order in which they are declared."""
    query = select(table).execution_options(yield_per=AT_ONCE)
    with connection.execute(query) as result:
        yield from result.partitions()


def _write(target: Connection, table: Table, rows: Sequence[Cells]) -> None:
    try:
        target.execute(insert(table), rows)
    except DBAPIError as error:
        if not isinstance(error, DataError) and not isinstance(error.orig, ValueError):
            raise
        raise StorageError(
            f"PostgreSQL does not take a row of the table {table.name}: a value is too long.",
            "Nothing was copied. Tell those who make filo.",
        ) from None


def _add(checksum: Checksum, rows: Sequence[Sequence[Cell]]) -> None:
    for row in rows:
        checksum.add(row)
