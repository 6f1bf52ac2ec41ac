"""Rows of routing as values, and what several rooms of storage ask of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    String,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from bot.conversation.state import CaseState
from bot.crypto.keys import Keyring
from bot.handoff.routing import HEAVY, LIGHT, USUAL, Carrying, Skill, may_take
from bot.handoff.routing_rules import DeskHours, hours_from_plain, hours_to_plain
from bot.handoff.routing_waiting import Wait
from bot.storage.doors import lock_key
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms, to_ms_or_none
from bot.storage.routing_tables import carrying, heavy_cases, network_hours, waits
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal
from bot.storage.tables import cases, conversations, duty

_CASE: BindParameter[str] = bindparam("case")
_CARRIED = (
    select(cases.c.operator, cases.c.danger, heavy_cases.c.case_id.label("heavy"))
    .outerjoin(heavy_cases, heavy_cases.c.case_id == cases.c.id)
    .where(
        cases.c.state == CaseState.CLAIMED.value,
        cases.c.operator.in_(bindparam("accounts", expanding=True)),
        cases.c.drill == "",
    )
)
_ONE = (
    select(
        cases.c.danger,
        cases.c.drill,
        cases.c.opened_at,
        conversations.c.danger_at,
        heavy_cases.c.case_id.label("heavy"),
    )
    .join(conversations, conversations.c.id == cases.c.conversation)
    .outerjoin(heavy_cases, heavy_cases.c.case_id == cases.c.id)
    .where(cases.c.id == _CASE)
)
_CARRYING = select(carrying).where(
    carrying.c.account.in_(bindparam("accounts", expanding=True, type_=String))
)
_HOURS = select(network_hours).where(
    network_hours.c.network.in_(bindparam("networks", expanding=True, type_=String))
)
_THERE = (
    select(duty.c.operator, duty.c.network)
    .where(
        duty.c.until > bindparam("now", type_=BigInteger),
        duty.c.network.in_(bindparam("networks", expanding=True, type_=String)),
    )
    .distinct()
)
_HELD = update(waits).where(waits.c.case_id == _CASE).values(held=1)
_NEVER_WAITED = insert(waits).from_select(
    [
        "case_id",
        "conversation",
        "network",
        "opened_at",
        "since",
        "held",
        "rings",
        "seen_by",
    ],
    select(
        cases.c.id,
        cases.c.conversation,
        cases.c.network,
        cases.c.opened_at,
        cases.c.opened_at,
        literal(1),
        literal(0),
        literal(""),
    ).where(cases.c.id == _CASE),
)


def carrying_of(row: Any) -> Carrying:
    """What a row says of a person."""
    skills = frozenset(Skill(one) for one in row.skills.split() if one in set(Skill))
    return Carrying(row.units, skills, from_ms_or_none(row.paused_until))


def read_carrying(connection: Connection, accounts: Sequence[str]) -> dict[str, Carrying]:
    """What these people carry at once; who is not there has what is usual."""
    rows = connection.execute(_CARRYING, {"accounts": list(accounts)}).all()
    return {row.account: carrying_of(row) for row in rows}


def write_carrying(connection: Connection, account: str, one: Carrying) -> None:
    """From now on she carries so much."""
    connection.execute(delete(carrying).where(carrying.c.account == account))
    row = {
        "account": account,
        "units": one.units,
        "skills": " ".join(sorted(one.skills)),
        "paused_until": to_ms_or_none(one.paused_until),
    }
    connection.execute(insert(carrying), [row])


def loads(connection: Connection, accounts: Sequence[str]) -> dict[str, int]:
    """How much each of these people carries now, in all her networks."""
    found = dict.fromkeys(accounts, 0)
    for row in connection.execute(_CARRIED, {"accounts": list(accounts)}).all():
        found[row.operator] += _weight(row)
    return found


def one_at_a_time(connection: Connection, account: str) -> None:
    """Whatever this person takes is counted one after the other, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        key = lock_key(f"carries/{account}")
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def has_room_for(connection: Connection, account: str, case: str) -> bool:
    """Whether she may take that case now. Call ``one_at_a_time`` before."""
    row = connection.execute(_ONE, {"case": case}).first()
    if row is None or row.drill:
        # What colleagues practise takes no place from any woman.
        return True
    units = read_carrying(connection, [account]).get(account, USUAL).units
    load = loads(connection, [account])[account]
    # Danger that was told behind the curtain, and that nobody could verify, counts as well.
    told = row.danger_at is not None and row.danger_at >= row.opened_at
    return may_take(load, units, _weight(row), danger=bool(row.danger) or told)


