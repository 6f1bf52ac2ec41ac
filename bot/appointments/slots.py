"""Which moments of calendars are free. Pure: what is taken and the time come as arguments.

A window is laid out in time as it passes, not as clocks show it: in the night in which an hour is
missing a window is shorter, in the other it is longer, and no two moments of it overlap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.appointments.calendar import Calendar, Need, Window

ROME = ZoneInfo("Europe/Rome")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What she asks of a moment: who is beside her, whether a woman must receive her, and whether
    she wants the morning or the afternoon (empty: either)."""

    need: Need = ""
    woman: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment of a calendar. Times are UTC."""

    calendar: str
    agency: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    capacity: int = 1

    @property
    def morning(self) -> bool:
        """Whether it begins before one o'clock in Milan."""
        return self.starts_at.astimezone(ROME).hour < 13

    @property
    def half_day(self) -> tuple[date, bool]:
        """The day in Milan, and whether it is its morning."""
        return self.starts_at.astimezone(ROME).date(), self.morning


@dataclass(frozen=True, slots=True)
class Taken:
    """Time that is not free. ``whole``: nobody at all is received then (the agency is busy),
    otherwise it is one woman's appointment, in that room."""

    calendar: str
    agency: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours of one day as they pass: when they begin and end, in UTC."""

    window: Window
    opens_at: datetime
    closes_at: datetime


def stretches(calendar: Calendar, day: date) -> Iterator[Stretch]:
    """The hours of one day in Milan, in order."""
    for window in sorted(calendar.windows(day), key=lambda one: one.opens):
        yield Stretch(window, _at(day, window.opens), _at(day, window.closes))


def moments(calendar: Calendar, day: date) -> Iterator[Slot]:
    """Every moment of one day in Milan, free or not, in order."""
    length, step = _lengths(calendar)
    for stretch in stretches(calendar, day):
        window, at, closes = stretch.window, stretch.opens_at, stretch.closes_at
        while at + length <= closes:
            yield Slot(calendar.id, calendar.agency, at, at + length, window.room, window.capacity)
            at += step


def free(
    calendar: Calendar,
    taken: Taking,
    now: datetime,
    wish: Wish = Wish(),
    begins: datetime | None = None,
    ends: datetime | None = None,
) -> Iterator[Slot]:
    """The moments that may be booked now, in order, from ``begins`` to before ``ends``."""
    if not calendar.open or (wish.need and wish.need not in calendar.needs):
        return
    notice = calendar.notice_needs if wish.need else calendar.notice
    first = max(now + notice, begins or now)
    last = min(now + calendar.ahead, ends or now + calendar.ahead)
    day, until = first.astimezone(ROME).date(), last.astimezone(ROME).date()
    while day <= until:
        women = _by_women(calendar, day) if wish.woman else {}
        for slot in moments(calendar, day):
            fits = first <= slot.starts_at < last and _wanted(slot, wish)
            if fits and (not wish.woman or _woman(women, slot)) and taken.leaves(slot):
                yield slot
        day += _DAY


def is_free(calendar: Calendar, slot: Slot, taken: Taking, now: datetime, wish: Wish) -> bool:
    """Whether exactly this moment may be booked now."""
    end = slot.starts_at + timedelta(seconds=1)
    return slot in free(calendar, taken, now, wish, slot.starts_at, end)


def at_moment(calendar: Calendar, starts_at: datetime) -> Slot | None:
    """The calendar's moment that begins then, free or not, or None."""
    day = starts_at.astimezone(ROME).date()
    return next((one for one in moments(calendar, day) if one.starts_at == starts_at), None)


