"""What the switches need: the choices that hold, and a way to make one everywhere at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.handoff.choices import Choice
from bot.handoff.switches import Switches


class Choices(Protocol):
    """What the staff chose."""

    async def all(self) -> Sequence[Choice]:
        """Every choice in the order in which it was made."""


class Scene(Protocol):
    """What is published now."""

    @property
    def switches(self) -> Switches:
        """What is switched off now."""


class Stage(Protocol):
    """What holds now."""

    @property
    def scene(self) -> Scene:
        """What is published now."""

    @property
    def choices(self) -> Choices:
        """What the staff chose."""
