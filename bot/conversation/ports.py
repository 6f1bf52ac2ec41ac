"""What the shell needs from the world: Protocols that storage and others fit structurally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.conversation.state import Case, Conversation, Letter, Outgoing, TurnRecord
from bot.messages import Address, Inbound, Shown, Thread


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a batch of turns starts from.

    ``conversations`` by the ``to`` of the inbound (absent: unknown). ``cases`` by conversation
    id: the newest one that is not closed. ``seen`` are (to, inbound id) that happened already.
    ``duty`` counts the operators on duty per network, then per language spoken.
    """

    conversations: Mapping[Address | Thread, Conversation]
    cases: Mapping[str, Case]
    seen: frozenset[tuple[Address | Thread, str]]
    duty: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Batch(Protocol):
    """One transaction over the conversations of a batch, locked in id order."""

    async def load_many(self, inbound: Sequence[Inbound]) -> Loaded:
        """Read everything that these happenings need, with one round of ``IN`` selects."""

    async def find_letter(self, number: str, word: str) -> Letter | None:
        """The letter that this number and word open together, or None."""

    async def letter_number_free(self, number: str) -> bool:
        """Whether no letter has this number."""

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

    async def forget_due(self, now: datetime, limit: int) -> int:
        """Destroy conversations, letters and inbox ids past their time. Returns how many."""


class Queue(Protocol):
    """The outbox as the sender sees it."""

    async def claim(self, now: datetime, lease_seconds: float, limit: int) -> Sequence[Outgoing]:
        """Take the head of each conversation's queue; committed before this returns.

        Only conversations whose curtain is open or verified, or lines of the cover.
        Expired ones are dropped and counted, never returned. One whose lease ran out without a
        mark has an unknown outcome:
        it is returned at most once more (``attempts`` 2), then dropped and counted.
        """

    async def may_start(self, id: str, now: datetime) -> bool:
        """Whether the request may still start: not cancelled, not expired, curtain not fallen."""

    async def mark_sent(self, id: str, provider_id: str) -> None:
        """It was sent; the provider calls it so."""

    async def mark_failed(self, id: str, retry_at: datetime | None) -> None:
        """It was certainly not sent; try again at ``retry_at`` or give up."""

    async def counts(self) -> Mapping[str, int]:
        """How many messages are ``waiting``, ``sent``, ``expired``, ``cancelled``, ``repeated``,
        ``failed``, ``unknown``."""


class Bus(Protocol):
    """Wakes whoever waits for a topic. A wake-up says nothing but its topic."""

    def publish(self, topic: str) -> None:
        """Wake all who wait for the topic now."""

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[Waiter]:
        """One waiter on all these topics within the block."""


class Waiter(Protocol):
    """One who waits on a topic."""

    async def wait(self, seconds: float) -> bool:
        """True when woken since the last wait, False after so many seconds."""


class Ids(Protocol):
    """Where ids and chance come from."""

    def new(self) -> str:
        """A new unguessable id: 22 characters, URL-safe."""

    def number(self) -> str:
        """Eight random digits, the first not 0."""
