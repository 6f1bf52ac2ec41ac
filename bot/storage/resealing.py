"""Brings what stands under an earlier key under the one that seals now, some rows at a time.

Whatever carries the mark of that key is done, so nothing is noted: who goes on after a crash finds
what is left. A row that somebody holds is passed over, one that was changed meanwhile is not
written over, one that was forgotten is not there: what is left comes next time. What no key opens,
because it was damaged, stays as it is and holds up nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Update,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from bot.crypto.keys import Keyring
from bot.crypto.sealing import SIGN, NotOurs
from bot.storage.every_table import TABLES
from bot.storage.rows import Cells
from bot.storage.sealed import Hashed, Sealed, place_of, placed_by, seal, unseal, what_of

AT_ONCE = 50
"""Rows of one transaction: some milliseconds, so that no turn waits longer for it."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many values stand under an earlier key, how many there are, and in which columns the
    former are."""

    left: int
    of: int
    where: tuple[str, ...] = ()


def register() -> tuple[Column[bytes], ...]:
    """Every column that depends on the master key: what is sealed under it, and keyed hashes."""
    every = (column for table in TABLES for column in table.columns)
    return tuple(one for one in every if isinstance(what_of(one), Sealed | Hashed))


def left(connection: Connection, keys: Keyring) -> Left:
    """How far it is. Nothing is left where no key ever followed another."""
    found: dict[str, int] = {}
    of = 0
    for column in register():
        count = select(func.count(column), func.count().filter(_under_earlier(keys, column)))
        all_, earlier = connection.execute(count.select_from(column.table)).one()
        of += all_
        if earlier and keys.mark:
            found[str(column)] = earlier
    return Left(sum(found.values()), of, tuple(found))


def renew(
    connection: Connection, keys: Keyring, column: Column[bytes], after: Sequence[Any] | None
) -> tuple[int, Sequence[Any] | None]:
    """Bring some rows of a column under the key of today, behind the row with this primary key.

    How many were changed, and the last row that was looked at; None: there are no more.
    """
    key = tuple(column.table.primary_key)
    wanted = {*key, column, *(placed_by(column) if isinstance(what_of(column), Sealed) else ())}
    query = select(*wanted).where(_under_earlier(keys, column)).order_by(*key)
    if after is not None:
        last = (literal(value, one.type) for value, one in zip(after, key, strict=True))
        query = query.where(tuple_(*key) > tuple_(*last))
    rows = connection.execute(query.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    changed = write(connection, keys, column, rows) if rows else 0
    if len(rows) < AT_ONCE:
        return changed, None
    return changed, [getattr(rows[-1], one.name) for one in key]


def write(
    connection: Connection, keys: Keyring, column: Column[bytes], rows: Sequence[Row[Any]]
) -> int:
    """Write the values of these rows anew, wherever they are still the same and a key opens them.
    How many can be."""
    same = {*column.table.primary_key, column}
    change = update(column.table).where(*(one == bindparam(f"was_{one.name}") for one in same))
    change = change.values({column: bindparam("new")})
    cells = [
        {"new": new} | {f"was_{one.name}": getattr(row, one.name) for one in same}
        for row in rows
        if (new := _renewed(keys, column, row)) is not None
    ]
    if not cells or _written(connection, change, cells):
        return len(cells)
    # Somebody wrote the same hash under the new key meanwhile: the old one stays for its time.
    return sum(_written(connection, change, [one]) for one in cells)


def _written(connection: Connection, change: Update, cells: Sequence[Cells]) -> bool:
    """Whether no hash is there already; else nothing was written."""
    try:
        with connection.begin_nested():
            connection.execute(change, cells)
    except IntegrityError:
        return False
    return True


def _renewed(keys: Keyring, column: Column[bytes], row: Row[Any]) -> bytes | None:
    """None: no key opens it."""
    what = what_of(column)
    if isinstance(what, Hashed):
        return keys.index.renewed(getattr(row, column.name), what.size)
    try:
        plain = unseal(keys, column, row)
    except NotOurs:
        return None
    return seal(keys, column, plain, *place_of(column, row))


def _under_earlier(keys: Keyring, column: Column[bytes]) -> ColumnElement[bool]:
    return func.substr(column, 1, SIGN) != keys.mark
