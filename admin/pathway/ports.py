"""What the pages of the pathway need from the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.pathway import Pathway, Step


class Pathways(Protocol):
    """Steps, by compare and set of their versions."""

    async def pathway(self, conversation: str) -> Pathway | None:
        """Her pathway, or None."""

    async def add(self, step: Step, now: datetime) -> bool:
        """Add a step, once."""

    async def change(self, before: Step, after: Step) -> bool:
        """By compare and set."""

    async def seen_by(self, agencies: Sequence[str]) -> Sequence[Step]:
        """The steps that these agencies may see."""

    async def one(self, agencies: Sequence[str], id: str) -> Step | None:
        """One of these, or None."""
