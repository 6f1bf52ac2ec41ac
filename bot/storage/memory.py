"""A store in memory that keeps the same contract as the databases: for tests and ``filo talk``."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.ports import Loaded
from bot.conversation.state import (
    Case,
    CaseState,
    Conversation,
    Letter,
    Outgoing,
    TurnRecord,
)
from bot.messages import Address, Inbound, Shown, Thread
from bot.storage.changes import Change, Changes, Read
from bot.storage.gate import INBOX_KEPT, MOST_ATTEMPTS, complete, duty_of, passes
from bot.storage.trouble import StorageError


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One message of the outbox, claimed while ``lease_until`` is set."""

    message: Outgoing
    not_before: datetime | None = None
    lease_until: datetime | None = None
    cancelled: bool = False


class MemoryStore:
    """Conversations and outbox in dictionaries; everything is gone with the process."""

    def __init__(self) -> None:
        self.batch_kind = MemoryBatch
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, list[Shown]] = {}
        self.cases: dict[str, Case] = {}
        self.letters: dict[str, Letter] = {}
        self.inbox: dict[tuple[Address, str], datetime] = {}
        self.sent: dict[str, tuple[str, str]] = {}
        self._outbox: dict[str, _Waiting] = {}
        self._tallies: Counter[str] = Counter()
        self._duty: dict[tuple[str, str, str], datetime] = {}
        self._bundles: dict[str, bytes] = {}
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[MemoryBatch]:
        """One transaction: applied when the block ends, dropped when it raises."""
        async with self._lock:
            batch = self.batch_kind(self)
            yield batch
            for changes in batch.pending:
                self._apply(changes)

    async def read_thread(
        self, of: Address | Thread, after: int = 0
    ) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
        """A conversation, its newest case (closed ones too) and its messages with seq > after."""
        conversation = self.find(of)
        if conversation is None:
            return None
        shown = (one for one in self.messages.get(conversation.id, ()) if one.seq > after)
        return conversation, self.newest_case(conversation.id), tuple(shown)

    async def due_timers(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, ``Session.ask``) whose ``session.wake_at`` has come."""
        due = [
            (session.wake_at, one.id, session.ask)
            for one in self.conversations.values()
            if (session := one.session) and session.wake_at and session.wake_at <= now
        ]
        return [(id, ask) for _, id, ask in sorted(due)[:limit]]

    async def forget_due(self, now: datetime, limit: int) -> int:
        """Destroy conversations, letters and inbox ids past their time. Returns how many."""
        async with self._lock:
            gone = [one.id for one in self.conversations.values() if one.forget_at <= now][:limit]
            for id in gone:
                self._forget(id)
            letters = [one.id for one in self.letters.values() if one.forget_at <= now][:limit]
            for id in letters:
                del self.letters[id]
            old = [key for key, at in self.inbox.items() if at <= now - INBOX_KEPT][:limit]
            for key in old:
                del self.inbox[key]
            return len(gone) + len(letters) + len(old)

    async def claim(self, now: datetime, lease_seconds: float, limit: int) -> Sequence[Outgoing]:
        """Take the head of each conversation's queue, as ``Queue.claim`` says."""
        async with self._lock:
            self._drop_stale(now)
            heads: dict[str, _Waiting] = {}
            for one in sorted(self._outbox.values(), key=lambda one: one.message.seq):
                heads.setdefault(one.message.conversation, one)
            taken: list[Outgoing] = []
            for one in heads.values():
                if len(taken) < limit and self._may_claim(one, now):
                    repeated = one.lease_until is not None
                    self._tallies["repeated"] += repeated
                    message = replace(one.message, attempts=one.message.attempts + 1)
                    lease = now + timedelta(seconds=lease_seconds)
                    self._outbox[message.id] = _Waiting(message, None, lease)
                    taken.append(message)
            return taken

    async def may_start(self, id: str, now: datetime) -> bool:
        """Whether the request may still start: not cancelled, not expired, curtain not fallen."""
        one = self._outbox.get(id)
        return (
            one is not None
            and one.lease_until is not None
            and not one.cancelled
            and one.message.expires_at > now
            and self._passes(one)
        )

    async def mark_sent(self, id: str, provider_id: str) -> None:
        """It was sent; the provider calls it so."""
        one = self._outbox.pop(id, None)
        if one is not None:
            self.sent[id] = (one.message.conversation, provider_id)
            self._tallies["sent"] += 1

    async def mark_failed(self, id: str, retry_at: datetime | None) -> None:
        """It was certainly not sent; try again at ``retry_at`` or give up."""
        one = self._outbox.pop(id, None)
        if one is None:
            return
        if one.cancelled or retry_at is None:
            self._tallies["cancelled" if one.cancelled else "failed"] += 1
            return
        message = replace(one.message, attempts=one.message.attempts - 1)
        self._outbox[id] = _Waiting(message, not_before=retry_at)

    async def counts(self) -> Mapping[str, int]:
        """How many messages are waiting, and how many met each end."""
        return complete(self._tallies, len(self._outbox))

    async def save_bundle(self, id: str, content: bytes) -> None:
        """Keep a published bundle; the same id has the same content."""
        self._bundles[id] = content

    async def load_bundles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The contents of these bundles; unknown ids are absent."""
        return {id: self._bundles[id] for id in ids if id in self._bundles}

    async def live_bundles(self) -> frozenset[str]:
        """The bundles that some conversation is still pinned to."""
        sessions = (one.session for one in self.conversations.values())
        return frozenset(session.bundle for session in sessions if session)

    def put_duty(self, operator: str, network: str, language: str, until: datetime) -> None:
        """Say that an operator is on duty until then."""
        self._duty[operator, network, language] = until

    def find(self, of: Address | Thread) -> Conversation | None:
        """The conversation of an address or id."""
        if isinstance(of, Thread):
            return self.conversations.get(of.id)
        return next((one for one in self.conversations.values() if one.address == of), None)

    def newest_case(self, conversation: str) -> Case | None:
        """The newest case of a conversation, closed ones too."""
        own = (case for case in self.cases.values() if case.conversation == conversation)
        return max(own, key=lambda case: (case.opened_at, case.id), default=None)

    def on_duty(self, now: datetime) -> Mapping[str, Mapping[str, int]]:
        """Operators on duty per network and language."""
        return duty_of(row for row, until in self._duty.items() if until > now)

    def _apply(self, changes: Changes) -> None:
        for address, inbound in changes.happened:
            self.inbox[address, inbound.id] = inbound.at
        for letter in changes.letters:
            self.letters[letter.id] = letter
        for id, change in changes.by_id.items():
            if change.forgotten:
                self._forget(id)
        for id, change in changes.by_id.items():
            if not change.forgotten and change.after is not None:
                self._write(id, change.after, change)

    def _write(self, id: str, after: Conversation, change: Change) -> None:
        self.conversations[id] = after
        self.messages.setdefault(id, []).extend(change.shown)
        self.cases.update(change.cases)
        if change.cancel:
            self._cancel(id)
        for message in change.outgoing:
            self._outbox[message.id] = _Waiting(message)

    def _cancel(self, conversation: str) -> None:
        for id, one in list(self._outbox.items()):
            if one.message.conversation == conversation:
                if one.lease_until is None:
                    self._end(id, "cancelled")
                else:
                    self._outbox[id] = replace(one, cancelled=True)

    def _forget(self, id: str) -> None:
        self.conversations.pop(id, None)
        self.messages.pop(id, None)
        self.cases = {key: one for key, one in self.cases.items() if one.conversation != id}
        self.sent = {key: one for key, one in self.sent.items() if one[0] != id}
        for key, one in list(self._outbox.items()):
            if one.message.conversation == id:
                self._end(key, "cancelled")

    def _drop_stale(self, now: datetime) -> None:
        for id, one in list(self._outbox.items()):
            if one.lease_until is None:
                if one.message.expires_at <= now:
                    self._end(id, "expired")
            elif one.lease_until <= now:
                if one.cancelled:
                    self._end(id, "cancelled")
                elif one.message.attempts >= MOST_ATTEMPTS or one.message.expires_at <= now:
                    self._end(id, "unknown")

    def _may_claim(self, one: _Waiting, now: datetime) -> bool:
        leased = one.lease_until is not None and one.lease_until > now
        early = one.not_before is not None and one.not_before > now
        return not leased and not early and self._passes(one)

    def _passes(self, one: _Waiting) -> bool:
        conversation = self.conversations.get(one.message.conversation)
        return conversation is not None and passes(conversation.curtain, one.message.speech.voice)

    def _end(self, id: str, how: str) -> None:
        del self._outbox[id]
        self._tallies[how] += 1


class MemoryBatch:
    """What ``MemoryStore.batch`` gives: reads see the committed state, writes wait for the end."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._read = Read()
        self.pending: list[Changes] = []

    async def load_many(self, inbound: Sequence[Inbound]) -> Loaded:
        """Everything that these happenings need."""
        store = self._store
        found = {one.to: known for one in inbound if (known := store.find(one.to)) is not None}
        self._read.note(inbound, found.values())
        seen = {
            (one.to, one.id)
            for one in inbound
            if (address := found[one.to].address if one.to in found else one.to)
            and isinstance(address, Address)
            and (address, one.id) in store.inbox
        }
        cases = {
            case.conversation: case
            for case in sorted(store.cases.values(), key=lambda case: (case.opened_at, case.id))
            if case.state in (CaseState.QUEUED, CaseState.CLAIMED)
        }
        own = {one.id: cases[one.id] for one in found.values() if one.id in cases}
        duty = store.on_duty(max(one.at for one in inbound)) if inbound else {}
        return Loaded(found, own, frozenset(seen), duty)

    async def find_letter(self, number: str, word: str) -> Letter | None:
        """The letter that this number and word open together, or None."""
        for letter in self._store.letters.values():
            if (letter.number, letter.word) == (number, word):
                return replace(letter, number="", word="")
        return None

    async def letter_number_free(self, number: str) -> bool:
        """Whether no letter has this number."""
        return all(letter.number != number for letter in self._store.letters.values())

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Take all turns; they are applied when the block ends."""
        changes = self._read.gather(turns)
        for change in changes.by_id.values():
            new = change.before is None and change.after is not None
            if new and change.after and self._store.find(change.after.address) is not None:
                forgotten = any(one.forgotten for one in changes.by_id.values())
                if not forgotten:
                    raise StorageError("A conversation began twice.", "Try the turn again alone.")
        self.pending.append(changes)
