"""What the page of drills needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.drills import Drill, Scenario


class Practice(Protocol):
    """Drills from their beginning to their end."""

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """What can be practised."""

    async def all(self, networks: Sequence[str]) -> Sequence[Drill]:
        """Those of these networks, the newest first, as they stand now."""

    async def begin(self, wanted: Drill, /) -> str | None:
        """Begin it; the address of its page, told this once. None: another one runs there."""

    async def end(self, drill: Drill, now: datetime, by: str = "", /) -> None:
        """Write down what came of it, and destroy its conversation."""


class WithDrills(Protocol):
    """The part of the house that drills need."""

    @property
    def practice(self) -> Practice:
        """Drills."""
