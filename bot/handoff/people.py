"""Who works at the desks: accounts, their secrets and their sessions, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody of the staff is there for."""

    OPERATOR = "operator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the staff. ``networks`` are all that exists for her; ``languages`` she speaks.

    ``login`` is the name that she chose to be called by at work: it is shown to colleagues.
    """

    id: str
    login: str
    role: Role
    networks: tuple[str, ...]
    languages: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account with what proves that somebody is its owner. ``totp_secret`` is base32 text."""

    account: Account
    password_hash: str = field(repr=False)
    totp_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffSession:
    """Somebody who is logged in. ``key`` is a digest: the token itself is only in her browser.

    ``csrf`` goes back in a header with every act. ``seen_at`` is her last request.
    """

    key: str = field(repr=False)
    account: Account
    csrf: str = field(repr=False)
    created_at: datetime
    seen_at: datetime
