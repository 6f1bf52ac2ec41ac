"""Brings a database to this version's tables."""

from __future__ import annotations

import asyncio

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError

from bot.storage import postgres
from bot.storage.database import parsed
from bot.storage.postgres_planner import note_nothing
from bot.storage.revision import (
    MIGRATIONS,
    known_revision_of,
    newest_revision,
    note_oldest_served,
)
from bot.storage.sqlite import private_file, sqlite_engine
from bot.storage.trouble import StorageError, told

_ONE_AT_A_TIME = 7_305_011
"""The advisory lock under which PostgreSQL databases are upgraded."""

LOCK_MS = 2000
"""How long a table may be waited for: behind this wait every turn of every node waits too."""

TRIES = 30
BETWEEN_SECONDS = 1.0


async def upgrade(url: str) -> None:
    """Bring the database to this version; raises ``StorageError`` for one of a newer version."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_upgrade_sqlite, address)
    else:
        await _upgrade_between_turns(address)


async def _upgrade_between_turns(address: URL) -> None:
    """Upgrade in one transaction that holds up nobody for long: where a table cannot be had soon,
    it lets go of everything, and tries again."""
    for _ in range(TRIES):
        if await postgres.once(address, _upgrade_postgres):
            return
        await asyncio.sleep(BETWEEN_SECONDS)
    raise StorageError(
        "The tables were in use all the time; nothing was upgraded.",
        "Look in pg_stat_activity for a transaction that does not end, then try again.",
    )


def _upgrade_sqlite(address: URL) -> None:
    private_file(address)
    engine = sqlite_engine(address, begin="BEGIN IMMEDIATE", size=1)
    try:
        with told(), engine.begin() as connection:
            _run(connection)
    finally:
        engine.dispose()


def _upgrade_postgres(connection: Connection) -> bool:
    """Whether it was upgraded; False: somebody held a table for too long."""
    held = connection.begin_nested()
    try:
        connection.exec_driver_sql(f"set local lock_timeout = {LOCK_MS}")
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        _run(connection)
        note_nothing(connection)
        note_oldest_served(connection)
    except DBAPIError as error:
        if "lock timeout" not in str(error.orig):
            raise
        held.rollback()
        return False
    held.commit()
    return True


def _run(connection: Connection) -> None:
    """Bring it to the newest revision, where it is not there already."""
    if known_revision_of(connection) == newest_revision():
        return
    migrate(connection, "head")


def migrate(connection: Connection, revision: str) -> None:
    """Run the migrations up to that revision."""
    # Loaded where there is something to upgrade: a start without a change does not wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
