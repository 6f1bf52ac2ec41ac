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


def password_hasher() -> PasswordHasher:
    """Argon2id with 19 MiB and three passes: above OWASP's least, and no peak of 64 MiB a login.

    Every password is generated (``new_password``, 99 bits), so that nothing rests on the cost.
    """
    return PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)


class Register(Protocol):
    """Where accounts are kept."""

    async def add(self, credentials: Credentials) -> None:
        """A new account. Raises ``LoginTakenError``."""

    async def replace_secrets(self, credentials: Credentials) -> None:
        """New password and codes for an account; all its sessions end."""

    async def find(self, login: str) -> Account | None:
        """The account of that name, whether it may enter or not."""


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
    enrolled, credentials = await with_secrets(account)
    await accounts.add(credentials)
    return enrolled


async def reset(accounts: Register, login: str) -> Enrolled:
    """New secrets for an account; its sessions end. Raises ``UnknownLoginError``."""
    found = await accounts.find(login)
    if found is None:
        raise UnknownLoginError(
            f"There is no account called {login}: `filo staff list` shows those that there are."
        )
    enrolled, credentials = await with_secrets(found)
    await accounts.replace_secrets(credentials)
    return enrolled


def otpauth_uri(login: str, secret: str) -> str:
    """What an authenticator reads out of a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def new_recovery_code() -> str:
    """Two groups of five letters and digits: 49 bits of chance, each good for one entry."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2))


async def with_secrets(account: Account) -> tuple[Enrolled, Credentials]:
    """New secrets for an account, in plain and as they are kept."""
    password, secret = new_password(), pyotp.random_base32()
    hashed = await asyncio.to_thread(password_hasher().hash, password)
    uri = otpauth_uri(account.login, secret)
    return Enrolled(account, password, secret, uri), Credentials(account, hashed, secret)
