"""Where publications at a given hour are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.engine.editing.schedule import Schedule, State, Why
from bot.storage.flow_tables import flow_schedules
from bot.storage.flows import FlowStore
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.sealed import seal, unseal

LEASE = timedelta(minutes=5)
"""So long one worker has for a publication; then another one takes it up."""

SHOWN = 30
"""So many are listed, those that wait included."""


class SqlSchedules:
    """Publications at a given hour, of the whole installation."""

    def __init__(self, store: FlowStore) -> None:
        self._store = store
        self._keys = store.keys

    async def add(self, one: Schedule) -> None:
        """Keep it."""
        plain = {
            "by": one.by,
            "note": one.note,
            "stamps": dict(one.stamps),
            "withdraws": one.withdraws,
            "redirects": [[*gone, *to] for gone, to in one.redirects.items()],
        }
        row = {
            "id": one.id,
            "at": to_ms(one.at),
            "made_at": to_ms(one.made_at),
            "state": one.state.value,
            "why": one.why.value,
            "lease_until": 0,
            "sealed": seal(self._keys, flow_schedules.c.sealed, dump(plain), one.id),
        }
        await self._store.write(lambda c: c.execute(insert(flow_schedules), [row]))

    async def all(self) -> Sequence[Schedule]:
        """The newest, the latest hour first."""
        query = select(flow_schedules).order_by(flow_schedules.c.at.desc()).limit(SHOWN)
        return await self._store.read(lambda c: [self._one(row) for row in c.execute(query)])

    async def cancel(self, id: str) -> bool:
        """It does not happen. False: it is none that waits."""
        return await self._end(id, State.CANCELLED, Why.NONE)

    async def refuse(self, id: str, why: Why) -> bool:
        """It did not happen, and this is why. False: it is none that waits any more."""
        return await self._end(id, State.REFUSED, why)

    async def claim(self, now: datetime) -> Schedule | None:
        """One whose hour has come, for this worker alone; None: there is none."""
        mine = flow_schedules.c
        is_due = (mine.state == State.WAITING.value) & (mine.at <= to_ms(now))
        is_free = mine.lease_until <= to_ms(now)

        def work(connection: Connection) -> Schedule | None:
            query = select(flow_schedules).where(is_due & is_free).order_by(mine.at, mine.id)
            row = connection.execute(query.limit(1).with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            claimed = update(flow_schedules).where(mine.id == row.id)
            connection.execute(claimed.values(lease_until=to_ms(now + LEASE)))
            return self._one(row)

        return await self._store.write(work)

    async def _end(self, id: str, state: State, why: Why) -> bool:
        return await self._store.write(lambda connection: _end(connection, id, state, why))

    def _one(self, row: Any) -> Schedule:
        plain = load(unseal(self._keys, flow_schedules.c.sealed, row))
        return Schedule(
            id=row.id,
            at=from_ms(row.at),
            made_at=from_ms(row.made_at),
            state=State(row.state),
            why=Why(row.why),
            by=plain["by"],
            note=plain["note"],
            stamps=plain["stamps"],
            withdraws=plain["withdraws"],
            redirects={(a, b): (c, d) for a, b, c, d in plain["redirects"]},
        )


def _end(connection: Connection, id: str, state: State, why: Why) -> bool:
    mine = flow_schedules.c
    waits = (mine.id == id) & (mine.state == State.WAITING.value)
    ended = update(flow_schedules).where(waits).values(state=state.value, why=why.value)
    return connection.execute(ended).rowcount == 1
