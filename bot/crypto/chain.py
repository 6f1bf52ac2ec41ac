"""The seals of the audit: each row is signed where it is made, each batch is chained to the last.

Who can write the database but has no key can neither make a row, nor change, move or take one
away without its being found. Keyed BLAKE2b (RFC 7693), with a person for each kind of value.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from hmac import compare_digest
from typing import final

SEAL = 32
BEGINNING = bytes(SEAL)
"""What the first batch of an installation is chained to."""


@final
class Chain:
    """Signs rows, seals batches and anchors under one key, which it never shows."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def row(self, *fields: str | int) -> bytes:
        """The signature of a row: of every field in its order."""
        return self._mac(b"filo audit row", _spelled(fields))

    def signed(self, signature: bytes, *fields: str | int) -> bool:
        """Whether this is the signature of such a row."""
        return compare_digest(signature, self.row(*fields))

    def batch(self, previous: bytes, number: int, at: int, rows: Sequence[bytes]) -> bytes:
        """The seal of a batch: of its rows, its moment and the seal before it."""
        return self._mac(b"filo audit batch", previous + _spelled((number, at, len(rows))), *rows)

    def anchor(self, number: int, seal: bytes, at: int) -> bytes:
        """The seal of an anchor: everything up to this batch was kept no longer."""
        return self._mac(b"filo audit root", _spelled((number, at)) + seal)

    def _mac(self, person: bytes, *parts: bytes) -> bytes:
        mac = blake2b(key=self._key, digest_size=SEAL, person=person)
        for part in parts:
            mac.update(part)
        return mac.digest()


def content(*fields: str | int) -> bytes:
    """A digest of a row's content, which proves nothing alone: a batch is sealed over these."""
    return blake2b(_spelled(fields), digest_size=SEAL).digest()


def _spelled(fields: Sequence[str | int]) -> bytes:
    """Fields with their lengths: no two different rows are spelled alike."""
    parts = [str(field).encode("utf-8", "surrogatepass") for field in fields]
    return b"".join(len(part).to_bytes(4) + part for part in parts)
