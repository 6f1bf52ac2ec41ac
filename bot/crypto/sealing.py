"""Sealing: AES-256-GCM bound to the table, column and row that a value belongs to.

A sealed value copied to another row, column or table does not open. Layout: 12 random bytes of
nonce, then ciphertext and tag (NIST SP 800-38D). A random nonce is safe for far more messages
than one conversation or installation will hold (2**32 per key).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.crypto.chance import chance
from bot.process.told import ToldError

NONCE = 12
KEY = 32


class CryptoError(ToldError):
    """Something about keys or sealed values is wrong; the sentence says what to do."""


class NotOurs(CryptoError):
    """A sealed value does not open: another key, another place, or changed bytes."""


@final
class Sealer:
    """Seals and opens values under one key of 32 bytes, which it never shows."""

    __slots__ = ("_aead",)

    def __init__(self, key: bytes) -> None:
        assert len(key) == KEY, "A sealing key has 32 bytes."
        self._aead = AESGCM(key)

    def seal(self, table: str, column: str, row: str, plain: bytes) -> bytes:
        """The value sealed for that place."""
        nonce = chance(NONCE)
        return nonce + self._aead.encrypt(nonce, plain, _place(table, column, row))

    def unseal(self, table: str, column: str, row: str, sealed: bytes) -> bytes:
        """The value that was sealed for that place; raises ``NotOurs``."""
        try:
            return self._aead.decrypt(sealed[:NONCE], sealed[NONCE:], _place(table, column, row))
        except (InvalidTag, ValueError):
            raise NotOurs(
                f"A value of {table}.{column} does not open with this key: start with the master"
                " key that the database was made with, or restore the database from a backup."
            ) from None


SIGN = 8
"""Bytes of the sign of a key, which stands before what was sealed with it or hashed under it. A
random nonce begins so once in 2**64 times, and is then still opened."""


@final
class Sealers:
    """Seals under one key of an installation and opens under each that it has.

    What the first key of an installation seals has no sign; later ones write theirs in front
    (docs/decisions/0057-a-key-follows-another.md). ``keys``: sign -> key of 32 bytes.
    """

    __slots__ = ("_now", "_sealers")

    def __init__(self, keys: Mapping[bytes, bytes]) -> None:
        self._sealers = {sign: Sealer(key) for sign, key in keys.items()}
        self._now = next(iter(self._sealers.values())), b""

    def turn(self, sign: bytes, prefix: bytes) -> None:
        """From now on the key of that sign seals, and writes this in front."""
        self._now = self._sealers[sign], prefix

    def seal(self, table: str, column: str, row: str, plain: bytes) -> bytes:
        """The value sealed for that place."""
        sealer, prefix = self._now
        return prefix + sealer.seal(table, column, row, plain)

    def unseal(self, table: str, column: str, row: str, sealed: bytes) -> bytes:
        """The value that was sealed for that place; raises ``NotOurs``."""
        return self.opened(table, column, row, sealed)[0]

    def opened(self, table: str, column: str, row: str, sealed: bytes) -> tuple[bytes, bytes]:
        """The same, and the sign of the key that it was sealed with; raises ``NotOurs``."""
        sign = sealed[:SIGN]
        if (own := self._sealers.get(sign)) is not None:
            try:
                return own.unseal(table, column, row, sealed[SIGN:]), sign
            except NotOurs:
                pass  # A nonce that looks like a sign: the value has none.
        *some, last = self._sealers.items()
        for sign, sealer in some:
            try:
                return sealer.unseal(table, column, row, sealed), sign
            except NotOurs:
                continue
        return last[1].unseal(table, column, row, sealed), last[0]


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}\0{column}\0{row}".encode()
