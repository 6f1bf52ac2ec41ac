"""Tables of the desk's own tools: what a network keeps ready, and care for who answers.

Nothing of any woman belongs in them. Texts are sealed under the installation's key all the same;
a hand-over, in which somebody may mention a case after all, is destroyed after a day.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

canned_answers = Table(
    "canned_answers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("shortcut", String(32), nullable=False),
    Column("edited_at", BigInteger, nullable=False),
    Column("edited_by", String(64), nullable=False),
    sealed("sealed"),
    Index("canned_answers_network", "network", "language", "shortcut", unique=True),
)
"""Answers kept ready; ``sealed`` holds title and text."""

canned_past = Table(
    "canned_past",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("network", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("shortcut", String(32), nullable=False),
    Column("edited_at", BigInteger, nullable=False),
    Column("edited_by", String(64), nullable=False),
    Column("gone", Integer, nullable=False),
    sealed("sealed", between=":"),
    Index("canned_past_network", "network", "edited_at"),
)
"""Every version of an answer, counted from 1; ``gone``: it was taken away then, as it stood."""

protocols = Table(
    "protocols",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("author", String(64), nullable=False),
    sealed("sealed_text"),
    Index("protocols_version", "network", "kind", "version", unique=True),
)
"""Every version of the steps that a network wrote for the worst hour; the highest holds."""

debriefs = Table(
    "debriefs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("seen_at", BigInteger),
    Column("seen_by", String(64), nullable=False),
    Index("debriefs_network", "network", "at"),
)
"""Who asked for time to talk, and which coordinator has seen it."""

handovers = Table(
    "handovers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("author", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    sealed("sealed_text"),
    Index("handovers_network", "network", "at"),
    Index("handovers_forget", "forget_at"),
)
"""Notes from one shift to the next."""
