"""What a search looks at of a service, worked out once: numbers and sets, quick to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import asin, cos, dist, radians, sin

from bot.calendar.timetable import DAY_MINUTES, Timetable, spans_on
from bot.directory.facts import Fact
from bot.directory.kinds import Aspect, Way

EARTH_KM = 6371.0
Vector = tuple[float, float, float]
Times = tuple[int, int]
NEVER: Times = (1, 0)
"""The first and last day, as ordinals, of what is never current."""


@dataclass(frozen=True, slots=True)
class Card:
    """One service as a search sees it. ``about`` … ``languages``: the days on which each counts."""

    about: Times
    place: Times
    hours: Times
    languages: Times
    spoken: frozenset[str]
    child_care: bool
    step_free: bool
    women_only: bool
    towns: frozenset[str]
    for_towns: frozenset[str]
    network: str
    vectors: tuple[Vector, ...]
    freshness: int
    id: str


def times_of(facts: Mapping[Aspect, Fact], aspect: Aspect) -> Times:
    """The first and the last day on which a fact is current."""
    fact = facts[aspect]
    if fact.verified_on is None or fact.valid_until is None:
        return NEVER
    return fact.verified_on.toordinal(), fact.valid_until.toordinal()


def vector_of(where: tuple[float, float]) -> Vector:
    """A (latitude, longitude) in degrees as a point of the unit sphere."""
    north, east = radians(where[0]), radians(where[1])
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def kilometres(one: Vector, other: Vector) -> float:
    """As the crow flies, on a sphere."""
    return 2 * EARTH_KM * asin(min(1.0, dist(one, other) / 2))


Minutes = tuple[tuple[Way, tuple[Times, ...]], ...]


def minutes_of(tables: Mapping[Way, Timetable], today: date) -> Minutes:
    """By each way the minutes of that day in which it is open, what is left of the night before
    included."""
    return tuple((way, _minutes(table, today)) for way, table in tables.items())


def _minutes(table: Timetable, today: date) -> tuple[Times, ...]:
    night = [
        (0, span.ends - DAY_MINUTES)
        for span in spans_on(table, today - timedelta(days=1))
        if span.ends > DAY_MINUTES
    ]
    return (*night, *((span.begins, span.ends) for span in spans_on(table, today)))
