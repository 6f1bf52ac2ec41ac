"""What the page of retention needs of the house."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.handoff.standing import Standing


class Kept(Protocol):
    """How the keeping of data stands: moments and numbers."""

    async def standing(self, now: datetime) -> Standing:
        """How it all stands now."""
