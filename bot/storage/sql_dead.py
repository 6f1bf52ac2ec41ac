"""Messages that a provider did not take, in the tables: kept until they would be late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from bot.conversation.state import CaseState, Outgoing
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.reasons import Reason
from bot.handoff.undelivered import Why
from bot.storage.bulk import Bulk
from bot.storage.gate import passes
from bot.storage.plain import to_ms
from bot.storage.rows import conversation_of, outgoing_of, outgoing_row
from bot.storage.sql_chat import take_up_again
from bot.storage.sql_held import take_up
from bot.storage.tables import cases, conversations, dead_letters, outgoing

_NEW = Bulk(insert(dead_letters))
_OPEN = (CaseState.QUEUED.value, CaseState.CLAIMED.value)
_NETWORKS = (
    select(cases.c.conversation, cases.c.network)
    .where(cases.c.conversation.in_(bindparam("ids", expanding=True)), cases.c.state.in_(_OPEN))
    .order_by(cases.c.opened_at)
)


@dataclass(frozen=True, slots=True)
class Dead:
    """A message that was not sent, with its conversation's key."""

    message: Outgoing
    key: Sealer
    why: Why


def keep_dead(connection: Connection, dead: Iterable[Dead], now: datetime) -> None:
    """Keep them, where they are not late yet. Reminders are asked for anew, never repeated."""
    kept = [one for one in dead if one.message.expires_at > now and not one.message.reminder]
    if not kept:
        return
    ids = sorted({one.message.conversation for one in kept})
    networks = {
        row.conversation: row.network for row in connection.execute(_NETWORKS, {"ids": ids})
    }
    _NEW.run(connection, [_row(one, networks, now) for one in kept])


def drop_late(connection: Connection, now: datetime) -> None:
    """What is late now is destroyed."""
    late = dead_letters.c.expires_at <= to_ms(now)
    if connection.execute(select(dead_letters.c.id).where(late).limit(1)).first() is not None:
        connection.execute(delete(dead_letters).where(late))


def within(connection: Connection, networks: Sequence[str], now: datetime) -> Sequence[Row[Any]]:
    """Those of these networks, and those of nobody's, that may still be tried, oldest first."""
    query = (
        select(dead_letters)
        .where(
            dead_letters.c.network.in_([*networks, ""]),
            dead_letters.c.expires_at > to_ms(now),
        )
        .order_by(dead_letters.c.at, dead_letters.c.id)
    )
    return connection.execute(query).all()


def try_again(
    connection: Connection, keys: Keyring, networks: Sequence[str], id: str, now: datetime
) -> Reason | None:
    """Put it back into the outbox; why not, where it may not be.

    Her conversation is locked first, so that she cannot leave in between. What an operator wrote
    leaves the tray or her box for it; where it is no longer there, a person decided otherwise.
    """
    of = select(dead_letters.c.conversation).where(dead_letters.c.id == id).scalar_subquery()
    talk = connection.execute(
        select(conversations).where(conversations.c.id == of).with_for_update()
    ).first()
    row = connection.execute(select(dead_letters).where(dead_letters.c.id == id)).first()
    if talk is None or row is None or row.network not in [*networks, ""]:
        return Reason.UNKNOWN
    if row.expires_at <= to_ms(now):
        return Reason.TOO_LATE
    key = keys.data_key(talk.id, talk.sealed_key)
    message = replace(outgoing_of(_as_waiting(row), key, "dead_letters"), attempts=0)
    known = conversation_of(talk, key)
    if known.address != message.address or not passes(known.curtain, message.speech.voice):
        return Reason.EXITED
    if message.fallback is not None and not take_up(connection, message, key):
        return Reason.UNKNOWN
    connection.execute(delete(dead_letters).where(dead_letters.c.id == id))
    take_up_again(connection, id)
    connection.execute(insert(outgoing).values(outgoing_row(message, key)))
    return None


def _row(one: Dead, networks: dict[str, str], now: datetime) -> dict[str, Any]:
    message = one.message
    sealed = outgoing_row(message, one.key, "dead_letters")
    return {
        "id": message.id,
        "conversation": message.conversation,
        "seq": message.seq,
        "network": networks.get(message.conversation, ""),
        "channel": message.address.channel.value,
        "why": one.why,
        "staff": int(message.fallback is not None),
        "at": to_ms(now),
        "expires_at": to_ms(message.expires_at),
        "sealed": sealed["sealed"],
    }


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A dead letter in the shape of a row of the outbox."""

    id: str
    conversation: str
    seq: int
    expires_at: int
    sealed: bytes
    attempts: int = 0
    reminder: int = 0


def _as_waiting(row: Row[Any]) -> _Waiting:
    return _Waiting(row.id, row.conversation, row.seq, row.expires_at, row.sealed)
