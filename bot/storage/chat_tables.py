"""Tables of the chat at the desk that are hers: they name her conversation and die with it.

Times are UTC epoch milliseconds. What somebody wrote is sealed under her own data key.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, Table

from bot.storage.sealed import hers
from bot.storage.tables import metadata

notes = Table(
    "notes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    hers("sealed_text"),
    Index("notes_conversation", "conversation"),
    Index("notes_forget", "forget_at"),
)
"""Notes of a case, for whoever holds it; never sent."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("held_for", BigInteger, nullable=False),
    hers("sealed"),
    Index("drafts_conversation", "conversation"),
    Index("drafts_case", "case_id", "operator"),
)
"""What the holder of a case is typing: one per case and holder. ``id`` is what it is called in the
hold tray, where it goes when the woman leaves; ``held_for``: for so many milliseconds."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("deliveries_conversation", "conversation"),
)
"""What became of operators' messages, by the id of the message; no text."""

callbacks = Table(
    "callbacks",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Index("callbacks_conversation", "conversation"),
    Index("callbacks_due", "state", "at"),
)
"""Moments at which an operator said that she would be in touch, and what the woman answered."""
