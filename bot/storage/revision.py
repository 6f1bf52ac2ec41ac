"""Which version a database has, and which one this program works with.

The files of the migrations say it by their names (``r0010_channels.py`` is ``0010``), so that the
library that runs them is loaded by who upgrades, never by the server.

Nodes over one PostgreSQL are replaced one by one: first the database is upgraded, while older
programs go on over it and may start again. So a migration only adds (it *expands*), and what
nobody uses any more is taken away (*contracted*) a version later, with ``OLDEST_SERVED`` raised. A
test holds migrations to that. The database says for itself which programs it still serves.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, String, column, inspect, select, table, text

from bot.storage.trouble import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
OLDEST_SERVED = "0041"
"""Programs of this revision and later ones work on a database that was upgraded to the newest."""

_TABLE = "alembic_version"
_FOUND = select(column("version_num", String)).select_from(table(_TABLE))
_SAID = text(f"select obj_description('{_TABLE}'::regclass)")


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
    """Raise ``StorageError`` unless the database has this version's tables: exactly these, or what
    a newer version added while it still serves this one."""
    if _serves_older(connection):
        return
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


def note_oldest_served(connection: Connection) -> None:
    """Let the database say which programs it serves (PostgreSQL; a SQLite file has one node)."""
    connection.exec_driver_sql(f"comment on table {_TABLE} is '{OLDEST_SERVED}'")


def _serves_older(connection: Connection) -> bool:
    """Whether a newer program upgraded it, and it serves this one all the same."""
    if connection.dialect.name != "postgresql" or revision_of(connection) in {None, *_known()}:
        return False
    oldest = connection.execute(_SAID).scalar()
    return oldest is not None and oldest <= newest_revision()


@cache
def _known() -> frozenset[str]:
    files = (MIGRATIONS / "versions").glob("r*_*.py")
    return frozenset(file.stem.partition("_")[0].removeprefix("r") for file in files)
