"""Sealing: AES-256-GCM bound to the table, column and row that a value belongs to.

A sealed value copied to another row, column or table does not open. Layout: 12 random bytes of
nonce, then ciphertext and tag (NIST SP 800-38D). A random nonce is safe for far more messages
than one conversation or installation will hold (2**32 per key).
"""

from __future__ import annotations

from typing import final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.crypto.chance import chance
from bot.told import ToldError

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


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}\0{column}\0{row}".encode()
