"""What cannot be undone waits a while after the clock has gone ahead: it may be set right again.

A clock that is wrong by a day would have every talk of the day forgotten, and reminders sent at an
hour that she did not allow. Nobody can tell that from a machine that slept for a day: then a little
is kept for a little longer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

LEAP = timedelta(minutes=5)
"""Further ahead than this between two looks, beyond the time that passed, is a leap."""

FORGETTING_WAITS = timedelta(hours=1)
REMINDING_WAITS = timedelta(minutes=10)
"""Shorter than a reminder may be late."""

log = structlog.get_logger(__name__)


class Ahead:
    """Watches one clock by another that nobody sets."""

    def __init__(self, clock: Callable[[], datetime], seconds: Callable[[], float]) -> None:
        """``seconds`` since some moment: it never leaps (``time.monotonic``)."""
        self._clock = clock
        self._seconds = seconds
        self._looked: tuple[datetime, float] | None = None
        self._leapt_at: float | None = None

    def lately(self, within: timedelta) -> bool:
        """Whether the clock has leapt ahead not longer ago than that."""
        now, seconds = self._clock(), self._seconds()
        before, then = self._looked or (now, seconds)
        self._looked = (now, seconds)
        leap = now - before - timedelta(seconds=seconds - then)
        if leap > LEAP:
            log.warning("clock_went_ahead", seconds=round(leap.total_seconds()))
            self._leapt_at = seconds
        leapt_at = self._leapt_at
        return leapt_at is not None and seconds - leapt_at < within.total_seconds()

    def unless(
        self, within: timedelta, work: Callable[[], Awaitable[object]]
    ) -> Callable[[], Awaitable[None]]:
        """The work, as a round that is left out while the clock has leapt ahead lately."""

        async def round_() -> None:
            if not self.lately(within):
                await work()

        return round_
