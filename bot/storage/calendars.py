"""Calendars as the staff sees them: every query carries the agencies that exist for the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.appointments.booking import Booking, Waiting
from bot.appointments.busy import Busy
from bot.appointments.calendar import Calendar
from bot.appointments.desk import BookingTicket, Due, Source
from bot.appointments.slots import Taken
from bot.crypto.index import Hashes
from bot.crypto.keys import Keyring
from bot.storage.appointment_plain import booking_of, calendar_of, calendar_row, waiting_of
from bot.storage.appointment_tables import (
    bookings,
    busy_times,
    calendar_sources,
    calendars,
    waiting_list,
)
from bot.storage.desk import DeskStore
from bot.storage.plain import from_ms, from_ms_or_none, to_ms
from bot.storage.rows import conversation_of
from bot.storage.sealed import seal, unseal
from bot.storage.sql_bookings import taken_in
from bot.storage.tables import conversations

MOST = 2_000
KNOWN = ("booked", "came", "missed", "called_off")
"""States in which an agency knows by which number she comes."""

_AGREED = bookings.c.state.in_(KNOWN) | (
    (bookings.c.state == "cancelled") & (bookings.c.forget_at > bookings.c.ends_at)
)
"""Bookings to which she said yes once, those that she cancelled too."""

LEASE = timedelta(minutes=5)
"""A source that is being read is nobody else's to read for so long."""


