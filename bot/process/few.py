"""Few streams for each: another one ends the oldest, and is never refused itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import final


@final
class Few:
    """The open streams of everybody, each by the patience that ends it.

    ``most``: how many of one talk, session or whatever else the key names.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._of: dict[str, list[asyncio.Timeout]] = {}

    def __len__(self) -> int:
        """How many keys have any."""
        return len(self._of)

    @contextmanager
    def one_of(self, key: str, patience: asyncio.Timeout) -> Iterator[None]:
        """One stream of this key while the block runs; the oldest ends where there are too many."""
        streams = self._of.setdefault(key, [])
        if len(streams) >= self._most:
            streams.pop(0).reschedule(asyncio.get_running_loop().time())
        streams.append(patience)
        try:
            yield
        finally:
            if patience in streams:
                streams.remove(patience)
            if not streams and self._of.get(key) is streams:
                del self._of[key]
