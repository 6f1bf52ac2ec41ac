"""Slows floods down without knowing who anybody is, and refuses nobody.

A bucket belongs to the keyed hash of a piece of an address (``bot/safety/buckets.py``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from ipaddress import IPv4Address, ip_address
from os import urandom
from typing import final

from aiohttp import web

from bot.safety.buckets import Buckets, Pace

PACE = Pace(burst=40.0, rate=5.0)
"""Messages that one prefix may send, at once and a second: whole mobile networks share one."""
LONGEST = 3.0
"""Seconds that one message is held back at most."""
HELD = 500
"""How many may be held back at once; above that nobody is, so that waiting costs no memory."""


LOOPBACK = ("127.", "::1")


@final
class Limits:
    """Token buckets in memory, one for each piece of an address."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._buckets = Buckets(lambda: urandom(32))
        self._held = 0

    def delay(self, address: str) -> float:
        """Seconds that a message from this address has to wait; 0 almost always."""
        left = self._buckets.take(prefix(address), self._clock(), PACE)
        return min(LONGEST, max(0.0, -left / PACE.rate))

    def origin(self, request: web.Request) -> str:
        """What the piece of the sender's address is called within this hour; empty: unknown."""
        address = sender(request)
        if address is None:
            return ""
        return self._buckets.hidden(prefix(address), self._clock()).hex()

    async def slow_down(
        self, request: web.Request, urgent: Callable[[], bool] = lambda: False
    ) -> None:
        """Wait as long as the sender has to. Whether it is ``urgent``, and so must not wait, is
        asked only where there would be a wait."""
        address = sender(request)
        if address is None:
            return
        seconds = self.delay(address)
        if seconds == 0 or self._held >= HELD or urgent():
            return
        self._held += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._held -= 1


def prefix(address: str) -> str:
    """The piece of an address that is counted: three bytes of IPv4, seven of IPv6."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    return ip.packed[: 3 if isinstance(ip, IPv4Address) else 7].hex()


def sender(request: web.Request) -> str | None:
    """Whose bucket counts, or None for nobody's.

    A peer on this machine is a proxy, which names the real one last in ``X-Forwarded-For``, or a
    tunnel that names nobody: its users would all share one bucket.
    """
    peer = request.remote or ""
    if peer and not peer.startswith(LOOPBACK):
        return peer
    forwarded = request.headers.get("X-Forwarded-For")
    return forwarded.rsplit(",", 1)[-1].strip() if forwarded else None
