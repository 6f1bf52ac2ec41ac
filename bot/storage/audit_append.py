"""Writes rows of the audit: signed, in whatever transaction the act itself has."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, literal, select

from bot.crypto.chain import Chain
from bot.handoff.trace import Trace, under_way
from bot.storage.alarm_tables import alarms
from bot.storage.drill_tables import drills
from bot.storage.plain import to_ms
from bot.storage.staff_tables import audit, staff
from bot.storage.tables import cases, held, letters

LONGEST = 64
DRILL = "drill."
"""What is done in a drill is called so, and counted nowhere as what was done for a woman."""

held_case = cases.alias("held_case")
SIGNED = ("id", "at", "account", "role", "act", "subject", "network")
"""The fields that a signature holds, in this order."""


def append(connection: Connection, chain: Chain, trace: Trace) -> None:
    """Write one row in this transaction, unless the act is written down already."""
    if trace.written:
        return
    role, network, drill = _known(connection, trace.account, trace.subject[:LONGEST])
    row: dict[str, str | int] = {
        "id": trace.id,
        "at": to_ms(trace.at),
        "account": trace.account,
        "role": role,
        "act": f"{DRILL if drill else ''}{trace.act}"[:LONGEST],
        "subject": trace.subject[:LONGEST],
        "network": trace.network or network,
    }
    signature = chain.row(*(row[name] for name in SIGNED))
    connection.execute(insert(audit).values(**row, signature=signature))
    trace.written = True


def noting(chain: Chain) -> Callable[[Connection], None]:
    """Writes the act that is under way here, to be called once it has had its effect.

    Taken where the act begins: the transaction's own thread no longer knows whose act it is.
    """
    trace = under_way()

    def note(connection: Connection) -> None:
        if trace is not None:
            append(connection, chain, trace)

    return note


def _known(connection: Connection, account: str, subject: str) -> tuple[str, str, bool]:
    """Her role now, the network of the subject, where it has one, and whether it is of a drill."""
    role = select(staff.c.role).where(staff.c.id == account).scalar_subquery()
    if not subject:
        found = connection.execute(select(func.coalesce(role, ""))).scalar_one()
        return found, "", False
    of_talk = select(cases.c.network).where(cases.c.conversation == subject).limit(1)
    places = (
        select(cases.c.network).where(cases.c.id == subject),
        select(letters.c.network).where(letters.c.id == subject),
        select(held.c.network).where(held.c.id == subject),
        select(alarms.c.network).where(alarms.c.id == subject),
        of_talk,
        select(drills.c.network).where(drills.c.id == subject),
    )
    network = func.coalesce(*(place.scalar_subquery() for place in places), literal(""))
    drilled = (
        select(cases.c.drill).where(cases.c.id == subject),
        of_talk.with_only_columns(cases.c.drill),
        select(held_case.c.drill)
        .join(held, held.c.case_id == held_case.c.id)
        .where(held.c.id == subject),
    )
    drill = func.coalesce(*(one.scalar_subquery() for one in drilled), literal(""))
    row = connection.execute(select(func.coalesce(role, ""), network, drill)).one()
    return row[0], row[1], bool(row[2])
