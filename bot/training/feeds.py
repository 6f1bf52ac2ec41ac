"""Addresses that training calls are read from, as an admin listed them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.values.brought import Line

LARGEST = 4 * 1024 * 1024
"""Bytes of what an address answers, packed and unpacked."""

EVERY_HOURS = (1, 6, 24)
MOST_FEEDS = 20
"""Addresses of one network."""

AFTER_PROBLEM = timedelta(hours=1)
UNREADABLE, REFUSED = "unreadable", "refused"
"""Problems of what was fetched: it is no feed and no page with calls; every one of its calls was
refused. What fetches has codes of its own."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a server said of the version that it sent, to ask only for a newer one."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read last: numbers of calls; rows that were left out, some of them by line."""

    calls: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    left_out: int = 0
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One address. ``source``: what its calls are called by (``network:name``). ``hours``: how
    often it is read. ``read_at``: when it last answered, also that nothing is new. ``problem``: why
    it could not be read since then; empty: it could."""

    id: str
    network: str
    source: str
    hours: int
    due_at: datetime
    url: str = field(default="", repr=False)
    asked_at: datetime | None = None
    read_at: datetime | None = None
    problem: str = ""
    version: Version = Version()
    outcome: Outcome = Outcome()
