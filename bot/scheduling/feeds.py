"""Reads the busy times of agencies from the addresses that they listed, and tells who waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.appointments.busy import LARGEST, Busy, CalendarTextError, read_busy
from bot.appointments.calendar import FARTHEST
from bot.appointments.desk import Due
from bot.messages import Inbound, PlaceFreed, Thread
from bot.scheduling.fetching import Accepted, FeedError, Fetcher
from bot.scheduling.loops import Loops

AGAIN = timedelta(minutes=15)
AFTER_PROBLEM = timedelta(hours=1)
AT_ONCE = 10
CALENDAR = Accepted("text/calendar", LARGEST)


class Sources(Protocol):
    """Where addresses are kept."""

    async def claim_sources(self, now: datetime, limit: int) -> Sequence[Due]:
        """Addresses whose time to be read has come, for this process alone."""

    async def set_busy(
        self, source: str, busy: Sequence[Busy], now: datetime, due: datetime
    ) -> None:
        """What a source says now."""

    async def note_problem(self, source: str, problem: str, due: datetime) -> None:
        """It could not be read."""


class Waits(Protocol):
    """Who waits for a moment."""

    async def due_waiting(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, waiting id) of those who were not told yet."""


async def read_sources(sources: Sources, fetcher: Fetcher, clock: Callable[[], datetime]) -> None:
    """Read every address whose time has come, side by side; one that fails harms no other."""
    due = await sources.claim_sources(clock(), AT_ONCE)
    await asyncio.gather(*(_read(sources, fetcher, one, clock) for one in due))


async def _read(
    sources: Sources, fetcher: Fetcher, due: Due, clock: Callable[[], datetime]
) -> None:
    now = clock()
    try:
        raw = await fetcher.fetch(due.url, CALENDAR)
        found = await asyncio.to_thread(read_busy, raw, now, now + FARTHEST)
    except (FeedError, CalendarTextError) as problem:
        await sources.note_problem(due.id, problem.code, clock() + AFTER_PROBLEM)
        return
    await sources.set_busy(due.id, found.busy, now, clock() + AGAIN)


async def tell_freed(
    waits: Waits,
    post: Callable[[Inbound], Awaitable[object]],
    clock: Callable[[], datetime],
    limit: int = 200,
) -> None:
    """Let everybody who waits be told of a moment that is free now; the turn decides whether she
    may be contacted, and whether there is one."""
    now = clock()
    for conversation, id in await waits.due_waiting(now, limit):
        inbound = f"freed:{id}:{now.timestamp():.3f}"
        await post(Inbound(inbound, Thread(conversation), now, PlaceFreed(id)))


def keep_calendars(
    loops: Loops,
    sources: Sources,
    fetcher: Fetcher,
    waits: Waits,
    post: Callable[[Inbound], Awaitable[object]],
    clock: Callable[[], datetime],
) -> None:
    """Read busy times and tell who waits, again and again."""
    loops.every(30.0, "busy times", partial(read_sources, sources, fetcher, clock))
    loops.every(60.0, "waiting lists", partial(tell_freed, waits, post, clock))
