"""Wrong words slow down, and nothing else: the key and 112 are never behind a delay."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = 4
"""So many wrong words cost nothing: a hand trembles."""

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
)
"""What the fifth wrong word costs, the sixth, the seventh, and every later one."""

FORGOTTEN = timedelta(hours=24)
"""After so long without a wrong word counting begins anew."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong words in one place (a thread, a number). ``until``: none is compared before (UTC)."""

    wrong: int = 0
    at: datetime | None = None
    until: datetime | None = None


NEVER_TRIED = Tries()


def may_try(tries: Tries, now: datetime) -> bool:
    """Whether a word is compared at all now."""
    return tries.until is None or now >= tries.until


def after_wrong(tries: Tries, now: datetime) -> Tries:
    """The count after one more wrong word."""
    fresh = tries.at is None or now - tries.at > FORGOTTEN
    wrong = 1 if fresh else tries.wrong + 1
    late = wrong - FREE
    delay = DELAYS[min(late, len(DELAYS)) - 1] if late > 0 else None
    return Tries(wrong, now, now + delay if delay else None)


def minutes_left(tries: Tries, now: datetime) -> int:
    """Whole minutes until the next word is compared, at least one."""
    left = (tries.until or now) - now
    return max(1, -(-int(left.total_seconds()) // 60))


QUIET = 12
"""So many wrong guesses an hour come from one place before it counts as one that guesses."""

QUIET_ALL = 600
"""Wrong guesses an hour of all places that are quiet, before all of them wait."""

LOUD_ALL = 120
"""Wrong guesses an hour that all places which guess are allowed together."""

HOUR = timedelta(hours=1)


class Guesses:
    """Wrong numbers and words of everybody together, in memory, within the last hour.

    One who guesses must not close the door for those who know. So each place (``origin``: a piece
    of a network on the web, a thread elsewhere) is quiet for its first ``QUIET`` wrong ones; from
    there on it shares ``LOUD_ALL`` with all others that guess, and only they wait when that is
    used up. To make the quiet ones wait, 50 networks have to guess within the same hour.

    Guessing stays hopeless. Of 9 * 10^7 numbers let 1,000 be in use (many for one city), and let
    the word be the likeliest of all, which 1 in 100 chose. One network makes at most 12 + 120 wrong
    guesses an hour, 1.16 million a year: it meets a number 13 times, and number with word 0.13
    times, once in eight years without a pause. Fifty networks and more make 720 an hour and succeed
    once in 17 months; what is there to be found is gone after days. Whoever knows a number has
    ``FREE`` words and then waits for each (``after_wrong``): some 27 a day, whatever place he
    comes from.
    """

    def __init__(
        self, quiet: int = QUIET, quiet_all: int = QUIET_ALL, loud_all: int = LOUD_ALL
    ) -> None:
        self._quiet = quiet
        self._quiet_at: deque[tuple[datetime, str]] = deque(maxlen=quiet_all)
        self._loud_at: deque[datetime] = deque(maxlen=loud_all)
        self._of: dict[str, int] = {}

    def wrong(self, origin: str, now: datetime) -> None:
        """One more wrong guess from there."""
        self._pass(now)
        if self._is_loud(origin):
            self._loud_at.append(now)
            return
        if len(self._quiet_at) == self._quiet_at.maxlen:
            self._let_go()
        self._quiet_at.append((now, origin))
        self._of[origin] = self._of.get(origin, 0) + 1

    def too_many(self, origin: str, now: datetime) -> bool:
        """Whether nothing is compared for that place now."""
        self._pass(now)
        counted = self._loud_at if self._is_loud(origin) else self._quiet_at
        return len(counted) == counted.maxlen

    def _is_loud(self, origin: str) -> bool:
        return self._of.get(origin, 0) >= self._quiet

    def _pass(self, now: datetime) -> None:
        """What is an hour old counts no more."""
        while self._quiet_at and now - self._quiet_at[0][0] >= HOUR:
            self._let_go()
        while self._loud_at and now - self._loud_at[0] >= HOUR:
            self._loud_at.popleft()

    def _let_go(self) -> None:
        _, origin = self._quiet_at.popleft()
        self._of[origin] -= 1
        if not self._of[origin]:
            del self._of[origin]
