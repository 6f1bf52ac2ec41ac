"""Calendars and bookings between the JSON of the API and the values of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from admin.calendar import schema
from bot.appointments.booking import Booking, Waiting
from bot.appointments.calendar import Calendar, Exceptional, Window
from bot.appointments.desk import Source
from bot.appointments.slots import ROME, Stretch, Taken, stretches
from bot.calendar.timetable import is_holiday

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def calendar_of(id: str, body: schema.CalendarBody) -> Calendar:
    """The calendar that a body asks for; it may be one that cannot be."""
    return Calendar(
        id=id,
        agency=body.agency,
        kind=body.kind,
        name=body.name.strip(),
        who=body.who.strip(),
        duty_to_report=body.duty_to_report,
        place=body.place.strip(),
        weekly=tuple(map(_window, body.weekly)),
        exceptions=tuple(
            Exceptional(one.first, one.last, tuple(map(_window, one.windows)))
            for one in body.exceptions
        ),
        serves=frozenset(body.serves),
        needs=frozenset(body.needs),
        minutes=body.minutes,
        pause=body.pause,
        notice=body.notice_hours * _HOUR,
        notice_needs=body.notice_needs_hours * _HOUR,
        ahead=body.ahead_days * _DAY,
        open=body.open,
        holidays=body.holidays,
    )


def body_of(calendar: Calendar) -> schema.CalendarBody:
    """What a calendar is, as it is asked for."""
    return schema.CalendarBody.model_validate(
        {
            "agency": calendar.agency,
            "kind": calendar.kind,
            "name": calendar.name,
            "who": calendar.who,
            "duty_to_report": calendar.duty_to_report,
            "place": calendar.place,
            "weekly": [_window_body(one) for one in calendar.weekly],
            "exceptions": [
                {
                    "first": one.first,
                    "last": one.last,
                    "windows": [_window_body(window) for window in one.windows],
                }
                for one in calendar.exceptions
            ],
            "serves": sorted(calendar.serves),
            "needs": sorted(calendar.needs),
            "minutes": calendar.minutes,
            "pause": calendar.pause,
            "notice_hours": calendar.notice // _HOUR,
            "notice_needs_hours": calendar.notice_needs // _HOUR,
            "ahead_days": calendar.ahead // _DAY,
            "open": calendar.open,
            "holidays": calendar.holidays,
        }
    )


def booking(one: Booking) -> schema.Booking:
    """A booking as an agency sees it."""
    return schema.Booking(
        id=one.id,
        calendar=one.calendar,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        state=one.state,
        until=one.until,
        room=one.room,
        number=one.number,
        word=one.word,
        language=one.language,
        need=one.need,
        woman=one.woman,
        moved=one.moved,
        acknowledged=one.acknowledged_at is not None,
    )


def days(first: date, count: int, calendars: Sequence[Calendar]) -> list[schema.Day]:
    """Some days in Milan, with when these calendars receive on each."""
    all_days = (first + nth * _DAY for nth in range(count))
    return [
        schema.Day(
            day=day,
            begins_at=midnight(day),
            ends_at=midnight(day + _DAY),
            holiday=is_holiday(day),
            hours=[_hours(one, part) for one in calendars for part in stretches(one, day)],
        )
        for day in all_days
    ]


def midnight(day: date) -> datetime:
    """The moment at which a day begins in Milan, in UTC."""
    return datetime.combine(day, time(), ROME).astimezone(UTC)


def _hours(calendar: Calendar, part: Stretch) -> schema.OpenHours:
    return schema.OpenHours(
        calendar=calendar.id,
        opens_at=part.opens_at,
        closes_at=part.closes_at,
        capacity=part.window.capacity,
        room=part.window.room,
        women=calendar.by_women(part.window),
    )


def busy(taken: Iterable[Taken]) -> list[schema.BusyTime]:
    """Of what is taken, when the agencies themselves are busy."""
    return [
        schema.BusyTime(calendar=one.calendar, starts_at=one.starts_at, ends_at=one.ends_at)
        for one in taken
        if one.whole
    ]


def waiting(one: Waiting) -> schema.Waiting:
    """Somebody who waits, without who she is or where."""
    return schema.Waiting.model_validate(
        {
            "id": one.id,
            "kind": one.kind,
            "since": one.since,
            "until": one.until,
            "need": one.need,
            "woman": one.woman,
            "told": one.told is not None,
        }
    )


def source(one: Source) -> schema.Source:
    """A source: of its address only the host."""
    host = urlsplit(one.url).hostname or "" if one.kind == "address" else ""
    return schema.Source.model_validate(
        {
            "id": one.id,
            "kind": one.kind,
            "host": host,
            "read_at": one.read_at,
            "problem": one.problem,
            "count": one.count,
        }
    )


def _window(body: schema.Window) -> Window:
    return Window(
        body.weekday, body.opens, body.closes, body.capacity, body.room.strip(), body.women
    )


def _window_body(one: Window) -> dict[str, object]:
    return {
        "weekday": one.weekday,
        "opens": one.opens,
        "closes": one.closes,
        "capacity": one.capacity,
        "room": one.room,
        "women": one.women,
    }
