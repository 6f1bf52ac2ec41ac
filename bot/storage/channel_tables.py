"""The tables of what is known of the channels: signs of life, and what providers show of us.

Nothing in them leads to a woman or a message. Times are UTC epoch milliseconds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table

from bot.storage.tables import metadata

channel_signs = Table(
    "channel_signs",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("sign", String(16), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""How often a sign (``handoff.channels``) was met on a day, and when last, to ten minutes."""

provider_texts = Table(
    "provider_texts",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("what", String(32), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("digest", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""What a provider showed of us when it was last asked: the digest of a text of the cover."""

NOT_HERS = frozenset({"channel_signs", "provider_texts"})
