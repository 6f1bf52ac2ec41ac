"""What turns need of calendars and bookings, within the transaction of their batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.appointments.booking import Booking, Waiting
from bot.appointments.calendar import Calendar
from bot.appointments.slots import Taken


class Book(Protocol):
    """Calendars, what is taken in them, and what is hers.

    What earlier turns of the batch arranged (``arrange``) is seen by later ones.
    """

    async def calendars(self, kind: str) -> Sequence[Calendar]:
        """The open calendars of a kind, in order of their ids."""

    async def calendar(self, id: str) -> Calendar | None:
        """One calendar, open or not."""

    async def lock(self, agency: str) -> None:
        """Until the transaction ends nobody else books with that agency."""

    async def taken(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Taken]:
        """What is taken there between these moments: bookings, holds that last, busy times."""

    async def bookings(self, conversation: str) -> Sequence[Booking]:
        """Everything of a conversation, whatever its state, in order of time."""

    async def waiting(self, id: str) -> Waiting | None:
        """A place on a waiting list, or None."""

    def arrange(self, what: Booking | Waiting) -> None:
        """It will be so when this transaction is written."""
