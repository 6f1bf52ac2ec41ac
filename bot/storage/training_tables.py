"""The tables of training calls. Nothing of any woman is here: who asked about which is hers alone.

What a call says is sealed all the same: who can write into the file but has no key cannot send
women to another address.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

training_sources = Table(
    "training_sources",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("changed_at", BigInteger, nullable=False),
    Column("calls", Integer, nullable=False),
)
"""Every source of calls, as it was last; ``calls``: how many of them stand."""

training_calls = Table(
    "training_calls",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    sealed("sealed"),
)
"""``sealed``: the call as JSON, when it was first seen, what changed when, whether it stands."""

NOT_HERS = frozenset({"training_sources", "training_calls"})
"""Nothing of any woman is in these."""
