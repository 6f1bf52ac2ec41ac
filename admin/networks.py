"""What the staff site asks the directory of a network."""

from __future__ import annotations

from typing import Protocol

from bot.calendar.timetable import Timetable


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

    @property
    def timetable(self) -> Timetable:
        """When it answers, where its people said nothing else."""


class Networks(Protocol):
    """The directory, as far as the staff site asks it."""

    def network(self, id: str, /) -> NetworkFacts | None:
        """What is known of a network, or None."""
