"""Accounts as a network admin looks after them, always within some agencies, and invitations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.crypto.index import Hashes
from bot.handoff.members import (
    Wanted,
    answers_in,
    change_refusal,
    changed_networks,
    manage_refusal,
    standing_refusal,
)
from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account, Credentials
from bot.handoff.reasons import Reason
from bot.storage.audit_append import noting
from bot.storage.chat_tables import callbacks
from bot.storage.desk import FREE, OPEN
from bot.storage.plain import from_ms, to_ms
from bot.storage.sealed import seal, unseal
from bot.storage.staff import OPENS, SqlAccounts, Transactions
from bot.storage.staff_tables import staff, staff_invitations, staff_sessions
from bot.storage.tables import cases, duty
from bot.storage.together_tables import seats

_SITS = ("asked", "invited", "open")


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
            taken = select(staff.c.id).where(self._accounts.called(account.login))
            if connection.execute(taken).first() is not None:
                return False
            connection.execute(insert(staff).values(row))
            connection.execute(insert(staff_invitations).values(self._row(invitation, code, until)))
            note(connection)
            return True

        return await self._store.write(work)

    async def invite_again(
        self, by: Account, invitation: Invitation, code: str, until: datetime, now: datetime
    ) -> Reason | None:
        """Nothing opens the account any more but this invitation. Why not, where it may not be."""
        id = invitation.account
        row = self._row(invitation, code, until)

        def work(connection: Connection) -> None:
            for table in OPENS:
                connection.execute(delete(table).where(table.c.account == id))
            connection.execute(update(staff).where(staff.c.id == id).values(password_hash=""))
            connection.execute(insert(staff_invitations).values(row))
            _hand_on(connection, id, (), now)

        return await self._managed(by, id, work)

    async def invited_until(self, ids: Collection[str]) -> Mapping[str, datetime]:
        """Until when the invitations of these accounts open; those that are over are left out."""
        query = select(staff_invitations.c.account, staff_invitations.c.until).where(
            staff_invitations.c.account.in_(sorted(ids))
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return {row.account: from_ms(row.until) for row in rows}

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """What this code was made for, unless it was used or is too old."""
        hashes = self._hashes(code)
        query = (
            select(staff_invitations, staff.c.suspended_at)
            .join(staff, staff.c.id == staff_invitations.c.account)
            .where(staff_invitations.c.hash.in_(hashes), staff_invitations.c.until > to_ms(now))
        )
        row = await self._store.read(lambda connection: connection.execute(query).first())
        if row is None or row.suspended_at is not None:
            return None
        plain = json.loads(unseal(self._keys, staff_invitations.c.sealed, row))
        return Invitation(row.account, **plain)

    async def accept(
        self, code: str, password_hash: str, step: int, now: datetime
    ) -> Account | None:
        """Use the invitation, once: the account is hers from now on. None: somebody was first."""
        invitation = await self.invitation(code, now)
        if invitation is None:
            return None
        id = invitation.account
        secret = seal(self._keys, staff.c.sealed_totp, invitation.totp_secret.encode(), id)
        new = {"password_hash": password_hash, "sealed_totp": secret, "code_step": step}
        used = delete(staff_invitations).where(staff_invitations.c.hash.in_(self._hashes(code)))

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

    async def change(
        self, by: Account, id: str, wanted: Wanted, known: Collection[str], now: datetime
    ) -> Account | Reason:
        """Role, agencies, languages and skills from now on; her sessions go on with them.

        What she holds where she answers nobody any more goes back to the queue, and her duty ends:
        she goes on duty again where she is now. The account as it is, or why it may not be so.
        """
        note = noting(self._keys.audit)

        def work(connection: Connection) -> Account | Reason:
            admin, account = self._both(connection, by, id)
            reason = standing_refusal(admin) or change_refusal(admin, account, wanted, known)
            if reason is not None:
                return reason
            changed = replace(
                account,
                role=wanted.role,
                networks=changed_networks(admin, account, wanted),
                languages=wanted.languages,
                skills=wanted.skills,
            )
            self._write(connection, changed)
            _hand_on(connection, id, answers_in(changed), now)
            note(connection)
            return changed

        return await self._store.write(work)

    async def joins(self, id: str, network: str) -> None:
        """One more agency is hers: she added it, and keeps it."""
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            row = connection.execute(select(staff).where(staff.c.id == id).with_for_update()).one()
            account = self._accounts.account_of(row)
            self._write(connection, replace(account, networks=(*account.networks, network)))
            note(connection)

        await self._store.write(work)

    async def suspend(self, by: Account, account: str, now: datetime) -> Reason | None:
        """She enters no longer, and no woman waits for her. Why not, where it may not be."""

        def work(connection: Connection) -> None:
            since = update(staff).where(staff.c.id == account).values(suspended_at=to_ms(now))
            connection.execute(since)
            own = staff_sessions.c.account == account
            connection.execute(delete(staff_sessions).where(own))
            _hand_on(connection, account, (), now)

        return await self._managed(by, account, work)

    async def resume(self, by: Account, account: str) -> Reason | None:
        """She may enter again. Why not, where it may not be."""
        again = update(staff).where(staff.c.id == account).values(suspended_at=None)
        return await self._managed(by, account, lambda connection: connection.execute(again))

    async def _managed(
        self, by: Account, id: str, work: Callable[[Connection], object]
    ) -> Reason | None:
        """Do it where this admin still may, in one transaction with the question."""
        note = noting(self._keys.audit)

        def whole(connection: Connection) -> Reason | None:
            admin, account = self._both(connection, by, id)
            reason = standing_refusal(admin) or manage_refusal(admin, account)
            if reason is None:
                work(connection)
                note(connection)
            return reason

        return await self._store.write(whole)

    def _both(self, connection: Connection, by: Account, id: str) -> tuple[Account, Account]:
        """Who acts and on whom, as they are now, and nobody changes either meanwhile."""
        query = select(staff).where(staff.c.id.in_((by.id, id))).order_by(staff.c.id)
        rows = connection.execute(query.with_for_update()).all()
        found = {row.id: self._accounts.account_of(row) for row in rows}
        return found[by.id], found[id]

    def _write(self, connection: Connection, account: Account) -> None:
        new = {"role": account.role.value, "sealed": self._accounts.sealed(account)}
        connection.execute(update(staff).where(staff.c.id == account.id).values(new))

    def _row(self, invitation: Invitation, code: str, until: datetime) -> dict[str, object]:
        plain = {
            "login": invitation.login,
            "password": invitation.password,
            "totp_secret": invitation.totp_secret,
        }
        packed, place = json.dumps(plain).encode(), invitation.account
        return {
            "hash": self._hashes(code)[0],
            "account": invitation.account,
            "until": to_ms(until),
            "sealed": seal(self._keys, staff_invitations.c.sealed, packed, place),
        }

    def _hashes(self, code: str) -> Hashes:
        return self._keys.index.each("staff.invitation", re.sub(r"[\s-]", "", code).casefold())


def _hand_on(connection: Connection, account: str, networks: Sequence[str], now: datetime) -> None:
    """Her duty ends. Outside of these agencies nothing waits for her any more: what she holds goes
    back to the queue, her seats end, and who else is there is reminded of what she arranged."""
    connection.execute(delete(duty).where(duty.c.operator == account))
    kept = list(networks)
    held = (
        cases.c.operator == account,
        cases.c.state.in_(OPEN),
        cases.c.network.not_in(kept),
    )
    connection.execute(update(cases).where(*held).values(FREE))
    sat = (seats.c.account == account, seats.c.state.in_(_SITS), seats.c.network.not_in(kept))
    connection.execute(update(seats).where(*sat).values(state="ended", ended_at=to_ms(now)))
    arranged = (callbacks.c.operator == account, callbacks.c.network.not_in(kept))
    connection.execute(update(callbacks).where(*arranged).values(operator=""))
