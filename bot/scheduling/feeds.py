"""Reads the busy times of agencies from the addresses that they listed, and tells who waits.

An address is asked only as it was listed; where it redirects to is asked like an address of its
own, and what a name leads to must be public. Size and time are bounded.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.appointments.addresses import is_public_address, may_be_read
from bot.appointments.busy import LARGEST, Busy, CalendarTextError, read_busy
from bot.appointments.calendar import FARTHEST
from bot.appointments.desk import Due
from bot.messages import Inbound, PlaceFreed, Thread
from bot.scheduling.loops import Loops

AGAIN = timedelta(minutes=15)
AFTER_PROBLEM = timedelta(hours=1)
AT_ONCE = 10
LONGEST = 10.0
"""Seconds that one address is waited for, redirects and all."""

MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FeedError(Exception):
    """It could not be fetched: ``address``, ``away``, ``answer``, ``redirect`` or ``large``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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


class _PublicOnly(AbstractResolver):
    """Names that lead anywhere else than to the outside world lead nowhere."""

    def __init__(self) -> None:
        self._real = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name. Raises ``OSError`` where any of them is not."""
        found = await self._real.resolve(host, port, family)
        if not found or not all(is_public_address(one["host"]) for one in found):
            raise OSError("not a public address")
        return found

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._real.close()


class Fetcher:
    """Fetches calendars. ``private``: also from this machine and over plain HTTP, for tests."""

    def __init__(self, *, private: bool = False, longest: float = LONGEST) -> None:
        self._private = private
        self._longest = longest

    def may(self, url: str) -> bool:
        """Whether an address may be listed."""
        return may_be_read(url, private=self._private)

    async def fetch(self, url: str) -> bytes:
        """What an address answers. Raises ``FeedError``."""
        try:
            async with asyncio.timeout(self._longest):
                return await self._follow(url)
        except TimeoutError:
            raise FeedError("away") from None
        except (aiohttp.ClientError, OSError, ValueError):
            # What they say would repeat the address, which is a secret of the agency's.
            raise FeedError("away") from None

    async def _follow(self, url: str) -> bytes:
        resolver = None if self._private else _PublicOnly()
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=2)
        async with aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
        ) as session:
            for _ in range(MOST_REDIRECTS + 1):
                if not self.may(url):
                    raise FeedError("address")
                headers = {"Accept": "text/calendar", "Accept-Encoding": "identity"}
                async with session.get(url, allow_redirects=False, headers=headers) as answer:
                    if answer.status in _REDIRECTS:
                        url = urljoin(url, answer.headers.get("Location", ""))
                        continue
                    if answer.status != 200:
                        raise FeedError("answer")
                    return await _bounded(answer.content)
        raise FeedError("redirect")


async def _bounded(content: aiohttp.StreamReader) -> bytes:
    """All of it, or ``FeedError`` as soon as it is too much."""
    found = bytearray()
    async for part in content.iter_chunked(64 * 1024):
        found += part
        if len(found) > LARGEST:
            raise FeedError("large")
    return bytes(found)


async def read_sources(sources: Sources, fetcher: Fetcher, clock: Callable[[], datetime]) -> None:
    """Read every address whose time has come, side by side; one that fails harms no other."""
    due = await sources.claim_sources(clock(), AT_ONCE)
    await asyncio.gather(*(_read(sources, fetcher, one, clock) for one in due))


async def _read(
    sources: Sources, fetcher: Fetcher, due: Due, clock: Callable[[], datetime]
) -> None:
    now = clock()
    try:
        raw = await fetcher.fetch(due.url)
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
