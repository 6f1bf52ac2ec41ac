"""Brings a database to this version's tables."""

from __future__ import annotations

import asyncio

from sqlalchemy import URL, Connection, text

from bot.storage import postgres
from bot.storage.database import parsed
from bot.storage.postgres_planner import note_nothing
from bot.storage.revision import MIGRATIONS, known_revision_of, newest_revision
from bot.storage.sqlite import private_file, sqlite_engine
from bot.storage.trouble import told

_ONE_AT_A_TIME = 7_305_011
"""The advisory lock under which PostgreSQL databases are upgraded."""


async def upgrade(url: str) -> None:
    """Bring the database to this version; raises ``StorageError`` for one of a newer version."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_upgrade_sqlite, address)
    else:
        await postgres.once(address, _upgrade_postgres)


def _upgrade_sqlite(address: URL) -> None:
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
    note_nothing(connection)


def _run(connection: Connection) -> None:
    if known_revision_of(connection) == newest_revision():
        return
    # Loaded where there is something to upgrade: a start without a change does not wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
