"""The tables of numbers that outlive what they count: for the reports, and of what was destroyed.

Nothing in them leads to a woman, a case or anybody of the staff. Times are UTC epoch milliseconds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from bot.storage.tables import metadata

counts = Table(
    "counts",
    metadata,
    Column("quarter", BigInteger, primary_key=True, autoincrement=False),
    Column("network", String(64), primary_key=True),
    Column("figure", String(32), primary_key=True),
    Column("value", String(32), primary_key=True),
    Column("count", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""How often a value of a figure (``handoff.figures``) was met, by the quarter that began then."""

swept = Table(
    "swept",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("day", BigInteger, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""How much of a kind of data was destroyed on a day because its time had come."""

sweep_marks = Table(
    "sweep_marks",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""When the last sweep ended, and up to when pathways were looked at for the reports."""

NOT_HERS = frozenset({"counts", "swept", "sweep_marks"})
