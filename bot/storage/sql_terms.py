"""What she agreed to, in the tables: proofs of her yes, reminders, and taking it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.conversation.sharing import taken_back
from bot.conversation.terms import Consent, Reminder, Withdrawn
from bot.crypto.sealing import Sealer
from bot.handoff.contact import ReminderState
from bot.safety.contract import Forbidden, Line
from bot.storage.bulk import Bulk, changing
from bot.storage.changes import Change
from bot.storage.plain import from_ms, to_ms
from bot.storage.rows import Cells, case_of, case_row
from bot.storage.sql_chat import take_back_chat
from bot.storage.tables import cases, consents, messages, reminders

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_NEW_CONSENT = Bulk(insert(consents))
_WITHDRAWN = changing(consents, "withdrawn_at")
_NEW_REMINDER = Bulk(insert(reminders))
_OLD_REMINDERS = delete(reminders).where(reminders.c.id.in_(_IDS))
_REMINDERS = (
    select(reminders)
    .where(reminders.c.conversation.in_(_IDS))
    .order_by(reminders.c.at, reminders.c.id)
)
_LEFT = (
    update(reminders)
    .where(reminders.c.conversation.in_(_IDS), reminders.c.state == "queued")
    .values(state="forbidden", why=Forbidden.LEFT.value)
)
_CASES = select(cases).where(cases.c.conversation == bindparam("of")).with_for_update()
_SHARED_SINCE = select(func.min(cases.c.since)).where(cases.c.conversation == bindparam("of"))
_CLOSED = changing(cases, *(column.name for column in cases.c if column.name != "id"))
_MINUTE = 60_000
_FORGET = delete(reminders).where(reminders.c.conversation == bindparam("of"))


def reminder_of(row: Any) -> Reminder:
    """The reminder of a row."""
    return Reminder(
        row.id,
        row.conversation,
        row.case_id,
        row.network,
        from_ms(row.at),
        Line(row.kind),
        row.state,
        row.why,
    )


def _reminder_row(reminder: Reminder) -> Cells:
    return {
        "id": reminder.id,
        "conversation": reminder.conversation,
        "case_id": reminder.case,
        "network": reminder.network,
        "at": to_ms(reminder.at),
        "kind": reminder.line.value,
        "state": reminder.state,
        "why": reminder.why,
    }


def read_reminders(
    connection: Connection, conversations: Iterable[str]
) -> Mapping[str, tuple[Reminder, ...]]:
    """The reminders of these conversations. No statement where there are none of them."""
    ids = sorted(set(conversations))
    found: dict[str, list[Reminder]] = defaultdict(list)
    if ids:
        for row in connection.execute(_REMINDERS, {"ids": ids}):
            found[row.conversation].append(reminder_of(row))
    return {id: tuple(own) for id, own in found.items()}


def due_reminders(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(conversation id, reminder id) of waiting reminders whose moment has come."""
    query = (
        select(reminders.c.conversation, reminders.c.id)
        .where(reminders.c.state == "waiting", reminders.c.at <= to_ms(now))
        .order_by(reminders.c.at, reminders.c.id)
        .limit(limit)
    )
    return [(row.conversation, row.id) for row in connection.execute(query)]


def save_consents(
    connection: Connection, given: Sequence[Consent], withdrawn: Sequence[Withdrawn]
) -> None:
    """New proofs, and those that hold no longer. The time is kept to the minute: a finer one would
    lead from the proof to the row of the talk that it was given in."""
    rows: list[Cells] = [
        {
            "id": one.id,
            "version": one.version,
            "notice": one.notice,
            "purpose": one.purpose,
            "language": one.language,
            "channel": one.channel.value,
            "at": _minute(one.at),
            "withdrawn_at": None,
        }
        for one in sorted(given, key=lambda one: one.id)
    ]
    _NEW_CONSENT.run(connection, rows)
    gone = [{"of": one.id, "withdrawn_at": _minute(one.at)} for one in withdrawn]
    _WITHDRAWN.run(connection, gone)


def save_reminders(connection: Connection, kept: Mapping[str, Change]) -> None:
    """Reminders as they are now; those on their way to somebody who leaves are not sent."""
    left = sorted(id for id, change in kept.items() if change.cancel and change.had_contract)
    if left:
        connection.execute(_LEFT, {"ids": left})
    changed = {one.id: one for change in kept.values() for one in change.reminders.values()}
    if changed:
        connection.execute(_OLD_REMINDERS, {"ids": sorted(changed)})
    _NEW_REMINDER.run(connection, [_reminder_row(changed[id]) for id in sorted(changed)])


def take_back(connection: Connection, conversation: str, key: Sealer, at: datetime) -> None:
    """Close every case of hers, destroy what was shared with it, and what operators could read."""
    of = {"of": conversation}
    since = connection.execute(_SHARED_SINCE, of).scalar()
    if since is not None:
        read = messages.c.conversation == conversation, messages.c.seq >= since
        connection.execute(delete(messages).where(*read))
    closed = [taken_back(case_of(row, key), at) for row in connection.execute(_CASES, of).all()]
    _CLOSED.run(connection, [{**case_row(case, key), "of": case.id} for case in closed])
    connection.execute(_FORGET, of)
    take_back_chat(connection, conversation)


def close(connection: Connection, ids: Sequence[str], state: ReminderState, why: str = "") -> None:
    """What became of reminders that were on their way. One that was sent was sent, also where she
    left in the same instant."""
    change = update(reminders).where(reminders.c.id.in_(list(ids)))
    if state != "sent":
        change = change.where(reminders.c.state == "queued")
    connection.execute(change.values(state=state, why=why))


def forget_consents(connection: Connection, before: datetime, limit: int) -> int:
    """Delete proofs that were given earlier. Returns how many."""
    old = select(consents.c.id).where(consents.c.at < to_ms(before)).limit(limit)
    return connection.execute(delete(consents).where(consents.c.id.in_(old))).rowcount


def _minute(moment: datetime) -> int:
    return to_ms(moment) // _MINUTE * _MINUTE
