"""The keys of a running service: it says which it has, and a worker seals anew what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Column

from bot.storage.ids import RandomIds
from bot.storage.resealing import left, register, renew
from bot.storage.rotation import forget_node, note_node
from bot.storage.sql import SqlStore
from bot.storage.trouble import StorageError

SAYS_EVERY = 20.0
"""Seconds after which a process says again that it runs: a third of what it may be silent for."""

BREATH = 0.02
"""Seconds between two transactions, so that turns come first."""

LOOKS_AGAIN = timedelta(minutes=1)
"""After a pass in which nothing was left, who wrote late is looked for so much later."""

log = structlog.get_logger(__name__)


class Rotating:
    """One process's part in it. A rotation goes on wherever a worker runs, one at a time."""

    def __init__(self, store: SqlStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._id = RandomIds().new()
        self._rests_until: datetime | None = None
        self._stains = False
        """Whether the files hold what was just sealed anew as it was before."""
        self._counted: tuple[datetime, int] | None = None

    async def say(self) -> None:
        """Say that this process runs and which keys it has; learn which key seals.

        Raises ``StorageError`` where a key is needed that is not here.
        """
        keys, now = self._store.keys, self._clock()
        await self._store.write(lambda one: note_node(one, keys, self._id, now))

    async def leave(self) -> None:
        """This process ends. Where the database is gone, its row goes by its age."""
        try:
            await self._store.write(lambda one: forget_node(one, self._id))
        except StorageError:
            log.warning("keys_not_left")

    async def left(self) -> int:
        """How many values stand under the key before, counted once a minute."""
        keys, now = self._store.keys, self._clock()
        if keys.standing.retired:
            return 0
        if self._counted is None or now - self._counted[0] >= LOOKS_AGAIN:
            found = await self._store.read(lambda one: left(one, keys))
            self._counted = now, found.left
        return self._counted[1]

    async def go_on(self) -> int:
        """Seal anew whatever is left, in small transactions, unless another worker is at it or
        nothing was left a moment ago. How many values were."""
        resting = self._rests_until is not None and self._clock() < self._rests_until
        if self._store.keys.standing.retired or resting:
            return 0
        async with self._store.alone("keys") as still_mine:
            if still_mine is None:
                return 0
            changed = sum([await self._renew(column, still_mine) for column in register()])
        if changed:
            log.info("sealed_anew", count=changed)
            self._stains = True
        elif self._stains:
            self._stains = not await self._store.clean_files()
        self._rests_until = None if changed else self._clock() + LOOKS_AGAIN
        return changed

    async def _renew(
        self, column: Column[bytes], still_mine: Callable[[], Awaitable[object]]
    ) -> int:
        """All of one column, as long as nobody else has taken over. How many values."""
        changed, after, more = 0, None, True
        while more:
            await still_mine()
            step = partial(renew, keys=self._store.keys, column=column, after=after)
            some, after = await self._store.write(step)
            changed, more = changed + some, after is not None
            await asyncio.sleep(BREATH)
        return changed
