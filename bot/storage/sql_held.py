"""Operators' texts that could not be given to her, in the tables: the tray and her box."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from bot.conversation.state import Held, Outgoing
from bot.crypto.sealing import Sealer
from bot.messages import Voice
from bot.storage.bulk import Bulk
from bot.storage.changes import Change
from bot.storage.plain import to_ms
from bot.storage.rows import Cells, held_of, held_row, shown_of, shown_row
from bot.storage.tables import held, messages

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_NEW = Bulk(insert(held))
_BOX = (
    select(held)
    .where(
        held.c.conversation == bindparam("of"),
        held.c.place == "box",
        held.c.forget_at > bindparam("now"),
    )
    .order_by(held.c.at, held.c.id)
)
_FETCHED = delete(held).where(held.c.id.in_(_IDS))
EMPTY_TRAY = delete(held).where(held.c.conversation.in_(_IDS), held.c.place == "tray")
"""What goes where operators may keep nothing."""

_LINES = select(messages).where(
    tuple_(messages.c.conversation, messages.c.seq).in_(bindparam("places", expanding=True))
)
_LINE = Bulk(
    update(messages)
    .where(messages.c.conversation == bindparam("of"), messages.c.seq == bindparam("nth"))
    .values(sealed=bindparam("new"))
)


def put_aside(connection: Connection, ended: Iterable[tuple[Outgoing, Sealer]]) -> frozenset[str]:
    """Keep what operators wrote out of messages that were not sent; their lines say so.

    Each message comes with its conversation's key. Returns the networks concerned.
    """
    kept = [(message, key) for message, key in ended if message.fallback is not None]
    if not kept:
        return frozenset()
    keys = {message.conversation: key for message, key in kept}
    rows = [held_row(one.fallback, key) for one, key in kept if one.fallback is not None]
    _NEW.run(connection, rows)
    _mark_lines(connection, [message for message, _ in kept], keys, undelivered=True)
    return frozenset(row["network"] for row in rows)


def take_up(connection: Connection, message: Outgoing, key: Sealer) -> bool:
    """The opposite: what was put aside is to be sent after all. Whether it was still there."""
    if connection.execute(delete(held).where(held.c.id == message.id)).rowcount == 0:
        return False
    _mark_lines(connection, [message], {message.conversation: key}, undelivered=False)
    return True


def _mark_lines(
    connection: Connection,
    messages_: Iterable[Outgoing],
    keys: Mapping[str, Sealer],
    *,
    undelivered: bool,
) -> None:
    places = [(message.conversation, message.seq) for message in messages_]
    changed = []
    for line in connection.execute(_LINES, {"places": places}).all():
        key = keys[line.conversation]
        shown = replace(shown_of(line, key), undelivered=undelivered)
        sealed = shown_row(line.conversation, shown, key)["sealed"]
        changed.append({"of": line.conversation, "nth": line.seq, "new": sealed})
    _LINE.run(connection, changed)


def _found(connection: Connection, key: Sealer, lost: Held) -> list[Cells]:
    """The row of a text that was sent and not delivered; its line says so, once."""
    of = messages.c.conversation == lost.conversation
    line = connection.execute(select(messages).where(of, messages.c.id == lost.id)).first()
    shown = shown_of(line, key) if line is not None else None
    if shown is None or shown.voice is not Voice.OPERATOR or shown.undelivered:
        return []
    sealed = shown_row(lost.conversation, replace(shown, undelivered=True), key)["sealed"]
    _LINE.run(connection, [{"of": lost.conversation, "nth": shown.seq, "new": sealed}])
    return [held_row(replace(lost, operator=shown.author, text=shown.speech.text), key)]


def read_box(connection: Connection, key: Sealer, conversation: str, now: datetime) -> list[Held]:
    """What waits in her box, the oldest first."""
    rows = connection.execute(_BOX, {"of": conversation, "now": to_ms(now)})
    return [held_of(row, key) for row in rows]


def save_held(
    connection: Connection, kept: Mapping[str, Change], sealers: Mapping[str, Sealer]
) -> None:
    """Keep what could not be sent, and let go of what she was shown out of her box; of who took
    her yes back, operators keep nothing."""
    parted = sorted(id for id, change in kept.items() if change.taken_back is not None)
    if parted:
        connection.execute(EMPTY_TRAY, {"ids": parted})
    rows = [held_row(one, sealers[id]) for id, change in kept.items() for one in change.aside]
    for id, change in kept.items():
        for one in change.lost:
            rows += _found(connection, sealers[id], one)
    _NEW.run(connection, rows)
    fetched = sorted(id for change in kept.values() for id in change.fetched)
    if fetched:
        connection.execute(_FETCHED, {"ids": fetched})


def forget_held(connection: Connection, now: datetime, limit: int) -> int:
    """Destroy texts that nobody fetched in time. Returns how many."""
    old = select(held.c.id).where(held.c.forget_at <= to_ms(now)).limit(limit)
    return connection.execute(delete(held).where(held.c.id.in_(old))).rowcount
