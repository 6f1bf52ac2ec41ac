"""Drills in the tables (``admin.drills.ports.Drills``): begun, measured, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.crypto.keys import Keyring
from bot.handoff.drills import Drill, Moments
from bot.messages import Voice
from bot.storage.audit_append import DRILL, noting
from bot.storage.drill_tables import drills
from bot.storage.people import Transactions
from bot.storage.plain import from_ms, from_ms_or_none, to_ms, to_ms_or_none
from bot.storage.routing_tables import waits
from bot.storage.rows import shown_of
from bot.storage.staff_tables import audit
from bot.storage.tables import cases, conversations, messages

NAMES = tuple(one.name for one in fields(Moments))
CLAIMS = tuple(f"{DRILL}{act}" for act in ("case.claim", "case.transfer", "case.take_over"))
"""Acts by which somebody has the case from then on."""

MOST = 50


class SqlDrills:
    """Drills of all networks; every reading of the staff carries its own."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def begin(self, one: Drill) -> bool:
        """Keep it. False: another one runs in that network."""
        running = select(drills.c.id).where(
            drills.c.network == one.network, drills.c.ended_at.is_(None)
        )
        row = {
            "id": one.id,
            "network": one.network,
            "scenario": one.scenario,
            "by": one.by,
            "at": to_ms(one.at),
            "ends_at": to_ms(one.ends_at),
            "talk": one.conversation,
            "rings": int(one.rings),
            "ended_by": "",
        }
        note = noting(self._store.keys.audit)

        def work(connection: Connection) -> bool:
            if connection.execute(running.limit(1)).first() is not None:
                return False
            connection.execute(insert(drills).values(row))
            note(connection)
            return True

        return await self._store.write(work)

    async def belongs(self, id: str, conversation: str) -> None:
        """That is its conversation."""
        own = update(drills).where(drills.c.id == id).values(talk=conversation)
        await self._store.write(lambda connection: connection.execute(own))

    async def all(self, networks: Sequence[str]) -> Sequence[Drill]:
        """Those of these networks, the newest first; running ones as they stand now."""
        query = (
            select(drills)
            .where(drills.c.network.in_(list(networks)))
            .order_by(drills.c.at.desc(), drills.c.id)
            .limit(MOST)
        )

        def work(connection: Connection) -> list[Drill]:
            rows = connection.execute(query).all()
            return [_measured(connection, self._store.keys, row) for row in rows]

        return await self._store.read(work)

    async def due(self, now: datetime) -> Sequence[Drill]:
        """Those whose time is over and that were not ended yet."""
        over = (drills.c.ended_at.is_(None), drills.c.ends_at <= to_ms(now))
        rows = await self._store.read(
            lambda connection: connection.execute(select(drills).where(*over)).all()
        )
        return [_drill(row) for row in rows]

    async def keep(self, id: str, *, ended_at: datetime | None = None, by: str = "") -> None:
        """Write down what is known of it by now; with ``ended_at`` it is over."""
        note = noting(self._store.keys.audit)

        def work(connection: Connection) -> None:
            row = connection.execute(select(drills).where(drills.c.id == id)).first()
            if row is None or row.ended_at is not None:
                return
            moments = _measured(connection, self._store.keys, row).moments
            values: dict[str, Any] = {name: to_ms_or_none(getattr(moments, name)) for name in NAMES}
            if ended_at is not None:
                values |= {"ended_at": to_ms(ended_at), "ended_by": by}
                note(connection)
            connection.execute(update(drills).where(drills.c.id == id).values(values))

        await self._store.write(work)

    async def forget(self, before: datetime) -> int:
        """Destroy those that ended before then. Returns how many."""
        old = delete(drills).where(drills.c.ended_at < to_ms(before))
        return await self._store.write(lambda connection: connection.execute(old).rowcount)


def _drill(row: Any) -> Drill:
    return Drill(
        id=row.id,
        network=row.network,
        scenario=row.scenario,
        by=row.by,
        at=from_ms(row.at),
        ends_at=from_ms(row.ends_at),
        conversation=row.talk,
        rings=bool(row.rings),
        ended_at=from_ms_or_none(row.ended_at),
        ended_by=row.ended_by,
        moments=Moments(**{name: from_ms_or_none(getattr(row, name)) for name in NAMES}),
    )


def _measured(connection: Connection, keys: Keyring, row: Any) -> Drill:
    """The drill with what its conversation tells by now, while that is there."""
    known = _drill(row)
    if known.ended_at is not None:
        return known
    talk = connection.execute(
        select(conversations.c.left_at, conversations.c.sealed_key).where(
            conversations.c.id == known.conversation
        )
    ).first()
    if talk is None:
        return known
    now = _moments(connection, keys, known.conversation, talk)
    return Drill(**{**_fields(known), "moments": now.with_earlier(known.moments)})


def _fields(one: Drill) -> dict[str, Any]:
    return {each.name: getattr(one, each.name) for each in fields(one)}


def _moments(connection: Connection, keys: Keyring, conversation: str, talk: Any) -> Moments:
    own = select(cases).where(cases.c.conversation == conversation).order_by(cases.c.opened_at)
    found = connection.execute(own).all()
    ids = [one.id for one in found]
    claims = connection.execute(
        select(audit.c.account, audit.c.at)
        .where(audit.c.subject.in_(ids), audit.c.act.in_(CLAIMS))
        .order_by(audit.c.at)
    ).all()
    others = [one.at for one in claims if one.account != claims[0].account]
    called = connection.execute(
        select(func.min(waits.c.phoned_at), func.min(waits.c.raised_at)).where(
            waits.c.case_id.in_(ids)
        )
    ).one()
    closed = [one.closed_at for one in found if one.closed_at is not None]
    return Moments(
        asked_at=from_ms(found[0].opened_at) if found else None,
        claimed_at=from_ms(claims[0].at) if claims else None,
        answered_at=_answered(connection, keys, conversation, talk, found),
        called_at=from_ms_or_none(min((one for one in called if one is not None), default=None)),
        passed_at=from_ms_or_none(others[0] if others else None),
        left_at=from_ms_or_none(talk.left_at),
        closed_at=from_ms_or_none(min(closed, default=None)),
    )


def _answered(
    connection: Connection, keys: Keyring, conversation: str, talk: Any, found: Sequence[Any]
) -> datetime | None:
    """When somebody first wrote to the colleague who plays the woman."""
    if not found:
        return None
    lines = select(messages).where(
        messages.c.conversation == conversation, messages.c.seq >= found[0].since
    )
    key = keys.data_key(conversation, talk.sealed_key)
    shown = (shown_of(row, key) for row in connection.execute(lines.order_by(messages.c.seq)).all())
    return next((one.at for one in shown if one.voice is Voice.OPERATOR), None)
