"""The blind index: a keyed hash finds a value without storing it."""

from __future__ import annotations

from hashlib import blake2b
from typing import final

HASH = 16


@final
class BlindIndex:
    """Keyed hashes (BLAKE2b keyed, RFC 7693) under one key, apart for each kind of value.

    Unlike OpenSSL's HMAC it keeps the interpreter's lock: with a writer's thread beside it each
    release costs far more than the hash.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, kind: str, text: str) -> bytes:
        """The keyed hash of a text: 16 bytes; the same text of another kind hashes differently."""
        plain = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
        return blake2b(plain, key=self._key, digest_size=HASH).digest()
