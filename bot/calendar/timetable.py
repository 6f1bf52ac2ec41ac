"""When a desk is open: weekly hours, holidays with the patron's day of Milan, August, and days of
their own. Times of the day are those of Rome, so that a change of the clock moves nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.calendar.feasts import of_italy

ROME = ZoneInfo("Europe/Rome")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AUGUST = 8
LOOK_AHEAD = 45
"""How many days ahead the next opening is looked for: a closed August is within it."""

_PART = re.compile(r"(\w{3})(?:-(\w{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)")
DAY_MINUTES = 24 * 60


class BadHours(ValueError):
    """The hours cannot be read. The message says what to write."""


@dataclass(frozen=True, slots=True)
class Span:
    """Open on one weekday (0 is Monday) from ``begins`` until before ``ends``, in minutes.

    ``ends`` up to 1440 is the same day; a night goes on until ``ends`` of the next one, plus 1440.
    """

    weekday: int
    begins: int
    ends: int


Week = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Hours through the year. ``august`` holds in August where it is not None (empty: closed).

    ``holidays``: open on holidays as on other days. ``days`` are single days with hours of their
    own, as "09:00-13:00", or empty: closed.
    """

    week: Week = ()
    august: Week | None = None
    holidays: bool = False
    days: tuple[tuple[date, Week], ...] = field(default=())


def read_week(text: str) -> Week:
    """The spans of "mon-fri 09:00-18:00; sat 20:00-08:00". Raises ``BadHours``."""
    spans: list[Span] = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        found = _PART.fullmatch(part)
        if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
            raise BadHours("write hours as 'mon-fri 09:00-18:00; sat 09:00-12:00'")
        begins, ends = _minutes(found[3], found[4]), _minutes(found[5], found[6])
        if begins in (ends, DAY_MINUTES):
            raise BadHours("an opening must have a length")
        first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
        if first > last:
            raise BadHours("write days in the order of the week, as 'mon-fri'")
        until = ends if ends > begins else ends + DAY_MINUTES
        spans.extend(Span(day, begins, until) for day in range(first, last + 1))
    return tuple(sorted(spans, key=lambda span: (span.weekday, span.begins, span.ends)))


def write_week(week: Week) -> str:
    """The same as a text that ``read_week`` reads."""
    return "; ".join(
        f"{DAYS[one.weekday]} {_clock(one.begins)}-{_clock(_within(one.ends))}" for one in week
    )


def read_day(day: date, text: str) -> Week:
    """The spans of one day of its own, as "09:00-13:00"; empty: closed. Raises ``BadHours``."""
    name = DAYS[day.weekday()]
    parts = filter(None, (piece.strip() for piece in text.split(";")))
    return read_week("; ".join(f"{name} {part}" for part in parts))


def write_day(week: Week) -> str:
    """The same as a text that ``read_day`` reads."""
    return "; ".join(f"{_clock(one.begins)}-{_clock(_within(one.ends))}" for one in week)


def is_open(timetable: Timetable, at: datetime) -> bool:
    """Whether it is open at that moment."""
    here = at.astimezone(ROME)
    return is_open_on(timetable, here.date(), here.hour * 60 + here.minute)


def is_open_on(timetable: Timetable, today: date, minute: int) -> bool:
    """The same on a day in Milan, at a minute of it: for who asks it of thousands of desks."""
    before = today - timedelta(days=1)
    return any(one.begins <= minute < one.ends for one in spans_on(timetable, today)) or any(
        minute < one.ends - DAY_MINUTES for one in spans_on(timetable, before)
    )


def opens_next(timetable: Timetable, at: datetime) -> datetime | None:
    """The next moment of opening after this one; None within ``LOOK_AHEAD`` days."""
    here = at.astimezone(ROME)
    for ahead in range(LOOK_AHEAD):
        day = here.date() + timedelta(days=ahead)
        for span in spans_on(timetable, day):
            begins = datetime.combine(day, time(span.begins // 60, span.begins % 60), ROME)
            if begins > here:
                return begins
    return None


def spans_on(timetable: Timetable, day: date) -> Week:
    """The openings that begin on that day."""
    for own, spans in timetable.days:
        if own == day:
            return spans
    if not timetable.holidays and is_holiday(day):
        return ()
    in_august = day.month == AUGUST and timetable.august is not None
    week = (timetable.august or ()) if in_august else timetable.week
    return tuple(span for span in week if span.weekday == day.weekday())


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(day for day, _ in of_italy(year))


def is_holiday(day: date) -> bool:
    """Whether it is a holiday of Italy or of the city of Milan (7 December)."""
    return day in _holidays(day.year)


def _minutes(hours: str, minutes: str) -> int:
    at = int(hours) * 60 + int(minutes)
    if at > DAY_MINUTES or int(minutes) > 59:
        raise BadHours("an hour of the day is between 00:00 and 24:00")
    return at


def _within(minute: int) -> int:
    return minute if minute <= DAY_MINUTES else minute - DAY_MINUTES


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
