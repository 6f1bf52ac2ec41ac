"""Notes, drafts, deliveries and arrangements of a case, in the database, as the staff sees them.

Who may see which case is asked before (``Desk.ticket``); here everything is of one ticket.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Delete, delete, func, insert, or_, select

from bot.conversation.state import CaseState, Curtain
from bot.crypto.sealing import Sealer
from bot.handoff.callback import SHOWN_FOR, Callback
from bot.handoff.case import Ticket
from bot.handoff.delivery import End, Place
from bot.handoff.drafts import Draft
from bot.handoff.notes import Note
from bot.storage.chat_tables import callbacks, deliveries, drafts, notes
from bot.storage.people import Transactions
from bot.storage.plain import to_ms
from bot.storage.sql_chat import callback_of, draft_of, draft_row, note_of, note_row
from bot.storage.tables import cases, conversations, held, outgoing


class _OfHers:
    """Opens the conversation's key within a transaction; None: she is forgotten."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    def _key(self, connection: Connection, conversation: str, *, lock: bool) -> Sealer | None:
        query = select(conversations.c.sealed_key).where(conversations.c.id == conversation)
        # Locked: who is being forgotten is either gone here, or this is forgotten with her.
        sealed = connection.execute(query.with_for_update() if lock else query).scalar()
        return None if sealed is None else self._store.keys.data_key(conversation, sealed)


class SqlNotes(_OfHers):
    """Notes of a case (``admin.chat.ports.Notes``)."""

    async def add(self, note: Note) -> bool:
        """Keep it. False: she is forgotten."""

        def work(connection: Connection) -> bool:
            key = self._key(connection, note.conversation, lock=True)
            if key is None:
                return False
            connection.execute(insert(notes).values(note_row(note, key)))
            return True

        return await self._store.write(work)

    async def of(self, ticket: Ticket, now: datetime) -> Sequence[Note]:
        """What is noted of a case and has not expired, the newest first."""
        query = (
            select(notes)
            .where(notes.c.case_id == ticket.id, notes.c.forget_at > to_ms(now))
            .order_by(notes.c.at.desc(), notes.c.id)
        )

        def work(connection: Connection) -> Sequence[Note]:
            key = self._key(connection, ticket.conversation, lock=False)
            return [] if key is None else [note_of(row, key) for row in connection.execute(query)]

        return await self._store.read(work)

    async def remove(self, ticket: Ticket, id: str) -> bool:
        """Destroy it. Whether there was one."""
        gone = delete(notes).where(notes.c.id == id, notes.c.case_id == ticket.id)
        return await self._store.write(lambda connection: connection.execute(gone).rowcount == 1)


class SqlDrafts(_OfHers):
    """What holders of cases are typing (``admin.chat.ports.Drafts``)."""

    async def keep(self, draft: Draft) -> bool:
        """Keep it in the place of an older one. False: she left, or the case is another's now.

        Both are asked in the transaction that writes, so that no draft is kept after an exit.
        """

        def work(connection: Connection) -> bool:
            key = self._key(connection, draft.conversation, lock=True)
            if key is None or not _still_holds(connection, draft):
                return False
            connection.execute(_of(draft.case, draft.operator))
            if draft.text.strip():
                connection.execute(insert(drafts).values(draft_row(draft, key)))
            return True

        return await self._store.write(work)

    async def of(self, ticket: Ticket, operator: str) -> Draft | None:
        """What this holder was typing, or None."""
        mine = drafts.c.case_id == ticket.id, drafts.c.operator == operator

        def work(connection: Connection) -> Draft | None:
            key = self._key(connection, ticket.conversation, lock=False)
            row = connection.execute(select(drafts).where(*mine)).first()
            return None if key is None or row is None else draft_of(row, key)

        return await self._store.read(work)

    async def drop(self, case: str, operator: str) -> None:
        """Destroy it: it was sent, or she gave the case up."""
        await self._store.write(lambda connection: connection.execute(_of(case, operator)))

    async def forget_strays(self) -> int:
        """Destroy drafts of those who hold their cases no longer. Returns how many."""
        holder = select(cases.c.id).where(
            cases.c.id == drafts.c.case_id,
            cases.c.operator == drafts.c.operator,
            cases.c.state == CaseState.CLAIMED.value,
        )
        stray = delete(drafts).where(~holder.exists())
        return await self._store.write(lambda connection: connection.execute(stray).rowcount)


