"""Who is planned when, and which published hours nobody is planned for.

A shift says when somebody means to be there; whether she is, only her presence says. Times of the
day are those of Milan, so that a night over a change of the clock is as long as it really is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.calendar.timetable import DAY_MINUTES, ROME, Timetable, spans_on
from bot.handoff.people import AT_THE_DESK, Account, Role

AHEAD = timedelta(days=14)
"""So far ahead the holes are named."""

FURTHEST = timedelta(days=183)
"""No shift begins, and no coverage is promised, later than this."""

SHORTEST, LONGEST = 15, 16 * 60
"""How many minutes a shift lasts."""

MOST_SHIFTS = 500
KEPT = timedelta(days=30)
"""So long a shift is kept when it is over."""

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_PLANNERS = frozenset({Role.COORDINATOR, Role.NETWORK_ADMIN})


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of one person, from ``begins`` until before ``ends``: minutes of ``day`` in Milan,
    beyond 1440 those of the next day.

    ``weekly``: again on the same weekday through ``last`` (None: until somebody ends it), but on
    none of the days ``without``.
    """

    id: str
    network: str
    account: str
    day: date
    begins: int
    ends: int
    weekly: bool = False
    last: date | None = None
    without: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Rota:
    """The shifts of one network. ``until``: through this day every published hour is promised to
    have somebody; None: nothing is promised, the network works without a rota."""

    network: str
    shifts: tuple[Shift, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment until before another."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift on one of its days, with the moments at which it really begins and ends."""

    shift: Shift
    day: date
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """A rota beside the hours that the network publishes. ``able`` are the accounts that can be
    there at all: a shift of anybody else covers nothing."""

    rota: Rota
    timetable: Timetable
    able: frozenset[str]

    def holes(self, begins: datetime, ends: datetime) -> tuple[Stretch, ...]:
        """The published hours between two moments for which nobody is planned."""
        own = (one for one in self.rota.shifts if one.account in self.able)
        planned = turns(own, begins.astimezone(ROME).date() - _DAY, ends.astimezone(ROME).date())
        covered = joined(Stretch(one.begins, one.ends) for one in planned)
        return without(published(self.timetable, begins, ends), covered)


def may_plan(account: Account, network: str) -> bool:
    """Whether this person plans the shifts of that network."""
    return account.role in _PLANNERS and network in account.networks


def able(people: Iterable[Account], network: str) -> frozenset[str]:
    """Those of these people who can be planned there: they answer, and may enter."""
    return frozenset(
        one.id
        for one in people
        if one.role in AT_THE_DESK
        and network in one.networks
        and one.suspended_at is None
        and not one.invited
    )


def turns(shifts: Iterable[Shift], first: date, last: date) -> tuple[Turn, ...]:
    """The turns that begin on the days from ``first`` through ``last``, in order."""
    found = [
        Turn(one, day, moment_of(day, one.begins), moment_of(day, one.ends, late=True))
        for one in shifts
        for day in _days(one, first, last)
    ]
    return tuple(sorted(found, key=lambda turn: (turn.begins, turn.ends, turn.shift.id)))


def under_way(shifts: Iterable[Shift], now: datetime) -> tuple[Turn, ...]:
    """The turns that go on at this moment."""
    today = now.astimezone(ROME).date()
    found = turns(shifts, today - _DAY, today)
    return tuple(one for one in found if one.begins <= now < one.ends)


def over_at(shift: Shift) -> datetime | None:
    """When the last turn of a shift ends; None where it goes on and on."""
    if not shift.weekly:
        return moment_of(shift.day, shift.ends, late=True)
    return None if shift.last is None else moment_of(shift.last, shift.ends, late=True)


def moment_of(day: date, minute: int, *, late: bool = False) -> datetime:
    """The moment of a minute of a day in Milan, in UTC.

    An hour that the clock shows twice begins with the first and, where something ends (``late``),
    ends with the second; one that it leaves out is the moment at which it goes on.
    """
    ahead, within = divmod(minute, DAY_MINUTES)
    there = datetime.combine(day + ahead * _DAY, time(within // 60, within % 60), ROME)
    first, second = there.astimezone(UTC), there.replace(fold=1).astimezone(UTC)
    return max(first, second) if late else first


def end_of(day: date) -> datetime:
    """The midnight at which that day ends in Milan."""
    return moment_of(day, DAY_MINUTES)


def published(timetable: Timetable, begins: datetime, ends: datetime) -> tuple[Stretch, ...]:
    """The hours that a timetable publishes between two moments."""
    day, last = begins.astimezone(ROME).date() - _DAY, ends.astimezone(ROME).date()
    found: list[Stretch] = []
    while day <= last:
        for span in spans_on(timetable, day):
            opens = max(begins, moment_of(day, span.begins))
            closes = min(ends, moment_of(day, span.ends, late=True))
            if opens < closes:
                found.append(Stretch(opens, closes))
        day += _DAY
    return joined(found)


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same time in order, with what touches as one."""
    found: list[Stretch] = []
    for one in sorted(stretches, key=lambda each: (each.begins, each.ends)):
        if found and one.begins <= found[-1].ends:
            found[-1] = Stretch(found[-1].begins, max(found[-1].ends, one.ends))
        else:
            found.append(one)
    return tuple(found)


def without(of: Sequence[Stretch], gone: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What is left of some time without other time; both in order, none touching the next."""
    left: list[Stretch] = []
    for one in of:
        begins = one.begins
        for other in gone:
            if other.ends <= begins or other.begins >= one.ends:
                continue
            if begins < other.begins:
                left.append(Stretch(begins, other.begins))
            begins = max(begins, other.ends)
        if begins < one.ends:
            left.append(Stretch(begins, one.ends))
    return tuple(left)


def newly_open(before: Plan, after: Plan, now: datetime) -> tuple[Stretch, ...]:
    """The holes that a change makes within what is promised. Those that stood there already, since
    somebody left for example, are named elsewhere and stop nobody from mending the rest."""
    if after.rota.until is None:
        return ()
    there = after.holes(now, end_of(after.rota.until))
    stood = () if before.rota.until is None else before.holes(now, end_of(before.rota.until))
    return without(there, stood)


def is_sound(shift: Shift, now: datetime) -> bool:
    """Whether a shift can be planned so: not over, not too far away, and of a bearable length."""
    today = now.astimezone(ROME).date()
    return (
        0 <= shift.begins < DAY_MINUTES
        and SHORTEST <= shift.ends - shift.begins <= LONGEST
        and today - _DAY <= shift.day <= today + FURTHEST
        and (shift.last is None or (shift.weekly and shift.last >= shift.day))
        and moment_of(shift.day, shift.ends, late=True) > now
    )


def is_twice(shift: Shift, others: Iterable[Shift]) -> bool:
    """Whether its person would be planned twice at the same time in this network."""
    first, last = shift.day, shift.day + FURTHEST
    own = [one for one in others if one.account == shift.account and one.id != shift.id]
    planned = joined(Stretch(one.begins, one.ends) for one in turns(own, first - _DAY, last + _DAY))
    mine = joined(Stretch(one.begins, one.ends) for one in turns([shift], first, last))
    return without(mine, planned) != mine


def taken_out(shift: Shift, day: date, *, onwards: bool) -> Shift | None:
    """The shift without its turn of that day, or without all from that day on; None: nothing of it
    is left."""
    if not shift.weekly:
        return None
    if onwards:
        return replace(shift, last=day - _DAY) if day > shift.day else None
    if day == shift.last == shift.day:
        return None
    return replace(shift, without=shift.without | {day})


def has_turn(shift: Shift, day: date) -> bool:
    """Whether the shift has a turn that begins on that day."""
    return day in _days(shift, day, day)


def network_shifts(rota: Rota, changed: Collection[Shift], gone: str = "") -> Rota:
    """The rota with these shifts, new or changed, and without the one that is gone."""
    ids = {one.id for one in changed} | {gone}
    kept = (one for one in rota.shifts if one.id not in ids)
    return replace(rota, shifts=tuple(sorted((*kept, *changed), key=lambda one: one.id)))


def _days(shift: Shift, first: date, last: date) -> Iterator[date]:
    """The days of its turns from ``first`` through ``last``."""
    day = shift.day
    if shift.weekly and day < first:
        day += _WEEK * -((day - first) // _WEEK)
    until = min(last, shift.last or last) if shift.weekly else min(last, shift.day)
    while day <= until:
        if day >= first and day not in shift.without:
            yield day
        day += _WEEK
