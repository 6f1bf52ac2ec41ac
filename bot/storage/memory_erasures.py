"""What must be taken back at providers, in a dictionary: the twin of the tables' queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.state import Erasure
from bot.messages import Address, Channel
from bot.storage.gate import (
    CLOCKS_DIFFER,
    ERASED_WITHIN,
    FIRST_DELETED,
    RECORD,
    blocks,
    tally_of,
)


@dataclass(frozen=True, slots=True)
class _Block:
    erasure: Erasure
    talk: str
    newest: int
    made_at: datetime
    not_before: datetime


class MemoryErasures:
    """Keeps the contract of ``conversation.ports.Erasures``; ``tallies`` counts the ends.

    ``note_remaining`` learns of a conversation how many more messages remain, or fewer.
    """

    def __init__(self, tallies: Counter[str], note_remaining: Callable[[str, int], None]) -> None:
        self._tallies = tallies
        self._note_remaining = note_remaining
        self._blocks: dict[str, _Block] = {}
        self._made = 0

    def add(
        self, talk: str, address: Address, messages: Iterable[tuple[int, str]], at: datetime
    ) -> None:
        """These messages, as (seq, provider id), are to be taken back at that address."""
        for newest, provider_ids in blocks(messages):
            self._made += 1
            id = f"erasure-{self._made}"
            erasure = Erasure(id, address, provider_ids, 0)
            self._blocks[id] = _Block(erasure, talk, newest, at, at)

    def add_record(self, channel: Channel, name: str, at: datetime) -> None:
        """The provider's own copy of that name is to be deleted."""
        self._made += 1
        id = f"erasure-{self._made}"
        erasure = Erasure(id, Address(channel, ""), (name,), 0)
        self._blocks[id] = _Block(erasure, f"{RECORD}{id}", 0, at, at + FIRST_DELETED)

    def claim(self, now: datetime, lease_seconds: float, limit: int) -> Sequence[Erasure]:
        """Take the newest block of each conversation; blocks past their time are dropped."""
        for one in list(self._blocks.values()):
            if one.made_at <= now - ERASED_WITHIN:
                self.end(one.erasure.id, removed=False)
        heads: dict[str, _Block] = {}
        for one in sorted(self._blocks.values(), key=lambda one: (-one.newest, one.erasure.id)):
            heads.setdefault(one.talk, one)
        taken: list[Erasure] = []
        for one in heads.values():
            from_the_future = one.made_at > now + CLOCKS_DIFFER
            if len(taken) < limit and (one.not_before <= now or from_the_future):
                erasure = replace(one.erasure, attempts=one.erasure.attempts + 1)
                again = now + timedelta(seconds=lease_seconds)
                made_at = now if from_the_future else one.made_at
                self._blocks[erasure.id] = replace(
                    one, erasure=erasure, not_before=again, made_at=made_at
                )
                taken.append(erasure)
        return taken

    def end(self, id: str, *, removed: bool) -> None:
        """The block is done: its messages are removed, or remaining for good."""
        one = self._blocks.pop(id, None)
        if one is not None:
            count = len(one.erasure.provider_ids)
            self._tallies[tally_of(one.talk, removed=removed)] += count
            if removed == (one.erasure.attempts > 1):
                self._note_remaining(one.talk, -count if removed else count)

    def retry(self, id: str, at: datetime) -> None:
        """Take the block again then."""
        if id in self._blocks:
            one = self._blocks[id]
            if one.erasure.attempts == 1:
                self._note_remaining(one.talk, len(one.erasure.provider_ids))
            self._blocks[id] = replace(self._blocks[id], not_before=at)
