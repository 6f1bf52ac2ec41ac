"""Her pathway in the database: for the holder of her case, and for agencies that she allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.called import pseudonym
from bot.handoff.pathway import MOST_STEPS, Pathway, Step, in_order
from bot.storage.agencies import AgencyStore
from bot.storage.plain import from_ms, from_ms_or_none, to_ms
from bot.storage.tables import conversations
from bot.storage.together_rows import her_key, step_of, step_row
from bot.storage.together_tables import allowed, pathways, steps

MOST = 500


def read_pathway(connection: Connection, key: Sealer, conversation: str) -> Pathway | None:
    """All steps of one conversation, or None where she has no pathway."""
    query = select(pathways).where(pathways.c.conversation == conversation)
    row = connection.execute(query).first()
    if row is None:
        return None
    lets: dict[str, set[str]] = defaultdict(set)
    for one in connection.execute(select(allowed).where(allowed.c.conversation == conversation)):
        lets[one.step].add(one.agency)
    rows = connection.execute(select(steps).where(steps.c.conversation == conversation)).all()
    found = (step_of(one, key, frozenset(lets[one.id])) for one in rows)
    return Pathway(conversation, from_ms(row.began_at), from_ms_or_none(row.until), in_order(found))


class SqlPathways:
    """Steps, by compare and set of their versions."""

    def __init__(self, store: AgencyStore) -> None:
        self._store = store
        self._keys = store.keys

    async def pathway(self, conversation: str) -> Pathway | None:
        """Her pathway, or None."""

        def work(connection: Connection) -> Pathway | None:
            key = her_key(connection, self._keys, conversation)
            return None if key is None else read_pathway(connection, key, conversation)

        return await self._store.read(work)

    async def add(self, step: Step, now: datetime) -> bool:
        """Add a step, once; the first one begins the pathway. False: she was forgotten, or there
        are as many as there may be."""
        of = step.conversation
        own = select(steps.c.id).where(steps.c.conversation == of)
        begun = select(pathways.c.conversation).where(pathways.c.conversation == of)

        def work(connection: Connection) -> bool:
            key = her_key(connection, self._keys, of, locked=True)
            if key is None:
                return False
            ids = connection.execute(own).scalars().all()
            if step.id in ids:
                return True
            if len(ids) >= MOST_STEPS:
                return False
            if connection.execute(begun).first() is None:
                first = {"conversation": of, "began_at": to_ms(now), "until": None}
                connection.execute(insert(pathways), [first])
            connection.execute(insert(steps), [step_row(step, key)])
            return True

        return await self._store.write(work)

    async def change(self, before: Step, after: Step) -> bool:
        """By compare and set. False: it is not as it was read any more."""

        def work(connection: Connection) -> bool:
            key = her_key(connection, self._keys, before.conversation, locked=True)
            if key is None:
                return False
            row = step_row(after, key) | {"version": before.version + 1}
            same = (steps.c.id == before.id, steps.c.version == before.version)
            return connection.execute(update(steps).where(*same).values(row)).rowcount == 1

        return await self._store.write(work)

    async def seen_by(self, agencies: Sequence[str]) -> Sequence[Step]:
        """The steps that these agencies may see, each with how she is called at the first of
        them."""
        query = (
            select(
                steps, conversations.c.sealed_key.label("sealed_key"), allowed.c.agency.label("by")
            )
            .join(allowed, allowed.c.step == steps.c.id)
            .join(conversations, conversations.c.id == steps.c.conversation)
            .where(allowed.c.agency.in_(agencies))
            .limit(MOST)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        found: dict[str, Step] = {}
        for row in rows:
            key = self._keys.data_key(row.conversation, row.sealed_key)
            known = found.get(row.id)
            lets = (known.allowed if known else frozenset()) | {row.by}
            step = step_of(row, key, lets)
            found[row.id] = replace(
                step, pseudonym=called(self._keys, row.conversation, sorted(lets)[0])
            )
        return in_order(found.values())

    async def one(self, agencies: Sequence[str], id: str) -> Step | None:
        """One step that these agencies may see, or None."""
        return next((step for step in await self.seen_by(agencies) if step.id == id), None)


def called(keys: Keyring, conversation: str, agency: str) -> str:
    """How she is called at that agency."""
    return pseudonym(keys.index.steady("pseudonym", f"{conversation}\0{agency}"))
