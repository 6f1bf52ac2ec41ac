"""Accounts of the staff, their sessions and the browsers that they are known by."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from bot.crypto.index import Hashes
from bot.crypto.keys import Keyring
from bot.handoff.people import Account, Credentials, Entrance, Role, StaffSession
from bot.storage.audit_append import noting
from bot.storage.plain import from_ms, from_ms_or_none, to_ms, to_ms_or_none
from bot.storage.sealed import seal, unseal
from bot.storage.staff_tables import (
    staff,
    staff_browsers,
    staff_challenges,
    staff_invitations,
    staff_passkeys,
    staff_recovery,
    staff_sessions,
)
from bot.storage.staff_trouble import LoginTakenError

T = TypeVar("T")
MOST_SESSIONS = 5
OPENS = (staff_sessions, staff_browsers, staff_passkeys, staff_recovery, staff_invitations)
"""What opens an account, or helped to, apart from its password and codes."""

_SESSIONS = select(
    staff,
    staff_sessions.c.key,
    staff_sessions.c.csrf,
    staff_sessions.c.created_at.label("opened_at"),
    staff_sessions.c.seen_at,
    staff_sessions.c.id.label("session"),
    staff_sessions.c.how,
    staff_sessions.c.proved_at,
).join(staff, staff.c.id == staff_sessions.c.account)


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
        row = self.row_of(credentials)

        def work(connection: Connection) -> bool:
            taken = select(staff.c.id).where(self.called(credentials.account.login))
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
        """New password and codes for an account; everything else that opened it ends."""
        row = self.row_of(credentials)
        id = credentials.account.id
        new = {name: row[name] for name in ("password_hash", "sealed_totp", "code_step")}

        def work(connection: Connection) -> None:
            connection.execute(update(staff).where(staff.c.id == id).values(new))
            for table in OPENS:
                connection.execute(delete(table).where(table.c.account == id))

        await self._store.write(work)

    async def all(self) -> Sequence[Account]:
        """Every account, by name."""
        rows = await self._store.read(lambda connection: connection.execute(select(staff)).all())
        return sorted((self.account_of(row) for row in rows), key=lambda account: account.login)

    async def set_codes(self, account: str, totp_secret: str, step: int) -> None:
        """New one-time codes, of which this step is spent."""
        sealed = seal(self._keys, staff.c.sealed_totp, totp_secret.encode(), account)
        new = update(staff).where(staff.c.id == account)
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            connection.execute(new.values(sealed_totp=sealed, code_step=step))
            note(connection)

        await self._store.write(work)

    async def find(self, login: str) -> Account | None:
        """The account of that name, whether it may enter or not."""
        query = select(staff).where(self.called(login))
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return None if row is None else self.account_of(row)

    async def credentials(self, login: str) -> Credentials | None:
        """The account of that name with its secrets; None also where it may not enter."""
        query = select(staff).where(
            self.called(login),
            staff.c.suspended_at.is_(None),
            staff.c.password_hash != "",
        )
        row = await self._store.read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        secret = unseal(self._keys, staff.c.sealed_totp, row)
        return Credentials(self.account_of(row), row.password_hash, secret.decode())

    async def use_code(self, account: str, step: int) -> bool:
        """Spend a time step of the one-time codes. False: it, or a later one, was spent before."""
        spend = (
            update(staff)
            .where(staff.c.id == account, staff.c.code_step < step)
            .values(code_step=step)
        )
        return await self._store.write(lambda connection: connection.execute(spend).rowcount == 1)

    async def open_session(self, session: StaffSession, most: int = MOST_SESSIONS) -> None:
        """Remember somebody who logged in; of more than so many sessions the oldest ends."""
        row = insert(staff_sessions).values(
            key=session.key,
            account=session.account.id,
            csrf=session.csrf,
            created_at=to_ms(session.created_at),
            seen_at=to_ms(session.seen_at),
            id=session.id,
            how=session.how.value,
            proved_at=to_ms_or_none(session.proved_at),
        )
        newest = (
            select(staff_sessions.c.key)
            .where(staff_sessions.c.account == session.account.id)
            .order_by(staff_sessions.c.created_at.desc(), staff_sessions.c.key)
            .limit(most)
        )

        def work(connection: Connection) -> None:
            connection.execute(row)
            kept = connection.execute(newest).scalars().all()
            connection.execute(
                delete(staff_sessions).where(
                    staff_sessions.c.account == session.account.id,
                    staff_sessions.c.key.not_in({*kept, session.key}),
                )
            )

        await self._store.write(work)

    async def session(self, key: str) -> StaffSession | None:
        """Who has this session, or None: also where she was suspended meanwhile."""
        query = _SESSIONS.where(staff_sessions.c.key == key, staff.c.suspended_at.is_(None))
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return None if row is None else self._session(row)

    async def sessions(self, account: str) -> Sequence[StaffSession]:
        """Every session of an account, the newest first."""
        query = _SESSIONS.where(staff_sessions.c.account == account)
        ordered = query.order_by(staff_sessions.c.created_at.desc(), staff_sessions.c.key)
        rows = await self._store.read(lambda connection: connection.execute(ordered).all())
        return [self._session(row) for row in rows]

    async def end_session(self, account: str, id: str) -> bool:
        """End one session of hers. Whether there was one."""
        own = delete(staff_sessions).where(
            staff_sessions.c.account == account, staff_sessions.c.id == id
        )
        note = noting(self._keys.audit)

        def work(connection: Connection) -> bool:
            gone = connection.execute(own).rowcount == 1
            if gone:
                note(connection)
            return gone

        return await self._store.write(work)

    async def end_sessions(self, account: str, besides: str = "") -> int:
        """End all sessions of an account but the one with that key. How many."""
        own = delete(staff_sessions).where(
            staff_sessions.c.account == account, staff_sessions.c.key != besides
        )
        note = noting(self._keys.audit)

        def work(connection: Connection) -> int:
            note(connection)
            return connection.execute(own).rowcount

        return await self._store.write(work)

    async def prove(self, key: str, now: datetime) -> None:
        """Who has this session proved again who she is."""
        proved = update(staff_sessions).where(staff_sessions.c.key == key)
        at = to_ms(now)
        await self._store.write(lambda connection: connection.execute(proved.values(proved_at=at)))

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
            for table in (staff_invitations, staff_challenges):
                connection.execute(delete(table).where(table.c.until < to_ms(now)))
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
        return {row.id: self.account_of(row).login for row in rows}

    def called(self, login: str) -> ColumnElement[bool]:
        """The row of ``staff`` of that name."""
        return staff.c.login_hash.in_(self._login_hashes(login))

    def _login_hashes(self, login: str) -> Hashes:
        return self._keys.index.each("staff.login", login.strip().casefold())

    def sealed(self, account: Account) -> bytes:
        """What of an account is sealed in its row."""
        plain = {
            "login": account.login,
            "networks": account.networks,
            "languages": account.languages,
            "skills": account.skills,
        }
        packed = json.dumps(plain).encode()
        return seal(self._keys, staff.c.sealed, packed, account.id)

    def row_of(self, credentials: Credentials) -> dict[str, Any]:
        """An account as its row holds it."""
        account = credentials.account
        secret = credentials.totp_secret.encode()
        return {
            "id": account.id,
            "login_hash": self._login_hashes(account.login)[0],
            "role": account.role.value,
            "password_hash": credentials.password_hash,
            "code_step": 0,
            "created_at": to_ms(account.created_at),
            "suspended_at": to_ms_or_none(account.suspended_at),
            "sealed": self.sealed(account),
            "sealed_totp": seal(self._keys, staff.c.sealed_totp, secret, account.id),
        }

    def account_of(self, row: Row[Any]) -> Account:
        """The account of a row of ``staff``."""
        return account_of(self._keys, row)

    def _session(self, row: Row[Any]) -> StaffSession:
        return StaffSession(
            key=row.key,
            account=self.account_of(row),
            csrf=row.csrf,
            created_at=from_ms(row.opened_at),
            seen_at=from_ms(row.seen_at),
            id=row.session,
            how=Entrance(row.how),
            proved_at=from_ms_or_none(row.proved_at),
        )


def account_of(keys: Keyring, row: Row[Any]) -> Account:
    """The account of a row of ``staff``."""
    plain: Mapping[str, Any] = json.loads(unseal(keys, staff.c.sealed, row))
    return Account(
        id=row.id,
        login=plain["login"],
        role=Role(row.role),
        networks=tuple(plain["networks"]),
        languages=tuple(plain["languages"]),
        created_at=from_ms(row.created_at),
        skills=tuple(plain.get("skills", ())),
        suspended_at=from_ms_or_none(row.suspended_at),
        invited=row.password_hash == "",
    )
