"""The tables of the directory's services. Nothing of any woman is here.

What a service says is sealed all the same: who can write into the file but has no key cannot put
another number or address in its place. Days are ordinals of the calendar, times are UTC epoch
milliseconds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

directory_sources = Table(
    "directory_sources",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("changed_at", BigInteger, nullable=False),
    Column("services", Integer, nullable=False),
)
"""Every package that was imported, as it was last."""

directory_records = Table(
    "directory_records",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("entity", String(32), primary_key=True),
    Column("id", String(64), primary_key=True),
    sealed("sealed"),
)
"""HSDS records; ``sealed``: the record as JSON."""

directory_upkeep = Table(
    "directory_upkeep",
    metadata,
    Column("service", String(64), primary_key=True),
    Column("aspect", String(16), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("verified_on", Integer),
    Column("days", Integer, nullable=False),
    Column("digest", String(16), nullable=False),
    Column("verified_by", String(64), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    sealed("note", nullable=True),
    Column("first_by", String(64), nullable=False, server_default=""),
    Index("directory_upkeep_changed", "changed_at"),
)
"""Who keeps which fact right, when it was verified, for how many days that counts, and of which
content it is true. Measures stand here too, as ``measure/<id>``. ``note``: what was written about
it for colleagues."""

directory_looks = Table(
    "directory_looks",
    metadata,
    Column("service", String(64), primary_key=True),
    Column("aspect", String(16), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("seen_on", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("digest", String(16), nullable=False),
    Column("seen_by", String(64), nullable=False),
    sealed("note", nullable=True),
)
"""What one person has seen and a second one has not confirmed yet. Nothing of it is shown."""

NOT_HERS = frozenset(
    {"directory_sources", "directory_records", "directory_upkeep", "directory_looks"}
)
"""Nothing of any woman is in these."""
