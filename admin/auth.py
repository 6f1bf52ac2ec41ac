"""Who somebody is: password and one-time code at the door, a session afterwards."""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from admin.doors.ports import Keys
from admin.ports import Accounts, StaffSettings
from admin.refused import Refused
from admin.throttle import Throttle
from bot.handoff.people import Account, Credentials, Entrance, StaffSession
from bot.handoff.reasons import Reason

T = TypeVar("T")
Proof = Callable[[], Awaitable[T | None]]
"""Finds out what is proved; None: nothing."""

SESSION_COOKIE = "filo_staff"
BROWSER_COOKIE = "filo_staff_browser"
TOUCH_EVERY = timedelta(minutes=1)
_STEP = 30
_AT_ONCE = 2
_WAITING = 32


def digest(token: str) -> str:
    """How a token is kept, also one that is no text: whoever reads the table cannot use it."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


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


def hash_of_nobody(hasher: PasswordHasher) -> str:
    """What no password fits, and takes as long to find out as a true hash: of random bytes, since
    hashing needs 20 MB."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, hashed = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${hashed}"


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody logged in: her session, and the two tokens that only her browser keeps."""

    session: StaffSession
    token: str = field(repr=False)
    browser: str = field(repr=False)


class Doors:
    """Lets people in and remembers them while they are there."""

    def __init__(
        self, accounts: Accounts, keys: Keys, settings: StaffSettings, hasher: PasswordHasher
    ) -> None:
        self._accounts = accounts
        self._keys = keys
        self._settings = settings
        self._hasher = hasher
        self._throttle = Throttle()
        self._hashing = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        self._nobody = hash_of_nobody(hasher)

    async def enter(
        self, login: str, password: str, code: str, browser: str, now: datetime
    ) -> Entered:
        """Log in. Raises ``Refused``: always with the same sentence, whatever was wrong."""
        found = await self._accounts.credentials(login)
        key = await self._throttle_key(login, found, browser, now)
        self._check_wait(key, now)
        # Counted before the check: requests sent at once do not all see an empty count.
        self._throttle.failed(key, now)
        right = await self._password_fits(found, password)
        how = await self._proof(found, code, now) if found is not None and right else None
        if found is None or how is None:
            raise Refused(401, Reason.LOGIN)
        self._throttle.succeeded(key)
        return await self.admit(found.account, how, browser, now)

    async def enter_by_passkey(
        self, credential: bytes, proof: Proof[Account], browser: str, now: datetime
    ) -> Entered:
        """Log in with a passkey. ``proof`` gives whose it is, once it was verified.

        Guesses are slowed for this credential from elsewhere than a browser that is known here.
        """
        key = f"passkey:{sha256(credential).hexdigest()}"
        if browser and (found := await self._keys.passkey(credential)) is not None:
            known = digest(browser)
            if await self._accounts.knows_browser(known, found[1].id, now):
                key = f"browser:{known}"
        account = await self._slowed(key, proof, now)
        if account is None:
            raise Refused(401, Reason.PASSKEY)
        return await self.admit(account, Entrance.PASSKEY, browser, now)

    async def try_invitation(self, code: str, proof: Proof[T], now: datetime) -> T:
        """What an invitation opens. One that is guessed slows nobody but who guesses at it."""
        found = await self._slowed(f"invitation:{digest(code)}", proof, now)
        if found is None:
            raise Refused(401, Reason.INVITATION)
        return found

    async def _slowed(self, key: str, proof: Proof[T], now: datetime) -> T | None:
        """What is proved, None where nothing is; each failure slows the next try of this key."""
        self._check_wait(key, now)
        # Counted before the check: requests sent at once do not all see an empty count.
        self._throttle.failed(key, now)
        found = await proof()
        if found is not None:
            self._throttle.succeeded(key)
        return found

    async def confirm(self, account: Account, code: str, now: datetime) -> None:
        """Check a code again, before an act that must not happen by a browser that was left open.
        Raises ``Refused``."""

        async def proof() -> Entrance | None:
            found = await self._accounts.credentials(account.login)
            return None if found is None else await self._proof(found, code, now)

        if await self._slowed(f"confirm:{account.id}", proof, now) is None:
            raise Refused(403, Reason.CODE)

    async def confirm_by_passkey(
        self, account: Account, proof: Proof[Account], now: datetime
    ) -> None:
        """The same with a passkey of hers. Raises ``Refused``."""
        found = await self._slowed(f"confirm:{account.id}", proof, now)
        if found is None or found.id != account.id:
            raise Refused(403, Reason.PASSKEY)

    async def proved(self, session: StaffSession, now: datetime) -> None:
        """She proved again who she is: what asks for that is open for a few minutes."""
        await self._accounts.prove(session.key, now)

    async def hash_password(self, password: str) -> str:
        """How a password is kept."""
        async with self._hashing:
            return await asyncio.to_thread(self._hasher.hash, password)

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

    def _check_wait(self, key: str, now: datetime) -> None:
        wait = self._throttle.wait(key, now)
        if wait:
            seconds = max(1, round(wait.total_seconds()))
            raise Refused(429, Reason.SLOW_DOWN, seconds=str(seconds))

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

    async def _proof(self, found: Credentials, code: str, now: datetime) -> Entrance | None:
        """How a code proves who she is, and is spent by it; None: it does not."""
        account = found.account.id
        if not re.fullmatch(r"[\d\s]*", code):
            spent = await self._keys.use_recovery(account, code)
            return Entrance.RECOVERY if spent else None
        step = code_step(found.totp_secret, code, now)
        spent = step is not None and await self._accounts.use_code(account, step)
        return Entrance.PASSWORD if spent else None

    async def admit(self, account: Account, how: Entrance, browser: str, now: datetime) -> Entered:
        """Open a session for somebody who has proved who she is."""
        token = secrets.token_urlsafe(32)
        session = StaffSession(
            key=digest(token),
            account=account,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            seen_at=now,
            id=secrets.token_urlsafe(16),
            how=how,
            proved_at=now,
        )
        await self._accounts.open_session(session, self._settings.sessions)
        known = browser or secrets.token_urlsafe(24)
        until = now + self._settings.browser
        await self._accounts.remember_browser(digest(known), account.id, until)
        return Entered(session, token, known)