class Taking:
    """What is taken in the agencies that are looked at, to be asked of many moments."""

    def __init__(self, taken: Iterable[Taken]) -> None:
        self._own: dict[str, list[Taken]] = {}
        self._rooms: dict[tuple[str, str], list[Taken]] = {}
        for one in sorted(taken, key=lambda each: each.starts_at):
            self._own.setdefault(one.calendar, []).append(one)
            if one.room:
                self._rooms.setdefault((one.agency, one.room), []).append(one)
        self._starts = {id: [one.starts_at for one in own] for id, own in self._own.items()}
        self._longest = {
            id: max(one.ends_at - one.starts_at for one in own) for id, own in self._own.items()
        }

    def leaves(self, slot: Slot) -> bool:
        """Whether there is room for one more at that moment."""
        beside = 0
        for one in self._around(slot):
            if one.whole:
                return False
            beside += 1
        if beside >= slot.capacity:
            return False
        others = self._rooms.get((slot.agency, slot.room), ())
        return not any(one.calendar != slot.calendar and _meets(one, slot) for one in others)

    def _around(self, slot: Slot) -> Iterator[Taken]:
        """What of its calendar overlaps it."""
        own = self._own.get(slot.calendar)
        if not own:
            return
        starts = self._starts[slot.calendar]
        first = bisect_left(starts, slot.starts_at - self._longest[slot.calendar])
        for at in range(first, bisect_left(starts, slot.ends_at)):
            if own[at].ends_at > slot.starts_at:
                yield own[at]


NOTHING = Taking(())
"""Nothing is taken."""


def proposals(slots: Sequence[Slot], count: int = 3) -> tuple[Slot, ...]:
    """The best of these moments, in order of time: the first one, then such of other half-days, so
    that she can choose between mornings and afternoons and between days.

    No two are of the same half-day, so that each can be called by it.
    """
    first_of: dict[tuple[date, bool], Slot] = {}
    for slot in sorted(slots, key=lambda one: (one.starts_at, one.calendar)):
        first_of.setdefault(slot.half_day, slot)
    found = list(first_of.values())
    chosen = found[:1]
    while len(chosen) < min(count, len(found)):
        rest = [slot for slot in found if slot not in chosen]
        chosen.append(min(rest, key=lambda slot: (_likeness(slot, chosen), slot.starts_at)))
    return tuple(sorted(chosen, key=lambda slot: slot.starts_at))


def _likeness(slot: Slot, chosen: Sequence[Slot]) -> int:
    """How much it resembles those that are chosen: a day counts as much as a part of the day."""
    days = {one.half_day[0] for one in chosen}
    parts = [one.morning for one in chosen]
    return int(slot.half_day[0] in days) + parts.count(slot.morning)


def _by_women(calendar: Calendar, day: date) -> Mapping[datetime, bool]:
    """When hours begin on that day, and whether a woman receives in them."""
    return {_at(day, one.opens): calendar.by_women(one) for one in calendar.windows(day)}


def _wanted(slot: Slot, wish: Wish) -> bool:
    return wish.part not in ("morning", "afternoon") or slot.morning == (wish.part == "morning")


def _woman(women: Mapping[datetime, bool], slot: Slot) -> bool:
    """Whether a woman receives in the window that it lies in: the last one that has opened."""
    opened = [at for at in women if at <= slot.starts_at]
    return bool(opened) and women[max(opened)]


def _meets(taken: Taken, slot: Slot) -> bool:
    return taken.starts_at < slot.ends_at and slot.starts_at < taken.ends_at


def _lengths(calendar: Calendar) -> tuple[timedelta, timedelta]:
    length = timedelta(minutes=calendar.minutes)
    return length, length + timedelta(minutes=calendar.pause)


def _at(day: date, minute: int) -> datetime:
    """That minute of the day by the clocks of Milan, in UTC. Of two the first; a time that the
    clocks leap over is the one that they show instead."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ROME)
    if minute >= 24 * 60:
        following = day + _DAY
        return datetime(following.year, following.month, following.day, tzinfo=ROME).astimezone(UTC)
    return midnight.replace(hour=minute // 60, minute=minute % 60).astimezone(UTC)
