"""Brings a database to this version's tables, and refuses one that is not at it."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import parsed, private_file, sqlite_engine
from bot.storage.trouble import StorageError, told

_ONE_AT_A_TIME = 7_305_011
"""The advisory lock under which PostgreSQL databases are upgraded."""


async def upgrade(url: str) -> None:
    """Bring the database to this version; raises ``StorageError`` for one of a newer version."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_upgrade_sqlite, url)
        return
    engine = create_async_engine(address, hide_parameters=True)
    try:
        with told():
            async with engine.begin() as connection:
                await connection.run_sync(_upgrade_postgres)
    finally:
        await engine.dispose()


def check_revision(connection: Connection) -> None:
    """Raise ``StorageError`` unless the database has exactly this version's tables."""
    found = _refuse_newer(connection)
    if found != _scripts().get_current_head():
        raise StorageError(
            "The database is older than this program.", "Run `filo db upgrade` first."
        )


def _upgrade_sqlite(url: str) -> None:
    address = parsed(url)
    private_file(address)
    engine = sqlite_engine(address, begin="BEGIN IMMEDIATE", size=1)
    try:
        with told(), engine.begin() as connection:
            _run(connection)
    finally:
        engine.dispose()


def _upgrade_postgres(connection: Connection) -> None:
    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    _run(connection)


def _run(connection: Connection) -> None:
    if _refuse_newer(connection) == _scripts().get_current_head():
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_newer(connection: Connection) -> str | None:
    """The revision of the database; raises ``StorageError`` when this version does not know it."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {
        script.revision for script in _scripts().walk_revisions()
    }:
        raise StorageError(
            f"The database was made by a newer filo (its version is {found}).",
            "Start that version, or restore a backup of this one.",
        )
    return found


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
