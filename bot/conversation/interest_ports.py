"""What turns need of the desks that read her interest in a training call, and of what she sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.agencies import Agency
from bot.handoff.interest import Desk, Passed
from bot.handoff.referral import Referral


class Interests(Protocol):
    """Desks and her interests, within the transaction of the batch."""

    async def desks(self, seeds: Mapping[str, Agency], now: datetime) -> Sequence[Desk]:
        """The agencies where somebody with a training that counts reads referrals, by id.
        ``seeds``: those of the directory, as long as their people have not changed them."""

    async def of(self, conversation: str) -> Sequence[Referral]:
        """Her referrals that are about a training call, over or not."""

    async def passed(self, conversation: str, seeds: Mapping[str, Agency]) -> Sequence[Passed]:
        """What reached an agency with her yes, whoever prepared it, the oldest first. ``seeds`` as
        for ``desks``."""

    def called(self, conversation: str, agency: str) -> str:
        """How she is called at that agency."""
