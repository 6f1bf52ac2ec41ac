"""What the pages of services need from the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.directory.confirming import Standing
from bot.directory.kinds import Aspect
from bot.directory.listing import Offer
from bot.directory.model import Directory


class Stage(Protocol):
    """What is published now."""

    @property
    def directory(self) -> Directory:
        """What the directory knows now."""

    def needs_two(self, owner: str, service: str, aspect: Aspect) -> bool:
        """Whether a fact of that network, or of none, counts only once two people vouched."""

    async def standing(self, service: str) -> Mapping[Aspect, Standing]:
        """Who stands behind each fact of a service, or behind a measure."""

    async def verify(
        self, offer: Offer, aspect: Aspect, by: str, interval: int, now: datetime
    ) -> None:
        """Somebody vouches for a fact as it stands there."""
