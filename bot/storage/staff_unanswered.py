"""Cases that were forgotten while they still waited: the desk learns how many, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.conversation.state import CaseState
from bot.crypto.chain import Chain
from bot.handoff.trace import Trace
from bot.storage.audit_append import append
from bot.storage.counting import count_unmet
from bot.storage.plain import to_ms
from bot.storage.staff_tables import audit
from bot.storage.tables import cases

ACT = "case.unanswered"
"""The audit's name for it; its subject is the network, its account nobody."""


def note_unanswered(
    connection: Connection, chain: Chain, conversations: Sequence[str], now: datetime
) -> None:
    """One row of the audit for each case of these conversations that nobody ever took, and one more
    in the counts.

    To be called in the transaction that destroys them. The row names the network only.
    """
    if not conversations:
        return
    waiting = select(cases.c.id, cases.c.network, cases.c.language, cases.c.opened_at).where(
        cases.c.conversation.in_(list(conversations)), cases.c.state == CaseState.QUEUED.value
    )
    waiting = waiting.where(cases.c.drill == "")
    found = connection.execute(waiting).all()
    for case in found:
        id, network = f"unanswered-{case.id}", case.network
        append(connection, chain, Trace(id, "", ACT, network, now, network))
    count_unmet(connection, found, now)


def count_unanswered(connection: Connection, networks: Sequence[str], since: datetime) -> int:
    """How many cases of these networks were forgotten so since then."""
    query = select(func.count()).where(
        audit.c.act == ACT, audit.c.subject.in_(list(networks)), audit.c.at >= to_ms(since)
    )
    return connection.execute(query).scalar_one()
