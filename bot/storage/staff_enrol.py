"""Makes accounts: strong generated secrets, told once and kept only hashed or sealed."""

from __future__ import annotations

import asyncio
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import pyotp
from argon2 import PasswordHasher

from bot.handoff.people import Account, Credentials, Role
from bot.storage.staff_trouble import UnknownLoginError

ISSUER = "Filo"
_LETTERS = "".join(c for c in string.ascii_lowercase + string.digits if c not in "il1o0")


class Register(Protocol):
    """Where accounts are kept."""

    async def add(self, credentials: Credentials) -> None:
        """A new account. Raises ``LoginTakenError``."""

    async def replace_secrets(self, credentials: Credentials) -> None:
        """New password and codes for an account; all its sessions end."""

    async def credentials(self, login: str) -> Credentials | None:
        """The account of that name with its secrets, or None."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new account and its secrets in plain: show them once, keep them nowhere."""

    account: Account
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)
    otpauth_uri: str = field(repr=False)


def new_password() -> str:
    """Four groups of five unmistakable letters and digits: 99 bits of chance."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


async def create(
    accounts: Register,
    login: str,
    networks: Sequence[str],
    languages: Sequence[str],
    role: Role,
    now: datetime,
) -> Enrolled:
    """A new account with generated secrets. Raises ``LoginTakenError``, ``ValueError``."""
    name = login.strip()
    if not name or len(name) > 100:
        raise ValueError("A login has 1 to 100 characters.")
    if not networks or not languages:
        raise ValueError("An account needs at least one network and one language.")
    account = Account(secrets.token_urlsafe(16), name, role, tuple(networks), tuple(languages), now)
    enrolled, credentials = await _with_secrets(account)
    await accounts.add(credentials)
    return enrolled


async def reset(accounts: Register, login: str) -> Enrolled:
    """New secrets for an account; its sessions end. Raises ``UnknownLoginError``."""
    found = await accounts.credentials(login)
    if found is None:
        raise UnknownLoginError(
            f"There is no account called {login}: `filo staff list` shows those that there are."
        )
    enrolled, credentials = await _with_secrets(found.account)
    await accounts.replace_secrets(credentials)
    return enrolled


async def _with_secrets(account: Account) -> tuple[Enrolled, Credentials]:
    password, secret = new_password(), pyotp.random_base32()
    hashed = await asyncio.to_thread(PasswordHasher().hash, password)
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=ISSUER)
    return Enrolled(account, password, secret, uri), Credentials(account, hashed, secret)
