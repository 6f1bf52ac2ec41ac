"""What is left of a conversation whose time is over while something waits in her box, or while a
referral or a pathway is kept with her yes, or an appointment is before her.

Her thread, her case and what she answered are destroyed as ever, and the data key with them. Her
words, her number, the box and what she agreed to keep live on under a new key, each until its own
time is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from bot.crypto.chance import chance
from bot.crypto.keys import Keyring
from bot.storage.bulk import changing
from bot.storage.gate import emptied
from bot.storage.hers import hers
from bot.storage.plain import from_ms, to_ms
from bot.storage.rows import conversation_of, conversation_row, held_of, held_row
from bot.storage.sql_bookings import booked_until, reseal_bookings
from bot.storage.sql_held import EMPTY_TRAY
from bot.storage.sql_leaving import recall
from bot.storage.sql_save import forget_outgoing, write_ledger
from bot.storage.sql_together import outliving, reseal
from bot.storage.tables import conversations, held
from bot.storage.together_tables import LIVES_ON as OUTLIVES

LIVES_ON = frozenset({"held", "her_words", "numbers", "bookings"}) | OUTLIVES
"""Tables of hers without which she could not fetch what waits, and what she agreed to keep."""

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_BOXES = select(held).where(
    held.c.conversation.in_(_IDS), held.c.place == "box", held.c.forget_at > bindparam("now")
)
_TALKS = select(conversations).where(conversations.c.id.in_(_IDS))
_RENEWED = tuple(one.name for one in conversations.c if one.name not in ("id", "address_hash"))
_TALK = changing(conversations, *_RENEWED)
_TEXT = changing(held, "sealed_text")


def keep_boxes(
    connection: Connection, keys: Keyring, ids: Sequence[str], now: datetime
) -> tuple[frozenset[str], int]:
    """Destroy everything but the box and the bookings of those of these conversations for whom
    something waits, or who are expected somewhere.

    Their rows must be locked. Returns their ids, and how many waiting messages were cancelled.
    """
    rows = connection.execute(_BOXES, {"ids": list(ids), "now": to_ms(now)}).all()
    agreed = outliving(connection, ids, now)
    for id, until in booked_until(connection, ids, now).items():
        agreed[id] = max(agreed.get(id, from_ms(until)), from_ms(until))
    kept = sorted({row.conversation for row in rows} | set(agreed))
    if not kept:
        return frozenset(), 0
    talks = {row.id: row for row in connection.execute(_TALKS, {"ids": kept})}
    opened = {id: keys.data_key(id, talk.sealed_key) for id, talk in talks.items()}
    texts = [held_of(row, opened[row.conversation]) for row in rows]
    cancelled = forget_outgoing(connection, kept)
    recall(connection, keys, kept, to_ms(now))
    for table in hers():
        if table.name not in LIVES_ON:
            connection.execute(delete(table).where(table.c.conversation.in_(kept)))
    connection.execute(EMPTY_TRAY, {"ids": kept})
    for id in kept:
        own = [one for one in texts if one.conversation == id]
        key, sealed_key = keys.new_data_key(id)
        left = emptied(conversation_of(talks[id], opened[id]), own, agreed.get(id))
        row = {**conversation_row(left, key), "of": id, "sealed_key": sealed_key}
        _TALK.run(connection, [row])
        reseal(connection, id, opened[id], key)
        sealed = ((one.id, held_row(one, key)["sealed_text"]) for one in own)
        _TEXT.run(connection, [{"of": text, "sealed_text": value} for text, value in sealed])
        reseal_bookings(connection, id, opened[id], key)
    # An entry that names nobody: the files are cleaned of the old keys at the next occasion.
    write_ledger(connection, {chance(16).hex(): to_ms(now)})
    return frozenset(kept), cancelled
