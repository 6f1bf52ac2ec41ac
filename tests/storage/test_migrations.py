"""What a migration may do while nodes of the version before go on over the same database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

from bot.storage.database import parsed
from bot.storage.revision import OLDEST_SERVED, newest_revision
from bot.storage.sqlite import private_file, sqlite_engine
from bot.storage.upgrade import migrate

Columns = Mapping[str, Mapping[str, Any]]


def _shape(folder: Path, revision: str) -> Mapping[str, Columns]:
    """Tables and columns of a database of that revision."""
    url = parsed(f"sqlite:///{folder}/{revision}.sqlite")
    private_file(url)
    engine = sqlite_engine(url, begin="BEGIN IMMEDIATE", size=1)

    def look(connection: Connection) -> Mapping[str, Columns]:
        found = inspect(connection)
        tables = found.get_table_names()
        return {
            name: {one["name"]: dict(one) for one in found.get_columns(name)} for name in tables
        }

    with engine.begin() as connection:
        migrate(connection, revision)
        shape = look(connection)
    engine.dispose()
    return shape


def _harms(before: Mapping[str, Columns], after: Mapping[str, Columns]) -> list[str]:
    """What an older program would stumble over, in sentences."""
    found = [f"{table} is gone" for table in before if table not in after]
    for table in before.keys() & after.keys():
        old, new = before[table], after[table]
        found += [f"{table}.{name} is gone" for name in old if name not in new]
        for name, column in new.items():
            if name not in old:
                if not column["nullable"] and column["default"] is None:
                    found.append(f"{table}.{name} is not written by an older program")
            elif str(column["type"]) != str(old[name]["type"]):
                found.append(f"{table}.{name} has another type")
            elif old[name]["nullable"] and not column["nullable"]:
                found.append(f"{table}.{name} may not be empty any more")
    return sorted(found)


def test_programs_that_are_still_served_stumble_over_nothing(tmp_path: Path) -> None:
    """Whoever takes something away raises ``OLDEST_SERVED``, a version after its last use."""
    assert newest_revision() >= OLDEST_SERVED
    before, after = _shape(tmp_path, OLDEST_SERVED), _shape(tmp_path, newest_revision())
    assert _harms(before, after) == []


def test_what_harms_older_programs_is_found() -> None:
    """The check above can fail."""

    def column(kind: str = "INTEGER", *, nullable: bool = True, default: str | None = None) -> Any:
        return {"type": kind, "nullable": nullable, "default": default}

    before = {"gone": {}, "kept": {"id": column(), "old": column(), "n": column(), "m": column()}}
    changed = {"n": column("TEXT"), "m": column(nullable=False)}
    added = {"a": column(nullable=False), "b": column(nullable=False, default="0"), "c": column()}
    after = {"kept": {"id": column(), **changed, **added}, "new": {}}
    assert _harms(before, after) == [
        "gone is gone",
        "kept.a is not written by an older program",
        "kept.m may not be empty any more",
        "kept.n has another type",
        "kept.old is gone",
    ]
