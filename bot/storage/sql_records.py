"""A provider's own copies of messages, in the tables: each is to be deleted, whoever left or not.

A copy is a row of ``erasures`` under a talk of its own, so that one which cannot be deleted yet
keeps no other waiting; it names no address.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection, insert

from bot.crypto.chance import chance
from bot.crypto.keys import Keyring
from bot.messages import Channel
from bot.storage.bulk import Bulk
from bot.storage.gate import FIRST_DELETED, RECORD
from bot.storage.plain import dump
from bot.storage.sealed import seal
from bot.storage.tables import erasures

FIRST_DELETED_MS = FIRST_DELETED // timedelta(milliseconds=1)
_NEW = Bulk(insert(erasures))


def add_records(
    connection: Connection, keys: Keyring, channel: Channel, names: Iterable[str], at: int
) -> None:
    """The provider's copies of these names, made at ``at`` (epoch ms), are to be deleted."""
    rows = []
    for name in names:
        id = chance(16).hex()
        plain = dump([channel.value, "", [name]])
        rows.append(
            {
                "id": id,
                "talk": f"{RECORD}{id}",
                "newest": 0,
                "count": 1,
                "made_at": at,
                "not_before": at + FIRST_DELETED_MS,
                "attempts": 0,
                "sealed": seal(keys, erasures.c.sealed, plain, id),
            }
        )
    _NEW.run(connection, rows)
