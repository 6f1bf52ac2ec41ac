"""What a network keeps ready and care for who answers, in the database: scoped by networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from bot.handoff.canned import Canned, Version
from bot.handoff.care import MOST_HANDOVERS, Debrief, Handover, Written
from bot.storage.care_tables import canned_answers, canned_past, debriefs, handovers, protocols
from bot.storage.people import Transactions
from bot.storage.plain import to_ms
from bot.storage.sql_care import (
    canned_of,
    canned_row,
    debrief_of,
    handover_of,
    handover_row,
    version_of,
    version_row,
    written_of,
    written_row,
)

MOST_VERSIONS = 200
"""So many are shown, the newest first."""


class SqlCanned:
    """Canned answers (``admin.chat.ports.CannedAnswers``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def all(self, networks: Sequence[str]) -> Sequence[Canned]:
        """Those of these networks, by language and shortcut."""
        query = (
            select(canned_answers)
            .where(canned_answers.c.network.in_(networks))
            .order_by(canned_answers.c.language, canned_answers.c.shortcut, canned_answers.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [canned_of(row, self._store.keys) for row in rows]

    async def save(self, one: Canned) -> bool:
        """Keep it, new or changed. False: its shortcut is another's in that language."""
        row = canned_row(one, self._store.keys)
        of, id = canned_answers.c, one.id
        taken = select(of.id).where(
            of.network == one.network,
            of.language == one.language,
            of.shortcut == one.shortcut,
            of.id != id,
        )
        mine = update(canned_answers).where(of.id == id, of.network == one.network)

        def work(connection: Connection) -> bool:
            if connection.execute(taken).first() is not None:
                return False
            before = self._one(connection, id, [one.network])
            if connection.execute(mine.values(row)).rowcount == 0:
                connection.execute(insert(canned_answers).values(row))
            self._note(connection, before, Version(0, one))
            return True

        return await self._store.write(work)

    async def remove(self, networks: Sequence[str], id: str, by: str, now: datetime) -> bool:
        """Take one of these networks away. Whether there was one."""

        def work(connection: Connection) -> bool:
            before = self._one(connection, id, networks)
            if before is None:
                return False
            connection.execute(delete(canned_answers).where(canned_answers.c.id == id))
            last = replace(before, edited_by=by, edited_at=now)
            self._note(connection, before, Version(0, last, gone=True))
            return True

        return await self._store.write(work)

    async def past(self, networks: Sequence[str]) -> Sequence[Version]:
        """The newest versions of these networks' answers, also of those that are gone."""
        query = (
            select(canned_past)
            .where(canned_past.c.network.in_(networks))
            .order_by(canned_past.c.edited_at.desc(), canned_past.c.number.desc())
            .limit(MOST_VERSIONS)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [version_of(row, self._store.keys) for row in rows]

    def _one(self, connection: Connection, id: str, networks: Sequence[str]) -> Canned | None:
        mine = (canned_answers.c.id == id) & canned_answers.c.network.in_(networks)
        query = select(canned_answers).where(mine)
        row = connection.execute(query).first()
        return None if row is None else canned_of(row, self._store.keys)

    def _note(self, connection: Connection, before: Canned | None, after: Version) -> None:
        """Write a version down; before it the first one, where it was kept without its past."""
        newest = select(func.max(canned_past.c.number)).where(canned_past.c.id == after.canned.id)
        number = connection.execute(newest).scalar() or 0
        noted = [after] if number or before is None else [Version(0, before), after]
        rows = [
            version_row(replace(one, number=at), self._store.keys)
            for at, one in enumerate(noted, start=number + 1)
        ]
        connection.execute(insert(canned_past), rows)


class SqlCare:
    """Protocols, debriefs and hand-overs (``admin.chat.ports.Care``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def protocol(self, network: str, kind: str) -> Written | None:
        """The version that holds, or None where the network has written none."""
        query = _versions(network, kind).limit(1)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return None if row is None else written_of(row, self._store.keys)

    async def write_protocol(self, one: Written) -> Written | None:
        """Keep a new version; None: somebody wrote that version meanwhile."""
        row = written_row(one, self._store.keys)
        newest = select(func.max(protocols.c.version)).where(
            protocols.c.network == one.network, protocols.c.kind == one.kind
        )

        def work(connection: Connection) -> Written | None:
            if (connection.execute(newest).scalar() or 0) != one.version - 1:
                return None
            connection.execute(insert(protocols).values(row))
            return one

        return await self._store.write(work)

    async def ask_debrief(self, one: Debrief) -> None:
        """Keep the request, unless the same person waits in that network already."""
        waiting = select(func.count()).where(
            debriefs.c.network == one.network,
            debriefs.c.operator == one.operator,
            debriefs.c.seen_at.is_(None),
        )
        row = {
            "id": one.id,
            "network": one.network,
            "operator": one.operator,
            "at": to_ms(one.at),
            "seen_at": None,
            "seen_by": "",
        }

        def work(connection: Connection) -> None:
            if connection.execute(waiting).scalar_one() == 0:
                connection.execute(insert(debriefs).values(row))

        await self._store.write(work)

    async def debriefs(self, networks: Sequence[str]) -> Sequence[Debrief]:
        """Those of these networks, the newest first."""
        query = (
            select(debriefs)
            .where(debriefs.c.network.in_(networks))
            .order_by(debriefs.c.at.desc(), debriefs.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [debrief_of(row) for row in rows]

    async def see_debrief(
        self, networks: Sequence[str], id: str, by: str, now: datetime
    ) -> Debrief | None:
        """Somebody has seen it, once; as it now is, or None."""
        of = debriefs.c.id == id, debriefs.c.network.in_(networks)
        seen = update(debriefs).where(*of, debriefs.c.seen_at.is_(None))

        def work(connection: Connection) -> Debrief | None:
            connection.execute(seen.values(seen_at=to_ms(now), seen_by=by))
            row = connection.execute(select(debriefs).where(*of)).first()
            return None if row is None else debrief_of(row)

        return await self._store.write(work)

    async def hand_over(self, one: Handover) -> None:
        """Keep the note."""
        row = handover_row(one, self._store.keys)
        await self._store.write(
            lambda connection: connection.execute(insert(handovers).values(row))
        )

    async def handovers(self, networks: Sequence[str], now: datetime) -> Sequence[Handover]:
        """What is still there in these networks, the newest first."""
        query = (
            select(handovers)
            .where(handovers.c.network.in_(networks), handovers.c.forget_at > to_ms(now))
            .order_by(handovers.c.at.desc(), handovers.c.id)
            .limit(MOST_HANDOVERS)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [handover_of(row, self._store.keys) for row in rows]

    async def remove_handover(self, networks: Sequence[str], id: str) -> bool:
        """Destroy it. Whether there was one."""
        gone = delete(handovers).where(handovers.c.id == id, handovers.c.network.in_(networks))
        return await self._store.write(lambda connection: connection.execute(gone).rowcount == 1)


def _versions(network: str, kind: str) -> Select[Any]:
    return (
        select(protocols)
        .where(protocols.c.network == network, protocols.c.kind == kind)
        .order_by(protocols.c.version.desc())
    )
