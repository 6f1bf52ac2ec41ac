"""Where a fact comes from, and until when it may be shown as current."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

BASES = (
    "published",
    "derived",
    "inferred-by-elimination",
    "inferred",
    "press",
    "unknown",
    "demonstration",
)
"""How sure a fact is, surest first. Only a published one needs no word from the network."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The origin of one row. Dates are days in Italy; None: never verified, no end known.

    ``owner``: the network or agency that keeps it right; empty where nobody does yet.
    """

    source: str
    verified_on: date | None
    valid_until: date | None
    basis: str
    owner: str = ""

    def is_current(self, now: datetime) -> bool:
        """Whether it was verified and its time has not run out."""
        return self.is_current_on(now.astimezone(ROME).date())

    def is_current_on(self, today: date) -> bool:
        """The same on a day in Italy: for who asks it of thousands of facts."""
        if self.verified_on is None or self.valid_until is None:
            return False
        return self.verified_on <= today <= self.valid_until

    def verified(self, on: date, days: int) -> Fact:
        """The same after somebody vouched for it on that day, for so many days."""
        return replace(self, verified_on=on, valid_until=on + timedelta(days=days))

    @property
    def is_demonstration(self) -> bool:
        """Whether it was made up to show how the service works."""
        return self.basis == "demonstration"

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the network has still to confirm it."""
        return self.basis not in ("published", "demonstration")
