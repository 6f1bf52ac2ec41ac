"""What happens because an alarm was not seen yet: the duty phone rings, and she learns of it.

Everything is read from storage, so a restart loses nothing; a ring is taken in the database, so
that several workers ring once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar, assert_never

import structlog

from bot.conversation.duty_phone import DutyPhone, NotRung
from bot.handoff.alarm import Alarm, Ring, Sign
from bot.messages import AlarmSeen, AlarmUnanswered, Inbound, Thread

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Signs(Protocol):
    """What is remembered of signs."""

    async def untold(self, alarm: Alarm, sign: Sign) -> None:
        """That sign cannot be given to her. ``alarm`` as it was read."""


class Book(Signs, Protocol):
    """The alarms as they are stored."""

    async def under_way(self, now: datetime) -> Sequence[Alarm]:
        """Every alarm and drill that waits or may still change by itself, of all networks."""

    async def take_rings(self, now: datetime, rings_for: Callable[[str], bool]) -> Sequence[Ring]:
        """What the duty phones that there are have to be told now. One caller gets each ring."""

    async def ring_failed(self, ring: Ring, now: datetime) -> None:
        """The duty phone was certainly not reached: it is tried again soon, and not counted."""

    async def owed(self, now: datetime) -> Sequence[tuple[Alarm, Sign]]:
        """The alarms of women who have to be given a sign now."""

    async def settle(self) -> Sequence[str]:
        """Learn from the outbox what became of signs under way. The networks concerned."""


class Turned(Protocol):
    """What became of a happening."""

    @property
    def refused(self) -> str:
        """Why it had no effect; empty where it had."""


Post = Callable[[Inbound], Awaitable[Turned]]
Wake = Callable[[str], None]


def happening(alarm: Alarm, sign: Sign, now: datetime) -> Inbound:
    """The sign as it enters the inbox: the same sign of the same alarm happens once."""
    match sign:
        case Sign.SEEN:
            what: AlarmSeen | AlarmUnanswered = AlarmSeen(alarm.id, alarm.by)
        case Sign.NOBODY:
            what = AlarmUnanswered(alarm.id)
        case _:
            assert_never(sign)
    return Inbound(f"alarm:{alarm.id}:{sign}", Thread(alarm.conversation), now, what)


async def give_sign(book: Signs, post: Post, alarm: Alarm, sign: Sign, now: datetime) -> None:
    """Let her learn it, or write down that she cannot."""
    turned = await post(happening(alarm, sign, now))
    if turned.refused:
        await book.untold(alarm, sign)


async def tell_her(book: Book, post: Post, wake: Wake, now: datetime) -> None:
    """Give every sign that is owed, and learn what became of those under way."""
    for network in await book.settle():
        wake(f"network:{network}")
    owed = await book.owed(now)
    await _all(give_sign(book, post, alarm, sign, now) for alarm, sign in owed)
    for network in {alarm.network for alarm, _ in owed}:
        wake(f"network:{network}")


async def ring_duty(book: Book, phone: DutyPhone, wake: Wake, clock: Callable[[], datetime]) -> int:
    """Ring every duty phone that has to ring now, side by side. How many were reached."""
    rings = await book.take_rings(clock(), phone.rings_for)
    reached = await _all(_ring(book, phone, ring, clock) for ring in rings)
    for ring in rings:
        wake(f"network:{ring.network}")
    return sum(reached)


async def _ring(book: Book, phone: DutyPhone, ring: Ring, clock: Callable[[], datetime]) -> bool:
    try:
        await phone.ring(ring.network, ring.count)
    except NotRung:
        log.error("duty_phone_not_reached", network=ring.network)
        await book.ring_failed(ring, clock())
        return False
    return True


async def _all(work: Iterable[Coroutine[None, None, T]]) -> list[T]:
    """Everything side by side, each to its end: one that fails takes nobody else's help away.

    Raises the first trouble afterwards, for the loop to log and count.
    """
    done = await asyncio.gather(*work, return_exceptions=True)
    for one in done:
        if isinstance(one, BaseException):
            raise one
    return [one for one in done if not isinstance(one, BaseException)]


class InNetwork(Hashable, Protocol):
    """Something of a network, equal to itself until it changes."""

    @property
    def network(self) -> str:
        """Whose it is."""


class Watch:
    """Wakes the staff pages of this process for what another process has stored: of alarms, or of
    cases that wait."""

    def __init__(
        self,
        found: Callable[[datetime], Awaitable[Sequence[InNetwork]]],
        wake: Wake,
        clock: Callable[[], datetime],
    ) -> None:
        self._find = found
        self._clock = clock
        self._wake = wake
        self._known: frozenset[InNetwork] = frozenset()

    async def look(self) -> None:
        """Wake every network in which one has come or changed since the last look."""
        found = frozenset(await self._find(self._clock()))
        for network in sorted({one.network for one in found ^ self._known}):
            self._wake(f"network:{network}")
        self._known = found
