"""What a database knows of its installation: with which key it was sealed, and where it lives.

The key has a canary, which every start opens. The place is noted so that a database that was
restored elsewhere is not opened unnoticed.

A restored backup still holds what was forgotten since. A PostgreSQL database notes its own number
and that of one of its tables: a restored dump has others. A SQLite database lies beside its
ledger, which knows better than a copy that was put under it (``SqlStore.open``). While ``filo db
restore`` is at work, either carries a mark. A SQLite database that was copied into PostgreSQL
carries another, since from then on women are forgotten there.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, text, update

from bot.crypto.keys import Keyring
from bot.crypto.sealing import NotOurs
from bot.storage.tables import installation
from bot.storage.trouble import StorageError

_KEY = "key"
_CANARY = "filo"
_PLACE = "place"
_RESTORING = "restoring"
_MOVED = "moved"
_POSTGRES = text(
    "select (select oid from pg_database where datname = current_database())::text"
    " || '.' || 'installation'::regclass::oid::text"
)


def check_key(connection: Connection, keys: Keyring) -> None:
    """Seal the canary at the first start, open it at every later one; raise ``StorageError`` where
    it does not open."""
    opens = canary_opens(connection, keys)
    if opens is None:
        _alone(connection)
        opens = canary_opens(connection, keys)
    if opens is None:
        _set(connection, keys, _KEY, _CANARY)
    elif not opens:
        raise StorageError(
            "This database was sealed with another master key.",
            "Point FILO_MASTER_KEY_FILE to the key file that it was made with.",
        )


def canary_opens(connection: Connection, keys: Keyring) -> bool | None:
    """Whether the key opens the canary; None: nothing was sealed in this database yet."""
    try:
        return None if _value(connection, keys, _KEY) is None else True
    except NotOurs:
        return False


def is_here(connection: Connection, keys: Keyring) -> bool:
    """Whether the database lives where it was opened last, and no restore is unfinished."""
    return not is_restoring(connection, keys) and _value(connection, keys, _PLACE) == _here(
        connection
    )


def check_place(connection: Connection, keys: Keyring) -> None:
    """Note the place at the first start; raise ``StorageError`` where a restore is unfinished, or
    where the database was copied elsewhere and is used there."""
    if _value(connection, keys, _MOVED) is not None:
        raise StorageError(
            "This database was copied into PostgreSQL: what was forgotten there since is still in"
            " it.",
            "Use that one; docs/deploy.md says how to go back.",
        )
    if is_restoring(connection, keys):
        raise StorageError(
            "This database was restored, and has not yet forgotten again what was forgotten since.",
            "Run `filo db restore` again, to its end.",
        )
    noted = _value(connection, keys, _PLACE)
    if noted is None:
        _alone(connection)
        noted = _value(connection, keys, _PLACE)
    if noted is None:
        settle_here(connection, keys)
    elif noted != _here(connection):
        raise StorageError(
            "This database was copied or restored from somewhere else: it may hold what was"
            " forgotten since.",
            "Run `filo db restore` with the newest ledger first; docs/deploy.md says how.",
        )


def is_restoring(connection: Connection, keys: Keyring) -> bool:
    """Whether a restore of it was begun and not finished."""
    return _value(connection, keys, _RESTORING) is not None


def mark_restoring(connection: Connection, keys: Keyring) -> None:
    """From now on nobody opens it, until ``settle_here``."""
    _set(connection, keys, _RESTORING, "yes")


def mark_moved(connection: Connection, keys: Keyring) -> None:
    """From now on nobody opens it: its copy is used."""
    _set(connection, keys, _MOVED, "yes")


def settle_here(connection: Connection, keys: Keyring) -> None:
    """It lives here, and may be opened."""
    marks = installation.c.name.in_((_RESTORING, _MOVED))
    connection.execute(delete(installation).where(marks))
    _set(connection, keys, _PLACE, _here(connection))


def _here(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "beside its ledger"
    return str(connection.execute(_POSTGRES).scalar_one())


def _alone(connection: Connection) -> None:
    """Nobody else notes anything until the transaction ends: several nodes may start at once."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("lock table installation in share row exclusive mode"))


def _value(connection: Connection, keys: Keyring, name: str) -> str | None:
    query = select(installation.c.sealed).where(installation.c.name == name)
    sealed = connection.execute(query).scalar()
    if sealed is None:
        return None
    return keys.installation.unseal("installation", "sealed", name, sealed).decode()


def _set(connection: Connection, keys: Keyring, name: str, value: str) -> None:
    sealed = keys.installation.seal("installation", "sealed", name, value.encode())
    row = update(installation).where(installation.c.name == name).values(sealed=sealed)
    if connection.execute(row).rowcount == 0:
        connection.execute(insert(installation).values(name=name, sealed=sealed))
