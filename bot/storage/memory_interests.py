"""Her interest in training calls in dictionaries: keeps the same contract as ``sql_interests``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.conversation.state import Marked
from bot.handoff.agencies import Agency
from bot.handoff.interest import Desk, Interested, Uninterested
from bot.handoff.pseudonym import pseudonym
from bot.handoff.referral import OVER, Referral, taken_back
from bot.proposals import Unshared


class MemoryInterests:
    """Desks that read referrals, and the referrals that she sent herself, by id."""

    def __init__(self) -> None:
        self.open: tuple[Desk, ...] = ()
        self.sent: dict[str, Referral] = {}

    async def desks(self, seeds: Mapping[str, Agency], now: datetime) -> Sequence[Desk]:
        """The agencies where somebody reads referrals, by id."""
        return sorted(self.open, key=lambda one: one.agency.id)

    async def of(self, conversation: str) -> Sequence[Referral]:
        """Her referrals that are about a training call, over or not."""
        return [one for one in self.sent.values() if one.conversation == conversation]

    def called(self, conversation: str, agency: str) -> str:
        """How she is called at that agency."""
        return pseudonym(f"{conversation}/{agency}")

    def save(self, conversation: str, marks: Iterable[Marked], *, everything: bool) -> None:
        """What the turns of a batch changed of them."""
        own = [one.id for one in self.sent.values() if one.conversation == conversation]
        gone = set(own) if everything else set()
        for mark in marks:
            if isinstance(mark, Interested):
                self.sent[mark.referral.id] = mark.referral
            elif isinstance(mark, Uninterested) and mark.id in own:
                gone.add(mark.id)
            elif isinstance(mark, Unshared):
                gone |= set(own)
        for id in gone:
            if self.sent[id].state not in OVER:
                self.sent[id] = taken_back(self.sent[id])

    def forget(self, conversation: str) -> None:
        """They go with their conversation."""
        kept = (one for one in self.sent.values() if one.conversation != conversation)
        self.sent = {one.id: one for one in kept}
