"""Where the directory's services are kept: in a database, or in memory for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from bot.crypto.keys import Keyring
from bot.directory.confirming import Look, Standing, confirms
from bot.directory.hsds.tables import COLUMNS
from bot.directory.importing import Change, Held
from bot.directory.kinds import Aspect, Upkeep
from bot.directory.records import CLASSES, Key, Record
from bot.storage.audit_append import noting
from bot.storage.directory_tables import (
    directory_looks,
    directory_records,
    directory_sources,
    directory_upkeep,
)
from bot.storage.plain import dump, load, to_ms
from bot.storage.routing_rows import one_at_a_time
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal

T = TypeVar("T")
AT_ONCE = 1_000
Progress = Callable[[int, int], None]
Version = tuple[int, int, int, int]


class DirectoryStore(Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlServices:
    """The services, their sources, and who keeps which fact right."""

    def __init__(self, store: DirectoryStore) -> None:
        self._store = store
        self._keys = store.keys

    async def version(self) -> Version:
        """Another value after every change, whichever process made it."""

        def work(connection: Connection) -> Version:
            found = [
                connection.execute(select(func.max(table.c.changed_at), func.count())).one()
                for table in (directory_sources, directory_upkeep)
            ]
            (one, many), (kept, facts) = found
            return int(one or 0), int(many), int(kept or 0), int(facts)

        return await self._store.read(work)

    async def held(self) -> Held:
        """Everything that is stored."""

        def work(connection: Connection) -> tuple[Sequence[Any], Sequence[Any]]:
            return (
                connection.execute(
                    select(directory_records).order_by(
                        *(directory_records.c[name] for name in ("source", "entity", "id"))
                    )
                ).all(),
                connection.execute(select(directory_upkeep)).all(),
            )

        records, upkeep = await self._store.read(work)
        # Opening those of 5,000 services takes a second: women are answered meanwhile.
        return await asyncio.to_thread(self._opened, records, upkeep)

    def _opened(self, records: Sequence[Any], upkeep: Sequence[Any]) -> Held:
        sources: dict[str, dict[Key, Record]] = {}
        for row in records:
            sources.setdefault(row.source, {})[row.entity, row.id] = self._record(row)
        return Held(sources, tuple(self._upkeep(row) for row in upkeep))

    async def apply(self, change: Change, now: datetime, progress: Progress) -> None:
        """Put a source in the place of what it was: all of it, or nothing.

        ``progress`` is told how many of how many rows were written; what it raises undoes all.
        """
        rows = await asyncio.to_thread(lambda: list(self._rows(change)))
        touched = change.gone | {one.service for one in change.upkeep}

        def work(connection: Connection) -> None:
            stamp = _newer(connection, now)
            kept = [self._upkeep_row(one, stamp) for one in change.upkeep]
            source = {"id": change.source, "changed_at": stamp, "services": change.services}
            mine = directory_records.c.source == change.source
            connection.execute(delete(directory_records).where(mine))
            is_source = directory_sources.c.id == change.source
            connection.execute(delete(directory_sources).where(is_source))
            if change.records:
                connection.execute(insert(directory_sources), [source])
            for some in _parts(sorted(touched), 500):
                connection.execute(
                    delete(directory_upkeep).where(directory_upkeep.c.service.in_(some))
                )
            done = 0
            for table, cells in ((directory_records, rows), (directory_upkeep, kept)):
                for part in _parts(cells, AT_ONCE):
                    connection.execute(insert(table), part)
                    done += len(part)
                    progress(done, len(rows) + len(kept))

        await self._store.write(work)

    async def verify(self, upkeep: Upkeep, now: datetime) -> None:
        """Write down that somebody vouched for a fact."""
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            self._keep(connection, upkeep, now)
            note(connection)

        await self._store.write(work)

    async def look(self, upkeep: Upkeep, now: datetime) -> Upkeep | None:
        """Somebody vouches for a fact that needs two: it as it holds now, where she is the second;
        None: she is the first, and what held before holds on."""
        of = (
            directory_looks.c.service == upkeep.service,
            directory_looks.c.aspect == upkeep.aspect.value,
        )
        note = noting(self._keys.audit)

        def work(connection: Connection) -> Upkeep | None:
            one_at_a_time(connection, f"directory/{upkeep.service}/{upkeep.aspect}")
            row = connection.execute(select(directory_looks).where(*of)).first()
            look = None if row is None else Look(self._looked(row))
            note(connection)
            if look is not None and confirms(look, upkeep):
                whole = replace(upkeep, first=look.by, note=upkeep.note or look.upkeep.note)
                connection.execute(delete(directory_looks).where(*of))
                self._keep(connection, whole, now)
                return whole
            connection.execute(delete(directory_looks).where(*of))
            connection.execute(insert(directory_looks), [self._look_row(upkeep)])
            return None

        return await self._store.write(work)

    async def standing(self, service: str) -> Mapping[Aspect, Standing]:
        """Who stands behind each fact of a service, or behind a measure."""

        def work(connection: Connection) -> tuple[Sequence[Any], Sequence[Any]]:
            looks = select(directory_looks).where(directory_looks.c.service == service)
            kept = select(directory_upkeep).where(directory_upkeep.c.service == service)
            return connection.execute(looks).all(), connection.execute(kept).all()

        looks, kept = await self._store.read(work)
        found = {
            Aspect(row.aspect): Standing(by=row.verified_by, first=row.first_by) for row in kept
        }
        for row in looks:
            seen, aspect = self._looked(row), Aspect(row.aspect)
            found[aspect] = replace(
                found.get(aspect, Standing()),
                seen_by=seen.by,
                seen_on=seen.verified_on,
                note=seen.note,
                digest=seen.digest,
            )
        return found

    def _keep(self, connection: Connection, upkeep: Upkeep, now: datetime) -> None:
        row = self._upkeep_row(upkeep, _newer(connection, now))
        connection.execute(
            delete(directory_upkeep).where(
                directory_upkeep.c.service == upkeep.service,
                directory_upkeep.c.aspect == upkeep.aspect.value,
            )
        )
        connection.execute(insert(directory_upkeep), [row])

    def _looked(self, row: Any) -> Upkeep:
        note = ""
        if row.note is not None:
            note = unseal(self._keys, directory_looks.c.note, row).decode()
        on = date.fromordinal(row.seen_on)
        aspect, by = Aspect(row.aspect), row.seen_by
        return Upkeep(row.service, aspect, row.owner, on, row.days, row.digest, by, note)

    def _look_row(self, one: Upkeep) -> Cells:
        assert one.verified_on is not None, "somebody looks on a day"
        place, note = (one.service, one.aspect.value), one.note.encode()
        column = directory_looks.c.note
        return {
            "service": one.service,
            "aspect": one.aspect.value,
            "owner": one.owner,
            "seen_on": one.verified_on.toordinal(),
            "days": one.interval,
            "digest": one.digest,
            "seen_by": one.by,
            "note": seal(self._keys, column, note, *place) if note else None,
        }

    def _rows(self, change: Change) -> Iterator[Cells]:
        column = directory_records.c.sealed
        for (entity, id), record in change.records.items():
            place, plain = (change.source, entity, id), dump(plain_of(record))
            yield {
                "source": change.source,
                "entity": entity,
                "id": id,
                "sealed": seal(self._keys, column, plain, *place),
            }

    def _record(self, row: Any) -> Record:
        return record_of(row.entity, load(unseal(self._keys, directory_records.c.sealed, row)))

    def _upkeep(self, row: Any) -> Upkeep:
        note = ""
        if row.note is not None:
            note = unseal(self._keys, directory_upkeep.c.note, row).decode()
        return Upkeep(
            row.service,
            Aspect(row.aspect),
            row.owner,
            None if row.verified_on is None else date.fromordinal(row.verified_on),
            row.days,
            row.digest,
            row.verified_by,
            note,
            row.first_by,
        )

    def _upkeep_row(self, one: Upkeep, stamp: int) -> Cells:
        place, note = (one.service, one.aspect.value), one.note.encode()
        column = directory_upkeep.c.note
        return {
            "service": one.service,
            "aspect": one.aspect.value,
            "owner": one.owner,
            "verified_on": None if one.verified_on is None else one.verified_on.toordinal(),
            "days": one.interval,
            "digest": one.digest,
            "verified_by": one.by,
            "first_by": one.first,
            "changed_at": stamp,
            "note": seal(self._keys, column, note, *place) if note else None,
        }


def plain_of(record: Record) -> dict[str, Any]:
    """The record as JSON holds it, without what is empty."""
    found: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if value not in ("", None):
            found[one.name] = value.isoformat() if isinstance(value, date | time) else value
    return found


def record_of(entity: str, plain: dict[str, Any]) -> Record:
    """The record that ``plain_of`` was given."""
    kinds = _KINDS[entity]
    values = {name: kinds[name](value) for name, value in plain.items() if name in kinds}
    return CLASSES[entity](**values)


def _as_it_is(value: Any) -> Any:
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    "text": _as_it_is,
    "number": _as_it_is,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
_KINDS = {
    entity: {column.name: _READ[column.kind] for column in columns}
    for entity, columns in COLUMNS.items()
}


def _parts(rows: Sequence[T], size: int) -> Iterator[list[T]]:
    for at in range(0, len(rows), size):
        yield list(rows[at : at + size])


def _newer(connection: Connection, now: datetime) -> int:
    """A stamp after every other, also within one millisecond: it tells that something changed."""
    tables = (directory_sources, directory_upkeep)
    found = (connection.execute(select(func.max(one.c.changed_at))).scalar() for one in tables)
    return max(to_ms(now), *(int(one or 0) + 1 for one in found))
