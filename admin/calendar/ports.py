"""What the calendar's routes need of the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.appointments.booking import Booking, Waiting
from bot.appointments.busy import Busy
from bot.appointments.calendar import Calendar
from bot.appointments.desk import BookingTicket, Source
from bot.appointments.slots import Taken


class Calendars(Protocol):
    """Calendars and bookings, always within some agencies: nothing else exists."""

    async def all(self, agencies: Sequence[str]) -> Sequence[Calendar]:
        """The calendars of these agencies, closed ones too."""

    async def one(self, agencies: Sequence[str], id: str) -> Calendar | None:
        """One of these, or None."""

    async def put(self, calendar: Calendar, now: datetime) -> None:
        """The calendar is so from now on."""

    async def bookings(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Booking]:
        """What was booked there between these moments, in order of time. Of what is only held, and
        of what she cancelled, no more than when."""

    async def of_conversation(
        self, agencies: Sequence[str], conversation: str, now: datetime
    ) -> Sequence[Booking]:
        """What a woman has, had or cancelled with these agencies, in order of time."""

    async def taken(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Taken]:
        """What is taken there between these moments: bookings, holds that last, busy times."""

    async def booking(self, agencies: Sequence[str], id: str) -> BookingTicket | None:
        """One booking with what she allows about being contacted, or None."""

    async def mark(self, booking: Booking) -> None:
        """Whether she came, and whether the agency has read how she may be contacted."""

    async def waiting(self, agencies: Sequence[str], now: datetime) -> Sequence[Waiting]:
        """Who waits for a moment there."""

    async def waits(self, agencies: Sequence[str], id: str, now: datetime) -> Waiting | None:
        """One who waits there, or None."""

    async def set_feed(self, id: str, token: str | None) -> None:
        """The feed has this secret in its address; None: no feed."""

    async def has_feed(self, id: str) -> bool:
        """Whether somebody may subscribe to it."""

    async def feed(self, token: str, begins: datetime, ends: datetime) -> Sequence[Booking] | None:
        """The bookings of the calendar with this secret, in outline; None: nobody has it."""

    async def sources(self, calendar: str) -> Sequence[Source]:
        """Where its busy times are read from."""

    async def add_source(self, source: Source, now: datetime) -> None:
        """An address that is read from now on, or a file."""

    async def drop_source(self, calendar: str, id: str) -> bool:
        """It is read no longer. Whether there was one."""

    async def set_busy(
        self, source: str, busy: Sequence[Busy], now: datetime, due: datetime
    ) -> None:
        """What a source says now."""


class Addresses(Protocol):
    """Which addresses may be read."""

    def may(self, url: str) -> bool:
        """Whether an address may be listed."""
