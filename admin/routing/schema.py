"""The JSON of routing: numbers, ids and moments, and nothing that anybody wrote."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.routing import FEWEST_UNITS, MOST_UNITS, Skill
from bot.handoff.routing_rules import MOST_DAYS

PauseMinutes = Literal[0, 5, 15, 30, 60]


class Called(Given):
    """What the wait of one case has led to. ``seen_by`` is a colleague's name."""

    case: str
    network: str
    since: datetime
    phoned_at: datetime | None
    told_at: datetime | None
    raised_at: datetime | None
    seen_at: datetime | None
    seen_by: str
    unseen: bool


class RoutingState(Given):
    """What is offered to the reader now, first what she should take first; ids of cases.

    ``load`` of ``units`` is what she carries. ``heavy`` are cases that count as two, ``called``
    those for which somebody was called.
    """

    at: datetime
    load: int
    units: int
    paused_until: datetime | None
    offered: list[str]
    heavy: list[str]
    called: list[Called]


class Pause(Taken):
    """So many minutes without offers; 0: no longer."""

    minutes: PauseMinutes


class Heavy(Taken):
    """Whether the case counts as two."""

    heavy: bool


class Spoken(Given):
    """How many people on duty speak a language."""

    language: str
    language_name: str
    people: int


class NetworkNow(Given):
    """One network at this moment. ``longest`` is in seconds.

    ``free`` of ``units`` is what those on duty could still take. ``phoned``, ``told`` and
    ``raised`` count cases that wait and for which the duty phone rang, she was told, the
    coordinators were called. ``planned`` are in turn now by the ``rota``, where there is one;
    ``missing`` are the names of those of them who are not there.
    """

    network: str
    waiting: int
    danger: int
    longest: int
    answered: int
    on_duty: int
    paused: int
    rota: bool
    planned: int
    missing: list[str]
    spoken: list[Spoken]
    free: int
    units: int
    phoned: int
    told: int
    raised: int


class QueueNow(Given):
    """The queues of the reader's networks: those with the longest wait first."""

    at: datetime
    networks: list[NetworkNow]


class Carries(Given):
    """What one person carries at once, and what she is prepared for."""

    account: str
    name: str
    units: int
    skills: list[Skill]


class CarryingState(Given):
    """The people of the reader's agencies, and what can be chosen."""

    people: list[Carries]
    skills: list[Skill]
    fewest: int = FEWEST_UNITS
    most: int = MOST_UNITS


class NewCarrying(Taken):
    """So much from now on."""

    units: int = Field(ge=FEWEST_UNITS, le=MOST_UNITS)
    skills: list[Skill] = Field(default=[], max_length=len(Skill))


class OwnDay(Taken):
    """A single day with hours of its own, as "09:00-13:00"; empty: closed."""

    day: date
    hours: str = Field(default="", max_length=60)


class NewHours(Taken):
    """A week as "mon-fri 09:00-18:00; sat 09:00-12:00". ``august`` holds in August where it is
    given (empty: closed), ``holidays``: open on holidays too."""

    week: str = Field(max_length=200)
    august: str | None = Field(default=None, max_length=200)
    holidays: bool = False
    days: list[OwnDay] = Field(default=[], max_length=MOST_DAYS)


class NetworkHours(Given):
    """When a network answers. Not ``own``: the hours of the directory hold."""

    id: str
    network: str
    own: bool = False
    week: str = ""
    august: str | None = None
    holidays: bool = False
    days: list[OwnDay] = Field(default=[])
    open_now: bool = False
    opens_next: datetime | None = None
    changed_at: datetime | None = None


class HoursState(Given):
    """The hours of the reader's networks."""

    networks: list[NetworkHours]
