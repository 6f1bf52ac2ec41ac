"""What a database knows of its installation: with which key it was sealed, and where it lives.

The key has a canary, which every start opens: which key opens it, seals everything. Beside it
stands what is kept of the keys before (``bot.storage.rotation``). The place is noted so that a
database that was restored elsewhere is not opened unnoticed.

A restored backup still holds what was forgotten since. A PostgreSQL database notes its own number
and that of one of its tables: a restored dump has others. A SQLite database lies beside its
ledger, which knows better than a copy that was put under it (``SqlStore.open``). While ``filo db
restore`` is at work, either carries a mark. A SQLite database that was copied into PostgreSQL
carries another, since from then on women are forgotten there.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, text, update

from bot.crypto.keys import Former, KeyFileError, Keyring, Standing
from bot.crypto.sealing import NotOurs
from bot.storage.plain import dump, load
from bot.storage.sealed import opened_at, seal, unseal_at
from bot.storage.tables import installation
from bot.storage.trouble import StorageError

_KEY = "key"
_CANARY = "filo"
_FORMER = "former keys"
_PLACE = "place"
_RESTORING = "restoring"
_MOVED = "moved"
_POSTGRES = text(
    "select (select oid from pg_database where datname = current_database())::text"
    " || '.' || 'installation'::regclass::oid::text"
)


def check_key(connection: Connection, keys: Keyring) -> None:
    """Seal the canary at the first start, at every later one stand by it (``stand_by``)."""
    if stand_by(connection, keys):
        return
    _alone(connection)
    if not stand_by(connection, keys):
        _set(connection, keys, _KEY, _CANARY)


def stand_by(connection: Connection, keys: Keyring) -> bool:
    """Let that key seal which the database says. False: nothing was sealed in it yet. Raises
    ``StorageError`` where that key is not here, or one beside it that is still needed."""
    try:
        standing = _standing(connection, keys)
    except NotOurs:
        raise StorageError(
            "This database was sealed with another master key.",
            "Point FILO_MASTER_KEY_FILE to the key file that it was made with, and"
            " FILO_NEXT_KEY_FILE to the one that follows, while the keys are rotated.",
        ) from None
    if standing is None:
        return False
    try:
        keys.stand(standing)
    except KeyFileError as error:
        raise StorageError("A key is missing.", str(error)) from None
    return True


def canary_opens(connection: Connection, keys: Keyring) -> bool | None:
    """Whether a key opens the canary; None: nothing was sealed in this database yet."""
    try:
        return None if _standing(connection, keys) is None else True
    except NotOurs:
        return False


def follow(connection: Connection, keys: Keyring, standing: Standing) -> None:
    """It stands so from now on, here and for whoever stands by it."""
    keys.stand(standing)
    former = [[one.sign.hex(), one.index.hex(), one.audit.hex()] for one in standing.former]
    plain = {"former": former, "since": standing.since, "retired": standing.retired}
    _set(connection, keys, _KEY, _CANARY)
    _set(connection, keys, _FORMER, dump(plain).decode())


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


def _standing(connection: Connection, keys: Keyring) -> Standing | None:
    """Which key seals and which did before; None: nothing was sealed yet. Raises ``NotOurs``."""
    # Both in one statement: between two a rotation could begin.
    query = select(installation).where(installation.c.name.in_((_KEY, _FORMER)))
    found = {row.name: row.sealed for row in connection.execute(query)}
    if _KEY not in found:
        return None
    _, seals = opened_at(keys, installation.c.sealed, found[_KEY], _KEY)
    kept = {}
    if _FORMER in found:
        kept = load(unseal_at(keys, installation.c.sealed, found[_FORMER], _FORMER))
    former = (map(bytes.fromhex, one) for one in kept.get("former", ()))
    return Standing(
        seals,
        tuple(Former(*one) for one in former),
        kept.get("since", 0),
        retired=kept.get("retired", True),
    )


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
    return unseal_at(keys, installation.c.sealed, sealed, name).decode()


def _set(connection: Connection, keys: Keyring, name: str, value: str) -> None:
    sealed = seal(keys, installation.c.sealed, value.encode(), name)
    row = update(installation).where(installation.c.name == name).values(sealed=sealed)
    if connection.execute(row).rowcount == 0:
        connection.execute(insert(installation).values(name=name, sealed=sealed))
