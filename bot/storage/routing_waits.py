"""What cases that wait are owed, as the worker takes it: each thing once, whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from bot.conversation.state import CaseState
from bot.handoff.routing_waiting import (
    DutyRing,
    Owed,
    Step,
    Times,
    Wait,
    brought_up,
    due,
    not_rung,
    rings_of,
    taken,
)
from bot.storage.alarms import Transactions
from bot.storage.drill_tables import drills
from bot.storage.gate import LETS_THROUGH
from bot.storage.plain import from_ms, to_ms
from bot.storage.routing_rows import wait_of, wait_row
from bot.storage.routing_tables import waits
from bot.storage.tables import cases, conversations

MOST = 5000
_THROUGH = frozenset(curtain.value for curtain in LETS_THROUGH)
_QUEUED = (
    select(
        cases.c.id,
        cases.c.conversation,
        cases.c.network,
        cases.c.opened_at,
        conversations.c.curtain,
        cases.c.drill,
        drills.c.rings.label("drill_rings"),
    )
    .join(conversations, conversations.c.id == cases.c.conversation)
    .outerjoin(drills, drills.c.id == cases.c.drill)
    .where(cases.c.state == CaseState.QUEUED.value)
    .order_by(cases.c.id)
)


class SqlWaits:
    """The waits of all networks (``scheduling.waiting.Book``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def networks(self) -> frozenset[str]:
        """Networks in which anybody waits."""
        query = select(cases.c.network).where(cases.c.state == CaseState.QUEUED.value).distinct()
        rows = await self._store.read(lambda connection: connection.execute(query).scalars().all())
        return frozenset(rows)

    async def take(
        self, now: datetime, times: Mapping[str, Times], rings_for: Callable[[str], bool]
    ) -> Owed:
        """What is owed now, in networks whose times are given. One caller gets each ring.

        It is committed before this returns. She counts as told once ``told`` was called.
        """
        looking = _Looking(now, times, rings_for)
        if not await self._store.read(lambda connection: looking.anything(connection)):
            return Owed()
        return await self._store.write(lambda connection: looking.take(connection))

    async def called(self, _now: datetime) -> Sequence[Wait]:
        """The waits for which somebody was called, of all networks."""
        queued = select(cases.c.id).where(cases.c.state == CaseState.QUEUED.value)
        query = select(waits).where(
            waits.c.case_id.in_(queued), or_(waits.c.rings > 0, waits.c.raised_at.isnot(None))
        )
        rows = await self._store.read(
            lambda connection: connection.execute(query.limit(MOST)).all()
        )
        return [wait_of(row) for row in rows]

    async def ring_failed(self, ring: DutyRing, now: datetime) -> None:
        """The duty phone was certainly not reached: it is tried again soon, and not counted."""

        def work(connection: Connection) -> None:
            query = select(waits).where(waits.c.case_id.in_(list(ring.cases))).with_for_update()
            for row in connection.execute(query).all():
                _write(connection, not_rung(wait_of(row), now))

        await self._store.write(work)

    async def told(self, wait: Wait, now: datetime) -> None:
        """She was told of this wait, or cannot be."""
        same = (waits.c.case_id == wait.case, waits.c.since == to_ms(wait.since))
        said = update(waits).where(*same, waits.c.told_at.is_(None)).values(told_at=to_ms(now))
        await self._store.write(lambda connection: connection.execute(said))


class _Looking:
    """One look at everything that waits."""

    def __init__(
        self, now: datetime, times: Mapping[str, Times], rings_for: Callable[[str], bool]
    ) -> None:
        self._now = now
        self._times = times
        self._rings_for = rings_for

    def anything(self, connection: Connection) -> bool:
        """Whether there is anything to write or to do: a look that locks nothing."""
        queued = connection.execute(_QUEUED.limit(MOST)).all()
        known = _known(connection, queued)
        silent = _silent(queued)
        return any(
            one != known.get(one.case) or self._steps(one, silent)
            for one in self._waits(queued, known)
        )

    def take(self, connection: Connection) -> Owed:
        """Take what is owed; whatever another process looks at just now is left to it."""
        locked = _QUEUED.limit(MOST).with_for_update(of=cases, skip_locked=True)
        queued = connection.execute(locked).all()
        known = _known(connection, queued)
        after: list[Wait] = []
        tell: list[Wait] = []
        ringing: set[str] = set()
        raised: set[str] = set()
        silent = _silent(queued)
        for one in self._waits(queued, known):
            steps = self._steps(one, silent)
            if Step.PHONE in steps:
                ringing.add(one.case)
            if Step.COORDINATOR in steps:
                raised.add(one.network)
            new = taken(one, steps, self._now)
            if Step.HER in steps:
                tell.append(new)
            if new != known.get(one.case):
                _write(connection, new)
            after.append(new)
        rings = rings_of(after, ringing)
        networks = raised | {ring.network for ring in rings}
        return Owed(rings, tuple(tell), frozenset(networks))

    def _steps(self, wait: Wait, silent: frozenset[str]) -> frozenset[Step]:
        times = self._times.get(wait.network)
        if times is None:
            return frozenset()
        steps = due(wait, self._now, times)
        rings = self._rings_for(wait.network) and wait.case not in silent
        return steps if rings else steps - {Step.PHONE}

    def _waits(self, queued: Any, known: Mapping[str, Wait]) -> list[Wait]:
        return [
            brought_up(
                known.get(row.id),
                case=row.id,
                conversation=row.conversation,
                network=row.network,
                opened=from_ms(row.opened_at),
                reachable=row.curtain in _THROUGH,
                now=self._now,
                drill=bool(row.drill),
            )
            for row in queued
        ]


def _known(connection: Connection, queued: Any) -> dict[str, Wait]:
    """What is remembered of these cases. A curtain is no part of it: it is asked anew each time."""
    through = {row.id: row.curtain in _THROUGH for row in queued}
    query = select(waits).where(waits.c.case_id.in_(list(through)))
    drill = {row.id: bool(row.drill) for row in queued}
    return {
        row.case_id: replace(wait_of(row, reachable=through[row.case_id]), drill=drill[row.case_id])
        for row in connection.execute(query).all()
    }


def _silent(queued: Any) -> frozenset[str]:
    """Cases of drills for which no phone was asked to ring."""
    return frozenset(row.id for row in queued if row.drill and not row.drill_rings)


def _write(connection: Connection, wait: Wait) -> None:
    connection.execute(delete(waits).where(waits.c.case_id == wait.case))
    connection.execute(insert(waits), [wait_row(wait)])
