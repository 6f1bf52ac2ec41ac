"""How the channels stand, as far as this service itself knows: no content, and nobody's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.messages import Channel

ROUNDED = timedelta(minutes=10)
"""The last sign of life is told only so precisely: a moment alone could be somebody's message."""


class How(StrEnum):
    """Whether a channel is on, and how what she writes comes in."""

    PAGE = "page"
    WEBHOOK = "webhook"
    POLLING = "polling"
    OFF = "off"
    UNDECIDED = "undecided"
    """It is set up, and off: no decision that it may be used is on record."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the tables know of one channel now.

    ``last_at``: when a message of either side last went through, among those that are remembered.
    ``waiting``: how many wait to be sent; ``oldest_at`` since when the oldest may be sent, None
    where none may be yet. ``undelivered``: how many no provider took, as far as they are the
    reader's.
    """

    last_at: datetime | None = None
    waiting: int = 0
    oldest_at: datetime | None = None
    undelivered: int = 0


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
