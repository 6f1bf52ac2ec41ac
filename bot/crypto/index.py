"""The blind index: a keyed hash finds a value without storing it.

A key that follows another hashes the hash again: what was stored is brought under the new key
without the text, which nobody has, and who knows only the old key can no longer try texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple, final

HASH = 16
Hashes = tuple[bytes, ...]
"""Every keyed hash under which something may stand; the first is how it is written."""


class _Layers(NamedTuple):
    """The keys that a hash goes through, the oldest first, and what stands before the hash of
    each; ``asked`` are their numbers, the one that is written first."""

    keys: tuple[bytes, ...]
    signs: tuple[bytes, ...]
    asked: tuple[int, ...]

    def hash(self, plain: bytes, number: int, last: int, size: int) -> bytes:
        """The hash under the key ``last``, of what stands under those before ``number``."""
        for key in self.keys[number : last + 1]:
            plain = blake2b(plain, key=key, digest_size=HASH).digest()[:size]
        return self.signs[last] + plain

    def number_of(self, hashed: bytes) -> int:
        """Under which of the keys a hash stands; the sign of the first is empty."""
        return max(number for number, sign in enumerate(self.signs) if hashed.startswith(sign))


@final
class BlindIndex:
    """Keyed hashes (BLAKE2b keyed, RFC 7693) under a key, apart for each kind of value.

    Unlike OpenSSL's HMAC it keeps the interpreter's lock: with a writer's thread beside it each
    release costs far more than the hash. ``size``: bytes of a hash after its sign, 16 at most.
    """

    __slots__ = ("_now",)

    def __init__(self, key: bytes) -> None:
        self._now = _Layers((key,), (b"",), (0,))

    def turn(self, keys: Sequence[bytes], signs: Sequence[bytes], asked: Sequence[int]) -> None:
        """From now on hashes go through these keys, the oldest first, each with its sign. They are
        written under the first of ``asked``, and looked for under all of these numbers."""
        self._now = _Layers(tuple(keys), tuple(signs), tuple(asked))

    def of(self, kind: str, text: str, size: int = HASH) -> bytes:
        """The keyed hash of a text, as it is written: the same text of another kind hashes
        differently."""
        now = self._now
        return now.hash(_spelled(kind, text), 0, now.asked[0], size)

    def each(self, kind: str, text: str, size: int = HASH) -> Hashes:
        """Every hash under which the text may stand, first the one that is written."""
        now, plain = self._now, _spelled(kind, text)
        return tuple(now.hash(plain, 0, number, size) for number in now.asked)

    def steady(self, kind: str, text: str) -> bytes:
        """A hash that no later key changes, for what is shown and never looked for."""
        return self._now.hash(_spelled(kind, text), 0, 0, HASH)

    def renewed(self, joined: bytes, size: int = HASH) -> bytes:
        """The hash, or the hashes one after the other, as they are written now."""
        now = self._now
        number = now.number_of(joined)
        bare = (one[len(now.signs[number]) :] for one in self.cut(joined, size))
        return b"".join(now.hash(one, number + 1, now.asked[0], size) for one in bare)

    def cut(self, joined: bytes, size: int) -> list[bytes]:
        """The hashes of that size that stand one after the other, each with its sign."""
        now = self._now
        step = size + len(now.signs[now.number_of(joined)])
        return [joined[at : at + step] for at in range(0, len(joined), step)]


def _spelled(kind: str, text: str) -> bytes:
    return f"{kind}\0{text}".encode("utf-8", "surrogatepass")
