"""Who somebody is: password and one-time code at the door, a session afterwards."""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from admin.endpoint import Refused
from admin.ports import Accounts, StaffSettings
from admin.throttle import Throttle
from bot.handoff.people import Credentials, StaffSession
from bot.handoff.reasons import Reason

SESSION_COOKIE = "filo_staff"
BROWSER_COOKIE = "filo_staff_browser"
BROWSER_KEPT = timedelta(days=30)
TOUCH_EVERY = timedelta(minutes=1)
_STEP = 30
_AT_ONCE = 2
_WAITING = 32


def digest(token: str) -> str:
    """How a token is kept: whoever reads the table cannot use it."""
    return sha256(token.encode()).hexdigest()


def code_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step (RFC 6238, 30 s) that a code belongs to, one to either side, or None."""
    current = int(now.timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    given = re.sub(r"\s", "", code)
    fitting = [
        step
        for step in (current - 1, current, current + 1)
        if hmac.compare_digest(totp.generate_otp(step), given)
    ]
    return max(fitting) if fitting else None


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody logged in: her session, and the two tokens that only her browser keeps."""

    session: StaffSession
    token: str = field(repr=False)
    browser: str = field(repr=False)


class Doors:
    """Lets people in and remembers them while they are there."""

    def __init__(self, accounts: Accounts, settings: StaffSettings, hasher: PasswordHasher) -> None:
        self._accounts = accounts
        self._settings = settings
        self._hasher = hasher
        self._throttle = Throttle()
        self._hashing = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        self._nobody = hasher.hash(secrets.token_urlsafe())

    async def enter(
        self, login: str, password: str, code: str, browser: str, now: datetime
    ) -> Entered:
        """Log in. Raises ``Refused``: always with the same sentence, whatever was wrong."""
        found = await self._accounts.credentials(login)
        key = await self._throttle_key(login, found, browser, now)
        wait = self._throttle.wait(key, now)
        if wait:
            seconds = max(1, round(wait.total_seconds()))
            raise Refused(429, Reason.SLOW_DOWN, seconds=str(seconds))
        # Counted before the check: requests sent at once do not all see an empty count.
        self._throttle.failed(key, now)
        right = await self._password_fits(found, password)
        if found is None or not right or not await self._code_fits(found, code, now):
            raise Refused(401, Reason.LOGIN)
        self._throttle.succeeded(key)
        return await self._admit(found, browser, now)

    async def who(self, token: str, now: datetime) -> StaffSession | None:
        """Who carries this token, unless the session went idle or grew too old."""
        if not token:
            return None
        session = await self._accounts.session(digest(token))
        if session is None:
            return None
        idle = now - session.seen_at > self._settings.idle
        if idle or now - session.created_at > self._settings.longest:
            await self._accounts.close_session(session.key)
            return None
        return session

    async def seen(self, session: StaffSession, now: datetime) -> None:
        """She did something: the session stays awake."""
        if now - session.seen_at > TOUCH_EVERY:
            await self._accounts.touch_session(session.key, now)

    async def leave(self, session: StaffSession) -> None:
        """Log out."""
        await self._accounts.close_session(session.key)

    async def _throttle_key(
        self, login: str, found: Credentials | None, browser: str, now: datetime
    ) -> str:
        if found is not None and browser:
            known = digest(browser)
            if await self._accounts.knows_browser(known, found.account.id, now):
                return f"browser:{known}"
        return f"login:{digest(login.strip().casefold())}"

    async def _password_fits(self, found: Credentials | None, password: str) -> bool:
        """Whether the password is right; an unknown name takes as long as a wrong password."""
        expected = found.password_hash if found else self._nobody
        if self._waiting >= _WAITING:
            raise Refused(503, Reason.BUSY)
        self._waiting += 1
        try:
            async with self._hashing:
                return await asyncio.to_thread(self._verify, expected, password)
        finally:
            self._waiting -= 1

    def _verify(self, expected: str, password: str) -> bool:
        try:
            return self._hasher.verify(expected, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _code_fits(self, found: Credentials, code: str, now: datetime) -> bool:
        step = code_step(found.totp_secret, code, now)
        return step is not None and await self._accounts.use_code(found.account.id, step)

    async def _admit(self, found: Credentials, browser: str, now: datetime) -> Entered:
        token = secrets.token_urlsafe(32)
        session = StaffSession(
            key=digest(token),
            account=found.account,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            seen_at=now,
        )
        await self._accounts.open_session(session)
        known = browser or secrets.token_urlsafe(24)
        await self._accounts.remember_browser(digest(known), found.account.id, now + BROWSER_KEPT)
        return Entered(session, token, known)
