"""The outbox in memory: keeps the same contract as ``sql_queue``, ``sql_leaving`` and their kin."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.ports import FRESH
from bot.conversation.sending import LONGEST_EXPIRY
from bot.conversation.state import Conversation, Curtain, Erasure, Outgoing, Received
from bot.messages import Channel, Shown
from bot.safety.contract import Contract, Forbidden
from bot.storage.doors import Doors
from bot.storage.gate import (
    ERASABLE,
    MOST_ATTEMPTS,
    RECORDED,
    complete,
    passes,
)
from bot.storage.memory_erasures import MemoryErasures
from bot.storage.memory_held import MemoryHeld
from bot.storage.memory_terms import MemoryTerms


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One message of the outbox, claimed while ``lease_until`` is set."""

    message: Outgoing
    not_before: datetime | None = None
    lease_until: datetime | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message of either side, as its provider calls it."""

    of: str
    channel: Channel
    seq: int
    provider_id: str
    at: datetime


class MemoryQueue:
    """What waits to be sent, what the sender asks about it, and what must be taken back."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, list[Shown]] = {}
        self.sent: dict[str, SentMessage] = {}
        """By id of the message."""
        self.terms = MemoryTerms()
        self.switched_off: set[Channel] = set()
        self.doors = Doors()
        self._outbox: dict[str, _Waiting] = {}
        self._tallies: Counter[str] = Counter()
        self.erasures = MemoryErasures(self._tallies, self._note_remaining)
        self.held = MemoryHeld(self.messages)
        self._lock = asyncio.Lock()

    async def claim(
        self,
        now: datetime,
        lease_seconds: float,
        limit: int,
        room: Mapping[Channel, int] | None = None,
    ) -> Sequence[Outgoing]:
        """Take the head of each conversation's queue, as ``Queue.claim`` says."""
        async with self._lock:
            self._drop_stale(now)
            heads: dict[str, _Waiting] = {}
            for one in sorted(self._outbox.values(), key=lambda one: one.message.seq):
                heads.setdefault(one.message.conversation, one)
            taken: list[Outgoing] = []
            left = dict(room) if room is not None else dict.fromkeys(Channel, limit)
            for one in heads.values():
                channel = one.message.address.channel
                free = len(taken) < limit and left.get(channel, 0) > 0
                if free and self._may_claim(one, now):
                    left[channel] -= 1
                    repeated = one.lease_until is not None
                    self._tallies["repeated"] += repeated
                    message = replace(one.message, attempts=one.message.attempts + 1)
                    lease = now + timedelta(seconds=lease_seconds)
                    self._outbox[message.id] = _Waiting(message, None, lease)
                    taken.append(message)
            return taken

    @asynccontextmanager
    async def starting(
        self, message: Outgoing, clock: Callable[[], datetime]
    ) -> AsyncIterator[bool]:
        """Whether the request may still start; it stays so within the block (``Queue``)."""
        async with self.doors.held([message.conversation]):
            now = clock()
            yield self._may_start(message.id, now) and clock() - now <= FRESH

    def _may_start(self, id: str, now: datetime) -> bool:
        one = self._outbox.get(id)
        return (
            one is not None
            and one.lease_until is not None
            and not one.cancelled
            and one.message.expires_at > now
            and self._passes(one)
        )

    async def agreement(self, conversation: str) -> tuple[Contract | None, Curtain]:
        """Her contract and her curtain as they are now (``Queue``)."""
        known = self.conversations.get(conversation)
        return (known.contract, known.curtain) if known else (None, Curtain.EXITED)

    async def mark_forbidden(self, id: str, why: Forbidden) -> None:
        """This reminder is never sent, for that reason; staff can see it."""
        if self._outbox.pop(id, None) is not None:
            self._tallies["forbidden"] += 1
        self.terms.close(id, "forbidden", why.value)

    async def drop_stale(self, now: datetime) -> frozenset[str]:
        """Drop what will not be sent any more. Returns the networks whose desks should look."""
        async with self._lock:
            return self._drop_stale(now)

    async def mark_sent(self, message: Outgoing, provider_id: str, now: datetime) -> None:
        """It was sent; the provider calls it so. Of who left meanwhile it is taken back."""
        one = self._outbox.pop(message.id, None)
        self._tallies["sent"] += 1
        self.terms.close(message.id, "sent")
        here = self.conversations.get(message.conversation)
        if one is not None:
            stays = not one.cancelled
        else:
            stays = here is not None and here.address == message.address
            stays = stays and here is not None and passes(here.curtain, message.speech.voice)
        if message.address.channel in RECORDED:
            self.erasures.add_record(message.address.channel, provider_id, now)
            provider_id = ""
        if stays:
            id = f"{message.id}.again" if message.id in self.sent else message.id
            self.sent[id] = SentMessage(
                message.conversation, message.address.channel, message.seq, provider_id, now
            )
        elif message.address.channel in ERASABLE:
            pair = (message.seq, provider_id)
            self.erasures.add(message.conversation, message.address, [pair], now)
        else:
            self._tallies["remaining"] += 1

    async def mark_failed(
        self, id: str, retry_at: datetime | None, now: datetime | None = None
    ) -> frozenset[str]:
        """It was certainly not sent; try again at ``retry_at`` or give up."""
        one = self._outbox.get(id)
        if one is None:
            return frozenset()
        if one.cancelled or retry_at is None:
            self.terms.close(id, "failed")
            return self.end(id, "cancelled" if one.cancelled else "failed")
        message = replace(one.message, attempts=one.message.attempts - 1)
        self._outbox[id] = _Waiting(message, not_before=retry_at)
        return frozenset()

    async def mark_unknown(self, id: str, retry_at: datetime) -> None:
        """Nobody knows whether it was sent: once more then, where that is allowed."""
        one = self._outbox.get(id)
        if one is not None and one.lease_until is not None and one.lease_until > retry_at:
            self._outbox[id] = replace(one, lease_until=retry_at)

    async def claim_erasures(
        self, now: datetime, lease_seconds: float, limit: int
    ) -> Sequence[Erasure]:
        """Take the newest block of each conversation (``conversation.ports.Erasures``)."""
        return self.erasures.claim(now, lease_seconds, limit)

    async def end_erasure(self, id: str, *, removed: bool) -> None:
        """The block is done: its messages are removed, or remaining for good."""
        self.erasures.end(id, removed=removed)

    async def retry_erasure(self, id: str, at: datetime) -> None:
        """Take the block again then."""
        self.erasures.retry(id, at)

    def _note_remaining(self, talk: str, more: int) -> None:
        known = self.conversations.get(talk)
        if known is not None:
            left = max(0, known.remaining + more)
            self.conversations[talk] = replace(known, remaining=left)

    async def counts(self) -> Mapping[str, int]:
        """How many messages are waiting, and how many met each end."""
        return complete(self._tallies, len(self._outbox))

    def queue(self, message: Outgoing) -> None:
        """Put a message at the end of its conversation's queue."""
        self._outbox[message.id] = _Waiting(message)

    def leave_behind(self, conversation: str, at: datetime) -> None:
        """What was queued is not sent; what was claimed may not start any more; what was sent is
        to be taken back."""
        for id, one in list(self._outbox.items()):
            if one.message.conversation == conversation:
                if one.lease_until is None:
                    self.end(id, "cancelled")
                else:
                    self._outbox[id] = replace(one, cancelled=True)
        self._recall(conversation, at)

    def forget_outgoing(self, conversation: str, at: datetime) -> None:
        """Nothing is sent or kept of it any more; what was sent is to be taken back."""
        for id, one in list(self._outbox.items()):
            if one.message.conversation == conversation:
                del self._outbox[id]
                self._tallies["cancelled"] += 1
        if conversation in self.conversations:
            self._recall(conversation, at)
        self.sent = {id: one for id, one in self.sent.items() if one.of != conversation}
        self.held.forget(conversation)

    def note_received(self, of: Conversation, received: Iterable[tuple[int, Received]]) -> None:
        """Messages of hers join the ledger of what can be taken back."""
        for seq, one in received:
            channel = of.address.channel
            if channel in RECORDED:
                self.erasures.add_record(channel, one.provider_id, one.at)
                continue
            self.sent[one.id] = SentMessage(of.id, channel, seq, one.provider_id, one.at)

    async def recall_old(self, before: datetime, now: datetime, limit: int) -> int:
        """What was sent until ``before`` is to be taken back. How many messages."""
        old = [one for one in self.sent.values() if one.channel in ERASABLE and one.at <= before]
        for conversation in sorted({one.of for one in old[:limit]}):
            self._recall(conversation, now, before)
        return len(old[:limit])

    def recall(self, conversation: str, at: datetime) -> None:
        """All that was sent of it is to be taken back."""
        self._recall(conversation, at)

    def _recall(self, conversation: str, at: datetime, until: datetime | None = None) -> None:
        address = self.conversations[conversation].address
        sent = {
            id: one
            for id, one in self.sent.items()
            if one.of == conversation and (until is None or one.at <= until)
        }
        if address.channel in ERASABLE:
            messages = [(one.seq, one.provider_id) for one in sent.values()]
            self.erasures.add(conversation, address, messages, at)
            self.sent = {id: one for id, one in self.sent.items() if id not in sent}

    def _drop_stale(self, now: datetime) -> frozenset[str]:
        networks: frozenset[str] = frozenset()
        for id, one in list(self._outbox.items()):
            late = _is_past(one.message.expires_at, now)
            if one.lease_until is None:
                if late:
                    networks |= self.end(id, "expired")
                    self.terms.close(id, "forbidden", Forbidden.LATE.value)
            elif _is_past(one.lease_until, now):
                if one.cancelled:
                    networks |= self.end(id, "cancelled")
                elif one.message.attempts >= MOST_ATTEMPTS or late:
                    networks |= self.end(id, "unknown")
                    self.terms.close(id, "failed")
        return networks

    def _may_claim(self, one: _Waiting, now: datetime) -> bool:
        leased = one.lease_until is not None and one.lease_until > now
        early = one.not_before is not None and one.not_before > now
        return not leased and not early and self._passes(one)

    def _passes(self, one: _Waiting) -> bool:
        conversation = self.conversations.get(one.message.conversation)
        if one.message.address.channel in self.switched_off and not one.message.while_off:
            return False
        return conversation is not None and passes(conversation.curtain, one.message.speech.voice)

    def switch(self, channel: Channel, *, off: bool) -> None:
        """Nothing that waits on that channel is ever sent (``sql_switches.drop_what_waits``)."""
        (self.switched_off.add if off else self.switched_off.discard)(channel)
        for id, one in list(self._outbox.items()):
            if one.message.address.channel is not channel:
                continue
            if one.lease_until is None:
                self.end(id, "cancelled")
            elif not off:
                self._outbox[id] = replace(one, cancelled=True)

    def end(self, id: str, how: str) -> frozenset[str]:
        """Drop a message and count how it ended; what an operator wrote is kept. Its network."""
        one = self._outbox.pop(id)
        self._tallies[how] += 1
        return self.held.put_aside(one.message)


def _is_past(when: datetime, now: datetime) -> bool:
    """Whether that moment has come, or is further away than it can be."""
    return not now < when <= now + LONGEST_EXPIRY