class SqlDeliveries:
    """What became of operators' messages (``admin.chat.ports.Deliveries``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def of(
        self, ticket: Ticket
    ) -> tuple[frozenset[str], Mapping[str, End], Mapping[str, Place]]:
        """Ids of messages that wait; of those that met an end, which; and where texts wait."""
        of = ticket.conversation

        def work(
            connection: Connection,
        ) -> tuple[frozenset[str], Mapping[str, End], Mapping[str, Place]]:
            waiting = select(outgoing.c.id).where(outgoing.c.conversation == of)
            met = select(deliveries.c.id, deliveries.c.state).where(deliveries.c.conversation == of)
            kept = select(held.c.id, held.c.place).where(held.c.conversation == of)
            ids = connection.execute(waiting).scalars()
            return (
                frozenset(id.partition(".")[0] for id in ids),
                {row.id: row.state for row in connection.execute(met)},
                {row.id: row.place for row in connection.execute(kept)},
            )

        return await self._store.read(work)


class SqlCallbacks:
    """Arrangements to be in touch again (``admin.chat.ports.Callbacks``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def of(self, ticket: Ticket) -> Sequence[Callback]:
        """Those of a case, by their moments."""
        query = select(callbacks).where(callbacks.c.case_id == ticket.id)
        ordered = query.order_by(callbacks.c.at, callbacks.c.id)
        rows = await self._store.read(lambda connection: connection.execute(ordered).all())
        return [callback_of(row) for row in rows]

    async def due(
        self, networks: Sequence[str], operator: str, now: datetime
    ) -> Sequence[Callback]:
        """What she said yes to, whose moment has come, for who made it or holds the case now; for
        everybody there, once who made it is gone."""
        query = (
            select(callbacks)
            .outerjoin(cases, cases.c.id == callbacks.c.case_id)
            .where(
                callbacks.c.network.in_(networks),
                callbacks.c.state == "agreed",
                callbacks.c.at <= to_ms(now),
                callbacks.c.at > to_ms(now - SHOWN_FOR),
                or_(callbacks.c.operator.in_((operator, "")), cases.c.operator == operator),
            )
            .order_by(callbacks.c.at, callbacks.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [callback_of(row) for row in rows]

    async def settle(self, networks: Sequence[str], id: str) -> bool:
        """It was done, or is off. Whether there was one."""
        gone = delete(callbacks).where(callbacks.c.id == id, callbacks.c.network.in_(networks))
        return await self._store.write(lambda connection: connection.execute(gone).rowcount == 1)

    async def came_due(self, after: datetime, now: datetime) -> frozenset[str]:
        """The networks in which the moment of one came after the first time, until the second."""
        query = (
            select(callbacks.c.network, func.count())
            .where(
                callbacks.c.state == "agreed",
                callbacks.c.at > to_ms(after),
                callbacks.c.at <= to_ms(now),
            )
            .group_by(callbacks.c.network)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return frozenset(row.network for row in rows)


def _still_holds(connection: Connection, draft: Draft) -> bool:
    query = (
        select(cases.c.id)
        .join(conversations, conversations.c.id == cases.c.conversation)
        .where(
            cases.c.id == draft.case,
            cases.c.operator == draft.operator,
            cases.c.state == CaseState.CLAIMED.value,
            conversations.c.curtain != Curtain.EXITED.value,
        )
    )
    return connection.execute(query).first() is not None


def _of(case: str, operator: str) -> Delete:
    return delete(drafts).where(drafts.c.case_id == case, drafts.c.operator == operator)
