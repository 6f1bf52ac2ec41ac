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


class NetworkFacts(Protocol):
    """What the page says of a network."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def agency(self) -> str:
        """Who answers there."""

    @property
    def duty_to_report(self) -> str:
        """Whether who answers may have to report: ``yes``, ``no`` or ``unknown``."""


class Networks(Protocol):
    """The directory, as far as the staff site asks it."""

    def network(self, id: str, /) -> NetworkFacts | None:
        """What is known of a network, or None."""
