"""The hold tray and the letter boxes as the staff sees them: every query carries its networks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, or_, select, update

from bot.conversation.state import Held
from bot.crypto.keys import Keyring
from bot.handoff.case import Ticket
from bot.handoff.held import HeldTicket
from bot.handoff.people import Account
from bot.safety.her_words import WordKind
from bot.storage.desk import DeskStore
from bot.storage.plain import to_ms
from bot.storage.rows import held_of, held_row
from bot.storage.tables import cases, conversations, held, her_words

MOST = 500

_TICKET = (
    select(
        held,
        conversations.c.sealed_key.label("sealed_key"),
        func.coalesce(cases.c.operator, "").label("holder"),
        exists()
        .where(
            her_words.c.conversation == held.c.conversation,
            her_words.c.kind == WordKind.RETURN.value,
        )
        .label("fetchable"),
    )
    .join(conversations, conversations.c.id == held.c.conversation)
    .outerjoin(cases, cases.c.id == held.c.case_id)
)


class SqlTray:
    """The tray in the database (``admin.ports.Tray``)."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._keys: Keyring = store.keys

    async def hold(self, ticket: Ticket, text: HeldTicket) -> HeldTicket | None:
        """Lay a text into the tray of a case, once; None: its conversation is gone."""
        query = select(conversations.c.sealed_key).where(conversations.c.id == ticket.conversation)
        known = select(held.c.id).where(held.c.id == text.id)
        new = Held(
            text.id,
            ticket.conversation,
            text.case,
            text.network,
            text.author,
            text.at,
            text.forget_at,
            text.place,
            text.text,
        )

        def work(connection: Connection) -> None:
            # Locked: who is being forgotten is either gone here, or this is forgotten with her.
            sealed_key = connection.execute(query.with_for_update()).scalar()
            if sealed_key is not None and connection.execute(known).first() is None:
                key = self._keys.data_key(ticket.conversation, sealed_key)
                connection.execute(insert(held).values(held_row(new, key)))

        await self._store.write(work)
        return await self.one([text.network], text.id, text.at)

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[HeldTicket]:
        """What waits in the tray and in the boxes of these networks, the oldest first."""
        query = _within(networks, now).order_by(held.c.at, held.c.id).limit(MOST)
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [self._ticket(row) for row in rows]

    async def one(self, networks: Sequence[str], id: str, now: datetime) -> HeldTicket | None:
        """One of these, or None."""
        query = _within(networks, now).where(held.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return self._ticket(row) if row is not None else None

    async def discard(self, id: str) -> None:
        """Destroy it."""
        gone = delete(held).where(held.c.id == id)
        await self._store.write(lambda connection: connection.execute(gone))

    async def put_in_box(self, id: str, until: datetime) -> None:
        """Lay it into her letter box, where it waits until then."""
        lay = update(held).where(held.c.id == id).values(place="box", forget_at=to_ms(until))
        await self._store.write(lambda connection: connection.execute(lay))

    async def count(self, account: Account, now: datetime) -> int:
        """How many texts in the tray wait for this person: as their author, or as holder."""
        query = (
            select(func.count())
            .select_from(held.outerjoin(cases, cases.c.id == held.c.case_id))
            .where(
                held.c.network.in_(account.networks),
                held.c.place == "tray",
                held.c.forget_at > to_ms(now),
                or_(held.c.operator == account.id, cases.c.operator == account.id),
            )
        )
        return await self._store.read(lambda connection: connection.execute(query).scalar_one())

    def _ticket(self, row: Row[Any]) -> HeldTicket:
        text = held_of(row, self._keys.data_key(row.conversation, row.sealed_key))
        return HeldTicket(
            id=text.id,
            case=text.case,
            network=text.network,
            author=text.operator,
            holder=row.holder,
            at=text.at,
            forget_at=text.forget_at,
            place=text.place,
            fetchable=row.fetchable,
            text=text.text,
        )


def _within(networks: Sequence[str], now: datetime) -> Select[Any]:
    return _TICKET.where(held.c.network.in_(networks), held.c.forget_at > to_ms(now))
