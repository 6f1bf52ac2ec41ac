"""Routing in the database: who carries how much, and marks of cases, always within networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from bot.conversation.state import CaseState
from bot.crypto.keys import Keyring
from bot.handoff.people import Account
from bot.handoff.routing import USUAL, Carrying, Floor, Person, Skill
from bot.handoff.routing_rules import DeskHours
from bot.storage.alarms import Transactions
from bot.storage.plain import to_ms
from bot.storage.routing_rows import (
    loads,
    read_carrying,
    read_hours,
    wait_of,
    write_carrying,
)
from bot.storage.routing_tables import heavy_cases, passed_over, waits
from bot.storage.tables import cases, duty

OPEN = (CaseState.QUEUED.value, CaseState.CLAIMED.value)


class RoutingStore(Transactions, Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""


class SqlRouting:
    """What decides who is offered which case (``admin.routing.ports.Routing``)."""

    def __init__(self, store: RoutingStore) -> None:
        self._store = store

    async def hours(self, networks: Sequence[str]) -> Mapping[str, DeskHours]:
        """When these networks answer, where their people said so."""
        keys = self._store.keys
        return await self._store.read(lambda connection: read_hours(connection, keys, networks))

    async def carrying(self, accounts: Sequence[str]) -> Mapping[str, Carrying]:
        """What each of these people carries at once; the usual where nothing else was said."""
        found = await self._store.read(lambda connection: read_carrying(connection, accounts))
        return {account: found.get(account, USUAL) for account in accounts}

    async def set_carrying(self, account: str, units: int, skills: Iterable[Skill]) -> None:
        """So much from now on; a pause under way goes on."""
        await self._change(account, lambda one: replace(one, units=units, skills=frozenset(skills)))

    async def pause(self, account: str, until: datetime | None) -> None:
        """Nothing is offered to her before then; None: from now on again."""
        await self._change(account, lambda one: replace(one, paused_until=until))

    async def mark_heavy(
        self, networks: Sequence[str], case: str, operator: str, *, heavy: bool
    ) -> bool:
        """The case that this operator holds weighs more, or no longer. False: she holds none."""
        held = and_(
            _within(networks, case),
            cases.c.state == CaseState.CLAIMED.value,
            cases.c.operator == operator,
        )

        def work(connection: Connection) -> bool:
            row = _locked(connection, held)
            if row is None:
                return False
            connection.execute(delete(heavy_cases).where(heavy_cases.c.case_id == case))
            if heavy:
                marked = {"case_id": case, "conversation": row.conversation}
                connection.execute(insert(heavy_cases), [marked])
            return True

        return await self._store.write(work)

    async def pass_over(self, networks: Sequence[str], case: str, account: str) -> bool:
        """This case is offered to her no more. False: it does not wait in these networks."""
        queued = and_(_within(networks, case), cases.c.state == CaseState.QUEUED.value)
        own = and_(passed_over.c.case_id == case, passed_over.c.account == account)

        def work(connection: Connection) -> bool:
            row = _locked(connection, queued)
            if row is None:
                return False
            connection.execute(delete(passed_over).where(own))
            passed = {"case_id": case, "account": account, "conversation": row.conversation}
            connection.execute(insert(passed_over), [passed])
            return True

        return await self._store.write(work)

    async def see(self, networks: Sequence[str], case: str, account: str, now: datetime) -> bool:
        """Somebody at the desk has seen the newest call for this case: its phone rings no more.

        False: it does not wait in these networks, or nobody was called for it.
        """
        called = and_(
            waits.c.case_id == case,
            waits.c.network.in_(list(networks)),
            waits.c.held == 0,
            or_(waits.c.rings > 0, waits.c.raised_at.isnot(None)),
        )
        unseen = or_(waits.c.seen_at.is_(None), waits.c.seen_at < waits.c.raised_at)
        seen = update(waits).where(called, unseen)

        def work(connection: Connection) -> bool:
            connection.execute(seen.values(seen_at=to_ms(now), seen_by=account))
            return connection.execute(select(waits.c.case_id).where(called)).first() is not None

        return await self._store.write(work)

    async def floor(self, networks: Sequence[str], reader: Account, now: datetime) -> Floor:
        """Who is on duty in these networks with what each carries, and the marks of their cases."""
        return await self._store.read(
            lambda connection: _floor(connection, list(networks), reader, now)
        )

    async def _change(self, account: str, change: Any) -> None:
        def work(connection: Connection) -> None:
            known = read_carrying(connection, [account]).get(account, USUAL)
            write_carrying(connection, account, change(known))

        await self._store.write(work)


def _floor(connection: Connection, networks: list[str], reader: Account, now: datetime) -> Floor:
    on_duty = (duty.c.until > to_ms(now), duty.c.network.in_(networks))
    rows = connection.execute(
        select(duty.c.operator, duty.c.network, duty.c.language).where(*on_duty)
    ).all()
    accounts = sorted({row.operator for row in rows} | {reader.id})
    known = read_carrying(connection, accounts)
    carried = loads(connection, accounts)
    passed = _passed(connection, accounts)

    def person(id: str, own: Iterable[str], languages: Iterable[str]) -> Person:
        one = known.get(id, USUAL)
        return Person(
            account=id,
            networks=frozenset(own),
            languages=frozenset(languages),
            skills=one.skills,
            units=one.units,
            load=carried[id],
            paused=one.is_paused(now),
            passed=frozenset(passed.get(id, ())),
        )

    there = {row.operator for row in rows}
    people = tuple(
        person(
            id,
            (row.network for row in rows if row.operator == id),
            (row.language for row in rows if row.operator == id),
        )
        for id in sorted(there)
    )
    open_here = select(cases.c.id).where(cases.c.network.in_(networks), cases.c.state.in_(OPEN))
    heavy = connection.execute(
        select(heavy_cases.c.case_id).where(heavy_cases.c.case_id.in_(open_here))
    ).scalars()
    queued = open_here.where(cases.c.state == CaseState.QUEUED.value)
    waiting = connection.execute(
        select(waits).where(
            waits.c.network.in_(networks), waits.c.held == 0, waits.c.case_id.in_(queued)
        )
    )
    return Floor(
        reader=person(reader.id, networks, reader.languages),
        people=people,
        heavy=frozenset(heavy),
        waits={row.case_id: wait_of(row) for row in waiting},
    )


def _passed(connection: Connection, accounts: Sequence[str]) -> dict[str, set[str]]:
    rows = connection.execute(
        select(passed_over.c.account, passed_over.c.case_id).where(
            passed_over.c.account.in_(list(accounts))
        )
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.account, set()).add(row.case_id)
    return found


def _within(networks: Sequence[str], case: str) -> ColumnElement[bool]:
    return and_(cases.c.id == case, cases.c.network.in_(list(networks)))


def _locked(connection: Connection, which: ColumnElement[bool]) -> Any:
    query = select(cases.c.id, cases.c.conversation).where(which).with_for_update()
    return connection.execute(query).first()
