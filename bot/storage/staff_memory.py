"""Accounts in memory that keep the same contract as ``SqlAccounts``: for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.handoff.people import Account, Credentials, StaffSession
from bot.storage.staff_trouble import LoginTakenError


class MemoryAccounts:
    """Accounts, sessions and known browsers in dictionaries."""

    def __init__(self) -> None:
        self._accounts: dict[str, Credentials] = {}
        self._steps: dict[str, int] = {}
        self._sessions: dict[str, StaffSession] = {}
        self._browsers: dict[tuple[str, str], datetime] = {}

    async def add(self, credentials: Credentials) -> None:
        """A new account. Raises ``LoginTakenError``."""
        if await self.credentials(credentials.account.login) is not None:
            raise LoginTakenError(f"There is an account called {credentials.account.login}.")
        self._accounts[credentials.account.id] = credentials
        self._steps[credentials.account.id] = 0

    async def replace_secrets(self, credentials: Credentials) -> None:
        """New password and codes for an account; all its sessions end."""
        id = credentials.account.id
        self._accounts[id] = credentials
        self._steps[id] = 0
        self._sessions = {k: one for k, one in self._sessions.items() if one.account.id != id}
        self._browsers = {k: until for k, until in self._browsers.items() if k[1] != id}

    async def all(self) -> Sequence[Account]:
        """Every account, by name."""
        accounts = (one.account for one in self._accounts.values())
        return sorted(accounts, key=lambda account: account.login)

    async def credentials(self, login: str) -> Credentials | None:
        """The account of that name with its secrets, or None."""
        name = login.strip().casefold()
        found = (c for c in self._accounts.values() if c.account.login.casefold() == name)
        return next(found, None)

    async def use_code(self, account: str, step: int) -> bool:
        """Spend a time step of the one-time codes. False: it, or a later one, was spent before."""
        if self._steps[account] >= step:
            return False
        self._steps[account] = step
        return True

    async def open_session(self, session: StaffSession) -> None:
        """Remember somebody who logged in."""
        self._sessions[session.key] = session

    async def session(self, key: str) -> StaffSession | None:
        """Who has this session, or None."""
        return self._sessions.get(key)

    async def touch_session(self, key: str, now: datetime) -> None:
        """She was seen now."""
        if key in self._sessions:
            self._sessions[key] = replace(self._sessions[key], seen_at=now)

    async def close_session(self, key: str) -> None:
        """Forget the session at once."""
        self._sessions.pop(key, None)

    async def remember_browser(self, key: str, account: str, until: datetime) -> None:
        """A browser in which this account has logged in."""
        self._browsers[key, account] = until

    async def knows_browser(self, key: str, account: str, now: datetime) -> bool:
        """Whether this account has logged in from this browser before."""
        until = self._browsers.get((key, account))
        return until is not None and until > now

    async def forget_sessions(self, opened_before: datetime, now: datetime) -> int:
        """Forget sessions and browsers past their time. Returns how many sessions."""
        old = [key for key, one in self._sessions.items() if one.created_at < opened_before]
        for key in old:
            del self._sessions[key]
        self._browsers = {k: until for k, until in self._browsers.items() if until >= now}
        return len(old)

    async def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Account ids and the names that colleagues see."""
        return {id: self._accounts[id].account.login for id in ids if id in self._accounts}
