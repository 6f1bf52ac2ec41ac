"""The JSON of the doors. Whatever is shown once is in no other model."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from admin.schema import Given, Me, Network, Taken
from bot.handoff.people import Role

CODE = r"^\s*(\d{3}\s?\d{3}|[A-Za-z0-9]{5}[\s-]?[A-Za-z0-9]{5})\s*$"
"""Six digits of the moment, or a recovery code."""

INVITATION = r"^\s*([A-Za-z0-9]{5}[\s-]?){3}[A-Za-z0-9]{5}\s*$"


class Options(Given):
    """What the browser is asked with, as ``PublicKeyCredential.parse…OptionsFromJSON`` takes it."""

    options: dict[str, Any]


class Credential(Taken):
    """What the browser answered, as ``PublicKeyCredential.toJSON`` gives it."""

    credential: dict[str, Any] = Field(repr=False)


class NewPasskey(Credential):
    """A passkey that was just made, and what she calls it."""

    name: str = Field(min_length=1, max_length=60)


class Proof(Taken):
    """A code again: of the moment, or one for recovery."""

    code: str = Field(pattern=CODE, repr=False)


class InvitationCode(Taken):
    """The code of an invitation."""

    code: str = Field(pattern=INVITATION, repr=False)


class Invited(Given):
    """What she will enter with, for who was invited: shown until she has come, and never again.

    ``picture`` are the rows of a QR code, 1 for a dark module.
    """

    login: str
    password: str = Field(repr=False)
    secret: str = Field(repr=False)
    picture: list[str] = Field(repr=False)


class Coming(InvitationCode):
    """The invitation again, with the first code of her authenticator."""

    proof: str = Field(pattern=r"^\s*\d{3}\s?\d{3}\s*$", repr=False)


class Recovery(Given):
    """Ten codes, each good for one entry in place of the code of the moment. Shown this once."""

    codes: list[str] = Field(repr=False)


class Welcome(Given):
    """She has come in for the first time."""

    me: Me
    recovery: Recovery = Field(repr=False)


class PasskeyState(Given):
    """One of her passkeys."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None


class SessionState(Given):
    """One of her sessions. ``current``: the one that asks."""

    id: str
    current: bool
    how: Literal["passkey", "password", "recovery", "invitation"]
    opened_at: datetime
    seen_at: datetime


class OwnAccount(Given):
    """Her own account. ``passkeys_work``: at this address browsers give them."""

    login: str
    role: Role
    networks: list[Network]
    languages: list[str]
    skills: list[str]
    passkeys: list[PasskeyState]
    passkeys_work: bool
    sessions: list[SessionState]
    recovery_left: int
    proved_until: datetime | None


class NewCodes(Given):
    """A new secret for her authenticator; it counts once a code of it was given."""

    secret: str = Field(repr=False)
    picture: list[str] = Field(repr=False)


class ConfirmedCodes(Taken):
    """The new secret and a first code of it."""

    secret: str = Field(pattern=r"^[A-Z2-7]{32}$", repr=False)
    code: str = Field(pattern=r"^\s*\d{3}\s?\d{3}\s*$", repr=False)
