"""Where a fact comes from, and until when it may be shown as current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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
        today = now.astimezone(ROME).date()
        if self.verified_on is None or self.valid_until is None:
            return False
        return self.verified_on <= today <= self.valid_until

    @property
    def is_demonstration(self) -> bool:
        """Whether it was made up to show how the service works."""
        return self.basis == "demonstration"

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the network has still to confirm it."""
        return self.basis not in ("published", "demonstration")
