"""The tables of agencies: facts, procedures, trainings and the networks' own questions.

Nothing of any woman is here. Times are UTC epoch milliseconds, days are days since 1970.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

agencies = Table(
    "agencies",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("duty_to_report", String(16), nullable=False),
    Column("demonstration", Integer, nullable=False),
    Column("changed_at", BigInteger),
    Column("changed_by", String(64), nullable=False),
    sealed("sealed"),
)
"""What its people changed of an agency, or added; ``sealed``: its name, who answers, languages,
hours, duty phone."""

procedures = Table(
    "procedures",
    metadata,
    Column("agency", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("valid_from", BigInteger, nullable=False),
    Column("recorded_by", String(64), nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    sealed("sealed"),
)
"""Versions of operating procedures, never changed; ``sealed``: the act, times, who does what."""

trainings = Table(
    "trainings",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("course", String(32), nullable=False),
    Column("day", Integer, nullable=False),
    Column("recorded_by", String(64), nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Index("trainings_account", "account"),
)
"""Which training somebody of the staff had, on which day, and who wrote it down."""

risk_guides = Table(
    "risk_guides",
    metadata,
    Column("network", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("changed_by", String(64), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    sealed("sealed"),
)
"""A network's own questions and the headings of its safety plan, as versions."""

NOT_HERS = frozenset({"agencies", "procedures", "trainings", "risk_guides"})
"""Nothing of any woman is in these."""
