"""Seats beside the holder of a case, and their asides, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.handoff.seats import LIVE, MOST_SEATS, Aside, Seat, SeatState
from bot.storage.agencies import AgencyStore
from bot.storage.plain import from_ms, to_ms
from bot.storage.together_rows import aside_row, her_key, seat_of, seat_row
from bot.storage.together_tables import asides, seats

MOST_ASIDES = 500


class SqlSeats:
    """Who sits where."""

    def __init__(self, store: AgencyStore) -> None:
        self._store = store
        self._keys = store.keys

    async def of_case(self, case: str, now: datetime) -> Sequence[Seat]:
        """The seats of a case that nobody ended and whose time is not over, the oldest first."""
        query = (
            select(seats)
            .where(seats.c.case_id == case, seats.c.state.in_(LIVE), seats.c.until > to_ms(now))
            .order_by(seats.c.at, seats.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [seat_of(row) for row in rows]

    async def of_account(self, account: str, now: datetime) -> Sequence[Seat]:
        """The seats of a person to which she is invited or at which she sits."""
        query = (
            select(seats)
            .where(
                seats.c.account == account,
                seats.c.state.in_(("invited", "open")),
                seats.c.until > to_ms(now),
            )
            .order_by(seats.c.at, seats.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [seat_of(row) for row in rows]

    async def seat(self, id: str) -> Seat | None:
        """One seat, or None."""
        query = select(seats).where(seats.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return None if row is None else seat_of(row)

    async def add(self, seat: Seat) -> bool:
        """Set up a seat. False: she was forgotten, or there are enough around this case."""
        there = select(seats.c.id).where(
            seats.c.case_id == seat.case, seats.c.state.in_(LIVE), seats.c.until > to_ms(seat.at)
        )

        def work(connection: Connection) -> bool:
            if her_key(connection, self._keys, seat.conversation, locked=True) is None:
                return False
            if len(connection.execute(there).all()) >= MOST_SEATS:
                return False
            connection.execute(insert(seats), [seat_row(seat)])
            return True

        return await self._store.write(work)

    async def change(
        self, id: str, from_: Sequence[SeatState], to: SeatState, now: datetime
    ) -> bool:
        """By compare and set. False: it was in no such state any more."""
        when = {"open": "joined_at", "ended": "ended_at"}.get(to)
        values = {"state": to} | ({when: to_ms(now)} if when else {})
        change = update(seats).where(seats.c.id == id, seats.c.state.in_(from_)).values(**values)
        return await self._store.write(lambda connection: connection.execute(change).rowcount == 1)

    async def asides_of(self, conversation: str, case: str) -> Sequence[Aside]:
        """What was written around that case, the oldest first."""
        query = (
            select(asides)
            .where(asides.c.conversation == conversation, asides.c.case_id == case)
            .order_by(asides.c.at, asides.c.id)
            .limit(MOST_ASIDES)
        )

        def work(connection: Connection) -> list[Aside]:
            key = her_key(connection, self._keys, conversation)
            rows = connection.execute(query).all()
            return [
                Aside(
                    row.id,
                    row.author,
                    from_ms(row.at),
                    key.unseal("asides", "sealed", row.id, row.sealed).decode(
                        "utf-8", "surrogatepass"
                    ),
                )
                for row in rows
                if key is not None
            ]

        return await self._store.read(work)

    async def say(self, conversation: str, case: str, aside: Aside) -> bool:
        """Write an aside, once. False: she was forgotten."""
        known = select(asides.c.id).where(asides.c.id == aside.id)

        def work(connection: Connection) -> bool:
            key = her_key(connection, self._keys, conversation, locked=True)
            if key is None:
                return False
            if connection.execute(known).first() is None:
                text = aside.text.encode("utf-8", "surrogatepass")
                row = aside_row(aside.id, conversation, case, aside.author, aside.at)
                row["sealed"] = key.seal("asides", "sealed", aside.id, text)
                connection.execute(insert(asides), [row])
            return True

        return await self._store.write(work)
