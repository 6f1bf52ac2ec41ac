"""What leaving does to messages: what waits is cancelled, what was sent is to be taken back.

Whoever leaves cancels first and only then looks at what was sent. A sender that marks a message
holds its row of the outbox meanwhile, so that either the mark comes first and the message is seen
here, or the mark comes second and finds that she has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from bot.conversation.state import Conversation
from bot.crypto.chance import chance
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.messages import Address, Channel
from bot.storage.bulk import Bulk
from bot.storage.changes import Change
from bot.storage.gate import ERASABLE, RECORDED, blocks
from bot.storage.plain import dump, load, to_ms
from bot.storage.rows import Cells, outgoing_of
from bot.storage.sealed import seal
from bot.storage.sql_chat import note_unsent
from bot.storage.sql_held import put_aside
from bot.storage.sql_records import add_records
from bot.storage.tables import conversations, dead_letters, erasures, outgoing, sent

FOR_EVER = 1 << 62
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_UNTIL: BindParameter[int] = bindparam("until")
_WAITING = (
    select(outgoing, conversations.c.sealed_key.label("sealed_key"))
    .join(conversations, conversations.c.id == outgoing.c.conversation)
    .where(outgoing.c.conversation.in_(_IDS), outgoing.c.lease_until.is_(None))
    .order_by(outgoing.c.id)
    .with_for_update(of=outgoing)
)
_CANCEL: Delete = delete(outgoing).where(
    outgoing.c.conversation.in_(_IDS), outgoing.c.lease_until.is_(None)
)
_CANCEL_CLAIMED: Update = (
    update(outgoing).where(outgoing.c.conversation.in_(_IDS)).values(cancelled=1)
)
_SENT = (
    select(
        sent,
        conversations.c.sealed_key.label("sealed_key"),
        conversations.c.sealed.label("sealed_talk"),
    )
    .join(conversations, conversations.c.id == sent.c.conversation)
    .where(sent.c.conversation.in_(_IDS), sent.c.at <= _UNTIL)
)
_FORGET_SENT = delete(sent).where(sent.c.conversation.in_(_IDS), sent.c.at <= _UNTIL)
_RECEIVED = Bulk(insert(sent))
_NO_SECOND_TRY = delete(dead_letters).where(dead_letters.c.conversation.in_(_IDS))
_NEW_ERASURE = Bulk(insert(erasures))


def leave_behind(connection: Connection, keys: Keyring, ids: Sequence[str], at: int) -> int:
    """She left, or goes on elsewhere: cancel what waits, take back what was sent (epoch ms ``at``).

    Returns how many were cancelled that no sender has in hand; the caller counts them.
    """
    if not ids:
        return 0
    values = {"ids": list(ids)}
    waiting = connection.execute(_WAITING, values).all()
    if waiting:
        opened = ((row, keys.data_key(row.conversation, row.sealed_key)) for row in waiting)
        stopped = [(outgoing_of(row, key), key) for row, key in opened]
        put_aside(connection, stopped)
        note_unsent(connection, (message for message, _ in stopped), "left", at)
        connection.execute(_CANCEL, values)
    connection.execute(_CANCEL_CLAIMED, values)
    connection.execute(_NO_SECOND_TRY, values)
    recall(connection, keys, ids, at)
    return len(waiting)


def recall(
    connection: Connection, keys: Keyring, ids: Sequence[str], at: int, until: int = FOR_EVER
) -> None:
    """Everything that was sent in these conversations is to be taken back, where that is possible.

    ``until`` (epoch ms): only what was sent until then. Their rows and data keys must still be
    there; unless ``until`` is given, nothing of theirs may wait in the outbox.
    """
    found: dict[tuple[str, Address], list[tuple[int, str]]] = {}
    addresses: dict[str, Address] = {}
    values = {"ids": list(ids), "until": until}
    for row in connection.execute(_SENT, values).all():
        key = keys.data_key(row.conversation, row.sealed_key)
        address = addresses.get(row.conversation)
        if address is None:
            plain = key.unseal("conversations", "sealed", row.conversation, row.sealed_talk)
            channel, value = load(plain)["address"]
            address = addresses[row.conversation] = Address(Channel(channel), value)
        if address.channel in ERASABLE:
            provider_id = key.unseal("sent", "sealed_provider_id", row.id, row.sealed_provider_id)
            pair = (row.seq, provider_id.decode())
            found.setdefault((row.conversation, address), []).append(pair)
    for (talk, address), messages in found.items():
        add_erasures(connection, keys, talk, address, messages, at)
    if found:
        gone = {"ids": sorted({talk for talk, _ in found}), "until": until}
        connection.execute(_FORGET_SENT, gone)


def note_received(
    connection: Connection, keys: Keyring, change: Change, key: Sealer, of: Conversation
) -> None:
    """Messages of hers join the ledger of what can be taken back, or of what the provider keeps."""
    channel = of.address.channel
    if channel in RECORDED:
        for _, one in change.received:
            add_records(connection, keys, channel, [one.provider_id], to_ms(one.at))
        return
    rows: list[Cells] = [
        {
            "id": one.id,
            "conversation": of.id,
            "seq": seq,
            "at": to_ms(one.at),
            "channel": channel.value,
            "sealed_provider_id": key.seal(
                "sent", "sealed_provider_id", one.id, one.provider_id.encode()
            ),
        }
        for seq, one in change.received
    ]
    _RECEIVED.run(connection, rows)


def recall_old(connection: Connection, keys: Keyring, before: int, at: int, limit: int) -> int:
    """What was sent until ``before`` (epoch ms) is to be taken back. How many messages."""
    old = (
        select(sent.c.id, sent.c.conversation)
        .where(sent.c.channel.in_([one.value for one in ERASABLE]), sent.c.at <= before)
        .order_by(sent.c.at)
        .limit(limit)
    )
    found = connection.execute(old).all()
    if found:
        recall(connection, keys, sorted({row.conversation for row in found}), at, until=before)
    return len(found)


def add_erasures(
    connection: Connection,
    keys: Keyring,
    talk: str,
    address: Address,
    messages: Iterable[tuple[int, str]],
    at: int,
) -> None:
    """These messages, as (seq, provider id), are to be taken back at that address."""
    rows: list[Cells] = []
    for newest, provider_ids in blocks(messages):
        id = chance(16).hex()
        plain = dump([address.channel.value, address.value, provider_ids])
        rows.append(
            {
                "id": id,
                "talk": talk,
                "newest": newest,
                "count": len(provider_ids),
                "made_at": at,
                "not_before": 0,
                "attempts": 0,
                "sealed": seal(keys, erasures.c.sealed, plain, id),
            }
        )
    _NEW_ERASURE.run(connection, rows)
