"""Busy times out of somebody else's iCalendar text (RFC 5545), which may be broken or hostile.

Only when is read: titles, places and people are never looked at. Everything is bounded before it
is done: the size of the text, the number of events, the periods that a repetition is followed
through, and the moments that come out of it. Zones are taken by name out of our own table: those
that a file describes itself can repeat without end, and are cut out before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar as Ics

from bot.appointments.repeating import Repeating, RuleError, read_rule, starts
from bot.appointments.slots import ROME

LARGEST = 1_000_000
"""Bytes of a text that is read."""

MOST_EVENTS = 5_000
MOST_MOMENTS = 20_000
LONGEST = timedelta(days=400)
_ZONES = re.compile(rb"^BEGIN:VTIMEZONE\b.*?^END:VTIMEZONE[ \t]*(?:\r?\n|\Z)", re.M | re.S | re.I)
_ALARMS = re.compile(rb"^BEGIN:VALARM\b.*?^END:VALARM[ \t]*(?:\r?\n|\Z)", re.M | re.S | re.I)


class CalendarTextError(ValueError):
    """The text cannot be read: the code says why (``large``, ``broken``, ``many``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch of time, in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says: busy times in order, melted where they touch, and how many events could
    not be understood (of a repetition of those the first time counts)."""

    busy: tuple[Busy, ...]
    events: int
    strange: int = 0


def read_busy(raw: bytes, begins: datetime, ends: datetime) -> Read:
    """The busy times between two moments. Raises ``CalendarTextError``."""
    if len(raw) > LARGEST:
        raise CalendarTextError("large")
    if raw.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise CalendarTextError("many")
    try:
        calendars = Ics.from_ical(_ALARMS.sub(b"", _ZONES.sub(b"", _decoded(raw))), multiple=True)
        events = [event for one in calendars for event in one.walk("VEVENT")]
    except Exception:  # noqa: BLE001 - whatever the library meets in it, the remedy is the same
        raise CalendarTextError("broken") from None
    if not calendars:
        raise CalendarTextError("broken")
    found: list[Busy] = []
    strange = 0
    moved = _moved(events)
    for event in events:
        try:
            for one in _times(event, moved, begins, ends):
                found.append(one)
                if len(found) > MOST_MOMENTS:
                    raise CalendarTextError("many")
        except _StrangeError as odd:
            strange += 1
            found.extend(odd.first)
        except CalendarTextError:
            raise
        except Exception:  # noqa: BLE001 - one event that no rule foresaw is one that is not read
            strange += 1
    return Read(tuple(_melted(found)), len(events), strange)


class _StrangeError(Exception):
    def __init__(self, first: list[Busy]) -> None:
        super().__init__("strange")
        self.first = first


def _decoded(raw: bytes) -> bytes:
    """UTF-8 without a mark; UTF-16 and Latin-1, which desk programs still write, become it."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace").encode()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1").encode()
    return raw


def _moved(events: list[Any]) -> dict[str, set[datetime]]:
    """Uid -> moments of a repetition that an event of its own stands for."""
    found: dict[str, set[datetime]] = {}
    for event in events:
        replaced = event.get("RECURRENCE-ID")
        at = getattr(replaced, "dt", None)
        if isinstance(at, date):
            found.setdefault(str(event.get("UID", "")), set()).add(_moment(at))
    return found


def _times(
    event: Any, moved: dict[str, set[datetime]], begins: datetime, ends: datetime
) -> Iterator[Busy]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return
    start = event.decoded("DTSTART")
    length = _length(event, start)
    if not timedelta() < length <= LONGEST:
        raise _StrangeError([])
    left_out = _left_out(event)
    if event.get("RECURRENCE-ID") is None:
        left_out |= moved.get(str(event.get("UID", "")), set())
    wall = _wall(start)
    rule = event.get("RRULE")
    try:
        repeating = read_rule(rule) if rule is not None else Repeating()
    except RuleError:
        first = Busy(_moment(start), _moment(start) + length)
        raise _StrangeError([first] if _meets(first, begins, ends) else []) from None
    for each in starts(wall, repeating, _wall(ends)):
        at = _moment(each if isinstance(start, datetime) else each.date(), start)
        one = Busy(at, at + length)
        if at not in left_out and _meets(one, begins, ends):
            yield one
    for extra in _dates(event.get("RDATE")):
        one = Busy(_moment(extra), _moment(extra) + length)
        if _meets(one, begins, ends):
            yield one


def _length(event: Any, start: date) -> timedelta:
    if event.get("DTEND") is not None:
        return _moment(event.decoded("DTEND"), start) - _moment(start)
    if event.get("DURATION") is not None:
        length = event.decoded("DURATION")
        return length if isinstance(length, timedelta) else timedelta()
    return timedelta(hours=1) if isinstance(start, datetime) else timedelta(days=1)


def _left_out(event: Any) -> set[datetime]:
    return {_moment(one) for one in _dates(event.get("EXDATE"))}


def _dates(given: Any) -> Iterator[Any]:
    """The moments of EXDATE or RDATE, however often the line stands there."""
    if given is None:
        return
    for part in given if isinstance(given, list) else [given]:
        for one in part.dts[:MOST_MOMENTS]:
            value = one.dt
            yield value[0] if isinstance(value, tuple) else value


def _wall(moment: date) -> datetime:
    """What the clocks show that the repetition follows, without a zone."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())


def _moment(at: date, like: date | None = None) -> datetime:
    """The moment in UTC; what has no zone, and whole days, are meant in Milan."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time(), ROME).astimezone(UTC)
    zone = at.tzinfo or (like.tzinfo if isinstance(like, datetime) else None) or ROME
    return at.replace(tzinfo=zone).astimezone(UTC)


def _meets(one: Busy, begins: datetime, ends: datetime) -> bool:
    return one.starts_at < ends and begins < one.ends_at


def _melted(found: list[Busy]) -> Iterator[Busy]:
    """The same time with as few stretches as can be."""
    last: Busy | None = None
    for one in sorted(found, key=lambda each: (each.starts_at, each.ends_at)):
        if last is None:
            last = one
        elif one.starts_at <= last.ends_at:
            last = Busy(last.starts_at, max(last.ends_at, one.ends_at))
        else:
            yield last
            last = one
    if last is not None:
        yield last
