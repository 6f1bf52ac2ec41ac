"""Slows floods down without knowing who anybody is, and refuses nobody.

A bucket belongs to the keyed hash of a piece of an address; the key is replaced every hour, and
with it goes everything that was counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hmac import digest
from ipaddress import IPv4Address, ip_address
from os import urandom
from typing import final

from aiohttp import web

RATE = 5.0
"""Messages a second that one prefix may go on sending: whole mobile networks share one."""
BURST = 40.0
LONGEST = 3.0
"""Seconds that one message is held back at most."""
BUCKETS = 20_000
HELD = 500
"""How many may be held back at once; above that nobody is, so that waiting costs no memory."""


LOOPBACK = ("127.", "::1")


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@final
class Limits:
    """Token buckets in memory."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._hour = -1
        self._key = b""
        self._buckets: dict[bytes, _Bucket] = {}
        self._held = 0

    def delay(self, address: str) -> float:
        """Seconds that a message from this address has to wait; 0 almost always."""
        now = self._clock().timestamp()
        self._rotate(int(now // 3600))
        name = digest(self._key, prefix(address).encode(), "sha256")
        bucket = self._buckets.get(name)
        if bucket is None:
            if len(self._buckets) >= BUCKETS:
                self._buckets.clear()
            bucket = self._buckets[name] = _Bucket(BURST, now)
        bucket.tokens = min(BURST, bucket.tokens + (now - bucket.at) * RATE) - 1
        bucket.at = now
        return min(LONGEST, max(0.0, -bucket.tokens / RATE))

    async def slow_down(self, request: web.Request) -> None:
        """Wait as long as the sender has to."""
        address = sender(request)
        if address is None:
            return
        seconds = self.delay(address)
        if seconds == 0 or self._held >= HELD:
            return
        self._held += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._held -= 1

    def _rotate(self, hour: int) -> None:
        if hour != self._hour:
            self._hour = hour
            self._key = urandom(32)
            self._buckets.clear()


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
