"""The outbox in the tables: heads of conversations, leases, expiry, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.conversation.sending import LONGEST_EXPIRY
from bot.conversation.state import Outgoing
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.delivery import End
from bot.messages import Channel
from bot.safety.contract import Forbidden
from bot.storage import sql_terms
from bot.storage.gate import (
    ERASABLE,
    LETS_THROUGH,
    MOST_ATTEMPTS,
    RECORDED,
    complete,
    passes,
)
from bot.storage.plain import to_ms
from bot.storage.rows import conversation_of, outgoing_of
from bot.storage.sql_chat import note_unsent
from bot.storage.sql_dead import Dead, keep_dead
from bot.storage.sql_held import put_aside
from bot.storage.sql_leaving import add_erasures
from bot.storage.sql_records import add_records
from bot.storage.sql_save import add_tallies
from bot.storage.sql_switches import CHANNEL_ON
from bot.storage.tables import conversations, outgoing, sent, tallies

_AHEAD = outgoing.alias("ahead")
_JOINED = select(outgoing, conversations.c.sealed_key.label("sealed_key")).join(
    conversations, conversations.c.id == outgoing.c.conversation
)
_CLAIMED = _JOINED.where(outgoing.c.id == bindparam("key")).with_for_update(of=outgoing)
_TALK = select(conversations).where(conversations.c.id == bindparam("key")).with_for_update()
_IN_SENT = select(sent.c.id).where(sent.c.id == bindparam("key"))
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


@dataclass(frozen=True, slots=True)
class Claiming:
    """What may be claimed: the arguments of ``Queue.claim``."""

    now: datetime
    lease_seconds: float
    limit: int
    room: Mapping[Channel, int] | None = None


def claim(connection: Connection, keys: Keyring, claiming: Claiming) -> Sequence[Outgoing]:
    """Take the head of each conversation's queue, as ``Queue.claim`` says."""
    counted, _ = _drop_stale(connection, keys, claiming.now)
    taken: list[Outgoing] = []
    for row in _heads(connection, claiming):
        counted["repeated"] += row.lease_until is not None
        message = outgoing_of(row, keys.data_key(row.conversation, row.sealed_key))
        taken.append(replace(message, attempts=message.attempts + 1))
    if taken:
        lease = to_ms(claiming.now + timedelta(seconds=claiming.lease_seconds))
        connection.execute(
            update(outgoing)
            .where(outgoing.c.id.in_([message.id for message in taken]))
            .values(attempts=outgoing.c.attempts + 1, lease_until=lease, not_before=0)
        )
    add_tallies(connection, counted)
    return taken


def _heads(connection: Connection, claiming: Claiming) -> list[Row[Any]]:
    """The heads that may be claimed, locked: those that are late soonest come first."""
    moment = to_ms(claiming.now)
    heads = (
        _JOINED.where(
            _IS_HEAD,
            _GATE,
            CHANNEL_ON,
            outgoing.c.not_before <= moment,
            or_(outgoing.c.lease_until.is_(None), outgoing.c.lease_until <= moment),
        )
        .order_by(outgoing.c.expires_at, outgoing.c.id)
        .with_for_update(of=outgoing, skip_locked=True)
    )
    if claiming.room is None:
        return list(connection.execute(heads.limit(claiming.limit)).all())
    found: list[Row[Any]] = []
    for channel, most in claiming.room.items():
        if most > 0:
            of = heads.where(outgoing.c.channel == channel.value).limit(most)
            found += connection.execute(of).all()
    return found[: claiming.limit]


def may_start(connection: Connection, id: str, now: datetime) -> bool:
    """Whether the request may start now."""
    query = (
        select(outgoing.c.id)
        .join(conversations, conversations.c.id == outgoing.c.conversation)
        .where(
            outgoing.c.id == id,
            _GATE,
            CHANNEL_ON,
            outgoing.c.lease_until.isnot(None),
            outgoing.c.cancelled == 0,
            outgoing.c.expires_at > to_ms(now),
        )
    )
    return connection.execute(query).first() is not None


