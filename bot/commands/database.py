"""``filo db``: upgrade, back up, restore the database, and copy it into PostgreSQL."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.terminal import say, told
from bot.config import load
from bot.operations.backups import backup_database, copy_database, restore_database, write_ledger
from bot.storage.upgrade import upgrade

SHOWN = 16
"""Digits of a checksum that are printed."""

db = typer.Typer(no_args_is_help=True, help="The database.")


@db.command("upgrade")
@told
def db_upgrade() -> None:
    """Bring the database to this version."""
    asyncio.run(upgrade(load(os.environ).database_url))
    say("The database is at this version.")


@db.command("backup")
@told
def db_backup(file: Path) -> None:
    """Copy a SQLite database while it is in use; for PostgreSQL write the ledger beside a dump."""
    say(asyncio.run(backup_database(load(os.environ), file)))


@db.command("ledger")
@told
def db_ledger(file: Path) -> None:
    """Write the ledger of the forgotten as it is now: small, and to be copied often."""
    say(asyncio.run(write_ledger(load(os.environ), file)))


@db.command("restore")
@told
def db_restore(
    file: Path,
    ledger: Annotated[
        list[Path] | None, typer.Option(help="A ledger of the forgotten; may be repeated.")
    ] = None,
    replace: Annotated[bool, typer.Option(help="Destroy the database that is there.")] = False,
    without_ledger: Annotated[bool, typer.Option(help="Go on although no ledger is left.")] = False,
) -> None:
    """Let a backup forget again what was forgotten since, then open it for use."""
    settings = load(os.environ)
    done = asyncio.run(
        restore_database(
            settings, file, ledger or [], replace=replace, without_ledger=without_ledger
        )
    )
    say(
        f"The ledger holds {done.ledger} ids; {done.forgotten_again} of them had come back and are"
        " forgotten again. Every conversation is closed until she opens it again."
    )


@db.command("copy")
@told
def db_copy(file: Path) -> None:
    """Copy a SQLite database that stands still into the empty PostgreSQL one of the settings."""
    copied = asyncio.run(copy_database(load(os.environ), file))
    for one in copied:
        if one.rows:
            say(f"{one.name:<24} {one.rows:>9}  {one.checksum[:SHOWN]}")
    say(
        f"{sum(one.rows for one in copied)} rows of {len(copied)} tables are in PostgreSQL, read"
        f" back with the same keyed checksums. {file} is no longer opened."
    )
