"""When a service is open by each way of reaching it, out of its HSDS schedules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.calendar.timetable import (
    DAY_MINUTES,
    LOOK_AHEAD,
    Span,
    Timetable,
    Week,
    is_holiday,
    spans_on,
)
from bot.directory.kinds import Way
from bot.directory.records import Schedule

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_EVERY_DAY = tuple((0, weekday) for weekday in range(7))


@dataclass(frozen=True, slots=True)
class Opening:
    """One schedule as it is followed. ``days``: (which one of the month, 0 for each; weekday).

    Without hours it closes the days on which it holds.
    """

    days: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    begins: int
    ends: int
    since: date | None
    until: date | None
    weeks: int
    dated: bool
    august: bool
    holidays: bool

    @property
    def plain(self) -> bool:
        """Whether every week is like any other."""
        return not (self.since or self.until or self.month_days or self.weeks > 1) and all(
            not which for which, _ in self.days
        )

    def holds(self, day: date) -> bool:
        """Whether it says something of that day, holidays apart."""
        if (self.since and day < self.since) or (self.until and day > self.until):
            return False
        if self.weeks > 1 and self.since:
            monday = self.since - timedelta(days=self.since.weekday())
            if (day - monday).days // 7 % self.weeks:
                return False
        if self.month_days:
            return day.day in self.month_days
        return any(weekday == day.weekday() and _falls(which, day) for which, weekday in self.days)

    def span(self, day: date) -> Week:
        """Its hours on that day; empty where it closes."""
        return () if self.begins < 0 else (Span(day.weekday(), self.begins, self.ends),)


def _falls(which: int, day: date) -> bool:
    if which >= 0:
        return which == 0 or (day.day - 1) // 7 + 1 == which
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return -((last.day - day.day) // 7 + 1) == which


def opening_of(schedule: Schedule, *, august: bool, holidays: bool) -> Opening | None:
    """The schedule as it is followed; None where a part of it is not understood: then nobody is
    told that it is open."""
    if schedule.count or schedule.byweekno or schedule.byyearday:
        return None
    if (schedule.opens_at is None) is not (schedule.closes_at is None):
        return None
    days = tuple(
        (int(found[1] or 0), _DAYS.index(found[2]))
        for part in schedule.byday.replace(" ", "").split(",")
        if (found := _BYDAY.fullmatch(part))
    )
    if schedule.byday and len(days) != len(schedule.byday.split(",")):
        return None
    month_days = _numbers(schedule.bymonthday)
    if month_days is None:
        return None
    weeks = int(schedule.interval or 1)
    since = schedule.valid_from or schedule.dtstart
    if weeks > 1 and (since is None or schedule.freq == "MONTHLY"):
        return None
    until = min(filter(None, (schedule.valid_to, schedule.until)), default=None)
    begins = -1 if schedule.opens_at is None else _minute(schedule.opens_at)
    ends = -1 if schedule.closes_at is None else _minute(schedule.closes_at)
    return Opening(
        days or (() if month_days else _EVERY_DAY),
        month_days,
        begins,
        ends if begins < 0 or ends > begins else ends + DAY_MINUTES,
        since,
        until,
        weeks,
        schedule.valid_from is not None and schedule.valid_to is not None,
        august,
        holidays,
    )


def _numbers(text: str) -> tuple[int, ...] | None:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def timetable_on(openings: Sequence[Opening], today: date) -> Timetable:
    """The hours as they are around that day: yesterday's night and ``LOOK_AHEAD`` days."""
    week = _weekly(one for one in openings if one.plain and not one.august)
    august = [one for one in openings if one.august]
    holidays = any(one.holidays for one in openings)
    table = Timetable(week, _weekly(august) if august else None, holidays)
    special = [one for one in openings if not one.plain and not one.august]
    if not special:
        return table
    days = []
    for ahead in range(-1, LOOK_AHEAD + 1):
        day = today + timedelta(days=ahead)
        holding = [one for one in special if one.holds(day)]
        dated = [one for one in holding if one.dated]
        if dated:
            days.append((day, _sorted(span for one in dated for span in one.span(day))))
        elif holding and (holidays or not is_holiday(day)):
            added = (span for one in holding for span in one.span(day))
            days.append((day, _sorted([*spans_on(table, day), *added])))
    return Timetable(table.week, table.august, table.holidays, tuple(days))


def _weekly(openings: Iterable[Opening]) -> Week:
    return _sorted(
        Span(weekday, one.begins, one.ends)
        for one in openings
        if one.begins >= 0
        for _, weekday in one.days
    )


def _sorted(spans: Iterable[Span]) -> Week:
    return tuple(sorted(set(spans), key=lambda one: (one.weekday, one.begins, one.ends)))


Hours = Mapping[Way, tuple[Opening, ...]]
"""The openings by each way; a way that is not there has no known hours."""

_WAYS: tuple[tuple[str, Way], ...] = (
    ("phone", Way.PHONE),
    ("telef", Way.PHONE),
    ("online", Way.ONLINE),
    ("virtual", Way.ONLINE),
    ("chat", Way.ONLINE),
)


def way_of(schedule: Schedule, *, virtual: bool) -> Way:
    """By which way one reaches it in these hours: what is said of attending is free text."""
    said = schedule.attending_type.lower()
    for sign, way in _WAYS:
        if said.startswith(sign):
            return way
    return Way.ONLINE if virtual else Way.IN_PERSON


def by_way(
    schedules: Iterable[tuple[Schedule, bool]],
    august: Callable[[str], bool],
    holidays: Callable[[str], bool],
) -> Hours:
    """The hours by each way. ``schedules``: with whether they are of a virtual place.

    One schedule that is not understood takes the hours of its way away.
    """
    found: dict[Way, list[Opening]] = {}
    lost: set[Way] = set()
    for one, virtual in schedules:
        way = way_of(one, virtual=virtual)
        opening = opening_of(one, august=august(one.id), holidays=holidays(one.id))
        if opening is None:
            lost.add(way)
        else:
            found.setdefault(way, []).append(opening)
    return {way: tuple(ones) for way, ones in found.items() if way not in lost}
