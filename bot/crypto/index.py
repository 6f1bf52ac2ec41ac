"""The blind index: a keyed hash finds a value without storing it."""

from __future__ import annotations

from hmac import digest
from typing import final

HASH = 16


@final
class BlindIndex:
    """Keyed hashes (HMAC-SHA256 cut to 16 bytes) under one key, apart for each kind of value."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, kind: str, text: str) -> bytes:
        """The keyed hash of a text: 16 bytes; the same text of another kind hashes differently."""
        return digest(self._key, f"{kind}\0{text}".encode("utf-8", "surrogatepass"), "sha256")[
            :HASH
        ]
