"""Passkeys, their challenges, and recovery codes (``admin.doors.ports``)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.crypto.chance import chance
from bot.crypto.index import Hashes
from bot.handoff.passkeys import Passkey
from bot.handoff.people import Account
from bot.storage.audit_append import noting
from bot.storage.plain import from_ms, from_ms_or_none, to_ms
from bot.storage.sealed import seal, unseal
from bot.storage.staff import SqlAccounts, Transactions
from bot.storage.staff_tables import staff, staff_challenges, staff_passkeys, staff_recovery

ANSWERED_WITHIN = timedelta(minutes=5)
MOST_PASSKEYS = 10
_RANDOM, _MOMENT = 16, 8


class SqlKeys:
    """What opens an account beside password and codes."""

    def __init__(self, store: Transactions) -> None:
        self._store = store
        self._keys = store.keys
        self._accounts = SqlAccounts(store)

    async def passkeys(self, account: str) -> Sequence[Passkey]:
        """The passkeys of an account, the oldest first."""
        query = (
            select(staff_passkeys)
            .where(staff_passkeys.c.account == account)
            .order_by(staff_passkeys.c.created_at, staff_passkeys.c.id)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [self._passkey(row) for row in rows]

    async def passkey(self, id: bytes) -> tuple[Passkey, Account] | None:
        """The passkey of a credential and its owner, where she may enter."""
        query = select(staff_passkeys).where(staff_passkeys.c.id == id)

        def work(connection: Connection) -> tuple[Row[Any], Row[Any]] | None:
            found = connection.execute(query).first()
            if found is None:
                return None
            owner = select(staff).where(
                staff.c.id == found.account,
                staff.c.suspended_at.is_(None),
                staff.c.password_hash != "",
            )
            hers = connection.execute(owner).first()
            return None if hers is None else (found, hers)

        rows = await self._store.read(work)
        if rows is None:
            return None
        return self._passkey(rows[0]), self._accounts.account_of(rows[1])

    async def add_passkey(self, passkey: Passkey) -> bool:
        """Keep a new one. False: she has as many as she may, or this one is somebody's."""
        plain = {"key": passkey.public_key.hex(), "name": passkey.name}
        packed, column = json.dumps(plain).encode(), staff_passkeys.c.sealed
        row = {
            "id": passkey.id,
            "account": passkey.account,
            "uses": passkey.uses,
            "created_at": to_ms(passkey.created_at),
            "used_at": None,
            # Key and owner together: a passkey moved to another account does not open.
            "sealed": seal(self._keys, column, packed, passkey.id, passkey.account),
        }
        own = staff_passkeys.c.account == passkey.account
        note = noting(self._keys.audit)

        def work(connection: Connection) -> bool:
            count = select(func.count()).select_from(staff_passkeys)
            known = select(staff_passkeys.c.id).where(staff_passkeys.c.id == passkey.id)
            full = connection.execute(count.where(own)).scalar_one() >= MOST_PASSKEYS
            if full or connection.execute(known).first() is not None:
                return False
            connection.execute(insert(staff_passkeys).values(row))
            note(connection)
            return True

        return await self._store.write(work)

    async def use_passkey(self, passkey: Passkey, uses: int, now: datetime) -> bool:
        """Count a use. False: somebody counted further meanwhile, as a copy of it would."""
        # Many passkeys are in several devices at once and always say 0.
        earlier = staff_passkeys.c.uses < uses if uses else staff_passkeys.c.uses == 0
        own = update(staff_passkeys).where(staff_passkeys.c.id == passkey.id, earlier)
        used = own.values(uses=uses, used_at=to_ms(now))
        return await self._store.write(lambda connection: connection.execute(used).rowcount == 1)

    async def remove_passkey(self, account: str, id: bytes) -> bool:
        """Forget one of hers. Whether there was one."""
        own = delete(staff_passkeys).where(
            staff_passkeys.c.account == account, staff_passkeys.c.id == id
        )
        note = noting(self._keys.audit)

        def work(connection: Connection) -> bool:
            gone = connection.execute(own).rowcount == 1
            if gone:
                note(connection)
            return gone

        return await self._store.write(work)

    def challenge(self, purpose: str, now: datetime) -> bytes:
        """Something to sign, good for ``ANSWERED_WITHIN`` and for this purpose; nothing is kept."""
        until = to_ms(now + ANSWERED_WITHIN).to_bytes(_MOMENT)
        plain = chance(_RANDOM) + until
        return plain + self._proofs(purpose, plain)[0]

    async def spend_challenge(self, challenge: bytes, purpose: str, now: datetime) -> bool:
        """Whether it is one of ours for this purpose, in time, and nobody answered it before."""
        plain, proof = challenge[: _RANDOM + _MOMENT], challenge[_RANDOM + _MOMENT :]
        until = int.from_bytes(plain[_RANDOM:])
        ours = any(compare_digest(proof, one) for one in self._proofs(purpose, plain))
        if not ours or until < to_ms(now):
            return False

        def work(connection: Connection) -> bool:
            spent = select(staff_challenges.c.hash).where(staff_challenges.c.hash == plain)
            if connection.execute(spent).first() is not None:
                return False
            connection.execute(insert(staff_challenges).values(hash=plain, until=until))
            return True

        return await self._store.write(work)

    async def set_recovery(self, account: str, codes: Sequence[str]) -> None:
        """Keep the hashes of new codes; older ones open nothing any more."""
        rows = [{"hash": self._hashes(account, code)[0], "account": account} for code in codes]
        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            own = staff_recovery.c.account == account
            connection.execute(delete(staff_recovery).where(own))
            connection.execute(insert(staff_recovery), rows)
            note(connection)

        await self._store.write(work)

    async def use_recovery(self, account: str, code: str) -> bool:
        """Spend a recovery code. False: it is none of hers, or spent."""
        spend = delete(staff_recovery).where(
            staff_recovery.c.account == account,
            staff_recovery.c.hash.in_(self._hashes(account, code)),
        )
        return await self._store.write(lambda connection: connection.execute(spend).rowcount == 1)

    async def recovery_left(self, account: str) -> int:
        """How many recovery codes are left."""
        query = select(func.count()).where(staff_recovery.c.account == account)
        return await self._store.read(lambda connection: connection.execute(query).scalar_one())

    def _hashes(self, account: str, code: str) -> Hashes:
        plain = re.sub(r"[\s-]", "", code).casefold()
        return self._keys.index.each("staff.recovery", f"{account}\0{plain}")

    def _proofs(self, purpose: str, plain: bytes) -> Hashes:
        return self._keys.index.each("staff.challenge", f"{purpose}\0{plain.hex()}")

    def _passkey(self, row: Row[Any]) -> Passkey:
        plain = json.loads(unseal(self._keys, staff_passkeys.c.sealed, row))
        return Passkey(
            id=row.id,
            account=row.account,
            public_key=bytes.fromhex(plain["key"]),
            uses=row.uses,
            name=plain["name"],
            created_at=from_ms(row.created_at),
            used_at=from_ms_or_none(row.used_at),
        )