class SqlCalendars:
    """Calendars, bookings and busy times in the database (``admin.calendar.ports.Calendars``)."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._keys: Keyring = store.keys

    async def all(self, agencies: Sequence[str]) -> Sequence[Calendar]:
        """The calendars of these agencies, closed ones too."""
        query = (
            select(calendars).where(calendars.c.agency.in_(list(agencies))).order_by(calendars.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [calendar_of(row, self._keys) for row in rows]

    async def one(self, agencies: Sequence[str], id: str) -> Calendar | None:
        """One of these, or None."""
        return next((one for one in await self.all(agencies) if one.id == id), None)

    async def put(self, calendar: Calendar, now: datetime) -> None:
        """The calendar is so from now on. What was booked stays booked."""

        def work(connection: Connection) -> None:
            mine = calendars.c.id == calendar.id
            known = connection.execute(select(calendars.c.version).where(mine).with_for_update())
            version = known.scalar()
            newer = max(to_ms(now), (version or 0) + 1)
            row = calendar_row(calendar, self._keys, newer)
            if version is None:
                connection.execute(insert(calendars).values(row))
            else:
                connection.execute(update(calendars).where(mine).values(row))

        await self._store.write(work)

    async def bookings(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Booking]:
        """What was booked there between these moments, in order of time. Of what is only held, and
        of what she cancelled, no more than when."""
        return await self._read(
            bookings.c.agency.in_(list(agencies)),
            bookings.c.starts_at >= to_ms(begins),
            bookings.c.starts_at < to_ms(ends),
            now=now,
        )

    async def of_conversation(
        self, agencies: Sequence[str], conversation: str, now: datetime
    ) -> Sequence[Booking]:
        """What a woman has, had or cancelled with these agencies, in order of time."""
        mine = bookings.c.agency.in_(list(agencies))
        return await self._read(mine, bookings.c.conversation == conversation, now=now)

    async def _read(self, *terms: ColumnElement[bool], now: datetime) -> list[Booking]:
        lasts = (bookings.c.state == "held") & (bookings.c.until > to_ms(now))
        query = (
            select(bookings, conversations.c.sealed_key)
            .join(conversations, conversations.c.id == bookings.c.conversation)
            .where(*terms, _AGREED | lasts)
            .order_by(bookings.c.starts_at, bookings.c.id)
            .limit(MOST)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [self._opened(row) if row.state in KNOWN else _outline(row) for row in rows]

    async def taken(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Taken]:
        """What is taken there between these moments: bookings, holds that last, busy times."""
        return await self._store.read(
            lambda connection: taken_in(connection, agencies, begins, ends, now)
        )

    async def booking(self, agencies: Sequence[str], id: str) -> BookingTicket | None:
        """One booking with what she allows about being contacted, or None."""
        query = select(bookings).where(
            bookings.c.id == id,
            bookings.c.agency.in_(list(agencies)),
            bookings.c.state.in_(KNOWN),
        )

        def work(connection: Connection) -> BookingTicket | None:
            row = connection.execute(query).first()
            if row is None:
                return None
            talk = connection.execute(
                select(conversations).where(conversations.c.id == row.conversation)
            ).first()
            if talk is None:
                return None
            key = self._keys.data_key(talk.id, talk.sealed_key)
            conversation = conversation_of(talk, key)
            channel = conversation.address.channel
            return BookingTicket(booking_of(row, key), conversation.contract, channel)

        return await self._store.read(work)

    async def mark(self, booking: Booking) -> None:
        """Whether she came, and whether the agency has read how she may be contacted."""
        seen = booking.acknowledged_at
        change = (
            update(bookings)
            .where(bookings.c.id == booking.id, bookings.c.state.in_(("booked", "came", "missed")))
            .values(state=booking.state, acknowledged_at=None if seen is None else to_ms(seen))
        )
        await self._store.write(lambda connection: connection.execute(change))

    async def waits(self, agencies: Sequence[str], id: str, now: datetime) -> Waiting | None:
        """One who waits there, or None."""
        return next((one for one in await self.waiting(agencies, now) if one.id == id), None)

    async def waiting(self, agencies: Sequence[str], now: datetime) -> Sequence[Waiting]:
        """Who waits for a moment there, the longest waiting first."""
        query = (
            select(waiting_list, conversations.c.sealed_key)
            .join(conversations, conversations.c.id == waiting_list.c.conversation)
            .where(waiting_list.c.until > to_ms(now))
            .order_by(waiting_list.c.since, waiting_list.c.id)
            .limit(MOST)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        keyed = ((row, self._keys.data_key(row.conversation, row.sealed_key)) for row in rows)
        found = [waiting_of(row, key) for row, key in keyed]
        return [one for one in found if set(one.agencies) & set(agencies)]

    def _opened(self, row: Row[Any]) -> Booking:
        return booking_of(row, self._keys.data_key(row.conversation, row.sealed_key))

    # --- feeds out --------------------------------------------------------------------------

    async def set_feed(self, id: str, token: str | None) -> None:
        """The feed of a calendar has this secret in its address, and no other; None: no feed."""
        hashed = self._feed_hashes(token)[0] if token else None
        change = update(calendars).where(calendars.c.id == id).values(feed_hash=hashed)
        await self._store.write(lambda connection: connection.execute(change))

    async def has_feed(self, id: str) -> bool:
        """Whether somebody may subscribe to it."""
        query = select(calendars.c.feed_hash).where(calendars.c.id == id)
        found = await self._store.read(lambda connection: connection.execute(query).scalar())
        return found is not None

    async def feed(self, token: str, begins: datetime, ends: datetime) -> Sequence[Booking] | None:
        """The bookings of the calendar with this secret, in outline: when, and nothing of hers.
        None: nobody has it."""
        whose = select(calendars.c.id).where(calendars.c.feed_hash.in_(self._feed_hashes(token)))

        def work(connection: Connection) -> list[Booking] | None:
            id = connection.execute(whose).scalar()
            if id is None:
                return None
            query = select(bookings).where(
                bookings.c.calendar == id,
                bookings.c.starts_at >= to_ms(begins),
                bookings.c.starts_at < to_ms(ends),
                bookings.c.state.in_(("booked", "came", "missed")),
            )
            return [_outline(row) for row in connection.execute(query)]

        return await self._store.read(work)

    def _feed_hashes(self, token: str) -> Hashes:
        return self._keys.index.each("calendar feed", token)

    # --- busy times in ----------------------------------------------------------------------

    async def sources(self, calendar: str) -> Sequence[Source]:
        """Where the busy times of a calendar are read from."""
        query = (
            select(calendar_sources, func.count(busy_times.c.source).label("moments"))
            .outerjoin(busy_times, busy_times.c.source == calendar_sources.c.id)
            .where(calendar_sources.c.calendar == calendar)
            .group_by(calendar_sources.c.id)
            .order_by(calendar_sources.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [
            Source(
                row.id,
                row.calendar,
                row.kind,
                self._url(row),
                from_ms_or_none(row.read_at),
                row.problem,
                row.moments,
            )
            for row in rows
        ]

    async def add_source(self, source: Source, now: datetime) -> None:
        """An address that is read from now on, or a file that was brought."""
        sealed = seal(self._keys, calendar_sources.c.sealed_url, source.url.encode(), source.id)
        row = {
            "id": source.id,
            "calendar": source.calendar,
            "kind": source.kind,
            "due_at": to_ms(now),
            "read_at": None,
            "problem": "",
            "sealed_url": sealed,
        }
        await self._store.write(lambda one: one.execute(insert(calendar_sources).values(row)))

    async def drop_source(self, calendar: str, id: str) -> bool:
        """It is read no longer, and what was busy by it is not. Whether there was one."""
        mine = (calendar_sources.c.id == id, calendar_sources.c.calendar == calendar)

        def work(connection: Connection) -> bool:
            gone = connection.execute(delete(calendar_sources).where(*mine)).rowcount
            if gone:
                connection.execute(delete(busy_times).where(busy_times.c.source == id))
            return bool(gone)

        return await self._store.write(work)

    async def claim_sources(self, now: datetime, limit: int) -> Sequence[Due]:
        """Addresses whose time to be read has come, for this process alone."""
        query = (
            select(calendar_sources)
            .where(calendar_sources.c.kind == "address", calendar_sources.c.due_at <= to_ms(now))
            .order_by(calendar_sources.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def work(connection: Connection) -> list[Due]:
            rows = connection.execute(query).all()
            ids = [row.id for row in rows]
            claimed = update(calendar_sources).where(calendar_sources.c.id.in_(ids))
            connection.execute(claimed.values(due_at=to_ms(now + LEASE)))
            return [Due(row.id, self._url(row)) for row in rows]

        return await self._store.write(work)

    async def set_busy(
        self, source: str, busy: Sequence[Busy], now: datetime, due: datetime
    ) -> None:
        """What a source says now, in the place of what it said before."""
        query = (
            select(calendar_sources.c.calendar, calendars.c.agency)
            .join(calendars, calendars.c.id == calendar_sources.c.calendar)
            .where(calendar_sources.c.id == source)
        )

        def work(connection: Connection) -> None:
            whose = connection.execute(query).first()
            if whose is None:
                return
            connection.execute(delete(busy_times).where(busy_times.c.source == source))
            rows = [
                {
                    "source": source,
                    "starts_at": to_ms(one.starts_at),
                    "ends_at": to_ms(one.ends_at),
                    "calendar": whose.calendar,
                    "agency": whose.agency,
                }
                for one in busy
            ]
            if rows:
                connection.execute(insert(busy_times), rows)
            self._ended(connection, source, "", due, read=now)

        await self._store.write(work)

    async def note_problem(self, source: str, problem: str, due: datetime) -> None:
        """It could not be read; what it said last still holds."""
        await self._store.write(lambda one: self._ended(one, source, problem, due))

    def _ended(
        self,
        connection: Connection,
        source: str,
        problem: str,
        due: datetime,
        read: datetime | None = None,
    ) -> None:
        values: dict[str, Any] = {"problem": problem, "due_at": to_ms(due)}
        if read is not None:
            values["read_at"] = to_ms(read)
        mine = calendar_sources.c.id == source
        connection.execute(update(calendar_sources).where(mine).values(values))

    def _url(self, row: Row[Any]) -> str:
        return unseal(self._keys, calendar_sources.c.sealed_url, row).decode()


def _outline(row: Row[Any]) -> Booking:
    """When it is, without anything that is sealed."""
    starts, made = from_ms(row.starts_at), from_ms(row.made_at)
    empty = Booking(
        row.id, "", row.calendar, row.agency, starts, starts, row.state, made, made, 0, ""
    )
    return replace(
        empty, ends_at=from_ms(row.ends_at), room=row.room, until=from_ms_or_none(row.until)
    )
