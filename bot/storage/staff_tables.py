"""The tables of the staff: accounts, sessions, known browsers and the audit.

Times are UTC epoch milliseconds. A login is found by a keyed hash; the name itself and the secret
of the one-time codes are sealed. The audit holds ids only.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

from bot.storage.tables import metadata

staff = Table(
    "staff",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("login_hash", LargeBinary, nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("code_step", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("sealed_totp", LargeBinary, nullable=False),
)
"""One row per person; ``sealed`` holds name, networks and languages, ``code_step`` the last time
step whose code was used."""

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index("staff_sessions_account", "account"),
)
"""Who is logged in; ``key`` is the digest of a token that only her browser has."""

staff_browsers = Table(
    "staff_browsers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("until", BigInteger, nullable=False),
)
"""Browsers in which somebody logged in before: guesses from elsewhere do not slow them."""

audit = Table(
    "audit",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("account", String(64), nullable=False),
    Column("act", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Index("audit_at", "at"),
)
"""Who did what to which case, letter or account, when; never any content."""
