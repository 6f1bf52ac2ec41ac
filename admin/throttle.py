"""Slows those who guess passwords, without locking anybody out.

Failures are counted per login and, apart from that, per browser in which that login succeeded
before: whoever floods a name from elsewhere slows strangers, never the person at her own desk.
The wait never exceeds ``LONGEST``.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

FREE = 3
"""Failures that cost nothing: fingers slip."""

LONGEST = timedelta(seconds=30)
FORGOTTEN = timedelta(minutes=15)
_REMEMBERED = 10_000


class Throttle:
    """Counts failures in memory; a restart forgets them."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait(self, key: str, now: datetime) -> timedelta:
        """How long this key must wait before its next attempt. Zero: it may try."""
        count, last = self._failures.get(key, (0, now))
        if count < FREE or now - last > FORGOTTEN:
            return timedelta()
        pause = min(timedelta(seconds=2 ** min(count - FREE, 10)), LONGEST)
        return max(timedelta(), last + pause - now)

    def failed(self, key: str, now: datetime) -> None:
        """An attempt was wrong."""
        count, last = self._failures.pop(key, (0, now))
        self._failures[key] = (1 if now - last > FORGOTTEN else count + 1, now)
        while len(self._failures) > _REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """An attempt was right: its key starts anew."""
        self._failures.pop(key, None)
