"""The checksum of a table: keyed, and the same in whatever order its rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import digest
from typing import final

_BYTES = 32
_MODULUS = 1 << (8 * _BYTES)
Cell = str | int | bytes | None


@final
class Checksums:
    """Checksums of tables under one key, which it never shows (HMAC-SHA256, RFC 2104)."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, table: str) -> Checksum:
        """The checksum of a table of that name, without a row yet."""
        return Checksum(self._key, table)


@final
class Checksum:
    """The sum of the keyed hashes of rows: no row can be lost, doubled or changed unnoticed."""

    __slots__ = ("_key", "_sum", "_table", "rows")

    def __init__(self, key: bytes, table: str) -> None:
        self._key = key
        self._table = spelled((table,))
        self._sum = 0
        self.rows = 0
        """How many rows were added."""

    def add(self, row: Sequence[Cell]) -> None:
        """One row more: its cells in the order of the table's columns."""
        mac = digest(self._key, self._table + spelled(row), "sha256")
        self._sum = (self._sum + int.from_bytes(mac)) % _MODULUS
        self.rows += 1

    @property
    def value(self) -> str:
        """The checksum now, in hexadecimal digits."""
        return self._sum.to_bytes(_BYTES).hex()


def spelled(cells: Sequence[Cell]) -> bytes:
    """The cells so that no two different rows are spelled alike: each by kind and length."""
    parts: list[bytes] = []
    for cell in cells:
        if cell is None:
            parts.append(b"n")
            continue
        kind, content = _spelled(cell)
        parts += (kind, str(len(content)).encode(), b":", content)
    return b"".join(parts)


def _spelled(cell: str | int | bytes) -> tuple[bytes, bytes]:
    if isinstance(cell, str):
        return b"s", cell.encode("utf-8", "surrogatepass")
    if isinstance(cell, int):
        return b"i", str(int(cell)).encode()
    return b"b", bytes(cell)
