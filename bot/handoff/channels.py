"""How the channels stand, as far as this service itself knows: no content, and nobody's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.messages import Channel
from bot.safety.contract import ROME

ROUNDED = timedelta(minutes=10)
"""A sign of life is kept only so precisely: a moment alone could be somebody's message."""


class How(StrEnum):
    """Whether a channel is on, and how what she writes comes in."""

    PAGE = "page"
    WEBHOOK = "webhook"
    POLLING = "polling"
    OFF = "off"
    UNDECIDED = "undecided"
    """It is set up, and off: no decision that it may be used is on record."""


class Sign(StrEnum):
    """What shows that a channel works, or does not."""

    HEARD = "heard"
    """The provider told us something."""
    TAKEN = "taken"
    """The provider took a message of ours."""
    FAILED = "failed"
    """It did not, or said later that it was not delivered."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The last time of a sign, to ten minutes, and how often it was met that day in Milan."""

    at: datetime
    count: int


Signs = Mapping[tuple[Channel, Sign, date], Seen]
"""What was met, by channel, sign and day in Milan."""


class Signing:
    """What one process met since it was last written down. It remembers no message."""

    def __init__(self) -> None:
        self._met: dict[tuple[Channel, Sign, date], Seen] = {}

    def note(self, channel: Channel, sign: Sign, now: datetime) -> None:
        """Met once more, now."""
        key = (channel, sign, now.astimezone(ROME).date())
        known = self._met.get(key)
        self._met[key] = Seen(rounded(now), known.count + 1 if known else 1)

    def take(self) -> Signs:
        """Everything since the last time."""
        met, self._met = self._met, {}
        return met

    def give_back(self, met: Signs) -> None:
        """It was not written down after all: it is, the next time."""
        for key, one in met.items():
            newer = self._met.get(key)
            more = newer.count if newer else 0
            self._met[key] = Seen(newer.at if newer else one.at, one.count + more)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the tables know of one channel now.

    ``waiting``: how many wait to be sent; ``oldest_at`` since when the oldest may be sent, None
    where none may be yet. ``undelivered``: how many no provider took, as far as they are the
    reader's. ``signs``: when each was met last, and how often today.
    """

    waiting: int = 0
    oldest_at: datetime | None = None
    undelivered: int = 0
    signs: Mapping[Sign, Seen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChannelNow:
    """A channel: whether it is on, and what went through it lately."""

    channel: Channel
    how: How
    traffic: Traffic = Traffic()


def rounded(at: datetime) -> datetime:
    """The moment, to the ten minutes before it."""
    return at - timedelta(
        minutes=at.minute % (ROUNDED // timedelta(minutes=1)),
        seconds=at.second,
        microseconds=at.microsecond,
    )
