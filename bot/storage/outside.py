"""One act on the database from beside the service, also while that runs on SQLite.

Only for what is written whole in one transaction and kept in no process's memory: SQLite itself
lets one writer in at a time. Everything else of the command line goes through ``SqlStore``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection

from bot.storage import postgres
from bot.storage.database import parsed
from bot.storage.revision import check_revision
from bot.storage.sqlite import sqlite_engine
from bot.storage.trouble import StorageError, told

T = TypeVar("T")


async def outside(url: str, work: Callable[[Connection], T]) -> T:
    """What the work returns, durable. Raises ``StorageError`` where there is no such database."""

    def checked(connection: Connection) -> T:
        check_revision(connection)
        return work(connection)

    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        return await asyncio.to_thread(_once, address, checked)
    return await postgres.once(address, checked)


def _once(address: URL, work: Callable[[Connection], T]) -> T:
    if not Path(address.database or "").exists():
        raise StorageError("There is no database yet.", "Run `filo db upgrade` first.")
    engine = sqlite_engine(address, begin="BEGIN IMMEDIATE", size=1)
    try:
        with told(), engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()
