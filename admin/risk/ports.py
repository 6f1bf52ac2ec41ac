"""What the pages of the risk aid need from the house."""

from __future__ import annotations

from typing import Protocol

from bot.handoff.case import Ticket
from bot.handoff.risk import Filled, Guide


class Risks(Protocol):
    """Questions and answers; there is no score."""

    async def guide(self, network: str) -> Guide:
        """The network's newest questions."""

    async def set_guide(self, guide: Guide) -> bool:
        """The network asks so from now on."""

    async def filled(self, ticket: Ticket) -> Filled | None:
        """What was filled in for a case, or None."""

    async def fill(self, ticket: Ticket, filled: Filled, *, danger: bool) -> bool:
        """Keep it in place of an earlier one."""
