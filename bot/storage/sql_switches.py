"""What a switched-off channel does to messages: none starts, and none of before comes later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, or_, select, update

from bot.crypto.keys import Keyring
from bot.storage.choice_tables import switched_off
from bot.storage.plain import to_ms
from bot.storage.rows import outgoing_of
from bot.storage.sql_chat import note_unsent
from bot.storage.sql_held import put_aside
from bot.storage.sql_save import add_tallies
from bot.storage.sql_terms import close
from bot.storage.tables import conversations, outgoing

CHANNEL_ON: ColumnElement[bool] = or_(
    outgoing.c.while_off == 1,
    ~exists(select(switched_off.c.name).where(switched_off.c.name == outgoing.c.channel)),
)
"""A message may go: its channel is on, or it is the answer that says that it is off."""


def drop_what_waits(
    connection: Connection, keys: Keyring, channel: str, now: datetime, *, claimed: bool
) -> None:
    """Nothing that waits on that channel is ever sent. What an operator wrote waits for her or at
    the desk. ``claimed``: also what a sender has taken up and did not start."""
    waiting = (
        select(outgoing, conversations.c.sealed_key.label("sealed_key"))
        .join(conversations, conversations.c.id == outgoing.c.conversation)
        .where(outgoing.c.channel == channel, outgoing.c.lease_until.is_(None))
        .order_by(outgoing.c.id)
        .with_for_update(of=outgoing)
    )
    found = [
        (outgoing_of(row, key), key)
        for row in connection.execute(waiting).all()
        for key in [keys.data_key(row.conversation, row.sealed_key)]
    ]
    if found:
        put_aside(connection, found)
        note_unsent(connection, (message for message, _ in found), "failed", to_ms(now))
        ids = [message.id for message, _ in found]
        connection.execute(delete(outgoing).where(outgoing.c.id.in_(ids)))
        if reminders := [message.id for message, _ in found if message.reminder]:
            close(connection, reminders, "failed")
        add_tallies(connection, {"cancelled": len(found)})
    if claimed:
        of = outgoing.c.channel == channel
        connection.execute(update(outgoing).where(of).values(cancelled=1))
