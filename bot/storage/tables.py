"""The tables of conversations: what is plain is named here, everything else is sealed.

Times are UTC epoch milliseconds. Ids are made before sealing, never by the database. A column
named ``sealed…`` or of type ``LargeBinary`` holds ciphertext or a keyed hash; the one exception is
``bundles.content``, which is published text.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("address_hash", LargeBinary, nullable=False),
    Column("curtain", String(16), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    Column("left_at", BigInteger),
    Column("wake_at", BigInteger),
    Column("bundle", String(64), nullable=False),
    Column("sealed_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("address_hash", name="conversations_address"),
    Index("conversations_wake", "wake_at"),
    Index("conversations_forget", "forget_at"),
)
"""One row per thread with her; ``sealed`` holds address and session under her own data key, and
``sealed_key`` that key under the installation's."""

messages = Table(
    "messages",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The lines of a thread; voice, author and speech are sealed."""

inbox = Table(
    "inbox",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("inbox_at", "at"),
    sqlite_with_rowid=False,
)
"""Keyed hashes of what happened already; they outlive a forgotten conversation by 48 hours."""

outgoing = Table(
    "outgoing",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("cover", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("lease_until", BigInteger),
    Column("cancelled", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("outgoing_head", "conversation", "seq"),
    Index("outgoing_expires", "expires_at"),
)
"""What still has to be sent; a row with ``lease_until`` is claimed by a sender. ``cover`` marks
the cover's own lines, which pass a fallen curtain."""

sent = Table(
    "sent",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("sealed_provider_id", LargeBinary, nullable=False),
    Index("sent_conversation", "conversation"),
)
"""What was sent, without its text: how the provider calls it, so that it can be taken back."""

tallies = Table(
    "tallies",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
"""How many messages were sent, expired, cancelled…: numbers that outlive the messages."""

cases = Table(
    "cases",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("danger", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("operator", String(64), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("claimed_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("sealed", LargeBinary, nullable=False),
    Index("cases_conversation", "conversation"),
    Index("cases_queue", "network", "state"),
)
"""Hand-offs; ``sealed`` is what she agreed to share, under her own data key."""

letters = Table(
    "letters",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number_hash", LargeBinary, nullable=False),
    Column("word_hash", LargeBinary, nullable=False),
    Column("network", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    Column("answered_at", BigInteger),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("sealed_answer", LargeBinary),
    UniqueConstraint("number_hash", name="letters_number"),
    Index("letters_network", "network"),
    Index("letters_forget", "forget_at"),
)
"""Requests left while nobody was there, sealed under the installation's key."""

duty = Table(
    "duty",
    metadata,
    Column("operator", String(64), primary_key=True),
    Column("network", String(64), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
"""Who is on duty: one row per operator, network and language spoken."""

bundles = Table(
    "bundles",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Published flows and catalogues, compressed: a session lives on with the bundle it began with."""

installation = Table(
    "installation",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""Proof that the master key is the one that this database was sealed with."""
