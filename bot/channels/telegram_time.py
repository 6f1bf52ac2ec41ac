"""When something on Telegram happened, in our own time.

Telegram's clock is read from its answers, so that ours may be wrong without making everything look
old, and muting the service, or making what is old look new.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

FRESH = timedelta(seconds=60)
"""What is no older than this happened now: dates are whole seconds, and the way takes some."""

UNTIMED = timedelta(minutes=10)
"""How old a touch is taken to be that waited while we were away: it carries no time of its own."""

TOLERATED = timedelta(seconds=5)


class TelegramTime:
    """Knows how far Telegram's clock is from ours, and which touches waited for us."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._ahead = timedelta()
        self._waited = 0
        self._waited_until: int | None = None
        self.strange = False
        """Whether what was dated last looks old, or as if it were still to come."""

    def learn(self, date_header: str) -> None:
        """An answer of Telegram's carried this ``Date``."""
        try:
            there = parsedate_to_datetime(date_header)
            ahead = there - self._clock()
        except (TypeError, ValueError, OverflowError):
            return
        self._ahead = ahead if abs(ahead) > TOLERATED else timedelta()

    def expect_waiting(self, count: int) -> None:
        """So many updates waited for us when we came back."""
        self._waited = count
        self._waited_until = None

    def moment(self, update: int, date: datetime | None) -> datetime:
        """When the update of that number happened; ``date`` is Telegram's, None: it has none."""
        now = self._clock()
        waited = self._has_waited(update)
        if date is None:
            return now - UNTIMED if waited else now
        age = now + self._ahead - date
        self.strange = abs(age) > FRESH
        return now - age if age > FRESH else now

    def _has_waited(self, update: int) -> bool:
        """Updates are numbered one by one: those that waited come first."""
        if not self._waited:
            return False
        if self._waited_until is None:
            self._waited_until = update + self._waited - 1
        return update <= self._waited_until
