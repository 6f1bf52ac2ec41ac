"""Calendars and what is hers of a booking as plain JSON and back, spelled out field by field.

What an older version stored must still be read: add fields with ``get`` and a default, never
rename.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.appointments.booking import Booking, Waiting
from bot.appointments.calendar import Calendar, Exceptional, Window
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.storage.appointment_tables import calendars
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms, to_ms_or_none
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal


def calendar_to_plain(calendar: Calendar) -> dict[str, Any]:
    """A calendar as JSON holds it."""
    return {
        "name": calendar.name,
        "who": calendar.who,
        "duty": calendar.duty_to_report,
        "place": calendar.place,
        "weekly": [_window_to_plain(one) for one in calendar.weekly],
        "exceptions": [
            {
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "windows": [_window_to_plain(window) for window in one.windows],
            }
            for one in calendar.exceptions
        ],
        "serves": sorted(calendar.serves),
        "needs": sorted(calendar.needs),
        "minutes": calendar.minutes,
        "pause": calendar.pause,
        "notice": _minutes(calendar.notice),
        "notice_needs": _minutes(calendar.notice_needs),
        "ahead": _minutes(calendar.ahead),
        "holidays": calendar.holidays,
    }


def calendar_of(row: Any, keys: Keyring) -> Calendar:
    """The calendar of a row."""
    plain = load(unseal(keys, calendars.c.sealed, row))
    return Calendar(
        id=row.id,
        agency=row.agency,
        kind=row.kind,
        open=bool(row.open),
        name=plain["name"],
        who=plain["who"],
        duty_to_report=plain["duty"],
        place=plain["place"],
        weekly=tuple(_window_from_plain(one) for one in plain["weekly"]),
        exceptions=tuple(
            Exceptional(
                date.fromisoformat(one["first"]),
                date.fromisoformat(one["last"]),
                tuple(_window_from_plain(window) for window in one["windows"]),
            )
            for one in plain["exceptions"]
        ),
        serves=frozenset(plain["serves"]),
        needs=frozenset(plain["needs"]),
        minutes=plain["minutes"],
        pause=plain["pause"],
        notice=timedelta(minutes=plain["notice"]),
        notice_needs=timedelta(minutes=plain["notice_needs"]),
        ahead=timedelta(minutes=plain["ahead"]),
        holidays=plain.get("holidays", False),
    )


def calendar_row(calendar: Calendar, keys: Keyring, version: int) -> Cells:
    """The row of a calendar, without its feed."""
    plain = dump(calendar_to_plain(calendar))
    return {
        "id": calendar.id,
        "agency": calendar.agency,
        "kind": calendar.kind,
        "open": int(calendar.open),
        "version": version,
        "sealed": seal(keys, calendars.c.sealed, plain, calendar.id),
    }


def booking_of(row: Any, key: Sealer) -> Booking:
    """The booking of a row."""
    plain = load(key.unseal("bookings", "sealed", row.id, row.sealed))
    return Booking(
        id=row.id,
        conversation=row.conversation,
        calendar=row.calendar,
        agency=row.agency,
        starts_at=from_ms(row.starts_at),
        ends_at=from_ms(row.ends_at),
        state=row.state,
        made_at=from_ms(row.made_at),
        forget_at=from_ms(row.forget_at),
        since=row.since,
        language=plain["language"],
        until=from_ms_or_none(row.until),
        room=row.room,
        number=plain["number"],
        word=plain["word"],
        need=plain["need"],
        woman=plain["woman"],
        instead=plain["instead"],
        moved=plain.get("moved", False),
        acknowledged_at=from_ms_or_none(row.acknowledged_at),
    )


def booking_row(booking: Booking, key: Sealer) -> Cells:
    """The row of a booking."""
    plain = {
        "language": booking.language,
        "number": booking.number,
        "word": booking.word,
        "need": booking.need,
        "woman": booking.woman,
        "instead": booking.instead,
        "moved": booking.moved,
    }
    return {
        "id": booking.id,
        "conversation": booking.conversation,
        "calendar": booking.calendar,
        "agency": booking.agency,
        "starts_at": to_ms(booking.starts_at),
        "ends_at": to_ms(booking.ends_at),
        "state": booking.state,
        "until": to_ms_or_none(booking.until),
        "made_at": to_ms(booking.made_at),
        "forget_at": to_ms(booking.forget_at),
        "since": booking.since,
        "room": booking.room,
        "acknowledged_at": to_ms_or_none(booking.acknowledged_at),
        "sealed": key.seal("bookings", "sealed", booking.id, dump(plain)),
    }


def waiting_of(row: Any, key: Sealer) -> Waiting:
    """The place on a waiting list of a row."""
    plain = load(key.unseal("waiting_list", "sealed", row.id, row.sealed))
    return Waiting(
        id=row.id,
        conversation=row.conversation,
        kind=row.kind,
        town=plain["town"],
        network=plain["network"],
        since=from_ms(row.since),
        until=from_ms(row.until),
        need=plain["need"],
        woman=plain["woman"],
        agencies=tuple(plain["agencies"]),
        told=from_ms_or_none(row.told_at),
    )


def waiting_row(waiting: Waiting, key: Sealer) -> Cells:
    """The row of a place on a waiting list."""
    plain = {
        "town": waiting.town,
        "network": waiting.network,
        "need": waiting.need,
        "woman": waiting.woman,
        "agencies": list(waiting.agencies),
    }
    return {
        "id": waiting.id,
        "conversation": waiting.conversation,
        "kind": waiting.kind,
        "since": to_ms(waiting.since),
        "until": to_ms(waiting.until),
        "told_at": to_ms_or_none(waiting.told),
        "sealed": key.seal("waiting_list", "sealed", waiting.id, dump(plain)),
    }


def _window_to_plain(window: Window) -> list[Any]:
    return [
        window.weekday,
        window.opens,
        window.closes,
        window.capacity,
        window.room,
        window.women,
    ]


def _window_from_plain(plain: list[Any]) -> Window:
    return Window(*plain)


def _minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)
