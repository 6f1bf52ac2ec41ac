"""The tables of the staff: accounts, sessions, known browsers and the audit.

Times are UTC epoch milliseconds. A login is found by a keyed hash; the name itself and the secret
of the one-time codes are sealed. The audit holds ids only.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, Table

from bot.storage.sealed import bare, hashed, sealed
from bot.storage.tables import metadata

staff = Table(
    "staff",
    metadata,
    Column("id", String(64), primary_key=True),
    hashed("login_hash", unique=True),
    Column("role", String(32), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("code_step", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    sealed("sealed"),
    sealed("sealed_totp"),
    Column("suspended_at", BigInteger),
)
"""One row per person; ``sealed`` holds name, networks, languages and skills, ``code_step`` the last
time step whose code was used. Without ``password_hash`` she was invited and has not come yet."""

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("id", String(64), nullable=False),
    Column("how", String(16), nullable=False),
    Column("proved_at", BigInteger),
    Index("staff_sessions_account", "account"),
)
"""Who is logged in; ``key`` is the digest of a token that only her browser has, ``id`` is for the
list of her sessions, ``proved_at`` when she last proved who she is."""

staff_passkeys = Table(
    "staff_passkeys",
    metadata,
    bare("id", "the credential's own name", primary_key=True),
    Column("account", String(64), nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    sealed("sealed", place=("id", "account"), between=":"),
    Index("staff_passkeys_account", "account"),
)
"""Passkeys: ``id`` is the credential's, ``uses`` its own counter; public key and name are sealed,
so that who can write the database cannot put a key of his own into a row."""

staff_recovery = Table(
    "staff_recovery",
    metadata,
    hashed("hash", primary_key=True),
    Column("account", String(64), nullable=False),
    Index("staff_recovery_account", "account"),
)
"""Recovery codes that were not used: keyed hashes of account and code."""

staff_invitations = Table(
    "staff_invitations",
    metadata,
    hashed("hash", primary_key=True),
    Column("account", String(64), nullable=False, unique=True),
    Column("until", BigInteger, nullable=False),
    sealed("sealed", place=("account",)),
)
"""Invitations that nobody has used: at most one an account; what she will enter with is sealed."""

staff_challenges = Table(
    "staff_challenges",
    metadata,
    bare("hash", "chance, and until when", primary_key=True),
    Column("until", BigInteger, nullable=False),
)
"""Challenges of passkeys that were answered, until they would be too old anyway."""

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
    Column("network", String(64), nullable=False),
    Column("role", String(32), nullable=False),
    bare("signature", "proves a row"),
    Column("batch", BigInteger),
    Index("audit_at", "at"),
    Index("audit_batch", "batch"),
    Index("audit_subject", "subject"),
)
"""Who did what to which case, letter or account, when; never any content.

``role`` is hers at that moment, ``network`` that of the subject, where it has one. ``signature`` is
made where the row is; ``batch`` is None until it is sealed."""

audit_batches = Table(
    "audit_batches",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("newest_at", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    bare("seal", "proves a batch"),
)
"""The sealed batches of the audit, each chained to the one before."""

audit_anchor = Table(
    "audit_anchor",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    bare("seal", "proves the batch before"),
    bare("proof", "proves the anchor"),
)
"""Where the chain begins since old batches were kept no longer: at most one row. ``seal`` is that
of batch ``number``, the last that is gone."""
