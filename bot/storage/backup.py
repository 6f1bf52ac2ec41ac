"""Copies of a SQLite database, made while it is in use, and put back so that they forget again.

https://www.sqlite.org/backup.html
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.trouble import StorageError, trouble_of

_LEFTOVERS = ("", "-wal", "-shm", "-journal", ".lock")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy the database as it is at one moment, into a file that its owner alone may read.

    Whoever writes meanwhile is not stopped. Raises ``StorageError``, also where the target is
    there already or the source is no whole database; a target that was begun is removed.
    """
    if not source.is_file():
        raise StorageError(f"There is no database at {source}.", "Check the path.")
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        raise StorageError(f"{target} is there already.", "Choose another name.") from None
    except OSError as error:
        raise trouble_of(error) from None
    try:
        with _told(), closing(_opened(source)) as old, closing(_opened(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE").fetchall()
            _check_whole(new)
    except BaseException:
        remove(target)
        raise


def ledger_in(path: Path) -> dict[str, int]:
    """The ledger inside a database, as far as it can still be read: id -> epoch ms."""
    if not path.is_file():
        return {}
    try:
        with closing(_opened(path)) as raw:
            return dict(raw.execute("select id, at from forgotten").fetchall())
    except sqlite3.Error:
        return {}


def put_in_place(source: Path, target: Path) -> None:
    """Let the source be the database from now on; the old one and its log are gone."""
    with _told():
        for end in ("-wal", "-shm"):
            target.with_name(target.name + end).unlink(missing_ok=True)
        source.replace(target)
        remove(source)
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def remove(path: Path) -> None:
    """Remove a database and everything that lies beside it in its name, but its ledger."""
    for end in _LEFTOVERS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, timeout=5, isolation_level=None)
    raw.execute("PRAGMA secure_delete=ON").fetchall()
    return raw


def _check_whole(raw: sqlite3.Connection) -> None:
    found = raw.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise StorageError("The database file is damaged.", "Take an older backup.")


@contextmanager
def _told() -> Iterator[None]:
    """Whatever SQLite or the system raises within the block becomes a ``StorageError``."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise trouble_of(error) from None