def drop_stale(connection: Connection, keys: Keyring, now: datetime) -> frozenset[str]:
    """Drop what will not be sent any more, as ``Queue.drop_stale`` says."""
    counted, networks = _drop_stale(connection, keys, now)
    add_tallies(connection, counted)
    return networks


def mark_sent(
    connection: Connection, keys: Keyring, message: Outgoing, provider_id: str, now: datetime
) -> None:
    """It was sent: the text goes, the provider's name for it stays, sealed.

    Whoever left meanwhile has cancelled it, or is gone with it: then it is taken back instead.
    """
    row = connection.execute(_CLAIMED, {"key": message.id}).first()
    if row is not None:
        connection.execute(delete(outgoing).where(outgoing.c.id == message.id))
        key = None if row.cancelled else keys.data_key(row.conversation, row.sealed_key)
    else:
        key = _still_there(connection, keys, message)
    if message.reminder:
        sql_terms.close(connection, [message.id], "sent")
    channel = message.address.channel
    if channel in RECORDED:
        # It stays on her phone, whoever leaves: only the provider's copy can be deleted.
        add_records(connection, keys, channel, [provider_id], to_ms(now))
        provider_id = ""
    if key is None:
        left = _take_back(connection, keys, message, provider_id, now)
        add_tallies(connection, {"sent": 1, **left})
        return
    known = connection.execute(_IN_SENT, {"key": message.id}).first()
    # Sent twice because the first outcome came too late: both can be taken back.
    id = message.id if known is None else f"{message.id}.again"
    connection.execute(
        insert(sent).values(
            id=id,
            conversation=message.conversation,
            seq=message.seq,
            at=to_ms(now),
            channel=channel.value,
            sealed_provider_id=key.seal("sent", "sealed_provider_id", id, provider_id.encode()),
        )
    )
    add_tallies(connection, {"sent": 1})


def mark_forbidden(connection: Connection, id: str, why: Forbidden) -> None:
    """Her contract does not let this reminder go: it is dropped for good."""
    gone = connection.execute(delete(outgoing).where(outgoing.c.id == id)).rowcount
    sql_terms.close(connection, [id], "forbidden", why.value)
    add_tallies(connection, {"forbidden": gone})


def mark_failed(
    connection: Connection, keys: Keyring, id: str, retry_at: datetime | None, now: datetime | None
) -> frozenset[str]:
    """It was certainly not sent; try again at ``retry_at`` or give up."""
    row = connection.execute(_CLAIMED, {"key": id}).first()
    if row is None:
        return frozenset()
    if row.cancelled or retry_at is None:
        key = keys.data_key(row.conversation, row.sealed_key)
        message = outgoing_of(row, key)
        networks = put_aside(connection, [(message, key)])
        at = to_ms(now) if now is not None else 0
        note_unsent(connection, [message], "left" if row.cancelled else "failed", at)
        if now is not None and not row.cancelled:
            keep_dead(connection, [Dead(message, key, "failed")], now)
        connection.execute(delete(outgoing).where(outgoing.c.id == id))
        if row.reminder:
            sql_terms.close(connection, [id], "failed")
        add_tallies(connection, {"cancelled" if row.cancelled else "failed": 1})
        return networks
    connection.execute(
        update(outgoing)
        .where(outgoing.c.id == id)
        .values(attempts=outgoing.c.attempts - 1, lease_until=None, not_before=to_ms(retry_at))
    )
    return frozenset()


def mark_unknown(connection: Connection, id: str, retry_at: datetime) -> None:
    """Its lease ends at ``retry_at``: what follows is what follows after any lost sender."""
    moment = to_ms(retry_at)
    claimed = (outgoing.c.id == id, outgoing.c.lease_until > moment)
    connection.execute(update(outgoing).where(*claimed).values(lease_until=moment))


