"""Conversations, their outbox, cases and letters, duty and bundles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TALLIES = ("sent", "expired", "cancelled", "repeated", "failed", "unknown")


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("address_hash", sa.LargeBinary, nullable=False),
        sa.Column("curtain", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("touched_at", sa.BigInteger, nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger, nullable=True),
        sa.Column("wake_at", sa.BigInteger, nullable=True),
        sa.Column("bundle", sa.String(64), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("address_hash", name="conversations_address"),
    )
    op.create_index("conversations_forget", "conversations", ["forget_at"])
    op.create_index("conversations_wake", "conversations", ["wake_at"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("inbox_at", "inbox", ["at"])


def _outgoing() -> None:
    op.create_table(
        "outgoing",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("cover", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("lease_until", sa.BigInteger, nullable=True),
        sa.Column("cancelled", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("outgoing_expires", "outgoing", ["expires_at"])
    op.create_index("outgoing_head", "outgoing", ["conversation", "seq"])


def _sent() -> None:
    op.create_table(
        "sent",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("sealed_provider_id", sa.LargeBinary, nullable=False),
    )
    op.create_index("sent_conversation", "sent", ["conversation"])


def _tallies() -> None:
    tallies = op.create_table(
        "tallies",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(tallies, [{"name": name, "count": 0} for name in TALLIES])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("danger", sa.Integer, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("operator", sa.String(64), nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("claimed_at", sa.BigInteger, nullable=True),
        sa.Column("closed_at", sa.BigInteger, nullable=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("cases_conversation", "cases", ["conversation"])
    op.create_index("cases_queue", "cases", ["network", "state"])


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("number_hash", sa.LargeBinary, nullable=False),
        sa.Column("word_hash", sa.LargeBinary, nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=True),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary, nullable=True),
        sa.UniqueConstraint("number_hash", name="letters_number"),
    )
    op.create_index("letters_forget", "letters", ["forget_at"])
    op.create_index("letters_network", "letters", ["network"])


def _duty() -> None:
    op.create_table(
        "duty",
        sa.Column("operator", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )


def _bundles() -> None:
    op.create_table(
        "bundles",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def upgrade() -> None:
    """Make the tables."""
    _conversations()
    _messages()
    _inbox()
    _outgoing()
    _sent()
    _tallies()
    _cases()
    _letters()
    _duty()
    _bundles()
    _installation()
