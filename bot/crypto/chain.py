"""The seals of the audit: each row is signed where it is made, each batch is chained to the last.

Who can write the database but has no key can neither make a row, nor change, move or take one
away without its being found. Keyed BLAKE2b (RFC 7693), with a person for each kind of value.

What was signed under an earlier key is still known, and covered by the batches that a later key
chains to it; a batch of an earlier key never follows one of a later.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from hmac import compare_digest
from typing import NamedTuple, final

SEAL = 32
BEGINNING = bytes(SEAL)
"""What the first batch of an installation is chained to."""


class _Signing(NamedTuple):
    """The keys, the oldest first, and the numbers of those that are in use; the first signs."""

    keys: tuple[bytes, ...]
    used: tuple[int, ...]


@final
class Chain:
    """Signs rows, seals batches and anchors under a key, which it never shows."""

    __slots__ = ("_now",)

    def __init__(self, key: bytes) -> None:
        self._now = _Signing((key,), (0,))

    def turn(self, keys: Sequence[bytes], used: Sequence[int]) -> None:
        """From now on these keys are known, the oldest first; the first of ``used`` signs."""
        self._now = _Signing(tuple(keys), tuple(used))

    def row(self, *fields: str | int) -> bytes:
        """The signature of a row: of every field in its order."""
        return self._mac(b"filo audit row", _spelled(fields))

    def signed(self, signature: bytes, *fields: str | int) -> bool:
        """Whether this is the signature of such a row, under any key that there was."""
        return self._made_by(signature, b"filo audit row", _spelled(fields)) is not None

    def ours(self, signature: bytes, *fields: str | int) -> bool:
        """The same, under a key that is still in use."""
        return self._made_by(signature, b"filo audit row", _spelled(fields)) in self._now.used

    def batch(self, previous: bytes, number: int, at: int, rows: Sequence[bytes]) -> bytes:
        """The seal of a batch: of its rows, its moment and the seal before it."""
        return self._mac(b"filo audit batch", *_batch(previous, number, at, rows))

    def sealed_by(
        self, seal: bytes, previous: bytes, number: int, at: int, rows: Sequence[bytes]
    ) -> int | None:
        """The number of the key that sealed such a batch so; None: none did."""
        return self._made_by(seal, b"filo audit batch", *_batch(previous, number, at, rows))

    def anchor(self, number: int, seal: bytes, at: int) -> bytes:
        """The seal of an anchor: everything up to this batch was kept no longer."""
        return self._mac(b"filo audit root", _spelled((number, at)) + seal)

    def anchors(self, proof: bytes, number: int, seal: bytes, at: int) -> bool:
        """Whether this is the seal of such an anchor, under a key that is still in use."""
        plain = _spelled((number, at)) + seal
        return self._made_by(proof, b"filo audit root", plain) in self._now.used

    def _mac(self, person: bytes, *parts: bytes) -> bytes:
        now = self._now
        return _mac(now.keys[now.used[0]], person, parts)

    def _made_by(self, mac: bytes, person: bytes, *parts: bytes) -> int | None:
        for number, key in reversed(list(enumerate(self._now.keys))):
            if compare_digest(mac, _mac(key, person, parts)):
                return number
        return None


def _mac(key: bytes, person: bytes, parts: Sequence[bytes]) -> bytes:
    mac = blake2b(key=key, digest_size=SEAL, person=person)
    for part in parts:
        mac.update(part)
    return mac.digest()


def _batch(previous: bytes, number: int, at: int, rows: Sequence[bytes]) -> tuple[bytes, ...]:
    return previous + _spelled((number, at, len(rows))), *rows


def content(*fields: str | int) -> bytes:
    """A digest of a row's content, which proves nothing alone: a batch is sealed over these."""
    return blake2b(_spelled(fields), digest_size=SEAL).digest()


def _spelled(fields: Sequence[str | int]) -> bytes:
    """Fields with their lengths: no two different rows are spelled alike."""
    parts = [str(field).encode("utf-8", "surrogatepass") for field in fields]
    return b"".join(len(part).to_bytes(4) + part for part in parts)
