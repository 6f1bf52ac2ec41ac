"""One door per conversation between sending and leaving: who is through it first is first.

A sender holds the door from its last look at the gate until its request has started. A turn that
lets the curtain fall takes the door before it commits and gives it back with the commit. So no
request starts after an exit, and no transaction is open while a provider answers. Looking at the
gate waits for no row, so that the two never wait for each other in a circle.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import final

from sqlalchemy import Connection, func, select


@dataclass(slots=True)
class _Door:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


@final
class Doors:
    """The doors of one process. Several processes over one PostgreSQL also take its locks."""

    def __init__(self) -> None:
        self._doors: dict[str, _Door] = {}

    @asynccontextmanager
    async def held(self, conversations: Iterable[str]) -> AsyncIterator[None]:
        """Hold the doors of these conversations within the block, taken in the order of ids."""
        async with AsyncExitStack() as stack:
            for id in sorted(set(conversations)):
                await stack.enter_async_context(self._one(id))
            yield

    @asynccontextmanager
    async def _one(self, id: str) -> AsyncIterator[None]:
        door = self._doors.setdefault(id, _Door())
        door.users += 1
        try:
            async with door.lock:
                yield
        finally:
            door.users -= 1
            if not door.users:
                del self._doors[id]


def lock_key(conversation: str) -> int:
    """The advisory lock of a conversation in PostgreSQL: a signed number of 64 bits."""
    digest = blake2b(conversation.encode(), digest_size=8, person=b"filo door").digest()
    return int.from_bytes(digest, signed=True)


PATIENCE = 100
"""So many looks at a door, 20 ms apart. A sender holds it for far less; one that was stopped
within keeps nobody from leaving, and starts nothing when it wakes (``ports.FRESH``)."""


def lock_until_commit(connection: Connection, conversations: Iterable[str]) -> None:
    """Take the doors of these conversations among all processes, until the transaction ends."""
    if connection.dialect.name != "postgresql":
        return
    for key in sorted(map(lock_key, set(conversations))):
        for _ in range(PATIENCE):
            if connection.execute(select(func.pg_try_advisory_xact_lock(key))).scalar():
                break
            connection.execute(select(func.pg_sleep(0.02)))
