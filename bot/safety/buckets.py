"""Token buckets that count without knowing whom: what every limit of the service is made of.

A bucket belongs to the keyed hash of a name (an address, or a piece of one). The key is replaced
every hour, and with it goes everything that was counted. In memory only, and bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hmac import digest
from typing import final

CROWD = 20_000
"""So many buckets at most; then all are forgotten, which only lets more through."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``burst`` at once, and ``rate`` a second for as long as one likes."""

    burst: float
    rate: float


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@final
class Buckets:
    """One bucket for each name. ``new_key`` gives 32 bytes of chance."""

    def __init__(self, new_key: Callable[[], bytes]) -> None:
        self._new_key = new_key
        self._hour = -1
        self._key = b""
        self._buckets: dict[bytes, _Bucket] = {}

    def __len__(self) -> int:
        """How many names are counted now."""
        return len(self._buckets)

    def hidden(self, name: str, now: datetime) -> bytes:
        """What the name is called within this hour; nobody can tell the name from it."""
        self._rotate(int(now.timestamp() // 3600))
        return digest(self._key, name.encode("utf-8", "surrogatepass"), "sha256")

    def left(self, name: str, now: datetime, pace: Pace) -> float:
        """How many tokens the name has now; below 0 it has taken more than it may."""
        bucket = self._bucket(name, now, pace)
        return bucket.tokens

    def take(self, name: str, now: datetime, pace: Pace) -> float:
        """Take one more. What is left, at least a whole burst below 0."""
        bucket = self._bucket(name, now, pace)
        bucket.tokens = max(bucket.tokens - 1, -pace.burst)
        return bucket.tokens

    def _bucket(self, name: str, now: datetime, pace: Pace) -> _Bucket:
        hidden, seconds = self.hidden(name, now), now.timestamp()
        bucket = self._buckets.get(hidden)
        if bucket is None:
            if len(self._buckets) >= CROWD:
                self._buckets.clear()
            bucket = self._buckets[hidden] = _Bucket(pace.burst, seconds)
        passed = max(0.0, seconds - bucket.at)
        bucket.tokens = min(pace.burst, bucket.tokens + passed * pace.rate)
        bucket.at = max(bucket.at, seconds)
        return bucket

    def _rotate(self, hour: int) -> None:
        # An older hour is that of a message which comes late: it counts in this one.
        if hour > self._hour:
            self._hour = hour
            self._key = self._new_key()
            self._buckets.clear()