def counts(connection: Connection) -> Mapping[str, int]:
    """How many messages are waiting, and how many met each end."""
    waiting = connection.execute(select(func.count()).select_from(outgoing)).scalar_one()
    rows = connection.execute(select(tallies.c.name, tallies.c.count)).all()
    return complete({row.name: row[1] for row in rows}, waiting)


def _drop_stale(
    connection: Connection, keys: Keyring, now: datetime
) -> tuple[Counter[str], frozenset[str]]:
    """Delete what is too late, cancelled or unknown for good. How many of each, and the networks
    whose operators wrote some of it."""
    moment = to_ms(now)
    expired = _is_past(outgoing.c.expires_at, moment)
    lease_over = _is_past(outgoing.c.lease_until, moment)
    hopeless = or_(expired, outgoing.c.cancelled == 1, outgoing.c.attempts >= MOST_ATTEMPTS)
    # She may leave between a provider's refusal and our noting it: then nobody has it in hand.
    over = or_(expired, outgoing.c.cancelled == 1)
    query = _JOINED.where(
        or_(and_(outgoing.c.lease_until.is_(None), over), and_(lease_over, hopeless)),
    ).with_for_update(of=outgoing, skip_locked=True)
    counted: Counter[str] = Counter()
    gone: list[tuple[Outgoing, Sealer]] = []
    dead: list[Dead] = []
    ends: dict[str, str] = {}
    late: list[str] = []
    unknown: list[str] = []
    for row in connection.execute(query).all():
        key = keys.data_key(row.conversation, row.sealed_key)
        message = outgoing_of(row, key)
        gone.append((message, key))
        if row.lease_until is not None and not row.cancelled:
            dead.append(Dead(message, key, "unknown"))
        if row.reminder:
            (late if row.lease_until is None else unknown).append(row.id)
        end = _end(claimed=row.lease_until is not None, cancelled=bool(row.cancelled))
        counted[end] += 1
        ends[row.id] = end
    networks = put_aside(connection, gone)
    for end, met in _MET.items():
        those = (message for message, _ in gone if ends[message.id] == end)
        note_unsent(connection, those, met, moment)
    keep_dead(connection, dead, now)
    if gone:
        ids = [message.id for message, _ in gone]
        connection.execute(delete(outgoing).where(outgoing.c.id.in_(ids)))
    if late:
        sql_terms.close(connection, late, "forbidden", Forbidden.LATE.value)
    if unknown:
        sql_terms.close(connection, unknown, "failed")
    return counted, networks


def _is_past(when: Column[int], moment: int) -> ColumnElement[bool]:
    """Whether that moment (epoch ms) has come, or is further away than it can be."""
    return or_(when <= moment, when > moment + LONGEST_EXPIRY // timedelta(milliseconds=1))


def _still_there(connection: Connection, keys: Keyring, message: Outgoing) -> Sealer | None:
    """The key of a conversation that may still be written to at the message's address, or None.

    Asked only where the outbox has forgotten the message: who holds a row of the outbox must not
    wait for a conversation, since whoever leaves holds them the other way round.
    """
    talk = connection.execute(_TALK, {"key": message.conversation}).first()
    if talk is None:
        return None
    key = keys.data_key(talk.id, talk.sealed_key)
    here = conversation_of(talk, key)
    stays = here.address == message.address and passes(here.curtain, message.speech.voice)
    return key if stays else None


def _take_back(
    connection: Connection, keys: Keyring, message: Outgoing, provider_id: str, now: datetime
) -> dict[str, int]:
    """A message that proved sent to who has left. What is counted where it stays there."""
    if message.address.channel not in ERASABLE:
        return {"remaining": 1}
    one = [(message.seq, provider_id)]
    add_erasures(connection, keys, message.conversation, message.address, one, to_ms(now))
    return {}


_MET: Mapping[str, End] = {"expired": "expired", "cancelled": "left", "unknown": "failed"}
"""What the desk is told of an end that is counted so."""


def _end(*, claimed: bool, cancelled: bool) -> str:
    if cancelled:
        return "cancelled"
    return "unknown" if claimed else "expired"
