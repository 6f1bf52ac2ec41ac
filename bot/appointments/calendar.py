"""A calendar of an agency: when it receives, how many at once, and what one must know before.

Hours are those of the clocks of Milan, as minutes of the day. A calendar belongs to an agency by
its id alone: who that is stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from bot.calendar.timetable import is_holiday

Need = Literal["", "interpreter", "mediator"]
"""Who she wants beside her: nobody, an interpreter, a cultural mediator."""

NEEDS: tuple[Need, ...] = ("", "interpreter", "mediator")
KINDS = ("cav", "cpi", "legal", "social")
"""Anti-violence centres, employment centres, legal desks, social services."""

WOMEN_ONLY = frozenset({"cav"})
"""Kinds whose staff are women: so the agreement of State and Regions on anti-violence centres of 14
September 2022 wants it, and no calendar of such a kind can say otherwise."""

DAY_MINUTES = 24 * 60
MOST_WINDOWS = 60
MOST_EXCEPTIONS = 200
SHORTEST, LONGEST = 10, 240
"""Minutes of an appointment."""

FARTHEST = timedelta(days=90)


class CalendarError(ValueError):
    """A calendar that cannot be: the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of one weekday (Monday is 0) in which ``capacity`` women are received at once.

    ``room``: which one it takes; a room that two calendars of an agency name is used by one at a
    time. ``women``: who receives there then is a woman.
    """

    weekday: int
    opens: int
    closes: int
    capacity: int = 1
    room: str = ""
    women: bool = False


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Days on which the week does not hold: closed, or open at these hours instead.

    The last day is inside; the weekday of these windows does not count.
    """

    first: date
    last: date
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """One desk's calendar.

    ``name`` is what the staff calls it. ``who`` is who receives, as she is told it where the
    directory does not say it, ``duty_to_report`` whether they may have to report. ``place`` is
    what she is told of where it is; it never goes where it would stay on her phone. ``serves``:
    ids of networks, employment centres or municipalities whose women may come (none: all).
    ``minutes`` is how long one appointment is, ``pause`` what lies between two. Nobody can book
    later than ``notice`` before it, with an interpreter or mediator later than
    ``notice_needs``; ``needs`` are those that can be had. ``ahead``: how far one may book.
    ``holidays``: the week holds also on those of Italy and of Milan.
    """

    id: str
    agency: str
    kind: str
    name: str
    weekly: tuple[Window, ...]
    who: str = ""
    duty_to_report: Literal["yes", "no", "unknown"] = "unknown"
    place: str = field(default="", repr=False)
    exceptions: tuple[Exceptional, ...] = ()
    serves: frozenset[str] = frozenset()
    needs: frozenset[Need] = frozenset()
    minutes: int = 60
    pause: int = 0
    notice: timedelta = timedelta(hours=24)
    notice_needs: timedelta = timedelta(days=3)
    ahead: timedelta = timedelta(days=42)
    open: bool = True
    holidays: bool = False

    def windows(self, day: date) -> Iterator[Window]:
        """The hours of one day; the newest exception that names the day counts, and without one a
        holiday is closed unless the calendar says otherwise."""
        for one in reversed(self.exceptions):
            if one.first <= day <= one.last:
                yield from one.windows
                return
        if is_holiday(day) and not self.holidays:
            return
        weekday = day.weekday()
        yield from (window for window in self.weekly if window.weekday == weekday)

    def by_women(self, window: Window) -> bool:
        """Whether a woman surely receives in these hours."""
        return window.women or self.kind in WOMEN_ONLY


def check_calendar(calendar: Calendar) -> None:
    """Raises ``CalendarError`` for a calendar that nobody could keep."""
    if calendar.kind not in KINDS:
        raise CalendarError(f"The kind is one of {', '.join(KINDS)}.")
    if not SHORTEST <= calendar.minutes <= LONGEST or not 0 <= calendar.pause <= LONGEST:
        raise CalendarError(f"An appointment takes {SHORTEST} to {LONGEST} minutes.")
    if not timedelta() <= calendar.notice <= calendar.ahead <= FARTHEST:
        raise CalendarError("Notice comes before the last day that one may book, 90 days at most.")
    if not calendar.notice <= calendar.notice_needs <= calendar.ahead:
        raise CalendarError("An interpreter needs at least the usual notice.")
    if len(calendar.weekly) > MOST_WINDOWS or len(calendar.exceptions) > MOST_EXCEPTIONS:
        raise CalendarError("There are too many hours or exceptions: delete those of the past.")
    own = calendar.weekly, *(one.windows for one in calendar.exceptions)
    for windows in own:
        for window in windows:
            _check_window(window)
        _check_apart(windows, weekly=windows is calendar.weekly)
    for one in calendar.exceptions:
        if not one.first <= one.last <= one.first + timedelta(days=366):
            raise CalendarError("An exception begins before it ends, and lasts a year at most.")


def _check_window(window: Window) -> None:
    if not 0 <= window.weekday < 7 or not 0 <= window.opens < window.closes <= DAY_MINUTES:
        raise CalendarError("Hours lie within one day, the first before the last.")
    if not 1 <= window.capacity <= 50:
        raise CalendarError("Between 1 and 50 women are received at once.")


def _check_apart(windows: tuple[Window, ...], *, weekly: bool) -> None:
    """Hours that overlap would offer the same moment twice: a greater capacity says that."""
    ordered = sorted(windows, key=lambda one: (one.weekday if weekly else 0, one.opens))
    for one, after in pairwise(ordered):
        if (not weekly or one.weekday == after.weekday) and after.opens < one.closes:
            raise CalendarError("Two hours of one day overlap: raise the capacity instead.")
