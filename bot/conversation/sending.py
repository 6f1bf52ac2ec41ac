"""A channel as the outbox sees it: what it can say about a message, and how fast it may go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol

from bot.conversation.state import Outgoing
from bot.messages import Address

LONGEST_EXPIRY = timedelta(hours=1)
"""No message waits so long. Where one would, the clock was set back, and nobody knows how late it
is: it is late."""

MOST_PEOPLE = 1000
"""After so many people those who may write again at once are not remembered."""


class NotSent(Exception):
    """The provider certainly did not take it. ``retry_after`` None: it never will."""

    def __init__(self, retry_after: timedelta | None = None) -> None:
        super().__init__("not sent")
        self.retry_after = retry_after


class Unreached(NotSent):
    """It certainly did not reach the provider, which did not say when to come back."""


class Gone(NotSent):
    """She cannot be reached there any more, by her own doing: the same as an exit."""

    def __init__(self, how: Literal["blocked", "stop"]) -> None:
        super().__init__()
        self.how: Literal["blocked", "stop"] = how


class Sender(Protocol):
    """A channel that sends. Its request begins before ``send`` waits for anything."""

    async def send(self, message: Outgoing) -> str:
        """Send it; the provider's id.

        Raises ``NotSent`` where it certainly was not sent; after any other error the outcome is
        unknown.
        """


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a channel may go, as its provider publishes it.

    ``at_once``: requests side by side. Of all messages ``burst`` go at once and then
    ``per_second``; to one person ``person_burst``, and then one every ``person_seconds``.
    """

    at_once: int = 32
    per_second: float = 20.0
    burst: int = 10
    person_burst: int = 3
    person_seconds: float = 1.0


class Watch:
    """A clock that never goes back, and waiting by it: the event loop's."""

    def seconds(self) -> float:
        """Seconds since some moment."""
        return asyncio.get_running_loop().time()

    async def rest(self, seconds: float) -> None:
        """Go on after so many seconds."""
        await asyncio.sleep(seconds)


class Pacer:
    """Gives each message of one channel its moment, in the order in which they ask."""

    def __init__(self, pace: Pace, seconds: Callable[[], float]) -> None:
        """``seconds`` is a clock that never goes back."""
        self._pace = pace
        self._seconds = seconds
        self._all = 0.0
        self._people: dict[str, float] = {}

    def wait(self, address: Address) -> float:
        """How many seconds this message still has to wait; its place is then taken.

        Whoever must wait for her own sake keeps nobody else waiting.
        """
        now, pace = self._seconds(), self._pace
        every = 1 / pace.per_second
        everybody = max(self._all, now)
        person = max(self._people.get(address.value, 0.0), now)
        at = max(
            now,
            everybody - (pace.burst - 1) * every,
            person - (pace.person_burst - 1) * pace.person_seconds,
        )
        self._all = everybody + every
        if len(self._people) >= MOST_PEOPLE:
            self._people = {one: free for one, free in self._people.items() if free > now}
        self._people[address.value] = max(person, at) + pace.person_seconds
        return at - now


def pause(failures: int, chance: float, longest: float = 60.0) -> timedelta:
    """How long to wait after so many failures in a row: doubled each time, and spread by chance
    (from 0 to 1), so that many do not come back together."""
    return timedelta(seconds=min(2.0 ** min(failures, 16), longest) * (0.5 + chance))
