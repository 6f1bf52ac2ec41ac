"""Where files that the staff brought wait and are worked at (``admin.imports.ports``, worker)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.crypto.keys import Keyring
from bot.storage.brought_tables import import_parts, imports
from bot.storage.desk import DeskStore
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.sealed import seal, unseal
from bot.values.brought import (
    AT_WORK,
    LEFT_ALONE,
    LOOKED_AT,
    MOST_WAITING,
    OVER,
    REMEMBERED,
    TO_BE_DONE,
    Brought,
    Found,
    Kind,
    Line,
    State,
)

LEASE = timedelta(minutes=1)
"""What a worker says nothing of for so long is taken up by another."""

MOST_LISTED = 50
_OPEN = [one.value for one in State if one not in OVER]
_UNREAD = [State.SENDING, State.WAITING, State.READY, State.CONFIRMED]


class Sign(NamedTuple):
    """How far one file is: equal to itself until it changes."""

    network: str
    id: str
    state: str
    done: int
    received: int


class SqlBrought:
    """Files that were brought, within some networks for the staff, all of them for a worker."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._keys: Keyring = store.keys

    async def begin(self, new: Brought) -> bool:
        """A file that is sent from now on. False: its network has too many that wait."""
        names = {"file": new.file, "source": new.source, "owner": new.owner, "use": new.use}
        row = {
            "id": new.id,
            "network": new.network,
            "kind": new.kind.value,
            "state": new.state.value,
            "account": new.by,
            "made_at": to_ms(new.made_at),
            "touched_at": to_ms(new.touched_at),
            "lease_until": 0,
            "tries": 0,
            "stop": 0,
            "done": 0,
            "total": 0,
            "size": new.size,
            "received": 0,
            "sealed": seal(self._keys, imports.c.sealed, dump(names), new.id),
            "sealed_found": None,
        }
        mine = and_(imports.c.network == new.network, imports.c.state.in_(_OPEN))

        def work(connection: Connection) -> bool:
            waits = connection.execute(select(func.count()).where(mine)).scalar() or 0
            if waits < MOST_WAITING:
                connection.execute(insert(imports), [row])
            return waits < MOST_WAITING

        return await self._store.write(work)

    async def all(self, networks: Collection[str]) -> Sequence[Brought]:
        """Those of these networks, the newest first, without what was found in them."""
        query = (
            select(*(one for one in imports.c if one.name != "sealed_found"))
            .where(imports.c.network.in_(list(networks)))
            .order_by(imports.c.made_at.desc(), imports.c.id)
            .limit(MOST_LISTED)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [self._brought(row) for row in rows]

    async def one(self, networks: Collection[str], id: str) -> Brought | None:
        """One of these with everything that is said of it, or None."""
        query = select(imports).where(imports.c.id == id, imports.c.network.in_(list(networks)))
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return None if row is None else self._brought(row)

    async def add_part(self, one: Brought, at: int, content: bytes, now: datetime) -> bool:
        """The part that begins at this byte. False: it is not the one that comes next.

        The last one lets a worker begin.
        """
        received = at + len(content)
        values: dict[str, Any] = {"received": received, "touched_at": to_ms(now)}
        if received == one.size:
            values["state"] = State.WAITING.value
        sealed = seal(self._keys, import_parts.c.sealed, content, one.id, at)
        mine = (
            imports.c.id == one.id,
            imports.c.state == State.SENDING.value,
            imports.c.received == at,
            imports.c.size >= received,
        )

        def work(connection: Connection) -> bool:
            if not connection.execute(update(imports).where(*mine).values(values)).rowcount:
                return False
            row = {"import": one.id, "at": at, "sealed": sealed}
            connection.execute(insert(import_parts), [row])
            return True

        return await self._store.write(work)

    async def confirm(self, id: str, now: datetime) -> bool:
        """Store it, as it was looked at. False: it does not wait for that."""
        mine = (imports.c.id == id, imports.c.state == State.READY.value)
        values = {
            "state": State.CONFIRMED.value,
            "touched_at": to_ms(now),
            "lease_until": 0,
            "tries": 0,
            "done": 0,
            "total": 0,
        }
        work = update(imports).where(*mine).values(values)
        return bool(await self._store.write(lambda one: one.execute(work).rowcount))

    async def stop(self, id: str, now: datetime) -> bool:
        """Go no further with it. What a worker is at ends at its next sign. False: it is over."""
        mine = imports.c.id == id

        def work(connection: Connection) -> bool:
            asleep = update(imports).where(mine, imports.c.state.in_(_UNREAD))
            gone = {"state": State.STOPPED.value, "touched_at": to_ms(now)}
            if connection.execute(asleep.values(gone)).rowcount:
                connection.execute(delete(import_parts).where(import_parts.c["import"] == id))
                return True
            at_work = update(imports).where(mine, imports.c.state.in_(sorted(AT_WORK)))
            return bool(connection.execute(at_work.values(stop=1)).rowcount)

        return await self._store.write(work)

    # --- the worker's -----------------------------------------------------------------------

    async def claim(self, now: datetime) -> Brought | None:
        """The one that has waited longest, for this worker alone; also what another left behind."""
        left = and_(imports.c.state.in_(sorted(AT_WORK)), imports.c.lease_until < to_ms(now))
        query = (
            select(imports)
            .where(or_(imports.c.state.in_(sorted(TO_BE_DONE)), left))
            .order_by(imports.c.touched_at, imports.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )

        def work(connection: Connection) -> Row[Any] | None:
            row = connection.execute(query).first()
            if row is None:
                return None
            state = State(row.state)
            values = {
                "state": TO_BE_DONE.get(state, state).value,
                "tries": row.tries + 1,
                "lease_until": to_ms(now + LEASE),
            }
            mine = imports.c.id == row.id
            connection.execute(update(imports).where(mine).values(values))
            return connection.execute(select(imports).where(mine)).one()

        row = await self._store.write(work)
        return None if row is None else self._brought(row)

    async def tell(self, one: Brought, done: int, total: int, now: datetime) -> bool:
        """How far this worker is with it. False: it is stopped, or another's by now."""
        values = {
            "done": done,
            "total": total,
            "touched_at": to_ms(now),
            "lease_until": to_ms(now + LEASE),
        }
        work = update(imports).where(*_mine(one), imports.c.stop == 0).values(values)
        return bool(await self._store.write(lambda at: at.execute(work).rowcount))

    async def give_back(self, one: Brought) -> None:
        """This worker ends: the next one takes it up at once, and it counts as no try."""
        back = {now: before for before, now in TO_BE_DONE.items()}[one.state]
        values = {"state": back.value, "lease_until": 0, "tries": one.tries - 1}
        work = update(imports).where(*_mine(one)).values(values)
        await self._store.write(lambda at: at.execute(work))

    async def settle(self, one: Brought, state: State, found: Found | None, now: datetime) -> bool:
        """What became of it. False: it is another's by now. What is over has no file any more."""
        values: dict[str, Any] = {"state": state.value, "touched_at": to_ms(now), "lease_until": 0}
        if found is not None:
            values["sealed_found"] = seal(
                self._keys, imports.c.sealed_found, dump(asdict(found)), one.id
            )
        work_at = update(imports).where(*_mine(one)).values(values)

        def work(connection: Connection) -> bool:
            if not connection.execute(work_at).rowcount:
                return False
            if state in OVER:
                mine = import_parts.c["import"] == one.id
                connection.execute(delete(import_parts).where(mine))
            return True

        return await self._store.write(work)

    async def unpack(self, id: str, write: Callable[[bytes], object]) -> None:
        """Give the file's parts in order, one after the other."""
        at = -1
        while (row := await self._part_after(id, at)) is not None:
            at = row.at
            write(unseal(self._keys, import_parts.c.sealed, row))

    async def _part_after(self, id: str, at: int) -> Row[Any] | None:
        mine = (import_parts.c["import"] == id, import_parts.c.at > at)
        query = select(import_parts).where(*mine).order_by(import_parts.c.at).limit(1)
        return await self._store.read(lambda connection: connection.execute(query).first())

    async def under_way(self, now: datetime) -> Sequence[Sign]:
        """What a page would show otherwise as soon as one of these changes."""
        recent = imports.c.touched_at > to_ms(now - timedelta(minutes=10))
        columns = (imports.c[name] for name in ("network", "id", "state", "done", "received"))
        query = select(*columns).where(recent)
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [Sign(*row) for row in rows]

    async def sweep(self, now: datetime, limit: int) -> int:
        """End what nobody goes on with, and forget what is long over. How many."""
        alone = and_(
            imports.c.state == State.SENDING.value, imports.c.touched_at < to_ms(now - LEFT_ALONE)
        )
        unlooked = and_(
            imports.c.state == State.READY.value, imports.c.touched_at < to_ms(now - LOOKED_AT)
        )
        old = and_(
            imports.c.state.in_(sorted(OVER)), imports.c.touched_at < to_ms(now - REMEMBERED)
        )

        def work(connection: Connection) -> int:
            ended, gone = (
                [*connection.execute(select(imports.c.id).where(which).limit(limit)).scalars()]
                for which in (or_(alone, unlooked), old)
            )
            mine = import_parts.c["import"].in_([*ended, *gone])
            connection.execute(delete(import_parts).where(mine))
            stopped = update(imports).where(imports.c.id.in_(ended))
            connection.execute(stopped.values(state=State.STOPPED.value, touched_at=to_ms(now)))
            connection.execute(delete(imports).where(imports.c.id.in_(gone)))
            return len(ended) + len(gone)

        return await self._store.write(work)

    def _brought(self, row: Row[Any]) -> Brought:
        names = load(unseal(self._keys, imports.c.sealed, row))
        found = None
        if getattr(row, "sealed_found", None) is not None:
            found = _found(load(unseal(self._keys, imports.c.sealed_found, row)))
        return Brought(
            id=row.id,
            network=row.network,
            kind=Kind(row.kind),
            state=State(row.state),
            by=row.account,
            made_at=from_ms(row.made_at),
            touched_at=from_ms(row.touched_at),
            size=row.size,
            received=row.received,
            done=row.done,
            total=row.total,
            tries=row.tries,
            stop=bool(row.stop),
            found=found,
            **names,
        )


def _mine(one: Brought) -> tuple[ColumnElement[bool], ...]:
    """While this worker, and no later one, is at it."""
    return (
        imports.c.id == one.id,
        imports.c.tries == one.tries,
        imports.c.state == one.state.value,
    )


def _found(plain: dict[str, Any]) -> Found:
    lines = tuple(Line(**one) for one in plain.pop("lines"))
    return Found(**{**plain, "remarks": tuple(plain["remarks"]), "lines": lines})
