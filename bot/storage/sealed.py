"""Under which key each column of bytes stands: the schema itself is the register.

A column of bytes is declared by one of the functions here, and a value is sealed, opened and sealed
anew by the same formula of its place: table, column, and cells of its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, LargeBinary

from bot.crypto.index import HASH
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealers

_WHAT = "filo"


class Under(StrEnum):
    """Which of the installation's keys seals a column."""

    INSTALLATION = "installation"
    ERASURES = "erasures"
    DATA_KEYS = "data keys"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Sealed under the master key. ``place``: the columns that name its row, the primary key where
    none are named; ``between`` stands between their cells."""

    under: Under
    place: tuple[str, ...] = ()
    between: str = "/"


@dataclass(frozen=True, slots=True)
class Hashed:
    """One keyed hash of so many bytes, or several, one after the other."""

    size: int


@dataclass(frozen=True, slots=True)
class Hers:
    """Sealed under the data key of a conversation, which is sealed under the master key."""


@dataclass(frozen=True, slots=True)
class Bare:
    """Nothing that a key of the installation opens or finds. ``why`` says what it is."""

    why: str


What = Sealed | Hashed | Hers | Bare


def sealed(
    name: str,
    *,
    under: Under = Under.INSTALLATION,
    place: tuple[str, ...] = (),
    between: str = "/",
    nullable: bool = False,
) -> Column[bytes]:
    """A column that is sealed under the master key."""
    return _column(name, Sealed(under, place, between), nullable=nullable)


def hers(name: str) -> Column[bytes]:
    """A column that is sealed under her own data key."""
    return _column(name, Hers())


def hashed(name: str, size: int = HASH, **how: Any) -> Column[bytes]:
    """A column of keyed hashes. ``how``: as of any column."""
    return _column(name, Hashed(size), **how)


def bare(name: str, why: str, **how: Any) -> Column[bytes]:
    """A column of bytes that are neither. ``how``: as of any column."""
    return _column(name, Bare(why), **how)


def what_of(column: Column[Any]) -> What | None:
    """What a column was declared to hold; None: nobody said."""
    return column.info.get(_WHAT)


def seal(keys: Keyring, column: Column[bytes], plain: bytes, *place: object) -> bytes:
    """The value sealed for the row of these cells."""
    what = _sealed(column)
    return sealers(keys, what).seal(column.table.name, column.name, _joined(what, place), plain)


def unseal(keys: Keyring, column: Column[bytes], row: Any) -> bytes:
    """The value of a row that has the column and those of its place; raises ``NotOurs``."""
    return unseal_at(keys, column, getattr(row, column.name), *place_of(column, row))


def unseal_at(keys: Keyring, column: Column[bytes], value: bytes, *place: object) -> bytes:
    """The value sealed for the row of these cells; raises ``NotOurs``."""
    return opened_at(keys, column, value, *place)[0]


def opened_at(
    keys: Keyring, column: Column[bytes], value: bytes, *place: object
) -> tuple[bytes, bytes]:
    """The same, and the sign of the key that it was sealed with; raises ``NotOurs``."""
    what = _sealed(column)
    return sealers(keys, what).opened(column.table.name, column.name, _joined(what, place), value)


def place_of(column: Column[bytes], row: Any) -> tuple[object, ...]:
    """The cells of a row that name the place of its value."""
    return tuple(getattr(row, one.name) for one in placed_by(column))


def placed_by(column: Column[bytes]) -> tuple[Column[Any], ...]:
    """The columns that name the place of a value."""
    named = _sealed(column).place
    return tuple(column.table.c[name] for name in named) or tuple(column.table.primary_key)


def sealers(keys: Keyring, what: Sealed) -> Sealers:
    """What seals such a column."""
    match what.under:
        case Under.INSTALLATION:
            return keys.installation
        case Under.ERASURES:
            return keys.erasures
        case Under.DATA_KEYS:
            return keys.data_keys


def _joined(what: Sealed, place: tuple[object, ...]) -> str:
    return what.between.join(one.hex() if isinstance(one, bytes) else str(one) for one in place)


def _sealed(column: Column[bytes]) -> Sealed:
    what = what_of(column)
    assert isinstance(what, Sealed), f"{column} is not sealed under the master key."
    return what


def _column(name: str, what: What, **how: Any) -> Column[bytes]:
    how.setdefault("nullable", False)
    return Column(name, LargeBinary, info={_WHAT: what}, **how)
