"""Agencies, procedures and trainings in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, delete, insert, select

from bot.crypto.keys import Keyring
from bot.handoff.agencies import Agency, Hours, Kind
from bot.handoff.procedure import DutyLine, Procedure, Times, in_force
from bot.handoff.trained import Course, TrainingRecord, is_trained
from bot.storage.agency_tables import agencies, procedures, trainings
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms, to_ms_or_none
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal

T = TypeVar("T")


class AgencyStore(Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlAgencies:
    """What agencies are, what they decided, and who was trained."""

    def __init__(self, store: AgencyStore, seeds: Mapping[str, Agency]) -> None:
        """``seeds``: the agencies of the directory, until their people change them."""
        self._store = store
        self._keys = store.keys
        self._seeds = seeds

    async def all(self) -> Sequence[Agency]:
        """Every agency, by kind and name."""
        rows = await self._store.read(lambda connection: connection.execute(select(agencies)).all())
        found = {**self._seeds, **{row.id: agency_of(self._keys, row) for row in rows}}
        return sorted(found.values(), key=lambda one: (list(Kind).index(one.kind), one.name))

    async def agency(self, id: str) -> Agency | None:
        """One agency, or None."""
        query = select(agencies).where(agencies.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return self._seeds.get(id) if row is None else agency_of(self._keys, row)

    async def save(self, agency: Agency) -> None:
        """Keep an agency so from now on."""
        row = self._agency_row(agency)

        def work(connection: Connection) -> None:
            connection.execute(delete(agencies).where(agencies.c.id == agency.id))
            connection.execute(insert(agencies), [row])

        await self._store.write(work)

    async def procedures(self, agency: str) -> Sequence[Procedure]:
        """All versions, the newest first."""
        query = (
            select(procedures)
            .where(procedures.c.agency == agency)
            .order_by(procedures.c.version.desc())
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [procedure_of(self._keys, row) for row in rows]

    async def procedure_of(self, agency: str, at: datetime) -> Procedure:
        """The version that holds then; the defaults where nobody has decided anything."""
        return in_force(agency, await self.procedures(agency), at)

    async def add_procedure(self, new: Procedure) -> bool:
        """Write down a version, once. False: somebody else wrote that number first."""
        row = self._procedure_row(new)
        taken = select(procedures.c.version).where(
            procedures.c.agency == new.agency, procedures.c.version >= new.version
        )

        def work(connection: Connection) -> bool:
            if connection.execute(taken.limit(1)).first() is not None:
                return False
            connection.execute(insert(procedures), [row])
            return True

        return await self._store.write(work)

    async def trainings(self, accounts: Sequence[str]) -> Sequence[TrainingRecord]:
        """The trainings of these people, the newest first."""
        query = (
            select(trainings)
            .where(trainings.c.account.in_(accounts))
            .order_by(trainings.c.day.desc(), trainings.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [training_of(row) for row in rows]

    async def add_training(self, record: TrainingRecord) -> None:
        """Write a training down."""
        row = {
            "id": record.id,
            "account": record.account,
            "course": record.course.value,
            "day": record.on.toordinal(),
            "recorded_by": record.recorded_by,
            "recorded_at": to_ms(record.recorded_at),
        }
        await self._store.write(lambda connection: connection.execute(insert(trainings), [row]))

    async def is_trained(self, account: str, agency: str, now: datetime) -> bool:
        """Whether a training of hers counts now, by the procedure of that agency."""
        years = (await self.procedure_of(agency, now)).times.training_years
        return is_trained(await self.trainings([account]), now.date(), years)

    def _agency_row(self, agency: Agency) -> Cells:
        plain = {
            "name": agency.name,
            "answers": agency.answers,
            "languages": list(agency.languages),
            "hours": [[one.weekday, one.opens, one.closes] for one in agency.hours],
            "duty_phone": agency.duty_phone,
        }
        return {
            "id": agency.id,
            "kind": agency.kind.value,
            "duty_to_report": agency.duty_to_report,
            "demonstration": int(agency.demonstration),
            "changed_at": to_ms_or_none(agency.changed_at),
            "changed_by": agency.changed_by,
            "sealed": seal(self._keys, agencies.c.sealed, dump(plain), agency.id),
        }

    def _procedure_row(self, new: Procedure) -> Cells:
        assert new.act_date is not None, "a version names its act"
        assert new.valid_from is not None, "a version says from when it holds"
        assert new.recorded_at is not None, "a version says when it was written down"
        place = new.agency, new.version
        plain = {
            "act_number": new.act_number,
            "act_date": new.act_date.toordinal(),
            "times": {name: getattr(new.times, name) for name in Times.__dataclass_fields__},
            "duties": [[one.who, one.what, one.within] for one in new.duties],
        }
        return {
            "agency": new.agency,
            "version": new.version,
            "valid_from": to_ms(new.valid_from),
            "recorded_by": new.recorded_by,
            "recorded_at": to_ms(new.recorded_at),
            "sealed": seal(self._keys, procedures.c.sealed, dump(plain), *place),
        }


def agency_of(keys: Keyring, row: Any) -> Agency:
    """The agency of a row."""
    plain = load(unseal(keys, agencies.c.sealed, row))
    return Agency(
        id=row.id,
        kind=Kind(row.kind),
        name=plain["name"],
        duty_to_report=row.duty_to_report,
        answers=plain["answers"],
        languages=tuple(plain["languages"]),
        hours=tuple(Hours(*one) for one in plain["hours"]),
        duty_phone=plain["duty_phone"],
        demonstration=bool(row.demonstration),
        changed_at=from_ms_or_none(row.changed_at),
        changed_by=row.changed_by,
    )


def procedure_of(keys: Keyring, row: Any) -> Procedure:
    """The version of a procedure of a row."""
    plain = load(unseal(keys, procedures.c.sealed, row))
    return Procedure(
        agency=row.agency,
        version=row.version,
        act_number=plain["act_number"],
        act_date=date.fromordinal(plain["act_date"]),
        valid_from=from_ms(row.valid_from),
        times=replace(Times(), **plain["times"]),
        duties=tuple(DutyLine(*one) for one in plain["duties"]),
        recorded_by=row.recorded_by,
        recorded_at=from_ms(row.recorded_at),
    )


def training_of(row: Any) -> TrainingRecord:
    """The training of a row."""
    return TrainingRecord(
        row.id,
        row.account,
        Course(row.course),
        date.fromordinal(row.day),
        row.recorded_by,
        from_ms(row.recorded_at),
    )
