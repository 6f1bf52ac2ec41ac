"""The tables of the rota: who of the staff is planned when. Nothing of any woman is here.

When somebody works is sealed all the same: who finds a copy of the file shall not learn when a
person leaves a centre at night.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

rotas = Table(
    "rotas",
    metadata,
    Column("network", String(64), primary_key=True),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String(64), nullable=False),
    Column("until", String(10)),
)
"""Through which day a network promises that every published hour has somebody, where it does."""

shifts = Table(
    "shifts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("account", String(64), nullable=False),
    Column("over_at", BigInteger),
    sealed("sealed"),
    Index("shifts_network", "network"),
    Index("shifts_over", "over_at"),
)
"""``over_at``: when its last turn ends; none where it is repeated until somebody ends it."""

NOT_HERS = frozenset({"rotas", "shifts"})
