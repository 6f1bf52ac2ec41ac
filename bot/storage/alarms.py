"""Alarms and drills in the database, as the staff and the loops see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.handoff.alarm import (
    DRILL_COUNTS,
    MOST_RINGS,
    NOBODY_AFTER,
    RING_AGAIN,
    RING_EVERY,
    WATCHED,
    Alarm,
    Ring,
    Sign,
    Told,
    drilled,
    proves,
    sign_owed,
)
from bot.storage.alarm_tables import alarms
from bot.storage.plain import to_ms
from bot.storage.sql_alarms import alarm_of, alarm_row
from bot.storage.tables import outgoing, sent

T = TypeVar("T")
MOST = 200
"""How many alarms are read at once."""

WAITS: ColumnElement[bool] = and_(
    alarms.c.acknowledged_at.is_(None), alarms.c.cancelled_at.is_(None)
)


class Transactions(Protocol):
    """What of the store is used here: each function is one transaction of its own."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlAlarms:
    """Alarms over SQLite and PostgreSQL (``admin.ports.Alarms``, ``scheduling.alarms.Book``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def recent(self, networks: Sequence[str]) -> Sequence[Alarm]:
        """The alarms and drills of these networks: those that wait first, then the newest."""
        query = (
            select(alarms)
            .where(alarms.c.network.in_(networks))
            .order_by(case((WAITS, 0), else_=1), alarms.c.raised_at.desc(), alarms.c.id)
            .limit(MOST)
        )
        return await self._read(query)

    async def alarm(self, networks: Sequence[str], id: str) -> Alarm | None:
        """One alarm or drill of these networks, or None."""
        query = select(alarms).where(alarms.c.id == id, alarms.c.network.in_(networks))
        return next(iter(await self._read(query)), None)

    async def under_way(self, now: datetime) -> Sequence[Alarm]:
        """Every alarm and drill that waits or may still change by itself, of all networks."""
        lately = alarms.c.raised_at > to_ms(now - WATCHED)
        query = select(alarms).where(or_(WAITS, lately)).order_by(alarms.c.id).limit(MOST)
        return await self._read(query)

    async def acknowledge(
        self, networks: Sequence[str], id: str, operator: str, now: datetime
    ) -> Alarm | None:
        """Say that somebody has seen it, by compare and set; the alarm as it now is, whoever did.

        None: there is no such alarm in these networks.
        """
        hers = and_(alarms.c.id == id, alarms.c.network.in_(networks))
        seen = (
            update(alarms).where(hers, WAITS).values(acknowledged_at=to_ms(now), operator=operator)
        )

        def work(connection: Connection) -> Any:
            connection.execute(seen)
            return connection.execute(select(alarms).where(hers)).first()

        row = await self._store.write(work)
        return None if row is None else alarm_of(row)

    async def start_drill(self, network: str, id: str, now: datetime) -> Alarm:
        """A drill of that network; one that still waits is not started a second time."""
        query = select(alarms).where(alarms.c.network == network, alarms.c.drill == 1, WAITS)
        made = drilled(id, network, now)

        def work(connection: Connection) -> Any:
            known = connection.execute(query.limit(1)).first()
            if known is None:
                connection.execute(insert(alarms).values(alarm_row(made)))
            return known

        row = await self._store.write(work)
        return made if row is None else alarm_of(row)

    async def proofs(self, networks: Sequence[str], now: datetime) -> dict[str, datetime]:
        """When a duty last saw a drill in time, for each of these networks where that still counts.

        The other networks are absent.
        """
        query = select(alarms).where(
            alarms.c.network.in_(networks),
            alarms.c.drill == 1,
            alarms.c.acknowledged_at >= to_ms(now - DRILL_COUNTS),
        )
        found: dict[str, datetime] = {}
        for drill in await self._read(query):
            if proves(drill, now) and drill.acknowledged_at is not None:
                known = found.get(drill.network, drill.acknowledged_at)
                found[drill.network] = max(known, drill.acknowledged_at)
        return found

    async def take_rings(self, now: datetime, rings_for: Callable[[str], bool]) -> Sequence[Ring]:
        """What the duty phones that there are have to be told now. One caller gets each ring.

        It is committed before this returns, and counts as done unless ``ring_failed`` is called.
        """
        waiting = select(alarms.c.network).where(_due(now)).distinct()
        networks = [network for network in await self._networks(waiting) if rings_for(network)]
        if not networks:
            return ()
        due = and_(_due(now), alarms.c.network.in_(networks))
        return await self._store.write(lambda connection: _take_rings(connection, due, now))

    async def ring_failed(self, ring: Ring, now: datetime) -> None:
        """The duty phone was certainly not reached: it is tried again soon, and not counted."""
        again = (
            update(alarms)
            .where(alarms.c.id.in_(ring.alarms), alarms.c.rings > 0)
            .values(
                rings=alarms.c.rings - 1,
                next_ring_at=to_ms(now + RING_AGAIN),
                phoned_at=case((alarms.c.rings > 1, alarms.c.phoned_at)),
            )
        )
        await self._store.write(lambda connection: connection.execute(again))

    async def owed(self, now: datetime) -> Sequence[tuple[Alarm, Sign]]:
        """The alarms of women who have to be given a sign now."""
        unseen = and_(WAITS, alarms.c.sign == "", alarms.c.raised_at <= to_ms(now - NOBODY_AFTER))
        untold = and_(alarms.c.acknowledged_at.isnot(None), alarms.c.sign != Sign.SEEN.value)
        query = (
            select(alarms)
            .where(
                alarms.c.conversation != "",
                alarms.c.drill == 0,
                alarms.c.cancelled_at.is_(None),
                or_(unseen, untold),
            )
            .order_by(alarms.c.raised_at)
            .limit(MOST)
        )
        pairs = ((alarm, sign_owed(alarm, now)) for alarm in await self._read(query))
        return [(alarm, sign) for alarm, sign in pairs if sign is not None]

    async def untold(self, alarm: Alarm, sign: Sign) -> None:
        """That sign cannot be given to her: her conversation is gone. ``alarm`` as it was read."""
        late = (
            update(alarms)
            .where(alarms.c.id == alarm.id, alarms.c.sign == (alarm.sign or ""))
            .values(sign=sign.value, told=Told.LATE.value, message="")
        )
        await self._store.write(lambda connection: connection.execute(late))

    async def settle(self) -> Sequence[str]:
        """Learn from the outbox what became of signs under way. The networks concerned."""
        under_way = alarms.c.told == Told.SENDING.value
        is_sent = alarms.c.message.in_(select(sent.c.id))
        is_gone = and_(~is_sent, alarms.c.message.not_in(select(outgoing.c.id)))
        ended = select(alarms.c.network).where(under_way, or_(is_sent, is_gone)).distinct()
        networks = await self._networks(ended)
        if not networks:
            return ()

        def work(connection: Connection) -> None:
            for known, told in ((is_sent, Told.YES), (is_gone, Told.LATE)):
                settled = update(alarms).where(under_way, known).values(told=told.value)
                connection.execute(settled)

        await self._store.write(work)
        return networks

    async def forget(self, before: datetime) -> int:
        """Delete alarms and drills that are older. Returns how many."""
        old = delete(alarms).where(alarms.c.raised_at < to_ms(before))
        return await self._store.write(lambda connection: connection.execute(old).rowcount)

    async def _read(self, query: Select[Any]) -> Sequence[Alarm]:
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [alarm_of(row) for row in rows]

    async def _networks(self, query: Select[Any]) -> Sequence[str]:
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return sorted(row[0] for row in rows)


def _due(now: datetime) -> ColumnElement[bool]:
    """Alarms that the duty phone has to ring for now."""
    return and_(WAITS, alarms.c.rings < MOST_RINGS, alarms.c.next_ring_at <= to_ms(now))


def _take_rings(connection: Connection, due: ColumnElement[bool], now: datetime) -> Sequence[Ring]:
    locked = select(alarms).where(due).order_by(alarms.c.id).limit(MOST)
    rows = connection.execute(locked.with_for_update(skip_locked=True)).all()
    taken: dict[str, list[str]] = {}
    for row in rows:
        taken.setdefault(row.network, []).append(row.id)
    if not taken:
        return ()
    moment = to_ms(now)
    connection.execute(
        update(alarms)
        .where(alarms.c.id.in_([row.id for row in rows]))
        .values(
            rings=alarms.c.rings + 1,
            next_ring_at=to_ms(now + RING_EVERY),
            phoned_at=func.coalesce(alarms.c.phoned_at, moment),
        )
    )
    waiting = (
        select(alarms.c.network, func.count())
        .where(WAITS, alarms.c.network.in_(sorted(taken)))
        .group_by(alarms.c.network)
    )
    counts = {row.network: row[1] for row in connection.execute(waiting).all()}
    return [Ring(network, counts[network], tuple(ids)) for network, ids in taken.items()]
