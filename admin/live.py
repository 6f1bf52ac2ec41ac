"""The live stream: tells a page that something changed, never what.

Server-sent events. ``changed`` means: read again what you show. ``held``: only what you show of
the cases that you hold. The first event after each connection is a ``changed``, so nothing is
missed between two connections and no cursor is needed; the ``id`` of the events only counts them.
``ended`` means: the session is over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Set
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta

from aiohttp import web

from admin.desk import PRESENT
from admin.ports import House
from bot.handoff.people import Account, StaffSession
from bot.handoff.switches import TOPIC

RENEWED_EVERY = timedelta(minutes=1)
"""How often an open page prolongs its duty."""

SLOWEST = 10.0
"""Seconds that one write may take before the stream is dropped: the page will come again."""

OF_ONE = 16
"""Streams of one session: each tab has one, and some broke off unnoticed. Another one ends the
oldest, so that a page which opens them without end has sixteen, and wakes sixteen."""

HELD = "thread:"
"""What the topics of conversations begin with: she waits for those that she holds."""

_EVENT = b"event: %s\nid: %d\ndata:\n\n"

StillThere = Callable[[datetime], Awaitable[StaffSession | None]]
Mine = Callable[[asyncio.Timeout], AbstractContextManager[None]]


async def stream(
    request: web.Request, house: House, still_there: StillThere, mine: Mine
) -> web.StreamResponse:
    """Tell this page of changes until it goes, its session ends or it reads too slowly, or until
    ``mine`` says that it is one of too many."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    response.headers["X-Accel-Buffering"] = "no"
    await response.prepare(request)
    with suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(None) as patience:
            with mine(patience):
                await _tell(response, house, still_there)
    return response


async def _tell(response: web.StreamResponse, house: House, still_there: StillThere) -> None:
    there = _Presence(house, still_there)
    count = 0
    while (account := await there.account()) is not None:
        topics = await _topics(house, account)
        async with house.bus.subscribe(*topics) as waiter:
            # All is read while subscribed, and said after it: what happens between a reading and
            # the next wait, also when nothing woke for a while, ends that wait at once.
            woken: Set[str] = {TOPIC}
            while account is not None and await _topics(house, account) == topics:
                if woken:
                    count += 1
                    await _write(response, _EVENT % (_name_of(woken), count))
                else:
                    await _write(response, b":\n\n")
                woken = await waiter.wait(house.staff.heartbeat)
                account = await there.account()
    await _write(response, b"event: ended\ndata:\n\n")


class _Presence:
    """Who listens; her duty lasts as long as she is asked for."""

    def __init__(self, house: House, still_there: StillThere) -> None:
        self._house = house
        self._still_there = still_there
        self._renewed: datetime | None = None

    async def account(self) -> Account | None:
        """Whose page it is, or None when her session is over."""
        now = self._house.clock()
        session = await self._still_there(now)
        if session is None:
            return None
        if self._renewed is None or now - self._renewed > RENEWED_EVERY:
            await self._house.desk.stay_on_duty(session.account.id, now + PRESENT, now)
            self._renewed = now
        return session.account


def _name_of(topics: Set[str]) -> bytes:
    """What a page is told that these topics woke."""
    return b"held" if all(topic.startswith(HELD) for topic in topics) else b"changed"


async def _topics(house: House, account: Account) -> list[str]:
    """Her networks, and the conversations that she holds."""
    held = await house.desk.holding(account.networks, account.id)
    own = (f"network:{id}" for id in account.networks)
    return [TOPIC, *own, *(f"{HELD}{id}" for id in held)]


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(SLOWEST):
        await response.write(data)
