"""Reads training calls from the addresses that admins listed, each at its interval."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.scheduling.fetching import Accepted, FeedError, Fetcher
from bot.training.feeds import AFTER_PROBLEM, LARGEST, Feed, Outcome, Version

AT_ONCE = 5
CALLS = Accepted(
    "application/rss+xml, application/atom+xml, application/ld+json, application/xml;q=0.9,"
    " text/html;q=0.8, */*;q=0.1",
    LARGEST,
)


class Feeds(Protocol):
    """Where addresses are kept."""

    async def claim(self, now: datetime, limit: int) -> Sequence[Feed]:
        """Addresses whose time to be read has come, for this process alone."""

    async def settle(self, feed: Feed) -> None:
        """What became of reading it."""


Take = Callable[[Feed, bytes], Awaitable[tuple[str, Outcome]]]
"""Reads and stores what an address answered: why nothing was stored (empty: it was), and what was
found."""


async def read_feeds(
    feeds: Feeds, fetcher: Fetcher, take: Take, clock: Callable[[], datetime]
) -> None:
    """Read every address whose time has come, side by side; one that fails harms no other."""
    due = await feeds.claim(clock(), AT_ONCE)
    await asyncio.gather(*(_read(feeds, fetcher, take, one, clock) for one in due))


async def _read(
    feeds: Feeds, fetcher: Fetcher, take: Take, feed: Feed, clock: Callable[[], datetime]
) -> None:
    """What it gave before holds until it gives something that can be read."""
    version = feed.version
    now = clock()
    read = replace(
        feed, asked_at=now, read_at=now, problem="", due_at=now + timedelta(hours=feed.hours)
    )
    failed = replace(feed, asked_at=now, due_at=now + AFTER_PROBLEM)
    try:
        found = await fetcher.renewed(feed.url, CALLS, version.etag, version.modified)
    except FeedError as error:
        await feeds.settle(replace(failed, problem=error.code))
        return
    if found is None:
        await feeds.settle(read)
        return
    problem, outcome = await take(feed, found.content)
    if problem:
        # It is asked for the whole again: what could not be read is no version that is known.
        settled = replace(failed, problem=problem, version=Version(), outcome=outcome)
    else:
        settled = replace(read, version=Version(found.etag, found.modified), outcome=outcome)
    await feeds.settle(settled)
