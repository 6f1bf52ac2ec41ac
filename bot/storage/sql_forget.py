"""What is destroyed because its time came, and the ledger that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, update

from bot.crypto.keys import Keyring
from bot.safety.tries import FORGOTTEN
from bot.storage.counting import count_unread
from bot.storage.gate import Keeping
from bot.storage.plain import to_ms
from bot.storage.sql_bookings import forget_bookings
from bot.storage.sql_boxes import keep_boxes
from bot.storage.sql_care import forget_care
from bot.storage.sql_chat import forget_notes
from bot.storage.sql_dead import drop_late
from bot.storage.sql_held import forget_held
from bot.storage.sql_save import add_tallies, forget_conversations, write_ledger
from bot.storage.sql_terms import forget_consents
from bot.storage.sql_together import forget_past
from bot.storage.staff_unanswered import note_unanswered
from bot.storage.swept import note_swept
from bot.storage.tables import conversations, forgotten, inbox, letters, tries

AT_ONCE = 500
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_LETTERS = delete(letters).where(letters.c.id.in_(_IDS))
_SETTLE = update(forgotten).where(forgotten.c.id.in_(_IDS)).values(settled=1)


def forget_due(
    connection: Connection, keys: Keyring, now: datetime, limit: int, keeping: Keeping
) -> tuple[int, Sequence[str]]:
    """Destroy what is past its time, at most ``limit`` of each kind.

    Returns how many, and which conversations were among them.
    """
    moment = to_ms(now)
    past = (
        select(conversations.c.id)
        .where(conversations.c.forget_at <= moment)
        .order_by(conversations.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    due = connection.execute(past).scalars().all()
    note_unanswered(connection, keys.audit, due, now)
    boxes, cancelled = keep_boxes(connection, keys, due, now) if due else (frozenset(), 0)
    gone = [id for id in due if id not in boxes]
    cancelled += forget_conversations(connection, keys, gone, moment) if gone else 0
    old_letters = select(letters.c.id).where(letters.c.forget_at <= moment).limit(limit)
    read = connection.execute(old_letters).scalars().all()
    count_unread(connection, read, now)
    forget_letters(connection, read, moment)
    old = select(inbox.c.hash).where(inbox.c.at <= to_ms(now - keeping.happened)).limit(limit)
    connection.execute(delete(tries).where(tries.c.at <= to_ms(now - FORGOTTEN)))
    swept = {
        "conversations": len(due),
        "letters": len(read),
        "held": forget_held(connection, now, limit),
        "notes": forget_notes(connection, now, limit),
        "care": forget_care(connection, now, limit),
        "inbox": connection.execute(delete(inbox).where(inbox.c.hash.in_(old))).rowcount,
        "bookings": forget_bookings(connection, now, limit),
        "consents": forget_consents(connection, now - keeping.consent, limit),
        "agreed": forget_past(connection, now, limit),
    }
    drop_late(connection, now)
    _drop_old_entries(connection, to_ms(now - keeping.ledger))
    note_swept(connection, swept, now)
    add_tallies(connection, {"cancelled": cancelled})
    return sum(swept.values()), gone


def forget_letters(connection: Connection, ids: Sequence[str], at: int) -> int:
    """Destroy these letters; the ledger says that it was done (epoch ms). How many there were."""
    if not ids:
        return 0
    count = connection.execute(_LETTERS, {"ids": list(ids)}).rowcount
    write_ledger(connection, dict.fromkeys(ids, at))
    return count


def entries(connection: Connection, after: int = -1) -> dict[str, int]:
    """The ledger: id -> epoch ms, of what was forgotten later than ``after`` (epoch ms)."""
    query = select(forgotten.c.id, forgotten.c.at).where(forgotten.c.at > after)
    return {row.id: row.at for row in connection.execute(query)}


def unsettled(connection: Connection) -> dict[str, int]:
    """What was forgotten while something of it may be left in the files."""
    query = select(forgotten.c.id, forgotten.c.at).where(forgotten.c.settled == 0)
    return {row.id: row.at for row in connection.execute(query)}


def settle(connection: Connection, ids: Sequence[str]) -> None:
    """The files hold nothing of these any more."""
    for part in _parts(sorted(ids)):
        connection.execute(_SETTLE, {"ids": part})


def replay(connection: Connection, keys: Keyring, ledger: Mapping[str, int]) -> list[str]:
    """Forget again whatever the ledger names, and keep the ledger.

    Returns the conversations and letters that had come back.
    """
    again: list[str] = []
    cancelled = 0
    for part in _parts(sorted(ledger)):
        newest = max(ledger[id] for id in part)
        there = select(conversations.c.id).where(conversations.c.id.in_(part))
        back = connection.execute(there).scalars().all()
        read = connection.execute(select(letters.c.id).where(letters.c.id.in_(part))).scalars()
        again += [*back, *read]
        if back:
            cancelled += forget_conversations(connection, keys, back, newest)
        connection.execute(_LETTERS, {"ids": part})
        write_ledger(connection, {id: ledger[id] for id in part})
    add_tallies(connection, {"cancelled": cancelled})
    return again


def _drop_old_entries(connection: Connection, before: int) -> None:
    old = (forgotten.c.at <= before, forgotten.c.settled == 1)
    if connection.execute(select(forgotten.c.id).where(*old).limit(1)).first() is not None:
        connection.execute(delete(forgotten).where(*old))


def _parts(ids: Sequence[str]) -> list[list[str]]:
    return [list(ids[at : at + AT_ONCE]) for at in range(0, len(ids), AT_ONCE)]
