"""What must be taken back at providers, in the tables: blocks, leases, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, exists, or_, select, update

from bot.conversation.state import Erasure
from bot.crypto.keys import Keyring
from bot.messages import Address, Channel
from bot.storage.gate import CLOCKS_DIFFER, ERASED_WITHIN, tally_of
from bot.storage.plain import load, to_ms
from bot.storage.sealed import unseal
from bot.storage.sql_save import add_tallies
from bot.storage.tables import conversations, erasures, forgotten

_NEWER = erasures.alias("newer")
_IS_HEAD = ~exists().where(
    _NEWER.c.talk == erasures.c.talk,
    or_(
        _NEWER.c.newest > erasures.c.newest,
        and_(_NEWER.c.newest == erasures.c.newest, _NEWER.c.id > erasures.c.id),
    ),
)

_ENDS = select(erasures.c.id, erasures.c.talk, erasures.c.count, erasures.c.attempts)


def anything_to_erase(connection: Connection) -> bool:
    """Whether there is any row: a cheap look before a writing transaction."""
    return connection.execute(select(erasures.c.id).limit(1)).first() is not None


def claim_erasures(
    connection: Connection, keys: Keyring, now: datetime, lease_seconds: float, limit: int
) -> Sequence[Erasure]:
    """Take the newest block of each conversation, as ``Erasures.claim_erasures`` says."""
    undone = _drop_old(connection, now)
    from_the_future = erasures.c.made_at > to_ms(now + CLOCKS_DIFFER)
    heads = (
        select(erasures)
        .where(_IS_HEAD, or_(erasures.c.not_before <= to_ms(now), from_the_future))
        .order_by(erasures.c.made_at, erasures.c.id)
        .limit(limit)
        .with_for_update(of=erasures, skip_locked=True)
    )
    taken = [_erasure_of(row, keys) for row in connection.execute(heads).all()]
    if taken:
        again = to_ms(now + timedelta(seconds=lease_seconds))
        connection.execute(
            update(erasures)
            .where(erasures.c.id.in_([one.id for one in taken]))
            .values(
                attempts=erasures.c.attempts + 1,
                not_before=again,
                made_at=case((from_the_future, to_ms(now)), else_=erasures.c.made_at),
            )
        )
    add_tallies(connection, undone)
    return taken


def end_erasure(connection: Connection, id: str, *, removed: bool) -> None:
    """The block is done: what is known of it goes, and its messages are counted."""
    row = connection.execute(_ENDS.where(erasures.c.id == id).with_for_update()).first()
    if row is not None:
        _drop(connection, {row.id: row.talk})
        failed_before = row.attempts > 1
        if removed == failed_before:
            _note_remaining(connection, row.talk, -row[2] if removed else row[2])
        add_tallies(connection, {tally_of(row.talk, removed=removed): row[2]})


def retry_erasure(connection: Connection, id: str, at: datetime) -> None:
    """Take the block again then. After the first failure she could be told of it."""
    row = connection.execute(_ENDS.where(erasures.c.id == id).with_for_update()).first()
    if row is not None and row.attempts == 1:
        _note_remaining(connection, row.talk, row[2])
    connection.execute(update(erasures).where(erasures.c.id == id).values(not_before=to_ms(at)))


def _drop_old(connection: Connection, now: datetime) -> Mapping[str, int]:
    """Drop the blocks whose time is over. How many messages remain where they are, as counted."""
    old = _ENDS.where(erasures.c.made_at <= to_ms(now - ERASED_WITHIN))
    rows = connection.execute(old.with_for_update(skip_locked=True)).all()
    if rows:
        _drop(connection, {row.id: row.talk for row in rows})
    for row in rows:
        if row.attempts <= 1:
            _note_remaining(connection, row.talk, row[2])
    counted: Counter[str] = Counter()
    for row in rows:
        counted[tally_of(row.talk, removed=False)] += row[2]
    return counted


def _note_remaining(connection: Connection, talk: str, more: int) -> None:
    """So many more messages (or fewer) are still where she left them, as far as she may be told.

    The conversation may be gone, or she was told meanwhile.
    """
    known = conversations.c.remaining
    left = case((known + more < 0, 0), else_=known + more)
    connection.execute(
        update(conversations).where(conversations.c.id == talk).values(remaining=left)
    )


def _drop(connection: Connection, blocks: Mapping[str, str]) -> None:
    """Delete these blocks, id -> talk. The files of who was forgotten have then to be cleaned once
    more, since the master key opens what is left of them."""
    connection.execute(delete(erasures).where(erasures.c.id.in_(list(blocks))))
    again = forgotten.c.id.in_(sorted(set(blocks.values())))
    connection.execute(update(forgotten).where(again).values(settled=0))


def _erasure_of(row: Row[Any], keys: Keyring) -> Erasure:
    plain = load(unseal(keys, erasures.c.sealed, row))
    channel, value, provider_ids = plain
    address = Address(Channel(channel), value)
    return Erasure(row.id, address, tuple(provider_ids), row.attempts + 1)
