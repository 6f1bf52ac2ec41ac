"""Which version a database has, and which one this program works with.

The files of the migrations say it by their names (``r0010_channels.py`` is ``0010``), so that the
library that runs them is loaded by who upgrades, never by the server.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, String, column, inspect, select, table

from bot.storage.trouble import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
_TABLE = "alembic_version"
_FOUND = select(column("version_num", String)).select_from(table(_TABLE))


def newest_revision() -> str:
    """The revision that this version of the program works with."""
    return max(_known())


def revision_of(connection: Connection) -> str | None:
    """The revision of the database; None before its first upgrade."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found: str | None = connection.execute(_FOUND).scalar()
    return found


def check_revision(connection: Connection) -> None:
    """Raise ``StorageError`` unless the database has exactly this version's tables."""
    if known_revision_of(connection) != newest_revision():
        raise StorageError(
            "The database is older than this program.", "Run `filo db upgrade` first."
        )


def known_revision_of(connection: Connection) -> str | None:
    """The same; raises ``StorageError`` when this version of the program does not know it."""
    found = revision_of(connection)
    if found is not None and found not in _known():
        raise StorageError(
            f"The database was made by a newer filo (its version is {found}).",
            "Start that version, or restore a backup of this one.",
        )
    return found


@cache
def _known() -> frozenset[str]:
    files = (MIGRATIONS / "versions").glob("r*_*.py")
    return frozenset(file.stem.partition("_")[0].removeprefix("r") for file in files)
