"""Accounts of the staff, their sessions and the browsers that they are known by."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.crypto.keys import Keyring
from bot.handoff.people import Account, Credentials, Role, StaffSession
from bot.storage.plain import from_ms, to_ms
from bot.storage.staff_tables import staff, staff_browsers, staff_sessions
from bot.storage.staff_trouble import LoginTakenError

T = TypeVar("T")


class Transactions(Protocol):
    """What of the store is used here: each function is one transaction of its own."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlAccounts:
    """Accounts in the database (``admin.ports.Accounts``), and what the command line needs."""

    def __init__(self, store: Transactions) -> None:
        self._store = store
        self._keys = store.keys

    async def add(self, credentials: Credentials) -> None:
        """A new account. Raises ``LoginTakenError``."""
        row = self._row(credentials)

        def work(connection: Connection) -> bool:
            taken = select(staff.c.id).where(staff.c.login_hash == row["login_hash"])
            if connection.execute(taken).first() is not None:
                return False
            connection.execute(insert(staff).values(row))
            return True

        if not await self._store.write(work):
            raise LoginTakenError(
                f"There is an account called {credentials.account.login}: choose another name, or"
                " give it new secrets with `filo staff reset`."
            )

    async def replace_secrets(self, credentials: Credentials) -> None:
        """New password and codes for an account; all its sessions end."""
        row = self._row(credentials)
        id = credentials.account.id
        new = {name: row[name] for name in ("password_hash", "sealed_totp", "code_step")}

        def work(connection: Connection) -> None:
            connection.execute(update(staff).where(staff.c.id == id).values(new))
            connection.execute(delete(staff_sessions).where(staff_sessions.c.account == id))
            connection.execute(delete(staff_browsers).where(staff_browsers.c.account == id))

        await self._store.write(work)

    async def all(self) -> Sequence[Account]:
        """Every account, by name."""
        rows = await self._store.read(lambda connection: connection.execute(select(staff)).all())
        return sorted((self._account(row) for row in rows), key=lambda account: account.login)

    async def credentials(self, login: str) -> Credentials | None:
        """The account of that name with its secrets, or None."""
        query = select(staff).where(staff.c.login_hash == self._login_hash(login))
        row = await self._store.read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        secret = self._keys.installation.unseal("staff", "sealed_totp", row.id, row.sealed_totp)
        return Credentials(self._account(row), row.password_hash, secret.decode())

    async def use_code(self, account: str, step: int) -> bool:
        """Spend a time step of the one-time codes. False: it, or a later one, was spent before."""
        spend = (
            update(staff)
            .where(staff.c.id == account, staff.c.code_step < step)
            .values(code_step=step)
        )
        return await self._store.write(lambda connection: connection.execute(spend).rowcount == 1)

    async def open_session(self, session: StaffSession) -> None:
        """Remember somebody who logged in."""
        row = insert(staff_sessions).values(
            key=session.key,
            account=session.account.id,
            csrf=session.csrf,
            created_at=to_ms(session.created_at),
            seen_at=to_ms(session.seen_at),
        )
        await self._store.write(lambda connection: connection.execute(row))

    async def session(self, key: str) -> StaffSession | None:
        """Who has this session, or None."""
        query = (
            select(
                staff,
                staff_sessions.c.csrf,
                staff_sessions.c.created_at.label("opened_at"),
                staff_sessions.c.seen_at,
            )
            .join(staff, staff.c.id == staff_sessions.c.account)
            .where(staff_sessions.c.key == key)
        )
        row = await self._store.read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        opened, seen = from_ms(row.opened_at), from_ms(row.seen_at)
        return StaffSession(key, self._account(row), row.csrf, opened, seen)

    async def touch_session(self, key: str, now: datetime) -> None:
        """She was seen now."""
        seen = update(staff_sessions).where(staff_sessions.c.key == key).values(seen_at=to_ms(now))
        await self._store.write(lambda connection: connection.execute(seen))

    async def close_session(self, key: str) -> None:
        """Forget the session at once."""
        gone = delete(staff_sessions).where(staff_sessions.c.key == key)
        await self._store.write(lambda connection: connection.execute(gone))

    async def forget_sessions(self, opened_before: datetime, now: datetime) -> int:
        """Forget sessions and browsers past their time. Returns how many sessions."""
        old = delete(staff_sessions).where(staff_sessions.c.created_at < to_ms(opened_before))
        stale = delete(staff_browsers).where(staff_browsers.c.until < to_ms(now))

        def work(connection: Connection) -> int:
            connection.execute(stale)
            return connection.execute(old).rowcount

        return await self._store.write(work)

    async def remember_browser(self, key: str, account: str, until: datetime) -> None:
        """A browser in which this account has logged in."""
        mine = (staff_browsers.c.key == key, staff_browsers.c.account == account)
        row = {"key": key, "account": account, "until": to_ms(until)}

        def work(connection: Connection) -> None:
            connection.execute(delete(staff_browsers).where(*mine))
            connection.execute(insert(staff_browsers).values(row))

        await self._store.write(work)

    async def knows_browser(self, key: str, account: str, now: datetime) -> bool:
        """Whether this account has logged in from this browser before."""
        query = select(staff_browsers.c.key).where(
            staff_browsers.c.key == key,
            staff_browsers.c.account == account,
            staff_browsers.c.until > to_ms(now),
        )
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return row is not None

    async def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Account ids and the names that colleagues see."""
        query = select(staff).where(staff.c.id.in_(sorted(set(ids))))
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return {row.id: self._account(row).login for row in rows}

    def _login_hash(self, login: str) -> bytes:
        return self._keys.index.of("staff.login", login.strip().casefold())

    def _row(self, credentials: Credentials) -> dict[str, Any]:
        account = credentials.account
        seal = self._keys.installation.seal
        plain = {
            "login": account.login,
            "networks": account.networks,
            "languages": account.languages,
        }
        return {
            "id": account.id,
            "login_hash": self._login_hash(account.login),
            "role": account.role.value,
            "password_hash": credentials.password_hash,
            "code_step": 0,
            "created_at": to_ms(account.created_at),
            "sealed": seal("staff", "sealed", account.id, json.dumps(plain).encode()),
            "sealed_totp": seal(
                "staff", "sealed_totp", account.id, credentials.totp_secret.encode()
            ),
        }

    def _account(self, row: Row[Any]) -> Account:
        opened = self._keys.installation.unseal("staff", "sealed", row.id, row.sealed)
        plain: Mapping[str, Any] = json.loads(opened)
        return Account(
            id=row.id,
            login=plain["login"],
            role=Role(row.role),
            networks=tuple(plain["networks"]),
            languages=tuple(plain["languages"]),
            created_at=from_ms(row.created_at),
        )
