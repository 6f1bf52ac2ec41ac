"""Her interest in training calls, in the tables: which desks read it, what she sent, taking back.

It happens in the transaction of the turn (``conversation.interest_ports.Interests``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.agencies import Agency
from bot.handoff.interest import Desk, Interested, Passed, Uninterested, passed_on
from bot.handoff.people import AT_THE_DESK
from bot.handoff.procedure import in_force
from bot.handoff.referral import OVER, Referral, taken_back
from bot.handoff.trained import is_trained
from bot.storage.agencies import agency_of, procedure_of, training_of
from bot.storage.agency_tables import agencies, procedures, trainings
from bot.storage.database import Run
from bot.storage.pathways import called
from bot.storage.staff import account_of
from bot.storage.staff_tables import staff
from bot.storage.together_rows import referral_of, referral_row
from bot.storage.together_tables import referrals


class SqlInterests:
    """What ``SqlBatch.interests`` gives."""

    def __init__(self, run: Run, keys: Keyring, sealers: Mapping[str, Sealer]) -> None:
        self._run = run
        self._keys = keys
        self._sealers = sealers

    async def desks(self, seeds: Mapping[str, Agency], now: datetime) -> Sequence[Desk]:
        """The agencies where somebody with a training that counts reads referrals, by id."""
        return await self._run(lambda connection: _desks(connection, self._keys, seeds, now))

    async def of(self, conversation: str) -> Sequence[Referral]:
        """Her referrals that are about a training call, over or not."""
        return [one for one in await self._all(conversation) if one.call]

    async def passed(self, conversation: str, seeds: Mapping[str, Agency]) -> Sequence[Passed]:
        """What reached an agency with her yes, the oldest first."""
        found = await self._all(conversation)
        if not found:
            return ()
        return passed_on(found, await self._run(lambda each: _known(each, self._keys, seeds)))

    async def _all(self, conversation: str) -> list[Referral]:
        key = self._sealers.get(conversation)
        if key is None:
            return []
        query = select(referrals).where(referrals.c.conversation == conversation)
        rows = await self._run(lambda connection: connection.execute(query).all())
        return [referral_of(row, key) for row in rows]

    def called(self, conversation: str, agency: str) -> str:
        """How she is called at that agency."""
        return called(self._keys, conversation, agency)


def _desks(
    connection: Connection, keys: Keyring, seeds: Mapping[str, Agency], now: datetime
) -> list[Desk]:
    people = (account_of(keys, row) for row in connection.execute(select(staff)).all())
    there = [
        one
        for one in people
        if one.role in AT_THE_DESK and one.suspended_at is None and not one.invited
    ]
    learnt = [training_of(row) for row in connection.execute(select(trainings)).all()]
    written = [procedure_of(keys, row) for row in connection.execute(select(procedures)).all()]
    known = _known(connection, keys, seeds)
    found = []
    for id in sorted({id for one in there for id in one.networks} & set(known)):
        times = in_force(id, (one for one in written if one.agency == id), now).times
        readers = {one.id for one in there if id in one.networks}
        records = (one for one in learnt if one.account in readers)
        if is_trained(records, now.date(), times.training_years):
            found.append(Desk(known[id], times.referral_days))
    return found


def _known(
    connection: Connection, keys: Keyring, seeds: Mapping[str, Agency]
) -> Mapping[str, Agency]:
    """Every agency as it is now: those of the directory, as their people have changed them."""
    kept = [agency_of(keys, row) for row in connection.execute(select(agencies)).all()]
    return {**seeds, **{one.id: one for one in kept}}


def save_interest(
    connection: Connection, id: str, key: Sealer, mark: Interested | Uninterested
) -> None:
    """She sent it, or takes it back: what the desk could read is destroyed with her yes."""
    if isinstance(mark, Interested):
        connection.execute(insert(referrals), [referral_row(mark.referral, key)])
        return
    own = (referrals.c.id == mark.id, referrals.c.conversation == id)
    row = connection.execute(select(referrals).where(*own).with_for_update()).first()
    if row is None or row.state in OVER:
        return
    after = taken_back(referral_of(row, key))
    change = update(referrals).where(referrals.c.id == row.id)
    connection.execute(change.values(referral_row(after, key)))
