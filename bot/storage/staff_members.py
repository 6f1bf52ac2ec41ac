"""Accounts as a network admin looks after them, always within some agencies, and invitations."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account, Credentials
from bot.storage.audit_append import noting
from bot.storage.desk import FREE, OPEN
from bot.storage.plain import to_ms, to_ms_or_none
from bot.storage.staff import OPENS, SqlAccounts, Transactions
from bot.storage.staff_tables import staff, staff_invitations, staff_sessions
from bot.storage.tables import cases, duty


class SqlMembers:
    """People and their invitations in the database (``admin.members.ports.Members``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store
        self._keys = store.keys
        self._accounts = SqlAccounts(store)

    async def within(self, networks: Sequence[str]) -> Sequence[Account]:
        """Every account that has one of these agencies, by name."""
        own = set(networks)
        return [one for one in await self._accounts.all() if own & set(one.networks)]

    async def one(self, networks: Sequence[str], id: str) -> Account | None:
        """One of these, or None."""
        query = select(staff).where(staff.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        account = None if row is None else self._accounts.account_of(row)
        if account is None or not set(networks) & set(account.networks):
            return None
        return account

    async def invite(
        self, account: Account, invitation: Invitation, code: str, until: datetime
    ) -> bool:
        """A new account that its invitation opens once. False: the name is taken."""
        row = self._accounts.row_of(Credentials(account, "", ""))
        note = noting(self._keys.audit)

        def work(connection: Connection) -> bool:
            taken = select(staff.c.id).where(staff.c.login_hash == row["login_hash"])
            if connection.execute(taken).first() is not None:
                return False
            connection.execute(insert(staff).values(row))
            connection.execute(insert(staff_invitations).values(self._row(invitation, code, until)))
            note(connection)
            return True

        return await self._store.write(work)

    async def invite_again(self, invitation: Invitation, code: str, until: datetime) -> None:
        """Nothing opens the account any more but this invitation."""
        id = invitation.account
        row = self._row(invitation, code, until)
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            for table in OPENS:
                connection.execute(delete(table).where(table.c.account == id))
            connection.execute(update(staff).where(staff.c.id == id).values(password_hash=""))
            connection.execute(insert(staff_invitations).values(row))
            _put_back(connection, id, ())
            note(connection)

        await self._store.write(work)

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """What this code was made for, unless it was used or is too old."""
        hashed = self._hash(code)
        query = (
            select(staff_invitations, staff.c.suspended_at)
            .join(staff, staff.c.id == staff_invitations.c.account)
            .where(staff_invitations.c.hash == hashed, staff_invitations.c.until > to_ms(now))
        )
        row = await self._store.read(lambda connection: connection.execute(query).first())
        if row is None or row.suspended_at is not None:
            return None
        sealed = self._keys.installation.unseal(
            "staff_invitations", "sealed", row.account, row.sealed
        )
        return Invitation(row.account, **json.loads(sealed))

    async def accept(
        self, code: str, password_hash: str, step: int, now: datetime
    ) -> Account | None:
        """Use the invitation, once: the account is hers from now on. None: somebody was first."""
        invitation = await self.invitation(code, now)
        if invitation is None:
            return None
        id = invitation.account
        secret = self._keys.installation.seal(
            "staff", "sealed_totp", id, invitation.totp_secret.encode()
        )
        new = {"password_hash": password_hash, "sealed_totp": secret, "code_step": step}
        used = delete(staff_invitations).where(staff_invitations.c.hash == self._hash(code))

        def work(connection: Connection) -> bool:
            if connection.execute(used).rowcount != 1:
                return False
            connection.execute(update(staff).where(staff.c.id == id).values(new))
            return True

        if not await self._store.write(work):
            return None
        query = select(staff).where(staff.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).one())
        return self._accounts.account_of(row)

    async def change(self, account: Account) -> None:
        """Role, agencies, languages and skills from now on; her sessions go on with them.

        What she holds in an agency that is no longer hers goes back to the queue, and her duty
        ends: she goes on duty again where she is now.
        """
        new = {"role": account.role.value, "sealed": self._accounts.sealed(account)}
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            connection.execute(update(staff).where(staff.c.id == account.id).values(new))
            _put_back(connection, account.id, account.networks)
            note(connection)

        await self._store.write(work)

    async def suspend(self, account: str, since: datetime | None) -> None:
        """She enters no longer, and no woman waits for her; None: she may enter again."""
        at = to_ms_or_none(since)
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            connection.execute(update(staff).where(staff.c.id == account).values(suspended_at=at))
            if at is not None:
                own = staff_sessions.c.account == account
                connection.execute(delete(staff_sessions).where(own))
                _put_back(connection, account, ())
            note(connection)

        await self._store.write(work)

    def _row(self, invitation: Invitation, code: str, until: datetime) -> dict[str, object]:
        plain = {
            "login": invitation.login,
            "password": invitation.password,
            "totp_secret": invitation.totp_secret,
        }
        sealed = self._keys.installation.seal(
            "staff_invitations", "sealed", invitation.account, json.dumps(plain).encode()
        )
        return {
            "hash": self._hash(code),
            "account": invitation.account,
            "until": to_ms(until),
            "sealed": sealed,
        }

    def _hash(self, code: str) -> bytes:
        return self._keys.index.of("staff.invitation", re.sub(r"[\s-]", "", code).casefold())


def _put_back(connection: Connection, account: str, networks: Sequence[str]) -> None:
    """Her duty ends; what she holds outside of these agencies waits again for somebody."""
    connection.execute(delete(duty).where(duty.c.operator == account))
    held = (
        cases.c.operator == account,
        cases.c.state.in_(OPEN),
        cases.c.network.not_in(list(networks)),
    )
    connection.execute(update(cases).where(*held).values(FREE))