def with_room(connection: Connection, networks: Sequence[str], now: datetime) -> frozenset[str]:
    """Those of these networks where somebody on duty neither pauses nor is full."""
    rows = connection.execute(_THERE, {"networks": list(networks), "now": to_ms(now)}).all()
    accounts = sorted({row.operator for row in rows})
    known, load = read_carrying(connection, accounts), loads(connection, accounts)
    return frozenset(
        row.network
        for row in rows
        if known.get(row.operator, USUAL).takes_more(load[row.operator], now)
    )


def note_held(connection: Connection, case: str) -> None:
    """Somebody has the case: should it ever wait again, it waits anew. Its row must be locked."""
    if connection.execute(_HELD, {"case": case}).rowcount == 0:
        connection.execute(_NEVER_WAITED, {"case": case})


def read_hours(
    connection: Connection, keys: Keyring, networks: Sequence[str]
) -> dict[str, DeskHours]:
    """When these networks answer, where their people said so."""
    rows = connection.execute(_HOURS, {"networks": list(networks)}).all()
    found: dict[str, DeskHours] = {}
    for row in rows:
        plain = load(unseal(keys, network_hours.c.sealed, row))
        table, at = hours_from_plain(plain), from_ms(row.changed_at)
        found[row.network] = DeskHours(row.network, table, at, row.changed_by)
    return found


def write_hours(connection: Connection, keys: Keyring, hours: DeskHours) -> None:
    """The network answers so from now on."""
    connection.execute(delete(network_hours).where(network_hours.c.network == hours.network))
    plain = dump(hours_to_plain(hours.timetable))
    row = {
        "network": hours.network,
        "changed_at": to_ms(hours.at),
        "changed_by": hours.by,
        "sealed": seal(keys, network_hours.c.sealed, plain, hours.network),
    }
    connection.execute(insert(network_hours), [row])


def wait_of(row: Any, *, reachable: bool = True) -> Wait:
    """The wait of a row."""
    return Wait(
        case=row.case_id,
        conversation=row.conversation,
        network=row.network,
        since=from_ms(row.since),
        opened_at=from_ms(row.opened_at),
        reachable=reachable,
        held=bool(row.held),
        rings=row.rings,
        ring_after=from_ms_or_none(row.ring_after),
        phoned_at=from_ms_or_none(row.phoned_at),
        told_at=from_ms_or_none(row.told_at),
        raised_at=from_ms_or_none(row.raised_at),
        seen_at=from_ms_or_none(row.seen_at),
        seen_by=row.seen_by,
    )


def wait_row(wait: Wait) -> Cells:
    """The row of a wait."""
    opened: datetime = wait.opened_at or wait.since
    return {
        "case_id": wait.case,
        "conversation": wait.conversation,
        "network": wait.network,
        "opened_at": to_ms(opened),
        "since": to_ms(wait.since),
        "held": int(wait.held),
        "rings": wait.rings,
        "ring_after": to_ms_or_none(wait.ring_after),
        "phoned_at": to_ms_or_none(wait.phoned_at),
        "told_at": to_ms_or_none(wait.told_at),
        "raised_at": to_ms_or_none(wait.raised_at),
        "seen_at": to_ms_or_none(wait.seen_at),
        "seen_by": wait.seen_by,
    }


def _weight(row: Any) -> int:
    return HEAVY if row.danger or row.heavy is not None else LIGHT
