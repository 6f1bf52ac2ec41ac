"""When an office is open: weekly hours in Italy, closed on the holidays of Milano."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.directory.facts import ROME
from bot.safety.feasts import of_italy

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD = 21
_PART = re.compile(r"(\w{3})(?:-(\w{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Opening:
    """Open on one weekday (0 is Monday) from ``begins`` until before ``ends``."""

    weekday: int
    begins: time
    ends: time


def read_hours(text: str) -> tuple[Opening, ...]:
    """Openings of "mon-fri 09:00-18:00; sat 09:00-12:00". ValueError says what is wrong."""
    openings: list[Opening] = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        match = _PART.fullmatch(part)
        if not match or match[1] not in DAYS or (match[2] or match[1]) not in DAYS:
            raise ValueError(f"write hours as 'mon-fri 09:00-18:00; sat 09:00-12:00', not '{part}'")
        begins, ends = time(int(match[3]), int(match[4])), time(int(match[5]), int(match[6]))
        if begins >= ends:
            raise ValueError(f"'{part}' ends before it begins")
        days = range(DAYS.index(match[1]), DAYS.index(match[2] or match[1]) + 1)
        openings.extend(Opening(day, begins, ends) for day in days)
    return tuple(sorted(openings, key=lambda opening: (opening.weekday, opening.begins)))


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(day for day, _ in of_italy(year))


def is_holiday(day: date) -> bool:
    """Whether it is a holiday of Italy or of the city of Milano."""
    return day in _holidays(day.year)


def is_open(openings: tuple[Opening, ...], at: datetime) -> bool:
    """Whether the moment falls within the hours."""
    here = at.astimezone(ROME)
    if is_holiday(here.date()):
        return False
    return any(
        opening.weekday == here.weekday() and opening.begins <= here.time() < opening.ends
        for opening in openings
    )


def opens_next(openings: tuple[Opening, ...], at: datetime) -> datetime | None:
    """The next moment of opening after this one, in UTC order; None within three weeks."""
    here = at.astimezone(ROME)
    for ahead in range(_LOOK_AHEAD):
        day = here.date() + timedelta(days=ahead)
        if is_holiday(day):
            continue
        for opening in openings:
            begins = datetime.combine(day, opening.begins, ROME)
            if opening.weekday == day.weekday() and begins > here:
                return begins
    return None
