"""What happens because nobody takes a case: the duty phone, she, the coordinators.

Everything is read from storage, so a restart loses nothing; what is owed is taken in the database,
so that several workers do each thing once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from bot.conversation.duty_phone import DutyPhone, NotRung
from bot.handoff.procedure import Procedure
from bot.handoff.routing_waiting import DEFAULT_TIMES, DutyRing, Owed, Times, Wait
from bot.messages import Inbound, Thread, WaitsLong
from bot.scheduling.alarms import Post, Wake
from bot.scheduling.loops import Loops

MAY_COME_BACK = frozenset({"exited"})
"""Refusals after which she may still be told: she left just now, and nothing was owed behind the
curtain; once she is back, it is."""

log = structlog.get_logger(__name__)


class Book(Protocol):
    """The waits as they are stored."""

    async def networks(self) -> Collection[str]:
        """Networks in which anybody waits."""

    async def take(
        self, now: datetime, times: Mapping[str, Times], rings_for: Callable[[str], bool]
    ) -> Owed:
        """What is owed now. One caller gets each ring."""

    async def ring_failed(self, ring: DutyRing, now: datetime) -> None:
        """The duty phone was certainly not reached: it is tried again soon."""

    async def told(self, wait: Wait, now: datetime) -> None:
        """She was told of this wait, or cannot be."""


Procedures = Callable[[str, datetime], Awaitable[Procedure]]
"""The operating procedure of a network that holds then."""


async def look_after(
    book: Book,
    procedures: Procedures,
    post: Post,
    phone: DutyPhone,
    wake: Wake,
    clock: Callable[[], datetime],
) -> None:
    """One round over everybody who waits. Each part goes to its end, whatever the others do."""
    now = clock()
    times = {network: times_of(await procedures(network, now)) for network in await book.networks()}
    if not times:
        return
    owed = await book.take(now, times, phone.rings_for)
    rings = (_ring(book, phone, ring, clock) for ring in owed.rings)
    told = (_tell(book, post, wait, times[wait.network], now) for wait in owed.tell)
    done = await asyncio.gather(*rings, *told, return_exceptions=True)
    for network in sorted(owed.networks | {wait.network for wait in owed.tell}):
        wake(f"network:{network}")
    for one in done:
        if isinstance(one, BaseException):
            raise one


def keep_waits(
    loops: Loops,
    book: Book,
    procedures: Procedures,
    post: Post,
    phone: DutyPhone,
    wake: Wake,
    clock: Callable[[], datetime],
) -> None:
    """Look after everybody who waits, again and again."""
    look = partial(look_after, book, procedures, post, phone, wake, clock)
    loops.every(1.0, "waits", look)


def times_of(procedure: Procedure) -> Times:
    """The times of a procedure; where somebody wrote them in no order, none comes before the one
    that it follows."""
    minutes = (procedure.claim_minutes, procedure.told_minutes, procedure.coordinator_minutes)
    phone, her, coordinator = (timedelta(minutes=one) for one in minutes)
    if phone <= timedelta(0):
        return DEFAULT_TIMES
    her = max(phone, her)
    return Times(phone, her, max(her, coordinator))


async def _ring(
    book: Book, phone: DutyPhone, ring: DutyRing, clock: Callable[[], datetime]
) -> None:
    """A number, and nothing else."""
    try:
        if ring.drill:
            await phone.ring_drill(ring.network)
        else:
            await phone.ring(ring.network, ring.count)
    except NotRung:
        log.error("duty_phone_not_reached", network=ring.network)
        await book.ring_failed(ring, clock())


async def _tell(book: Book, post: Post, wait: Wait, times: Times, now: datetime) -> None:
    """The same wait has the same id: whoever looks, she is told once."""
    due_at = wait.since + times.tell_her
    id = f"waited:{wait.case}:{wait.since.timestamp():.3f}"
    what = WaitsLong(wait.case, due_at)
    turned = await post(Inbound(id, Thread(wait.conversation), now, what))
    if turned.refused not in MAY_COME_BACK:
        await book.told(wait, now)
