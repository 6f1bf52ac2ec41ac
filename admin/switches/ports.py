"""What the switches need: the choices that hold, and a way to make one everywhere at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.handoff.choices import Choice
from bot.handoff.switches import Switches


class Chosen(Protocol):
    """What the staff chose for the whole installation."""

    @property
    def switches(self) -> Switches:
        """What is switched off now."""

    async def all(self) -> Sequence[Choice]:
        """Every choice in the order in which it was made."""

    async def choose(self, one: Choice) -> bool:
        """Let it hold for every process. False: it held already."""
