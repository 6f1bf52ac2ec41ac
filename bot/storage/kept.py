"""How the keeping of data stands in the tables: ages, what is due, what was destroyed, and what
providers may still have (``admin.retention.ports.Kept``). Only moments and numbers are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Connection, Table, and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from bot.handoff.standing import GRACE, Kept, Leftover, Limits, Standing
from bot.messages import Channel
from bot.storage.alarm_tables import alarms
from bot.storage.appointment_tables import bookings, waiting_list
from bot.storage.brought_tables import imports
from bot.storage.care_tables import debriefs, handovers
from bot.storage.chat_tables import notes
from bot.storage.count_tables import counts, swept
from bot.storage.counts import Transactions, mark
from bot.storage.gate import RECORD
from bot.storage.plain import from_ms, from_ms_or_none, to_ms
from bot.storage.rota_tables import shifts
from bot.storage.staff_tables import audit, staff_sessions
from bot.storage.swept import SWEPT, end_sweep, note_swept
from bot.storage.tables import (
    consents,
    conversations,
    dead_letters,
    erasures,
    forgotten,
    held,
    inbox,
    letters,
    outgoing,
    sent,
    tallies,
)
from bot.storage.together_tables import notebooks, pathways, referrals, risk_aids

Number = Column[int]
_Spec = tuple[Table, Number | None, Number | None]

KINDS: Mapping[str, _Spec] = {
    "conversations": (conversations, conversations.c.touched_at, conversations.c.forget_at),
    "letters": (letters, letters.c.asked_at, letters.c.forget_at),
    "held": (held, held.c.at, held.c.forget_at),
    "notes": (notes, notes.c.at, notes.c.forget_at),
    "bookings": (bookings, bookings.c.made_at, bookings.c.forget_at),
    "waiting_list": (waiting_list, waiting_list.c.since, waiting_list.c.until),
    "referrals": (referrals, None, referrals.c.forget_at),
    "pathways": (pathways, pathways.c.began_at, pathways.c.until),
    "notebooks": (notebooks, None, notebooks.c.until),
    "risk_aids": (risk_aids, None, risk_aids.c.forget_at),
    "outgoing": (outgoing, None, outgoing.c.expires_at),
    "dead_letters": (dead_letters, dead_letters.c.at, dead_letters.c.expires_at),
    "sent_telegram": (sent, sent.c.at, None),
    "handovers": (handovers, handovers.c.at, handovers.c.forget_at),
    "debriefs": (debriefs, debriefs.c.at, None),
    "shifts": (shifts, None, shifts.c.over_at),
    "alarms": (alarms, alarms.c.raised_at, None),
    "consents": (consents, consents.c.at, None),
    "inbox": (inbox, inbox.c.at, None),
    "imports": (imports, imports.c.touched_at, None),
    "staff_sessions": (staff_sessions, staff_sessions.c.created_at, None),
    "audit": (audit, audit.c.at, None),
    "ledger": (forgotten, forgotten.c.at, None),
    "counts": (counts, counts.c.quarter, None),
}
"""Kind -> its table, since when each row is there, and when it is due; without the latter, the
limit after the former. What has neither is as old as its talk."""

DUE_LATER = frozenset({"shifts"})
"""Kinds whose moment is the end of what they are about: they go a limit after it."""

GROUPS: Mapping[str, str] = {
    "referrals": "agreed",
    "pathways": "agreed",
    "notebooks": "agreed",
    "risk_aids": "agreed",
    "handovers": "care",
    "debriefs": "care",
    "waiting_list": "bookings",
}
"""Kinds whose destruction is counted together with others."""


class SqlKept:
    """``limits``: how long each kind is kept, by the settings."""

    def __init__(self, store: Transactions, limits: Limits) -> None:
        assert limits.keys() == KINDS.keys(), "every kind has a limit"
        self._store = store
        self._limits = limits

    async def standing(self, now: datetime) -> Standing:
        """How it all stands now, in one reading transaction."""
        return await self._store.read(lambda connection: self._standing(connection, now))

    async def note(self, kind: str, count: int, now: datetime) -> None:
        """So many of a kind were destroyed now."""
        await self._store.write(lambda connection: note_swept(connection, {kind: count}, now))

    async def end_sweep(self, now: datetime) -> None:
        """A whole sweep is done."""
        await self._store.write(lambda connection: end_sweep(connection, now))

    def _standing(self, connection: Connection, now: datetime) -> Standing:
        gone = _gone(connection)
        unsettled = select(func.count()).where(forgotten.c.settled == 0)
        return Standing(
            swept_at=mark(connection, SWEPT),
            kinds=tuple(self._kind(connection, kind, gone, now) for kind in KINDS),
            leftovers=_leftovers(connection),
            in_files=connection.execute(unsettled).scalar_one(),
        )

    def _kind(
        self,
        connection: Connection,
        kind: str,
        gone: Mapping[str, tuple[datetime, int, int]],
        now: datetime,
    ) -> Kept:
        table, since, due = KINDS[kind]
        limit = self._limits[kind]
        moment = due if due is not None else since
        assert moment is not None, "every kind has a moment"
        after = limit.most if due is None or kind in DUE_LATER else limit.most * 0
        late = to_ms(now - GRACE - after)
        of = _of(kind)
        past = select(func.count()).select_from(table).where(moment <= late, *of)
        oldest = func.min(since) if since is not None else func.min(moment)
        row = connection.execute(
            select(func.count(), oldest, func.min(moment)).select_from(table).where(*of)
        ).one()
        next_due = from_ms_or_none(row[2])
        on, count, in_all = gone.get(GROUPS.get(kind, kind), (None, 0, 0))
        return Kept(
            kind=kind,
            limit=limit,
            rows=row[0],
            oldest=from_ms_or_none(row[1]) if since is not None else None,
            due=None if next_due is None else next_due + after,
            overdue=connection.execute(past).scalar_one(),
            gone_on=on,
            gone=count,
            gone_in_all=in_all,
        )


def _of(kind: str) -> list[ColumnElement[bool]]:
    """Which rows of the table are meant."""
    if kind == "sent_telegram":
        return [sent.c.channel == Channel.TELEGRAM.value]
    if kind == "ledger":
        return [forgotten.c.settled == 1]
    return []


def _gone(connection: Connection) -> dict[str, tuple[datetime, int, int]]:
    """Kind -> the last day on which some was destroyed, how many then, how many in all."""
    found: dict[str, tuple[datetime, int, int]] = {}
    query = select(swept.c.kind, swept.c.day, swept.c.count).order_by(swept.c.day)
    for kind, on, count in connection.execute(query).all():
        before = found[kind][2] if kind in found else 0
        found[kind] = (from_ms(on), count, before + count)
    return found


def _leftovers(connection: Connection) -> tuple[Leftover, ...]:
    ends = connection.execute(select(tallies.c.name, tallies.c.count)).all()
    counted: dict[str, int] = {row[0]: row[1] for row in ends}
    record = erasures.c.talk.startswith(RECORD, autoescape=True)
    found = []
    for provider, which, done, undone in (
        ("telegram", ~record, "removed", "remaining"),
        ("twilio", record, "deleted", "undeleted"),
    ):
        all_ = select(func.coalesce(func.sum(erasures.c.count), 0), func.min(erasures.c.made_at))
        row = connection.execute(all_.where(which)).one()
        again = select(func.coalesce(func.sum(erasures.c.count), 0))
        tried = connection.execute(again.where(and_(which, erasures.c.attempts > 1))).scalar_one()
        waiting, oldest = int(row[0]), from_ms_or_none(row[1])
        became = counted.get(done, 0), counted.get(undone, 0)
        found.append(Leftover(provider, waiting, oldest, int(tried), *became))
    return tuple(found)
