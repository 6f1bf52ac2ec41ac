"""What cannot be undone waits where the clock has gone ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.scheduling.ahead import Ahead

HOUR = timedelta(hours=1)


@dataclass
class Clocks:
    """One that can be set, and one that cannot."""

    now: datetime = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    seconds: float = 0.0
    done: int = 0

    def passes(self, time: timedelta) -> None:
        """Both go on."""
        self.now += time
        self.seconds += time.total_seconds()

    async def work(self) -> None:
        """Something that cannot be undone."""
        self.done += 1


async def test_a_clock_that_went_ahead_has_nothing_destroyed_at_once() -> None:
    """It is set right within the hour, and nothing was lost; afterwards all goes on."""
    clocks = Clocks()
    ahead = Ahead(lambda: clocks.now, lambda: clocks.seconds)
    sweep = ahead.unless(HOUR, clocks.work)
    await sweep()
    clocks.now += timedelta(days=1)
    for _ in range(3):
        await sweep()
        clocks.passes(timedelta(minutes=10))
    assert clocks.done == 1
    clocks.now -= timedelta(days=1)
    clocks.passes(timedelta(minutes=30))
    await sweep()
    assert clocks.done == 2


async def test_time_that_passes_holds_nothing_up() -> None:
    """However long a round takes, and however little the clocks disagree."""
    clocks = Clocks()
    ahead = Ahead(lambda: clocks.now, lambda: clocks.seconds)
    sweep = ahead.unless(HOUR, clocks.work)
    for _ in range(3):
        await sweep()
        clocks.passes(timedelta(days=2))
        clocks.now += timedelta(minutes=4)
    assert clocks.done == 3


async def test_who_waits_less_goes_on_earlier() -> None:
    """A reminder may be a little late, and no more."""
    clocks = Clocks()
    ahead = Ahead(lambda: clocks.now, lambda: clocks.seconds)
    ahead.lately(HOUR)
    clocks.now += HOUR
    assert ahead.lately(timedelta(minutes=10))
    clocks.passes(timedelta(minutes=11))
    assert not ahead.lately(timedelta(minutes=10))
    assert ahead.lately(HOUR)
