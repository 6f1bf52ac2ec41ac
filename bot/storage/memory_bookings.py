"""Appointments in memory: keeps the same contract as ``sql_bookings``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.appointments.booking import Booking, Waiting
from bot.appointments.calendar import Calendar
from bot.appointments.slots import Taken
from bot.storage.changes import Change


class MemoryBookings:
    """Calendars, bookings, waiting lists and busy times, by id."""

    def __init__(self) -> None:
        self.calendars: dict[str, Calendar] = {}
        self.bookings: dict[str, Booking] = {}
        self.waiting: dict[str, Waiting] = {}
        self.busy: list[Taken] = []

    def save(self, conversation: str, change: Change) -> tuple[str, ...]:
        """What a batch arranged. The ids of bookings that hold no longer, and remind nobody."""
        if change.taken_back is not None:
            self.drop(conversation)
        elif change.wiped_from is not None:
            self.drop(conversation, change.wiped_from)
        off = []
        for id, one in change.arranged.items():
            if isinstance(one, Waiting):
                self.waiting[id] = one
                continue
            self.bookings[id] = one
            if one.state not in ("held", "booked"):
                off.append(id)
        return tuple(off)

    def drop(self, conversation: str, since: int | None = None) -> None:
        """Forget what is a conversation's, or what was made in it from that seq on."""
        self.bookings = {
            id: one
            for id, one in self.bookings.items()
            if one.conversation != conversation or (since is not None and one.since < since)
        }
        self.waiting = {
            id: one for id, one in self.waiting.items() if one.conversation != conversation
        }

    def of(self, conversation: str) -> list[Booking]:
        """Everything of a conversation, in order of time."""
        own = (one for one in self.bookings.values() if one.conversation == conversation)
        return sorted(own, key=lambda one: (one.starts_at, one.id))

    def kept(self, conversation: str, now: datetime) -> tuple[Booking, ...]:
        """Those for which she must still be able to come back."""
        return tuple(
            one
            for one in self.of(conversation)
            if one.state not in ("held", "cancelled") and one.forget_at > now
        )

    def due(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """(conversation id, waiting id) of those who were not told yet."""
        due = [one for one in self.waiting.values() if one.told is None and now < one.until]
        due.sort(key=lambda one: (one.since, one.id))
        return [(one.conversation, one.id) for one in due[:limit]]

    def sweep(self, now: datetime) -> int:
        """Destroy what is past its time. How many."""
        before = len(self.bookings) + len(self.waiting)
        self.bookings = {id: one for id, one in self.bookings.items() if one.forget_at > now}
        self.waiting = {id: one for id, one in self.waiting.items() if one.until > now}
        return before - len(self.bookings) - len(self.waiting)


class MemoryBook:
    """What ``MemoryBatch.book`` gives (``conversation.booking_ports.Book``)."""

    def __init__(self, kept: MemoryBookings) -> None:
        self._kept = kept
        self._arranged: dict[str, Booking] = {}
        self._waiting: dict[str, Waiting] = {}

    async def calendars(self, kind: str) -> Sequence[Calendar]:
        """The open calendars of a kind, in order of their ids."""
        found = (one for one in self._kept.calendars.values() if one.open and one.kind == kind)
        return sorted(found, key=lambda one: one.id)

    async def calendar(self, id: str) -> Calendar | None:
        """One calendar, open or not."""
        return self._kept.calendars.get(id)

    async def lock(self, agency: str) -> None:
        """Nobody else is at work while a batch is."""

    async def taken(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Taken]:
        """What is taken there between these moments: bookings, holds that last, busy times."""
        own = {**self._kept.bookings, **self._arranged}
        found = [one.taken for one in own.values() if one.takes_place(now)] + self._kept.busy
        return [
            one
            for one in found
            if one.agency in agencies and one.starts_at < ends and one.ends_at > begins
        ]

    async def bookings(self, conversation: str) -> Sequence[Booking]:
        """Everything of a conversation, whatever its state, in order of time."""
        own = {one.id: one for one in self._kept.of(conversation)}
        own |= {id: one for id, one in self._arranged.items() if one.conversation == conversation}
        return sorted(own.values(), key=lambda one: (one.starts_at, one.id))

    async def waiting(self, id: str) -> Waiting | None:
        """A place on a waiting list, or None."""
        return self._waiting.get(id) or self._kept.waiting.get(id)

    def arrange(self, what: Booking | Waiting) -> None:
        """It will be so when this batch ends."""
        if isinstance(what, Booking):
            self._arranged[what.id] = what
        else:
            self._waiting[what.id] = what
