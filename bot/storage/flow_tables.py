"""The tables of flows that are being written, of what was published from the console, and of
translations that were signed.

Nothing of any woman is here. What they say is sealed all the same: who can write into the file but
has no key cannot put words into the service's mouth.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import sealed
from bot.storage.tables import metadata

flow_drafts = Table(
    "flow_drafts",
    metadata,
    Column("flow", String(64), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    sealed("sealed"),
)
"""One row for each flow that is being written; ``sealed``: its texts, who wrote and who read."""

flow_releases = Table(
    "flow_releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    sealed("sealed"),
    sealed("content"),
)
"""One row for each publication, counted from 1; ``sealed``: who, why, what changed; ``content``:
the flows and catalogues, packed and sealed, so that it can be published again."""

flow_places = Table(
    "flow_places",
    metadata,
    Column("flow", String(64), primary_key=True),
    sealed("sealed"),
)
"""One row for each flow whose steps somebody has placed on the canvas; it outlives drafts."""

flow_recordings = Table(
    "flow_recordings",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("at", BigInteger, nullable=False),
    sealed("sealed"),
)
"""One row for each trial that was kept as a golden transcript; ``sealed``: what was written and
answered in it, by whoever writes flows, and who that was."""

text_reviews = Table(
    "text_reviews",
    metadata,
    Column("language", String(16), primary_key=True),
    Column("context", String(200), primary_key=True),
    Column("digest", String(24), nullable=False),
    Column("at", BigInteger, nullable=False),
    sealed("sealed", between=" "),
)
"""One row for each translation that somebody signed; ``digest``: of the Italian and of what she
read, so that a change of either undoes it; ``sealed``: both, and who she is."""

flow_schedules = Table(
    "flow_schedules",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", String(16), nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    sealed("sealed"),
    Index("flow_schedules_due", "state", "at"),
)
"""One row for each publication at a given hour; ``sealed``: what, by whom and why.
``lease_until``: before that no other worker takes it up."""

NOT_HERS = frozenset(
    {
        *("flow_drafts", "flow_releases", "flow_places", "flow_schedules", "flow_recordings"),
        "text_reviews",
    }
)
"""Nothing of any woman is in these."""
