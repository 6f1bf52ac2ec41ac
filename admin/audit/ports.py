"""What the data officer's page needs of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.handoff.audit import Act, Sought, Verified


class Audit(Protocol):
    """What the staff did, within what exists for the reader."""

    async def page(self, sought: Sought, limit: int) -> Sequence[Act]:
        """What is looked for, the newest first: at most so many rows."""

    async def verify(self, noted: str = "") -> Verified:
        """Read the whole chain again. ``noted``: the head of an earlier verification."""
