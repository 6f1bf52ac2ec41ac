"""Appointments as an agency sees them: what it may note, and where its busy times come from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.appointments.booking import MARKED, Booking
from bot.messages import Channel
from bot.safety.contract import Contract

Refusal = Literal["early", "over"]
"""Why something cannot be noted of a booking: it is still to come, or it is over."""


@dataclass(frozen=True, slots=True)
class BookingTicket:
    """A booking, and what she allows about being contacted on the channel that she writes on."""

    booking: Booking
    contract: Contract | None = None
    channel: Channel = Channel.WEB


@dataclass(frozen=True, slots=True)
class Source:
    """Where busy times are read from: an ``address``, or a ``file`` that was brought once.

    ``problem`` is a code of ``busy.CalendarTextError`` or of whoever fetches; empty: none.
    ``count``: busy times that it says.
    """

    id: str
    calendar: str
    kind: str
    url: str = field(default="", repr=False)
    read_at: datetime | None = None
    problem: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """An address that is to be read now."""

    id: str
    url: str = field(repr=False)


def mark_refusal(booking: Booking, now: datetime) -> Refusal | None:
    """Why nobody may note yet, or any more, whether she came."""
    if booking.state != "booked" and booking.state not in MARKED:
        return "over"
    return "early" if now < booking.starts_at else None


def marked(booking: Booking, *, came: bool) -> Booking:
    """The booking with that noted; it may be corrected."""
    return replace(booking, state="came" if came else "missed")


def call_off_refusal(booking: Booking, now: datetime) -> Refusal | None:
    """Why it cannot be called off: it is over, or was before."""
    return None if booking.is_ahead(now) else "over"
