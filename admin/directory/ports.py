"""What the pages of services need from the house."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.directory.kinds import Aspect
from bot.directory.listing import Offer
from bot.directory.model import Directory


class Stage(Protocol):
    """What is published now."""

    @property
    def directory(self) -> Directory:
        """What the directory knows now."""

    async def verify(
        self, offer: Offer, aspect: Aspect, by: str, interval: int, now: datetime
    ) -> None:
        """Somebody vouches for a fact as it stands there."""
