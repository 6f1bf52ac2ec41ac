"""The tables of seats, referrals, pathway, notebook and risk aid: hers, and gone with her talk.

Whatever tells something is sealed under her own data key. Times are UTC epoch milliseconds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import hers
from bot.storage.tables import metadata

seats = Table(
    "seats",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("home", String(64), nullable=False),
    Column("invited_by", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("joined_at", BigInteger),
    Column("ended_at", BigInteger),
    Index("seats_conversation", "conversation"),
    Index("seats_account", "account"),
)
"""Who sits beside the holder of a case, for what, since when."""

asides = Table(
    "asides",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("author", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    hers("sealed"),
    Index("asides_conversation", "conversation"),
)
"""What holder and seats write to each other: she never sees it, and it goes with her talk."""

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    hers("sealed"),
    Index("referrals_conversation", "conversation"),
    Index("referrals_agency", "agency", "state"),
    Index("referrals_forget", "forget_at"),
)
"""Referrals to other agencies; ``sealed``: the sheet, her pseudonym there, who did what."""

pathways = Table(
    "pathways",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("began_at", BigInteger, nullable=False),
    Column("until", BigInteger),
)
"""Since when she has a pathway, and until when she wants it kept."""

steps = Table(
    "pathway_steps",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    hers("sealed"),
    Index("pathway_steps_conversation", "conversation"),
)
"""The steps; ``sealed``: what each is about, how it stands, its day."""

allowed = Table(
    "pathway_allowed",
    metadata,
    Column("step", String(64), primary_key=True),
    Column("agency", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Index("pathway_allowed_conversation", "conversation"),
    Index("pathway_allowed_agency", "agency"),
)
"""Which agency she lets see which step."""

notebooks = Table(
    "notebooks",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("until", BigInteger),
    hers("sealed"),
)
"""What she keeps for herself; ``sealed``: her plan, what she can do. ``until`` as of a pathway."""

risk_aids = Table(
    "risk_aids",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("case_id", String(64), nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    hers("sealed"),
    Index("risk_aids_forget", "forget_at"),
)
"""What an operator filled in; it expires like a note."""

SEALED_UNDER_HER_KEY = frozenset(
    {"seats", "asides", "referrals", "pathways", "pathway_steps", "pathway_allowed", "risk_aids"}
    | {"notebooks"}
)
"""Their remains tell nobody anything once her data key is gone: ids and moments are no words."""

LIVES_ON = frozenset({"referrals", "pathways", "pathway_steps", "pathway_allowed", "notebooks"})
"""What outlives her talk for as long as she agreed to."""
