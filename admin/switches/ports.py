"""What the switches need: the choices that hold, and a way to make one everywhere at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.handoff.adjusting import Bounds
from bot.handoff.choices import Choice
from bot.handoff.switches import Switches


class Chosen(Protocol):
    """What the staff chose for the whole installation."""

    @property
    def switches(self) -> Switches:
        """What is switched off now."""

    @property
    def bounds(self) -> Bounds:
        """What may be chosen over the settings of this installation."""

    def needs_two(self, network: str) -> bool:
        """Whether critical facts of that network, or of none, need two people."""

    def holds(self, name: str) -> str:
        """The value of a setting that may be changed, as it holds now."""

    def exit_tells(self, address: str) -> bool:
        """Whether an address would tell, to whoever reads it on her screen, what she left."""

    async def all(self) -> Sequence[Choice]:
        """Every choice in the order in which it was made."""

    async def choose(self, one: Choice) -> bool:
        """Let it hold for every process. False: it held already."""


class WithChoices(Protocol):
    """The part of the house that the staff's choices need."""

    @property
    def chosen(self) -> Chosen:
        """What the staff chose for the whole installation."""
