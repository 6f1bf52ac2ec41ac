"""The JSON of services. Days are days in Italy."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from admin.schema import Given, Taken
from bot.directory.freshness import State
from bot.directory.kinds import LONGEST_INTERVAL, Aspect, Way
from bot.directory.searching import Ground

MOST_FOUND = 50


class Looked(Taken):
    """What is looked for; empty or false where it does not matter. ``only``: wishes that must be
    fulfilled, otherwise they order."""

    words: str = Field("", max_length=200)
    kind: str = Field("", max_length=32)
    town: str = Field("", max_length=80)
    language: str = Field("", max_length=8)
    child_care: bool = False
    step_free: bool = False
    open_now: bool = False
    within_km: int = Field(0, ge=0, le=200)
    only: bool = False


class Behind(Given):
    """Who stands behind a fact, by login. ``seen_by`` has seen it on ``seen_on`` as it stands and
    waits for a second person; ``by`` verified it last, ``first`` had seen it before. ``two``: it
    needs two people; ``yours``: the caller has seen it herself and cannot confirm it."""

    two: bool
    seen_by: str
    seen_on: date | None
    yours: bool
    by: str
    first: str


class Fact(Given):
    """One fact of a service: who keeps it right, and until when it is shown. ``behind`` stands only
    where one service is read."""

    aspect: Aspect
    state: State
    owner: str
    verified_on: date | None
    until: date | None
    digest: str
    mine: bool
    behind: Behind | None = None


class OpenSpan(Given):
    """Open on a weekday (Monday is 0) between two minutes of the day; beyond 1440 after it."""

    weekday: int
    opens: int
    closes: int


class Opens(Given):
    """One way of reaching it: open now, or when it opens next; and its usual week."""

    way: Way
    open: bool
    opens: datetime | None
    hours: list[OpenSpan]


class Service(Given):
    """A service as the staff sees it. ``shown``: women find it now. ``reasons``: why it stands
    there."""

    id: str
    name: str
    kind: str
    organization: str
    network: str
    towns: list[str]
    shown: bool
    demonstration: bool
    km: int | None = None
    reasons: list[Ground]


class Found(Given):
    """The best ones, and how many there are. ``town``: the comune that the words were taken for."""

    services: list[Service]
    count: int
    town: str


class OneService(Given):
    """One service with everything that is said of it."""

    service: Service
    purpose: str
    who_for: str
    how: str
    cost: str
    addresses: list[str]
    phones: list[str]
    email: str
    web: str
    languages: list[str]
    documents: list[str]
    child_care: bool
    step_free: bool
    women_only: bool
    ways: list[Opens]
    facts: list[Fact]


class Due(Given):
    """A fact that somebody has to look at."""

    service: Service
    fact: Fact


class Queue(Given):
    """What waits for the caller, most urgent first. ``count``: how many there are in all."""

    due: list[Due]
    count: int


class Verified(Taken):
    """``digest``: of what the caller has read. ``interval``: days, 0 as it was."""

    aspect: Aspect
    digest: str = Field(max_length=16)
    interval: int = Field(0, ge=0, le=LONGEST_INTERVAL)
