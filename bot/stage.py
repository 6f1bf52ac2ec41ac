"""What is published at this moment in one process, with the services that were imported."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.conversation.scene import Scene
from bot.directory.freshness import verified
from bot.directory.kinds import Aspect
from bot.directory.listing import Offer
from bot.directory.model import Directory
from bot.storage.directory import SqlServices, Version
from bot.storage.sql import SqlStore
from bot.storage.training import Decide, SqlCalls
from bot.storage.training import Version as CallsVersion
from bot.training.looking import Shelf, shelf_of


@dataclass(slots=True)
class Stage:
    """The scene of this moment. A turn that has begun keeps the one that it began with."""

    scene: Scene
    services: SqlServices
    calls: SqlCalls
    shelf: Shelf = field(default_factory=Shelf)
    _version: Version | None = field(default=None)
    _calls: CallsVersion | None = field(default=None)

    def current(self) -> Scene:
        """What is published now."""
        return self.scene

    @property
    def directory(self) -> Directory:
        """What the directory knows now."""
        return self.scene.directory

    async def refresh(self) -> bool:
        """Take in what any process imported or verified. Whether there was anything new."""
        services, calls = await self._refresh_services(), await self._refresh_calls()
        return services or calls

    async def _refresh_calls(self) -> bool:
        version = await self.calls.version()
        if version == self._calls:
            return False
        held = await self.calls.held()
        # Finding what is the same in 2,000 calls takes a while: women are answered meanwhile.
        shelf = await asyncio.to_thread(shelf_of, held)
        self.scene, self.shelf = replace(self.scene, calls=shelf.calls), shelf
        self._calls = version
        return True

    async def _refresh_services(self) -> bool:
        version = await self.services.version()
        if version == self._version:
            return False
        held = await self.services.held()
        if held.sources or held.upkeep or self._version is not None:
            # Putting 5,000 services together takes a second: women are answered meanwhile.
            directory = await asyncio.to_thread(
                self.scene.directory.holding, held.records, held.upkeep
            )
            self.scene = replace(self.scene, directory=directory)
            # None of it ever becomes garbage by itself: later collections need not look through it.
            gc.freeze()
        self._version = version
        return True

    async def verify(
        self, offer: Offer, aspect: Aspect, by: str, interval: int, now: datetime
    ) -> None:
        """Somebody vouches for a fact as it stands there: it is shown again from now on.

        Here at once; other processes, and what they changed meanwhile, follow by ``refresh``.
        """
        upkeep = verified(offer, aspect, by, interval, now)
        await self.services.verify(upkeep, now)
        self.scene = replace(self.scene, directory=self.directory.vouched(upkeep))

    async def change_call(self, decide: Decide, now: datetime) -> None:
        """Somebody of the staff changes a call: here at once, elsewhere by ``refresh``."""
        await self.calls.update(decide, now)
        await self._refresh_calls()


def stage_of(scene: Scene, store: SqlStore) -> Stage:
    """The stage of a process, before anything that was imported is on it."""
    return Stage(scene, SqlServices(store), SqlCalls(store))
