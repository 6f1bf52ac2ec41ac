"""What the shell needs from the world: Protocols that storage and others fit structurally."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import AbstractAsyncContextManager
from dataclasses import field
from datetime import datetime, timedelta
from typing import Protocol

from bot.calendar.timetable import Timetable
from bot.conversation.booking_ports import Book
from bot.conversation.interest_ports import Interests
from bot.conversation.state import (
    Case,
    Conversation,
    Curtain,
    Erasure,
    Held,
    Letter,
    Outgoing,
    TurnRecord,
)
from bot.conversation.terms import Reminder
from bot.handoff.audit import Reading
from bot.handoff.notebook import Notebook
from bot.handoff.pathway import Pathway
from bot.messages import Address, Channel, Inbound, Shown, Thread
from bot.safety.contract import Contract, Forbidden
from bot.safety.her_words import WordKind
from bot.safety.tries import Tries
from bot.values.frozen import frozen

FRESH = timedelta(milliseconds=500)
"""How long a look at the gate counts. An exit waits for a sender four times as long and then goes
through, so that a sender which was stopped in between keeps nobody; it starts nothing any more."""

OUTBOX = "outbox"
"""The topic that wakes the sender: something may be waiting to be sent."""


@frozen
class Loaded:
    """What a batch of turns starts from.

    ``conversations`` by the ``to`` of the inbound (absent: unknown). ``cases`` by conversation
    id: the newest one that is not closed. ``seen`` are (to, inbound id) that happened already.
    ``duty`` counts the operators on duty per network, then per language spoken. ``words`` says
    which of her own words a text is, by (to, inbound id); absent: none. ``reminders`` by
    conversation id, where a happening is about one.
    """

    conversations: Mapping[Address | Thread, Conversation]
    cases: Mapping[str, Case]
    seen: frozenset[tuple[Address | Thread, str]]
    duty: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: Mapping[tuple[Address | Thread, str], frozenset[WordKind]] = field(default_factory=dict)
    reminders: Mapping[str, tuple[Reminder, ...]] = field(default_factory=dict)


class Batch(Protocol):
    """One transaction over the conversations of a batch, locked in id order."""

    async def load_many(self, inbound: Sequence[Inbound]) -> Loaded:
        """Read everything that these happenings need, with one round of ``IN`` selects."""

    async def find_letter(self, number: str, word: str) -> Letter | None:
        """The letter that this number and word open together, or None."""

    async def number_free(self, number: str) -> bool:
        """Whether neither a letter nor a conversation has this number."""

    async def find_numbered(self, number: str, word: str) -> str | None:
        """The id of the conversation whose number and return word these are, or None."""

    async def find_linked(self, token: str) -> str | None:
        """The id of the conversation that was given this link, however old it is, or None."""

    async def tries(self, number: str) -> Tries:
        """How often this number was tried with a wrong word, also one that nobody has."""

    async def near_words(self, conversation: str, kind: WordKind, word: str) -> bool:
        """Whether another word of hers is within one letter of this folded word."""

    async def is_drilled(self, network: str, now: datetime) -> bool:
        """Whether a duty of that network saw a drill in time, and not too long ago."""

    async def box(self, conversation: str, now: datetime) -> Sequence[Held]:
        """What waits in her box, the oldest first."""

    @property
    def book(self) -> Book:
        """Calendars and bookings, as this transaction sees and leaves them."""

    @property
    def interests(self) -> Interests:
        """Desks that read her interest in a training call, and what she sent to them."""

    async def pathway(self, conversation: str) -> Pathway | None:
        """Her steps, or None where she has none."""

    async def notebook(self, conversation: str) -> Notebook | None:
        """What she keeps for herself, or None where she keeps nothing."""

    async def hours(self, network: str) -> Timetable | None:
        """When that network answers, where its people said so; None: the directory's hours hold."""

    async def with_room(self, networks: Sequence[str], now: datetime) -> frozenset[str]:
        """Those of these networks where somebody on duty neither pauses nor is full."""

    async def serves(self, operator: str, now: datetime) -> bool:
        """Whether this person is on duty."""

    async def readings(self, conversation: str) -> Sequence[Reading]:
        """Who of the staff read her conversation, the newest first; nobody by name."""

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Write all turns with one prebuilt statement per table. The caller commits by leaving."""


class Store(Protocol):
    """Where conversations live."""

    def batch(self) -> AbstractAsyncContextManager[Batch]:
        """One transaction: committed (durable) when the block ends, rolled back when it raises."""

    async def read_thread(
        self, of: Address | Thread, after: int = 0
    ) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
        """A conversation, its newest case (closed ones too) and its messages with seq > after."""

    async def due_timers(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, ``Session.ask``) whose ``session.wake_at`` has come."""

    async def due_reminders(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, reminder id) of waiting reminders whose moment has come."""

    async def due_waiting(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, waiting id) of those on waiting lists who were not told yet, the
        longest waiting first."""

    async def unattended(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, case id) that wait where nobody is on duty, and were not told so.

        Only behind an open curtain; her last act first.
        """

    async def forget_due(self, now: datetime, limit: int) -> int:
        """Destroy conversations, letters and inbox ids past their time. Returns how many."""


class Queue(Protocol):
    """The outbox as the sender sees it."""

    async def claim(
        self,
        now: datetime,
        lease_seconds: float,
        limit: int,
        room: Mapping[Channel, int] | None = None,
    ) -> Sequence[Outgoing]:
        """Take the head of each conversation's queue; committed before this returns.

        ``room``: at most so many of each of these channels, and none of others.
        Only conversations whose curtain is open or verified, or lines of the cover.
        Expired ones are dropped and counted, never returned. One whose lease ran out without a
        mark has an unknown outcome:
        it is returned at most once more (``attempts`` 2), then dropped and counted.
        """

    def starting(
        self, message: Outgoing, clock: Callable[[], datetime]
    ) -> AbstractAsyncContextManager[bool]:
        """Whether the request may still start: not cancelled, not expired, curtain not fallen.

        Within the block this does not change for ``FRESH``: so long an exit of that conversation
        waits to be committed. Start the request within it, at once, and do not wait there for
        what the provider says.
        """

    async def agreement(self, conversation: str) -> tuple[Contract | None, Curtain]:
        """Her contract and her curtain as they are now. Call it within ``starting``: they stay."""

    async def mark_forbidden(self, id: str, why: Forbidden) -> None:
        """This reminder is never sent, for that reason; staff can see it."""

    async def drop_stale(self, now: datetime) -> frozenset[str]:
        """Drop and count what is too late, cancelled or unknown for good, as ``claim`` does.

        What an operator wrote goes to her box or to the tray (``Outgoing.fallback``). Returns the
        networks whose desks should look.
        """

    async def mark_sent(self, message: Outgoing, provider_id: str, now: datetime) -> None:
        """It was sent; the provider calls it so.

        Of a conversation that has left meanwhile it is taken back, where the channel can.
        """

    async def mark_failed(
        self, id: str, retry_at: datetime | None, now: datetime | None = None
    ) -> frozenset[str]:
        """It was certainly not sent; try again at ``retry_at`` or give up. ``now``: what is not
        late by then is kept, so that somebody of the staff can have it tried again.

        Returns the networks whose desks should look, as ``drop_stale`` does.
        """

    async def mark_unknown(self, id: str, retry_at: datetime) -> None:
        """Nobody knows whether it was sent: once more at ``retry_at``, where that is allowed."""

    async def counts(self) -> Mapping[str, int]:
        """How many messages are ``waiting``, ``sent``, ``expired``, ``cancelled``, ``repeated``,
        ``failed``, ``unknown``, ``forbidden``; and of those sent to who left, ``removed`` and
        ``remaining``."""


class Erasures(Protocol):
    """What must be taken back from where it was sent."""

    async def claim_erasures(
        self, now: datetime, lease_seconds: float, limit: int
    ) -> Sequence[Erasure]:
        """Take the newest block of each conversation; it comes again when the lease is over.

        Blocks that are 48 hours old are dropped, and their messages counted as ``remaining``.
        """

    async def end_erasure(self, id: str, *, removed: bool) -> None:
        """The block is done: its messages are ``removed``, or ``remaining`` for good."""

    async def retry_erasure(self, id: str, at: datetime) -> None:
        """Take the block again then."""

    async def recall_old(self, before: datetime, now: datetime, limit: int) -> int:
        """What was sent by either side until ``before`` is to be taken back. How many messages.

        Only on channels that can; of conversations that were not left too.
        """


class Bus(Protocol):
    """Wakes whoever waits for a topic. A wake-up says nothing but its topic."""

    def publish(self, topic: str) -> None:
        """Wake all who wait for the topic now."""

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[Waiter]:
        """One waiter on all these topics within the block."""


class Waiter(Protocol):
    """One who waits on a topic."""

    async def wait(self, seconds: float) -> Set[str]:
        """The topics that woke it since the last wait; none after so many seconds."""


class Ids(Protocol):
    """Where ids and chance come from."""

    def new(self) -> str:
        """A new unguessable id: 22 characters, URL-safe."""

    def number(self) -> str:
        """Eight random digits, the first not 0."""
