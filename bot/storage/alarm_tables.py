"""The table of alarms and drills: that there was one, when, and who saw it. Nothing of hers.

Times are UTC epoch milliseconds. ``conversation`` is empty for a drill, and is emptied when her
conversation is forgotten: what then remains names nobody but the staff.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.tables import metadata

alarms = Table(
    "alarms",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("conversation", String(64), nullable=False),
    Column("drill", Integer, nullable=False),
    Column("raised_at", BigInteger, nullable=False),
    Column("next_ring_at", BigInteger, nullable=False),
    Column("rings", Integer, nullable=False),
    Column("phoned_at", BigInteger),
    Column("acknowledged_at", BigInteger),
    Column("operator", String(64), nullable=False),
    Column("cancelled_at", BigInteger),
    Column("sign", String(16), nullable=False),
    Column("told", String(16), nullable=False),
    Column("message", String(64), nullable=False),
    Index("alarms_network", "network", "raised_at"),
    Index("alarms_raised", "raised_at"),
    Index("alarms_conversation", "conversation"),
)
"""``operator`` acknowledged it. ``sign`` is the newest one for her, ``told`` what became of it,
``message`` its id in the outbox."""
