"""What a store in memory remembers of routing."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.handoff.routing import Carrying
from bot.handoff.routing_waiting import Wait


@dataclass(slots=True)
class HeldRouting:
    """By account: what she carries. By case: marks and waits. (case, account): «not this one»."""

    carrying: dict[str, Carrying] = field(default_factory=dict)
    heavy: set[str] = field(default_factory=set)
    passed: set[tuple[str, str]] = field(default_factory=set)
    waits: dict[str, Wait] = field(default_factory=dict)

    def forget(self, cases: set[str]) -> None:
        """These cases are gone, and every mark with them."""
        self.heavy -= cases
        self.passed = {one for one in self.passed if one[0] not in cases}
        self.waits = {id: one for id, one in self.waits.items() if id not in cases}
