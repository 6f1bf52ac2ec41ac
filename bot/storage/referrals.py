"""Referrals in the database: for the network that sends, and for the agency that receives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from bot.handoff.figures import answered
from bot.handoff.referral import REACHED, Referral
from bot.storage.agencies import AgencyStore
from bot.storage.counts import add_counts
from bot.storage.pathways import called
from bot.storage.tables import conversations
from bot.storage.together_rows import her_key, referral_of, referral_row
from bot.storage.together_tables import referrals

MOST = 500
_REFERRAL = select(referrals, conversations.c.sealed_key.label("sealed_key")).join(
    conversations, conversations.c.id == referrals.c.conversation
)
_REACHED = tuple(sorted(one.value for one in REACHED))


class SqlReferrals:
    """Every query carries the networks of who asks."""

    def __init__(self, store: AgencyStore) -> None:
        self._store = store
        self._keys = store.keys

    async def of_case(self, networks: Sequence[str], case: str) -> Sequence[Referral]:
        """Those that these networks send in a case, the oldest first."""
        query = _REFERRAL.where(referrals.c.case_id == case, referrals.c.network.in_(networks))
        found = await self._found(query)
        return sorted(found, key=lambda one: (one.prepared_at, one.id))

    async def sent(self, networks: Sequence[str], id: str) -> Referral | None:
        """One that these networks send, or None."""
        query = _REFERRAL.where(referrals.c.id == id, referrals.c.network.in_(networks))
        return next(iter(await self._found(query)), None)

    async def sent_all(self, networks: Sequence[str], by: str = "") -> Sequence[Referral]:
        """Those that these networks sent with her yes, also where her talk is over: the newest
        first. ``by``: only what this person prepared."""
        query = _REFERRAL.where(
            referrals.c.network.in_(networks), referrals.c.state.in_(_REACHED)
        ).limit(MOST)
        found = [one for one in await self._found(query) if not by or one.prepared_by == by]
        return sorted(found, key=lambda one: one.decided_at or one.prepared_at, reverse=True)

    async def received(self, agencies: Sequence[str]) -> Sequence[Referral]:
        """Those that reached these agencies with her yes: what waits longest first."""
        query = _REFERRAL.where(
            referrals.c.agency.in_(agencies), referrals.c.state.in_(_REACHED)
        ).limit(MOST)
        found = await self._found(query)
        return sorted(found, key=lambda one: (one.decided_at or one.prepared_at, one.id))

    async def reached(self, agencies: Sequence[str], id: str) -> Referral | None:
        """One that reached these agencies, or None."""
        query = _REFERRAL.where(
            referrals.c.id == id,
            referrals.c.agency.in_(agencies),
            referrals.c.state.in_(_REACHED),
        )
        return next(iter(await self._found(query)), None)

    async def add(self, new: Referral) -> bool:
        """Prepare one, once. False: she was forgotten."""
        known = select(referrals.c.id).where(referrals.c.id == new.id)

        def work(connection: Connection) -> bool:
            key = her_key(connection, self._keys, new.conversation, locked=True)
            if key is None:
                return False
            if connection.execute(known).first() is None:
                connection.execute(insert(referrals), [referral_row(new, key)])
            return True

        return await self._store.write(work)

    async def change(self, before: Referral, after: Referral, now: datetime) -> bool:
        """By compare and set of its version. False: it is not as it was read any more."""
        counted = answered(before, after, now)

        def work(connection: Connection) -> bool:
            key = her_key(connection, self._keys, before.conversation, locked=True)
            if key is None:
                return False
            row = referral_row(after, key) | {"version": before.version + 1}
            same = (referrals.c.id == before.id, referrals.c.version == before.version)
            done = connection.execute(update(referrals).where(*same).values(row)).rowcount == 1
            if done:
                add_counts(connection, counted)
            return done

        return await self._store.write(work)

    def called(self, conversation: str, agency: str) -> str:
        """How she is called at that agency."""
        return called(self._keys, conversation, agency)

    async def _found(self, query: Select[Any]) -> list[Referral]:
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [
            referral_of(row, self._keys.data_key(row.conversation, row.sealed_key)) for row in rows
        ]
