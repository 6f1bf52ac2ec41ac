"""What is counted at the moment at which it happens, in the transaction in which it does.

What is destroyed is counted by what stands in its row for the last time. Whoever is forgotten
because she wants to be is not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.conversation.state import Conversation
from bot.handoff.figures import (
    ALL,
    Count,
    Figure,
    asked,
    days_between,
    quarter_of,
    unmet,
    waited,
)
from bot.handoff.referral import State
from bot.storage.changes import Change, Changes
from bot.storage.counts import add_counts, by_language
from bot.storage.plain import from_ms, to_ms
from bot.storage.routing_tables import waits
from bot.storage.tables import cases, letters
from bot.storage.together_tables import referrals

BECAME = {
    "booked": "unsaid",
    "came": "came",
    "missed": "missed",
    "cancelled": "cancelled",
    "called_off": "called_off",
}
"""States of a booking that is destroyed, and what is counted; a hold that ran out is nothing."""


def counted(
    changes: Changes, kept: Mapping[str, Change], known_cases: Collection[str]
) -> list[Count]:
    """What a batch of turns adds: requests for a person, requests left, texts not understood. A
    drill is nothing that happened."""
    found: list[Count] = []
    lost: Counter[str] = Counter()
    for change in kept.values():
        if change.after is not None and change.after.drill is not None:
            continue
        for case in change.cases.values():
            if case.id not in known_cases:
                need = case.shared.get("need", "")
                found += asked(case.opened_at, case.network, case.language, need, "person")
        language = _not_understood(change.before, change.after)
        if language:
            lost[language] += 1
    for letter in changes.letters:
        found += asked(letter.asked_at, letter.network, letter.language, "", "letter")
    if lost:
        found += by_language(lost, from_ms(changes.latest()), ALL)
    return found


def _not_understood(before: Conversation | None, after: Conversation | None) -> str:
    """The language of a text that fitted nothing, or nothing."""
    if before is None or after is None or not before.session or not after.session:
        return ""
    same = before.session.turn <= after.session.turn
    more = after.session.retries > before.session.retries
    return after.session.language if same and more else ""


def count_wait(connection: Connection, case: str, now: datetime) -> None:
    """Somebody takes this case now: how long it waited, where nobody had it before. To be called
    before the wait is marked as held."""
    query = (
        select(cases.c.network, cases.c.opened_at, waits.c.held)
        .outerjoin(waits, waits.c.case_id == cases.c.id)
        .where(cases.c.id == case, cases.c.drill == "")
    )
    row = connection.execute(query).first()
    if row is not None and not row.held:
        value = waited(now - from_ms(row.opened_at))
        add_counts(connection, [Count(quarter_of(now), row.network, Figure.WAIT, value)])


def count_unmet(connection: Connection, waiting: Iterable[Any], now: datetime) -> None:
    """Cases (network, language, opened_at) that are destroyed while they still waited."""
    found: list[Count] = []
    for row in waiting:
        found += unmet(now, row.network, row.language, from_ms(row.opened_at), "person")
    add_counts(connection, found)


def count_unread(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    """Of the letters that are destroyed now, those to which nobody laid an answer."""
    if not ids:
        return
    query = select(letters.c.network, letters.c.language, letters.c.asked_at).where(
        letters.c.id.in_(list(ids)), letters.c.answered_at.is_(None)
    )
    found: list[Count] = []
    for row in connection.execute(query).all():
        found += unmet(now, row.network, row.language, from_ms(row.asked_at), "letter")
    add_counts(connection, found)


def count_meetings(connection: Connection, over: Sequence[Any], now: datetime) -> None:
    """What became of bookings that are destroyed now, and how long after the first contact those
    took place to which she came."""
    agreed = [row for row in over if row.forget_at > row.ends_at and row.state in BECAME]
    if not agreed:
        return
    came = sorted({row.conversation for row in agreed if row.state == "came"})
    query = (
        select(cases.c.conversation, func.min(cases.c.opened_at))
        .where(cases.c.conversation.in_(came))
        .group_by(cases.c.conversation)
    )
    first = {row[0]: row[1] for row in connection.execute(query).all()} if came else {}
    quarter, found = quarter_of(now), []
    met: set[str] = set()
    for row in sorted(agreed, key=lambda one: one.starts_at):
        found.append(Count(quarter, row.agency, Figure.APPOINTMENT, BECAME[row.state]))
        if row.state == "came" and row.conversation not in met:
            met.add(row.conversation)
            contact = from_ms(min(row.made_at, first.get(row.conversation, row.made_at)))
            days = days_between(contact, from_ms(row.starts_at))
            found.append(Count(quarter, row.agency, Figure.MEETING, days))
    add_counts(connection, found)


def count_never_answered(connection: Connection, now: datetime, limit: int) -> None:
    """Referrals that are destroyed now, and that their agency neither accepted nor declined."""
    old = (
        select(referrals.c.id, referrals.c.agency, referrals.c.state)
        .where(referrals.c.forget_at <= to_ms(now))
        .limit(limit)
    )
    waiting = (State.SENT.value, State.ACKNOWLEDGED.value)
    found = [
        Count(quarter_of(now), row.agency, Figure.ANSWER, "never")
        for row in connection.execute(old).all()
        if row.state in waiting
    ]
    add_counts(connection, found)
