"""Bookings as an iCalendar feed (RFC 5545): when, and one neutral title. Nothing of hers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar as Ics
from icalendar import Event

from bot.appointments.booking import Booking

TITLE = "Appuntamento"
"""What stands in an agency's own calendar: on shared screens, telephones and lock screens."""

FEED_BACK = timedelta(days=2)
FEED_AHEAD = timedelta(days=92)


def feed(bookings: Iterable[Booking], now: datetime, title: str = TITLE) -> bytes:
    """The feed of these bookings; held moments are not in it, freed ones are gone from it."""
    calendar = Ics()
    calendar.add("prodid", "-//Filo//calendario//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(minutes=15), parameters={"value": "DURATION"})
    for one in sorted(bookings, key=lambda each: (each.starts_at, each.id)):
        if one.takes_place(now) and one.state != "held":
            calendar.add_component(_event(one, now, title))
    return bytes(calendar.to_ical())


def _event(booking: Booking, now: datetime, title: str) -> Event:
    event = Event()
    # Not the booking's own id: what an agency's calendar keeps leads to nothing here.
    event.add("uid", f"{sha256(booking.id.encode()).hexdigest()[:24]}@filo")
    event.add("summary", title)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("dtstamp", now)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    return event
