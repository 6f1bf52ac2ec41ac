"""What the staff chose for the whole installation, and what its senders ask before each request.

Nothing of any woman belongs in them. ``value`` is one of a few words, a list of languages or the
address of an exit; the reason is sealed, since a person writes it freely.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

choices = Table(
    "choices",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False),
    Column("value", String(500), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(64), nullable=False),
    sealed("sealed_reason"),
    Index("choices_name", "name"),
)
"""Every choice in the order in which it was made; of each name the last one holds."""

switched_off = Table(
    "switched_off",
    metadata,
    Column("name", String(16), primary_key=True),
)
"""The channels, or the service, that are switched off now."""
