"""Who works at the desks: accounts, their secrets and their sessions, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody of the staff is there for."""

    OPERATOR = "operator"
    COORDINATOR = "coordinator"
    NETWORK_ADMIN = "network_admin"
    DATA_OFFICER = "data_officer"
    STEERING = "steering"


AT_THE_DESK = frozenset({Role.OPERATOR, Role.COORDINATOR})
"""Roles that answer women. A data officer exports and erases, and reads no conversation else; a
network admin looks after accounts; the steering group sees numbers of many, and nobody's."""


class Entrance(StrEnum):
    """How somebody came in."""

    PASSKEY = "passkey"
    PASSWORD = "password"  # noqa: S105 - a way in, not a password
    RECOVERY = "recovery"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the staff. ``networks`` are all that exists for her; ``languages`` she speaks.

    ``login`` is the name that she chose to be called by at work: it is shown to colleagues.
    ``skills`` are what she is good at, in words of her network. ``suspended_at``: she enters no
    longer since then. ``invited``: nobody has used her invitation yet.
    """

    id: str
    login: str
    role: Role
    networks: tuple[str, ...]
    languages: tuple[str, ...]
    created_at: datetime
    skills: tuple[str, ...] = ()
    suspended_at: datetime | None = None
    invited: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account with what proves that somebody is its owner. ``totp_secret`` is base32 text."""

    account: Account
    password_hash: str = field(repr=False)
    totp_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffSession:
    """Somebody who is logged in. ``key`` is a digest: the token itself is only in her browser.

    ``csrf`` goes back in a header with every act. ``seen_at`` is her last request. ``id`` is how
    she finds it in the list of her sessions; ``proved_at`` when she last proved who she is.
    """

    key: str = field(repr=False)
    account: Account
    csrf: str = field(repr=False)
    created_at: datetime
    seen_at: datetime
    id: str = ""
    how: Entrance = Entrance.PASSWORD
    proved_at: datetime | None = None
