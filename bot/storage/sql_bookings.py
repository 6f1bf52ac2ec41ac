"""Appointments within a batch of turns: read while it is decided, written with it.

Whoever books with an agency locks the rows of its calendars first, so that on PostgreSQL, where
several processes decide at once, a moment is looked at and taken by one of them at a time. On
SQLite there is one writer.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from bot.appointments.booking import Booking, Waiting
from bot.appointments.calendar import Calendar
from bot.appointments.slots import Taken
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.storage.appointment_plain import (
    booking_of,
    booking_row,
    calendar_of,
    waiting_of,
    waiting_row,
)
from bot.storage.appointment_tables import bookings, busy_times, calendars, waiting_list
from bot.storage.bulk import Bulk
from bot.storage.changes import Change
from bot.storage.counting import count_meetings
from bot.storage.database import Run
from bot.storage.plain import from_ms, to_ms
from bot.storage.tables import conversations, reminders

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_AGENCIES: BindParameter[str] = bindparam("agencies", expanding=True)
LIVE = or_(
    bookings.c.state.in_(("booked", "missed", "came")),
    (bookings.c.state == "held") & (bookings.c.until > bindparam("now")),
)
"""Rows that keep others out."""

_VERSIONS = (
    select(calendars.c.id, calendars.c.version)
    .where(calendars.c.kind == bindparam("kind"), calendars.c.open == 1)
    .order_by(calendars.c.id)
)
_SOME = select(calendars).where(calendars.c.id.in_(_IDS))
_LOCKED = (
    select(calendars.c.id)
    .where(calendars.c.agency == bindparam("agency"))
    .order_by(calendars.c.id)
    .with_for_update()
)
_TAKEN = select(
    bookings.c.id,
    bookings.c.calendar,
    bookings.c.agency,
    bookings.c.starts_at,
    bookings.c.ends_at,
    bookings.c.room,
).where(
    bookings.c.agency.in_(_AGENCIES),
    bookings.c.starts_at < bindparam("last"),
    # No appointment is longer than four hours, so that the index bounds what is read.
    bookings.c.starts_at > bindparam("first"),
    LIVE,
)
_BUSY = select(busy_times).where(
    busy_times.c.agency.in_(_AGENCIES),
    busy_times.c.starts_at < bindparam("last"),
    busy_times.c.ends_at > bindparam("begins"),
)
_HERS = (
    select(bookings)
    .where(bookings.c.conversation == bindparam("of"))
    .order_by(bookings.c.starts_at, bookings.c.id)
)
_KEY = select(conversations.c.sealed_key).where(conversations.c.id == bindparam("of"))
_ONE_WAITING = select(waiting_list).where(waiting_list.c.id == bindparam("of"))
_NEW_BOOKING = Bulk(insert(bookings))
_NEW_WAITING = Bulk(insert(waiting_list))
_OLD_BOOKINGS = delete(bookings).where(bookings.c.id.in_(_IDS))
_OLD_WAITINGS = delete(waiting_list).where(waiting_list.c.id.in_(_IDS))
_UNREMINDED = delete(reminders).where(reminders.c.id.in_(_IDS), reminders.c.state == "waiting")
_FOUR_HOURS = 4 * 3_600_000

Calendars = dict[str, tuple[int, Calendar]]
"""Opened calendars by id, each with its version: to unseal two hundred takes longer than to look
through them."""


class SqlBook:
    """What ``SqlBatch.book`` gives (``conversation.booking_ports.Book``).

    ``sealers`` are the keys of the conversations that the batch has loaded.
    """

    def __init__(
        self, run: Run, keys: Keyring, sealers: Mapping[str, Sealer], opened: Calendars
    ) -> None:
        self._run = run
        self._keys = keys
        self._sealers = sealers
        self._opened = opened
        self._arranged: dict[str, Booking] = {}
        self._waiting: dict[str, Waiting] = {}

    async def calendars(self, kind: str) -> Sequence[Calendar]:
        """The open calendars of a kind, in order of their ids."""
        return await self._run(lambda connection: self._of_kind(connection, kind))

    def _of_kind(self, connection: Connection, kind: str) -> list[Calendar]:
        versions = {row.id: row.version for row in connection.execute(_VERSIONS, {"kind": kind})}
        known = {id: one for id, one in self._opened.items() if versions.get(id) == one[0]}
        missing = [id for id in versions if id not in known]
        if missing:
            self._open(connection, missing)
        return [self._opened[id][1] for id in versions]

    def _open(self, connection: Connection, ids: Sequence[str]) -> None:
        for row in connection.execute(_SOME, {"ids": list(ids)}):
            self._opened[row.id] = row.version, calendar_of(row, self._keys)

    async def calendar(self, id: str) -> Calendar | None:
        """One calendar, open or not, as it is now."""

        def work(connection: Connection) -> Calendar | None:
            self._opened.pop(id, None)
            self._open(connection, [id])
            found = self._opened.get(id)
            return found[1] if found else None

        return await self._run(work)

    async def lock(self, agency: str) -> None:
        """Until the transaction ends nobody else books with that agency."""
        await self._run(lambda connection: connection.execute(_LOCKED, {"agency": agency}).all())

    async def taken(
        self, agencies: Sequence[str], begins: datetime, ends: datetime, now: datetime
    ) -> Sequence[Taken]:
        """What is taken there between these moments: bookings, holds that last, busy times."""
        besides = self._arranged
        found = await self._run(lambda one: taken_in(one, agencies, begins, ends, now, besides))
        own = self._arranged.values()
        return found + [one.taken for one in own if one.agency in agencies and one.takes_place(now)]

    async def bookings(self, conversation: str) -> Sequence[Booking]:
        """Everything of a conversation, whatever its state, in order of time."""
        key = self._sealers.get(conversation)

        def work(connection: Connection) -> dict[str, Booking]:
            rows = connection.execute(_HERS, {"of": conversation}).all()
            if not rows:
                return {}
            opens = key or self._keys.data_key(
                conversation, connection.execute(_KEY, {"of": conversation}).scalar_one()
            )
            return {row.id: booking_of(row, opens) for row in rows}

        found = await self._run(work)
        found |= {id: one for id, one in self._arranged.items() if one.conversation == conversation}
        return sorted(found.values(), key=lambda one: (one.starts_at, one.id))

    async def waiting(self, id: str) -> Waiting | None:
        """A place on a waiting list of a conversation that the batch has loaded, or None."""
        if id in self._waiting:
            return self._waiting[id]
        row = await self._run(lambda one: one.execute(_ONE_WAITING, {"of": id}).first())
        key = self._sealers.get(row.conversation) if row is not None else None
        return waiting_of(row, key) if key is not None else None

    def arrange(self, what: Booking | Waiting) -> None:
        """It will be so when this transaction is written."""
        if isinstance(what, Booking):
            self._arranged[what.id] = what
        else:
            self._waiting[what.id] = what


def taken_in(
    connection: Connection,
    agencies: Sequence[str],
    begins: datetime,
    ends: datetime,
    now: datetime,
    besides: Container[str] = (),
) -> list[Taken]:
    """What is written as taken there between these moments: bookings and holds that last, without
    those of the ids ``besides``, and busy times."""
    values = {
        "agencies": list(agencies),
        "begins": to_ms(begins),
        "first": to_ms(begins) - _FOUR_HOURS,
        "last": to_ms(ends),
        "now": to_ms(now),
    }
    stored = connection.execute(_TAKEN, values)
    found = [_taken(row) for row in stored if row.id not in besides]
    return found + [_busy(row) for row in connection.execute(_BUSY, values)]


def _taken(row: Any) -> Taken:
    starts, ends = from_ms(row.starts_at), from_ms(row.ends_at)
    return Taken(row.calendar, row.agency, starts, ends, row.room)


def _busy(row: Any) -> Taken:
    starts, ends = from_ms(row.starts_at), from_ms(row.ends_at)
    return Taken(row.calendar, row.agency, starts, ends, whole=True)


def save_arranged(
    connection: Connection, kept: Mapping[str, Change], sealers: Mapping[str, Sealer]
) -> None:
    """Bookings and places on waiting lists as they are now. Who takes her yes back, or has the talk
    forgotten that they were made in, has none of it any more; a booking that does not hold reminds
    nobody."""
    for id, change in kept.items():
        if change.taken_back is not None and change.before is not None:
            _drop(connection, id, since=None)
        elif change.wiped_from is not None:
            _drop(connection, id, since=change.wiped_from)
    pairs = [(one, sealers[id]) for id, change in kept.items() for one in change.arranged.values()]
    made = [(one, key) for one, key in pairs if isinstance(one, Booking)]
    waits = [(one, key) for one, key in pairs if isinstance(one, Waiting)]
    if made:
        connection.execute(_OLD_BOOKINGS, {"ids": sorted(one.id for one, _ in made)})
        _NEW_BOOKING.run(connection, [booking_row(one, key) for one, key in made])
        off = sorted(one.id for one, _ in made if one.state not in ("held", "booked"))
        if off:
            connection.execute(_UNREMINDED, {"ids": off})
    if waits:
        connection.execute(_OLD_WAITINGS, {"ids": sorted(one.id for one, _ in waits)})
        _NEW_WAITING.run(connection, [waiting_row(one, key) for one, key in waits])


def _drop(connection: Connection, conversation: str, *, since: int | None) -> None:
    gone: list[Delete] = [delete(bookings).where(bookings.c.conversation == conversation)]
    if since is not None:
        gone = [gone[0].where(bookings.c.since >= since)]
    gone.append(delete(waiting_list).where(waiting_list.c.conversation == conversation))
    for statement in gone:
        connection.execute(statement)


def due_waiting(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(conversation id, waiting id) of those who were not told yet, the longest waiting first."""
    query = (
        select(waiting_list.c.conversation, waiting_list.c.id)
        .where(waiting_list.c.told_at.is_(None), waiting_list.c.until > to_ms(now))
        .order_by(waiting_list.c.since, waiting_list.c.id)
        .limit(limit)
    )
    return [(row.conversation, row.id) for row in connection.execute(query)]


