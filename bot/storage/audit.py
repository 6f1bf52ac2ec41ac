"""The audit in the database: written, sealed, verified and read (``admin.audit.ports.Audit``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

import structlog
from sqlalchemy import Connection, Row, and_, func, or_, select

from bot.crypto.keys import Keyring
from bot.handoff.audit import READINGS, REFUSED, Act, Reading, Sought, Verified
from bot.handoff.reasons import Reason
from bot.handoff.trace import Trace
from bot.storage.audit_append import append
from bot.storage.audit_seal import AT_ONCE, cut, seal
from bot.storage.audit_verify import verify
from bot.storage.plain import from_ms, to_ms
from bot.storage.staff_tables import audit
from bot.storage.tables import cases
from bot.storage.together_tables import seats

T = TypeVar("T")
log = structlog.get_logger(__name__)
MOST_READINGS = 200


class Transactions(Protocol):
    """What of the store is used here: each function is one transaction of its own."""

    @property
    def keys(self) -> Keyring:
        """The keys of the installation."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlAudit:
    """What the staff did. Any number of processes may write; one seals at a time."""

    def __init__(self, store: Transactions) -> None:
        self._store = store
        self._chain = store.keys.audit
        self._head = 0
        self.heads_lost = 0
        """How often the chain was found shorter than this process had sealed it."""

    async def record(self, trace: Trace) -> None:
        """One row: who did what to which thing, when. Never any content."""
        await self._store.write(lambda connection: append(connection, self._chain, trace))

    async def seal(self, now: datetime) -> int:
        """Seal everything that waits; how many rows. Who has no lease seals nothing."""
        if not await self._store.read(_anything_waits):
            return 0
        count = 0
        while True:
            number, _, rows = await self._store.write(
                lambda connection: seal(connection, self._chain, to_ms(now))
            )
            if number < self._head:
                self.heads_lost += 1
                log.error("audit_head_lost", known=self._head, found=number)
            self._head, count = number, count + rows
            if rows < AT_ONCE:
                return count

    async def forget(self, before: datetime, now: datetime) -> int:
        """Let go of the batches that are older, at a boundary. How many rows went."""
        return await self._store.write(
            lambda connection: cut(connection, self._chain, to_ms(before), to_ms(now))
        )

    async def verify(self, noted: str = "") -> Verified:
        """Read the whole chain again. ``noted``: the head of an earlier verification."""
        return await self._store.read(lambda connection: verify(connection, self._chain, noted))

    async def page(self, sought: Sought, limit: int) -> Sequence[Act]:
        """What is looked for, the newest first: at most so many rows."""
        query = (
            select(audit)
            .where(_visible(sought), *_wanted(sought))
            .order_by(audit.c.at.desc(), audit.c.id.desc())
            .limit(limit)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [_act(row) for row in rows]

    async def readings(self, conversation: str) -> Sequence[Reading]:
        """Who read the cases of this conversation, the newest first."""
        return await self._store.read(lambda connection: readings(connection, conversation))


def readings(connection: Connection, conversation: str) -> Sequence[Reading]:
    """Who read the cases of this conversation, the newest first."""
    own = select(cases.c.id).where(cases.c.conversation == conversation)
    beside = (seats.c.id == audit.c.subject) & (seats.c.conversation == conversation)
    query = (
        # Who sits beside a case is of an agency of her own.
        select(func.coalesce(seats.c.network, audit.c.network).label("network"))
        .add_columns(audit.c.role, audit.c.at)
        .select_from(audit.outerjoin(seats, beside))
        .where(
            or_(
                audit.c.subject == conversation,
                audit.c.subject.in_(own),
                seats.c.id.is_not(None),
            )
        )
        .where(audit.c.act.in_(sorted(READINGS)))
        .order_by(audit.c.at.desc(), audit.c.id.desc())
        .limit(MOST_READINGS)
    )
    rows = connection.execute(query).all()
    return [Reading(row.network, row.role, from_ms(row.at)) for row in rows]


def _anything_waits(connection: Connection) -> bool:
    waiting = select(audit.c.id).where(audit.c.batch.is_(None)).limit(1)
    return connection.execute(waiting).first() is not None


def _visible(sought: Sought) -> Any:
    """What exists for her: acts on what is of her networks, and acts of her people on nothing in
    particular, on what was not theirs to see, or on each other."""
    strayed = audit.c.act.like(f"%{REFUSED}{Reason.UNKNOWN}")
    people = list(sought.people)
    hers = and_(
        audit.c.account.in_(people),
        or_(audit.c.network == "", strayed),
    )
    return or_(audit.c.network.in_(list(sought.networks)), hers)


def _wanted(sought: Sought) -> list[Any]:
    wanted: list[Any] = []
    if sought.subject:
        own = select(cases.c.conversation).where(cases.c.id == sought.subject)
        wanted.append(or_(audit.c.subject == sought.subject, audit.c.subject.in_(own)))
    if sought.account:
        wanted.append(audit.c.account == sought.account)
    if sought.act:
        wanted.append(audit.c.act.startswith(sought.act, autoescape=True))
    if sought.since is not None:
        wanted.append(audit.c.at >= to_ms(sought.since))
    if sought.until is not None:
        wanted.append(audit.c.at < to_ms(sought.until))
    if sought.before is not None:
        at, id = sought.before
        wanted.append(or_(audit.c.at < at, and_(audit.c.at == at, audit.c.id < id)))
    return wanted


def _act(row: Row[Any]) -> Act:
    return Act(
        id=row.id,
        at=from_ms(row.at),
        account=row.account,
        role=row.role,
        act=row.act,
        subject=row.subject,
        network=row.network,
        sealed=row.batch is not None,
    )
