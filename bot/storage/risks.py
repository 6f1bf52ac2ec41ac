"""The risk aid in the database: a network's questions, and what was filled in for a case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.handoff.case import Ticket
from bot.handoff.risk import STARTING, Filled, Guide, Question
from bot.storage.agencies import AgencyStore
from bot.storage.agency_tables import risk_guides
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.sealed import seal, unseal
from bot.storage.tables import cases
from bot.storage.together_rows import filled_of, filled_row, her_key
from bot.storage.together_tables import risk_aids


class SqlRisks:
    """Questions and answers; there is no score."""

    def __init__(self, store: AgencyStore) -> None:
        self._store = store
        self._keys = store.keys

    async def guide(self, network: str) -> Guide:
        """The network's newest questions; what every network starts from where it has none."""
        query = (
            select(risk_guides)
            .where(risk_guides.c.network == network)
            .order_by(risk_guides.c.version.desc())
        )
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return replace(STARTING, network=network) if row is None else self._guide(row)

    async def set_guide(self, guide: Guide) -> bool:
        """The network asks so from now on. False: somebody else wrote that version first."""
        assert guide.changed_at is not None, "a version says when it was written"
        plain = {
            name: [[one.id, one.text, one.marker] for one in questions]
            for name, questions in (("questions", guide.questions), ("plan", guide.plan))
        }
        row = {
            "network": guide.network,
            "version": guide.version,
            "changed_by": guide.changed_by,
            "changed_at": to_ms(guide.changed_at),
            "sealed": seal(
                self._keys, risk_guides.c.sealed, dump(plain), guide.network, guide.version
            ),
        }
        taken = select(risk_guides.c.version).where(
            risk_guides.c.network == guide.network, risk_guides.c.version >= guide.version
        )

        def work(connection: Connection) -> bool:
            if connection.execute(taken.limit(1)).first() is not None:
                return False
            connection.execute(insert(risk_guides), [row])
            return True

        return await self._store.write(work)

    async def filled(self, ticket: Ticket) -> Filled | None:
        """What was filled in for a case, or None."""
        query = select(risk_aids).where(
            risk_aids.c.conversation == ticket.conversation, risk_aids.c.case_id == ticket.id
        )

        def work(connection: Connection) -> Filled | None:
            row = connection.execute(query).first()
            key = her_key(connection, self._keys, ticket.conversation) if row else None
            return filled_of(row, key) if row is not None and key is not None else None

        return await self._store.read(work)

    async def fill(self, ticket: Ticket, filled: Filled, *, danger: bool) -> bool:
        """Keep it in place of an earlier one. ``danger``: a marker was seen, and the case comes
        first from now on. False: she was forgotten."""
        of = ticket.conversation

        def work(connection: Connection) -> bool:
            key = her_key(connection, self._keys, of, locked=True)
            if key is None:
                return False
            connection.execute(delete(risk_aids).where(risk_aids.c.conversation == of))
            connection.execute(insert(risk_aids), [filled_row(of, filled, key)])
            if danger:
                own = (cases.c.id == ticket.id, cases.c.conversation == of)
                connection.execute(update(cases).where(*own).values(danger=1))
            return True

        return await self._store.write(work)

    def _guide(self, row: Any) -> Guide:
        plain = load(unseal(self._keys, risk_guides.c.sealed, row))
        return Guide(
            row.network,
            row.version,
            tuple(Question(*one) for one in plain["questions"]),
            tuple(Question(*one) for one in plain["plan"]),
            row.changed_by,
            from_ms(row.changed_at),
        )
