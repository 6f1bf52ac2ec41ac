"""The tables of routing: what a person carries, and what became of a case that waits.

What names a conversation dies with it. Ids, marks and moments only: no reason is kept anywhere.
Times are UTC epoch milliseconds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

carrying = Table(
    "carrying",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("units", Integer, nullable=False),
    Column("skills", String(200), nullable=False),
    Column("paused_until", BigInteger),
)
"""How much somebody of the staff takes at once, what she is prepared for, until when she pauses."""

heavy_cases = Table(
    "heavy_cases",
    metadata,
    Column("case_id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Index("heavy_cases_conversation", "conversation"),
)
"""Cases that their operators marked as heavy."""

passed_over = Table(
    "passed_over",
    metadata,
    Column("case_id", String(64), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Index("passed_over_conversation", "conversation"),
    Index("passed_over_account", "account"),
)
"""Who said «not this one» of which case."""

waits = Table(
    "waits",
    metadata,
    Column("case_id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("held", Integer, nullable=False),
    Column("rings", Integer, nullable=False),
    Column("ring_after", BigInteger),
    Column("phoned_at", BigInteger),
    Column("told_at", BigInteger),
    Column("raised_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("seen_by", String(64), nullable=False),
    Index("waits_conversation", "conversation"),
)
"""Since when a case waits, and what that has led to. ``held``: somebody took it since."""

network_hours = Table(
    "network_hours",
    metadata,
    Column("network", String(64), primary_key=True),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String(64), nullable=False),
    sealed("sealed"),
)
"""When a network answers, where its people said so: weeks, August, holidays, single days."""

MARKS = frozenset({"heavy_cases", "passed_over", "waits"})
"""Nothing of these is sealed, since none of it tells anything: ids and moments are no words."""

NOT_HERS = frozenset({"carrying", "network_hours"})
