"""Backups, their restoring and the way into PostgreSQL, on the database of the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL

from bot.assemble import keyring_of, now, store_of
from bot.config import Settings
from bot.storage import sql_forget
from bot.storage.backup import copy_sqlite
from bot.storage.copying import CopiedTable, copy_into_postgres
from bot.storage.database import parsed
from bot.storage.ledger import Entries, LedgerFile, beside
from bot.storage.restore import Restored, restore_postgres, restore_sqlite
from bot.storage.trouble import StorageError, told
from bot.wiring.rules import keeping_of

LEDGER = ".forgotten"
"""How the ledger beside a PostgreSQL dump is called, after the dump's own name."""


async def backup_database(settings: Settings, file: Path) -> str:
    """Copy a SQLite database while it is in use; of PostgreSQL write the ledger, and say how to
    dump it. Returns what to tell. Raises ``StorageError``."""
    url = parsed(settings.database_url)
    if url.get_backend_name() == "sqlite":
        await asyncio.to_thread(copy_sqlite, Path(url.database or ""), file)
        return (
            f"The backup is at {file}, sealed like the database. Keep it"
            f" {settings.keep_backup_days} days, apart from the master key."
        )
    said = await write_ledger(settings, file.with_name(file.name + LEDGER))
    return f"{said} Now dump the database:\n  pg_dump --format=custom --file={file} '{_shown(url)}'"


async def write_ledger(settings: Settings, file: Path) -> str:
    """Write the ledger of the forgotten as it is now to that file, which is there afterwards also
    where nobody was forgotten; a service that runs is not disturbed. Returns what to tell.

    Raises ``StorageError``.
    """
    url = parsed(settings.database_url)
    if url.get_backend_name() == "sqlite":
        # Its second copy is as new as the database, which one process alone may open.
        second = settings.ledger_file or beside(url)
        entries = await asyncio.to_thread(LedgerFile(second).read)
    else:
        async with store_of(settings) as store:
            entries = dict(await store.read(sql_forget.entries))
    await asyncio.to_thread(_written, file, entries)
    return f"The ledger of the forgotten is at {file}: {len(entries)} ids."


def _written(file: Path, entries: Entries) -> None:
    with told():
        file.touch(0o600)
        if not entries:
            # No id: age leaves no file behind where it decrypts nothing at all.
            file.write_text("nobody yet\n", encoding="ascii")
    LedgerFile(file).add(entries)


async def restore_database(
    settings: Settings,
    file: Path,
    ledgers: Sequence[Path],
    *,
    replace: bool,
    without_ledger: bool,
) -> Restored:
    """Let a backup forget again, and on SQLite take the place of the database.

    Raises ``StorageError``, also where a database is there and ``replace`` was not said, or where
    no ledger is found and ``without_ledger`` was not said.
    """
    url, keys, keeping = parsed(settings.database_url), keyring_of(settings), keeping_of(settings)
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite and not replace:
        _check_absent(Path(url.database or ""))
    given = [*ledgers] if sqlite else [*ledgers, file.with_name(file.name + LEDGER)]
    if not without_ledger:
        _check_any([keeping.ledger_file, beside(url), *given])
    ledger = {id: at for one in given for id, at in LedgerFile(one).read().items()}
    if sqlite:
        return await restore_sqlite(settings.database_url, file, ledger, keys, keeping, now())
    return await restore_postgres(settings.database_url, ledger, keys, keeping, now())


async def copy_database(settings: Settings, file: Path) -> Sequence[CopiedTable]:
    """Copy the SQLite database of that file into the empty PostgreSQL one of the settings; every
    table as it was proved. Raises ``StorageError``: then nothing was copied."""
    keys = keyring_of(settings)
    copied = await copy_into_postgres(file, settings.database_url, keys)
    # Opened once as a node does, which also brings both copies of the ledger to the same state.
    async with store_of(settings):
        return copied


def _check_absent(path: Path) -> None:
    if path.exists() and path.stat().st_size:
        raise StorageError(
            f"There is a database at {path}.", "Say --replace: it is then gone for good."
        )


def _check_any(ledgers: Sequence[Path | None]) -> None:
    if not any(one is not None and one.exists() for one in ledgers):
        raise StorageError(
            "There is no ledger: what was forgotten since the backup would come back.",
            "Name one with --ledger, or say --without-ledger if it is lost.",
        )


def _shown(url: URL) -> str:
    """The address as pg_dump takes it, without a password: that belongs into a password file."""
    return url.set(drivername="postgresql", password=None).render_as_string()