def forget_bookings(connection: Connection, now: datetime, limit: int) -> int:
    """Destroy bookings, holds that ran out and places on lists past their time. How many."""
    moment = to_ms(now)
    old = select(bookings).where(bookings.c.forget_at <= moment).limit(limit)
    over = connection.execute(old).all()
    count_meetings(connection, over, now)
    ids = [row.id for row in over]
    count = connection.execute(delete(bookings).where(bookings.c.id.in_(ids))).rowcount
    past = select(waiting_list.c.id).where(waiting_list.c.until <= moment).limit(limit)
    gone = delete(waiting_list).where(waiting_list.c.id.in_(past))
    return count + connection.execute(gone).rowcount


def booked_until(
    connection: Connection, conversation_ids: Iterable[str], now: datetime
) -> dict[str, int]:
    """Those of these conversations that have a booking which is still kept, each with the moment
    (epoch ms) until which it is."""
    query = select(bookings.c.conversation, bookings.c.forget_at).where(
        bookings.c.conversation.in_(sorted(conversation_ids)),
        bookings.c.state.in_(("booked", "called_off", "missed", "came")),
        bookings.c.forget_at > to_ms(now),
    )
    found: dict[str, int] = {}
    for row in connection.execute(query):
        found[row.conversation] = max(row.forget_at, found.get(row.conversation, 0))
    return found


def reseal_bookings(connection: Connection, conversation: str, old: Sealer, new: Sealer) -> None:
    """Her bookings under a new key: the old one is about to be destroyed."""
    own = [booking_of(row, old) for row in connection.execute(_HERS, {"of": conversation})]
    if own:
        connection.execute(_OLD_BOOKINGS, {"ids": [one.id for one in own]})
        _NEW_BOOKING.run(connection, [booking_row(one, new) for one in own])
