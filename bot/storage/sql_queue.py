"""The outbox in the tables: heads of conversations, leases, expiry, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.conversation.state import Outgoing
from bot.crypto.keys import Keyring
from bot.storage.gate import LETS_THROUGH, MOST_ATTEMPTS, complete
from bot.storage.plain import to_ms
from bot.storage.rows import outgoing_of
from bot.storage.sql_save import add_tallies
from bot.storage.tables import conversations, outgoing, sent, tallies

_AHEAD = outgoing.alias("ahead")
_JOINED = select(outgoing, conversations.c.sealed_key.label("sealed_key")).join(
    conversations, conversations.c.id == outgoing.c.conversation
)
_GATE: ColumnElement[bool] = or_(
    outgoing.c.cover == 1,
    conversations.c.curtain.in_([curtain.value for curtain in LETS_THROUGH]),
)
_IS_HEAD = ~exists().where(
    _AHEAD.c.conversation == outgoing.c.conversation,
    or_(
        _AHEAD.c.seq < outgoing.c.seq,
        and_(_AHEAD.c.seq == outgoing.c.seq, _AHEAD.c.id < outgoing.c.id),
    ),
)


def anything_waits(connection: Connection) -> bool:
    """Whether the outbox has any row: a cheap look before a writing transaction."""
    return connection.execute(select(outgoing.c.id).limit(1)).first() is not None


def claim(
    connection: Connection, keys: Keyring, now: datetime, lease_seconds: float, limit: int
) -> Sequence[Outgoing]:
    """Take the head of each conversation's queue, as ``Queue.claim`` says."""
    counted = _drop_stale(connection, now)
    moment = to_ms(now)
    heads = (
        _JOINED.where(
            _IS_HEAD,
            _GATE,
            outgoing.c.not_before <= moment,
            or_(outgoing.c.lease_until.is_(None), outgoing.c.lease_until <= moment),
        )
        .order_by(outgoing.c.expires_at, outgoing.c.id)
        .limit(limit)
        .with_for_update(of=outgoing, skip_locked=True)
    )
    taken: list[Outgoing] = []
    for row in connection.execute(heads).all():
        counted["repeated"] += row.lease_until is not None
        message = outgoing_of(row, keys.data_key(row.conversation, row.sealed_key))
        taken.append(replace(message, attempts=message.attempts + 1))
    if taken:
        lease = to_ms(now + timedelta(seconds=lease_seconds))
        connection.execute(
            update(outgoing)
            .where(outgoing.c.id.in_([message.id for message in taken]))
            .values(attempts=outgoing.c.attempts + 1, lease_until=lease, not_before=0)
        )
    add_tallies(connection, counted)
    return taken


def may_start(connection: Connection, id: str, now: datetime) -> bool:
    """Whether the request may still start."""
    query = (
        select(outgoing.c.id)
        .join(conversations, conversations.c.id == outgoing.c.conversation)
        .where(
            outgoing.c.id == id,
            _GATE,
            outgoing.c.lease_until.isnot(None),
            outgoing.c.cancelled == 0,
            outgoing.c.expires_at > to_ms(now),
        )
    )
    return connection.execute(query).first() is not None


def mark_sent(connection: Connection, keys: Keyring, id: str, provider_id: str) -> None:
    """It was sent: the text goes, the provider's name for it stays, sealed."""
    row = connection.execute(
        _JOINED.where(outgoing.c.id == id).with_for_update(of=outgoing)
    ).first()
    if row is None:
        return
    key = keys.data_key(row.conversation, row.sealed_key)
    connection.execute(delete(outgoing).where(outgoing.c.id == id))
    connection.execute(
        insert(sent).values(
            id=id,
            conversation=row.conversation,
            seq=row.seq,
            sealed_provider_id=key.seal("sent", "sealed_provider_id", id, provider_id.encode()),
        )
    )
    add_tallies(connection, {"sent": 1})


def mark_failed(connection: Connection, id: str, retry_at: datetime | None) -> None:
    """It was certainly not sent; try again at ``retry_at`` or give up."""
    query = select(outgoing.c.cancelled).where(outgoing.c.id == id).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        return
    if row.cancelled or retry_at is None:
        connection.execute(delete(outgoing).where(outgoing.c.id == id))
        add_tallies(connection, {"cancelled" if row.cancelled else "failed": 1})
        return
    connection.execute(
        update(outgoing)
        .where(outgoing.c.id == id)
        .values(attempts=outgoing.c.attempts - 1, lease_until=None, not_before=to_ms(retry_at))
    )


def counts(connection: Connection) -> Mapping[str, int]:
    """How many messages are waiting, and how many met each end."""
    waiting = connection.execute(select(func.count()).select_from(outgoing)).scalar_one()
    rows = connection.execute(select(tallies.c.name, tallies.c.count)).all()
    return complete({row.name: row[1] for row in rows}, waiting)


def _drop_stale(connection: Connection, now: datetime) -> Counter[str]:
    """Delete what is too late, cancelled or unknown for good. How many of each."""
    moment = to_ms(now)
    late = outgoing.c.expires_at <= moment
    lease_over = outgoing.c.lease_until <= moment
    hopeless = or_(late, outgoing.c.cancelled == 1, outgoing.c.attempts >= MOST_ATTEMPTS)
    query = (
        select(outgoing.c.id, outgoing.c.lease_until, outgoing.c.cancelled)
        .where(
            or_(and_(outgoing.c.lease_until.is_(None), late), and_(lease_over, hopeless)),
        )
        .with_for_update(skip_locked=True)
    )
    counted: Counter[str] = Counter()
    gone: list[str] = []
    for row in connection.execute(query).all():
        gone.append(row.id)
        counted[_end(claimed=row.lease_until is not None, cancelled=bool(row.cancelled))] += 1
    if gone:
        connection.execute(delete(outgoing).where(outgoing.c.id.in_(gone)))
    return counted


def _end(*, claimed: bool, cancelled: bool) -> str:
    if not claimed:
        return "expired"
    return "cancelled" if cancelled else "unknown"
