"""Brings what stands under an earlier key under the one that seals now, some rows at a time.

Whatever carries the mark of that key is done, so nothing is noted: who goes on after a crash finds
what is left. A row that somebody holds is passed over, one that was changed meanwhile is not
written over, one that was forgotten is not there: what is left comes next time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, func, literal, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from bot.crypto.keys import Keyring
from bot.crypto.sealing import SIGN
from bot.storage.every_table import TABLES
from bot.storage.sealed import Hashed, Sealed, place_of, seal, unseal, what_of

AT_ONCE = 50
"""Rows of one transaction: some milliseconds, so that no turn waits longer for it."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many values stand under an earlier key, and how many there are."""

    left: int
    of: int


def register() -> tuple[Column[bytes], ...]:
    """Every column that depends on the master key: what is sealed under it, and keyed hashes."""
    every = (column for table in TABLES for column in table.columns)
    return tuple(one for one in every if isinstance(what_of(one), Sealed | Hashed))


def left(connection: Connection, keys: Keyring) -> Left:
    """How far it is. Nothing is left where no key ever followed another."""
    some = of = 0
    for column in register():
        count = select(func.count(column), func.count().filter(_under_earlier(keys, column)))
        all_, earlier = connection.execute(count.select_from(column.table)).one()
        some, of = some + earlier, of + all_
    return Left(some if keys.mark else 0, of)


def renew(
    connection: Connection, keys: Keyring, column: Column[bytes], after: Sequence[Any] | None
) -> tuple[int, Sequence[Any] | None]:
    """Bring some rows of a column under the key of today, behind the row with this primary key.

    How many were changed, and the last row that was looked at; None: there are no more.
    """
    key = tuple(column.table.primary_key)
    query = select(column.table).where(_under_earlier(keys, column)).order_by(*key)
    if after is not None:
        last = (literal(value, one.type) for value, one in zip(after, key, strict=True))
        query = query.where(tuple_(*key) > tuple_(*last))
    rows = connection.execute(query.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    changed = sum(_renew(connection, keys, column, row) for row in rows)
    if len(rows) < AT_ONCE:
        return changed, None
    return changed, [getattr(rows[-1], one.name) for one in key]


def _renew(connection: Connection, keys: Keyring, column: Column[bytes], row: Row[Any]) -> bool:
    """Whether the row has a new value now, and nobody had changed it."""
    old, key = getattr(row, column.name), tuple(column.table.primary_key)
    same = (one == getattr(row, one.name) for one in {*key, column})
    new = update(column.table).where(*same).values({column: _renewed(keys, column, row, old)})
    try:
        with connection.begin_nested():
            return connection.execute(new).rowcount == 1
    except IntegrityError:
        # The same hash was written under the new key meanwhile: the old one stays for its time.
        return False


def _renewed(keys: Keyring, column: Column[bytes], row: Row[Any], old: bytes) -> bytes:
    what = what_of(column)
    if isinstance(what, Hashed):
        return keys.index.renewed(old, what.size)
    return seal(keys, column, unseal(keys, column, row), *place_of(column, row))


def _under_earlier(keys: Keyring, column: Column[bytes]) -> ColumnElement[bool]:
    return func.substr(column, 1, SIGN) != keys.mark
