"""What the pages of referrals need from the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.referral import Referral


class Notebooks(Protocol):
    """What she keeps for herself."""

    async def shared(self, conversation: str) -> tuple[str, ...]:
        """The abilities that she lets stand in a sheet; none without her yes."""


class Referrals(Protocol):
    """Referrals, always within the agencies of who asks."""

    async def of_case(self, networks: Sequence[str], case: str) -> Sequence[Referral]:
        """Those that these networks send in a case."""

    async def sent(self, networks: Sequence[str], id: str) -> Referral | None:
        """One that these networks send, or None."""

    async def sent_all(self, networks: Sequence[str], by: str = "") -> Sequence[Referral]:
        """Those that these networks sent with her yes, also where her talk is over. ``by``: only
        what this person prepared."""

    async def received(self, agencies: Sequence[str]) -> Sequence[Referral]:
        """Those that reached these agencies with her yes."""

    async def reached(self, agencies: Sequence[str], id: str) -> Referral | None:
        """One that reached these agencies, or None."""

    async def add(self, new: Referral) -> bool:
        """Prepare one, once."""

    async def change(self, before: Referral, after: Referral, now: datetime) -> bool:
        """By compare and set of its version."""

    def called(self, conversation: str, agency: str) -> str:
        """How she is called at that agency."""
