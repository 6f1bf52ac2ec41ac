"""What the pages of imports need from the house."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.training.feeds import Feed
from bot.values.brought import Brought


class Files(Protocol):
    """Files that were brought, always within some networks: nothing else exists."""

    async def begin(self, new: Brought) -> bool:
        """A file that is sent from now on. False: its network has too many that wait."""

    async def all(self, networks: Collection[str]) -> Sequence[Brought]:
        """The newest first, without what was found in them."""

    async def one(self, networks: Collection[str], id: str) -> Brought | None:
        """One of these with everything that is said of it, or None."""

    async def add_part(self, one: Brought, at: int, content: bytes, now: datetime) -> bool:
        """The part that begins at this byte. False: it is not the one that comes next."""

    async def confirm(self, id: str, now: datetime) -> bool:
        """Store it. False: it does not wait for that."""

    async def stop(self, id: str, now: datetime) -> bool:
        """Go no further with it. False: it is over."""


class Feeds(Protocol):
    """Addresses that calls are read from, always within some networks."""

    async def all(self, networks: Collection[str]) -> Sequence[Feed]:
        """Those of these networks, by their source."""

    async def add(self, new: Feed) -> bool:
        """Read this address from now on. False: its network has too many."""

    async def ask_now(self, networks: Collection[str], id: str, now: datetime) -> bool:
        """Read it at the next round. False: there is no such address."""

    async def drop(self, networks: Collection[str], id: str) -> bool:
        """Read it no longer. False: there is no such address."""


class Intake(Protocol):
    """What comes in by the staff."""

    @property
    def files(self) -> Files:
        """Files that were brought."""

    @property
    def feeds(self) -> Feeds:
        """Addresses that were listed."""
