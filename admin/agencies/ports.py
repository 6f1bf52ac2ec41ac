"""What the pages of agencies need from the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.agencies import Agency
from bot.handoff.procedure import Procedure
from bot.handoff.trained import TrainingRecord


class Agencies(Protocol):
    """What agencies are, what they decided, and who was trained."""

    async def all(self) -> Sequence[Agency]:
        """Every agency."""

    async def agency(self, id: str) -> Agency | None:
        """One agency, or None."""

    async def save(self, agency: Agency) -> None:
        """Keep an agency so from now on."""

    async def procedures(self, agency: str) -> Sequence[Procedure]:
        """All versions, the newest first."""

    async def procedure_of(self, agency: str, at: datetime) -> Procedure:
        """The version that holds then."""

    async def add_procedure(self, new: Procedure) -> bool:
        """Write down a version, once."""

    async def trainings(self, accounts: Sequence[str]) -> Sequence[TrainingRecord]:
        """The trainings of these people, the newest first."""

    async def add_training(self, record: TrainingRecord) -> None:
        """Write a training down."""
