"""Her interest in training calls in dictionaries: keeps the same contract as ``sql_interests``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.conversation.state import Marked
from bot.handoff.agencies import Agency
from bot.handoff.interest import Desk, Interested, Passed, Uninterested, passed_on
from bot.handoff.pseudonym import pseudonym
from bot.handoff.referral import OVER, Referral, taken_back
from bot.values.proposals import Unshared


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

    async def passed(self, conversation: str, seeds: Mapping[str, Agency]) -> Sequence[Passed]:
        """What reached an agency with her yes, the oldest first."""
        known = {**seeds, **{one.agency.id: one.agency for one in self.open}}
        return passed_on(await self.of(conversation), known)

    def called(self, conversation: str, agency: str) -> str:
        """How she is called at that agency."""
        return pseudonym(f"{conversation}/{agency}")

    def save(self, conversation: str, marks: Iterable[Marked]) -> None:
        """What the turns of a batch changed of them, in their order."""
        for mark in marks:
            if isinstance(mark, Interested):
                self.sent[mark.referral.id] = mark.referral
            elif isinstance(mark, Uninterested | Unshared):
                self._take_back(conversation, mark)

    def _take_back(self, conversation: str, mark: Uninterested | Unshared) -> None:
        for id, one in self.sent.items():
            meant = isinstance(mark, Unshared) or mark.id == id
            if meant and one.conversation == conversation and one.state not in OVER:
                self.sent[id] = taken_back(one)

    def forget(self, conversation: str) -> None:
        """They go with their conversation."""
        kept = (one for one in self.sent.values() if one.conversation != conversation)
        self.sent = {one.id: one for one in kept}
