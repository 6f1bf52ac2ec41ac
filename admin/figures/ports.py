"""What the page of figures needs of the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.figures import Counted


class Counts(Protocol):
    """The numbers of the reports."""

    async def counted(self, quarters: Sequence[datetime]) -> Counted:
        """Everything that was counted in these quarters, of all agencies."""
