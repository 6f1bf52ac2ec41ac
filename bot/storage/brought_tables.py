"""The tables of files that the staff brings, and of addresses that calls are read from.

Nothing of any woman is here. Times are UTC epoch milliseconds. What a file says is sealed, so that
nobody without a key changes what somebody has looked at and confirmed.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

imports = Table(
    "imports",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    sealed("sealed"),
    sealed("sealed_found", nullable=True),
    Index("imports_network", "network", "made_at"),
    Index("imports_state", "state", "lease_until"),
)
"""``sealed``: names of the file and its source; ``sealed_found``: what it would change, or did.
``lease_until``: nobody else takes up before that what a worker is at."""

import_parts = Table(
    "import_parts",
    metadata,
    Column("import", String(64), primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    sealed("sealed"),
)
"""The file itself, by the place of each part; gone as soon as it is stored, refused or stopped."""

training_feeds = Table(
    "training_feeds",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("hours", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("asked_at", BigInteger),
    Column("read_at", BigInteger),
    Column("problem", String(16), nullable=False),
    sealed("sealed"),
    Index("training_feeds_network", "network"),
    Index("training_feeds_due", "due_at"),
)
"""``sealed``: the address, the source's name, what the server said of its version, the report."""

NOT_HERS = frozenset({"imports", "import_parts", "training_feeds"})
"""Nothing of any woman is in these."""
