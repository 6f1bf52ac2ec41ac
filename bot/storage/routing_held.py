"""What a store in memory remembers of routing."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.handoff.routing import Carrying
from bot.handoff.routing_rules import DeskHours
from bot.handoff.routing_waiting import Wait


@dataclass(slots=True)
class HeldRouting:
    """By account, network and case; of (case, account) it was said: not this one."""

    carrying: dict[str, Carrying] = field(default_factory=dict)
    heavy: set[str] = field(default_factory=set)
    passed: set[tuple[str, str]] = field(default_factory=set)
    waits: dict[str, Wait] = field(default_factory=dict)
    hours: dict[str, DeskHours] = field(default_factory=dict)

    def forget(self, cases: set[str]) -> None:
        """These cases are gone, and every mark with them."""
        self.heavy -= cases
        self.passed = {one for one in self.passed if one[0] not in cases}
        self.waits = {id: one for id, one in self.waits.items() if id not in cases}
