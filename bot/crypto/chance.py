"""Random bytes, read from the system in blocks.

``os.urandom`` lets go of the interpreter's lock; a thread that seals many values would have to
win it back for each of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock
from typing import final

BLOCK = 4096


@final
class Chance:
    """``chance(n)`` gives n random bytes that nobody was given before; threads may share it.

    A forked process starts with a block of its own, so that parent and child never share bytes.
    """

    __slots__ = ("__weakref__", "_at", "_block", "_lock", "_source")

    def __init__(self, source: Callable[[int], bytes] = os.urandom) -> None:
        self._source = source
        self._lock = Lock()
        self._block = b""
        self._at = 0
        os.register_at_fork(after_in_child=self._forget)

    def __call__(self, count: int) -> bytes:
        """So many random bytes."""
        with self._lock:
            end = self._at + count
            if end > len(self._block):
                self._block = self._source(max(BLOCK, count))
                self._at, end = 0, count
            taken = self._block[self._at : end]
            self._at = end
        return taken

    def _forget(self) -> None:
        self._block = b""
        self._at = 0


chance = Chance()
"""The one source of a process."""
