"""A passkey as a plain value: what proves that somebody holds it, and what she calls it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """``id`` is the credential's, ``uses`` its own counter (0: it does not count)."""

    id: bytes
    account: str
    public_key: bytes = field(repr=False)
    uses: int
    name: str
    created_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody who was invited will enter with, until she has come."""

    account: str
    login: str
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)
