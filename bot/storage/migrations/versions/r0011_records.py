"""Numbers of the channels over Twilio: its copies, segments, and what was not delivered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TALLIES = (
    "deleted",
    "undeleted",
    "segments_sms",
    "segments_whatsapp",
    "opted_out",
    "undelivered",
    "opt_out_answers",
)


def upgrade() -> None:
    """Count them from zero."""
    tallies = sa.table("tallies", sa.column("name", sa.String), sa.column("count", sa.BigInteger))
    op.bulk_insert(tallies, [{"name": name, "count": 0} for name in TALLIES])
