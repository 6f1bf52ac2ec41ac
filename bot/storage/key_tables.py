"""The table of which process has which keys. Times are UTC epoch milliseconds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from bot.storage.tables import metadata

key_nodes = Table(
    "key_nodes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("has", String(64), nullable=False),
    Column("seals", String(16), nullable=False),
    sqlite_with_rowid=False,
)
"""A row for each running process: when it last said so, the signs of the keys that it has, and of
the one that it seals with, in hexadecimal digits."""

NOT_HERS = frozenset({"key_nodes"})
