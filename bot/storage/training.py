"""Where training calls are kept: in a database, or in memory for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from bot.crypto.keys import Keyring
from bot.storage.plain import dump, load, to_ms
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal
from bot.storage.training_plain import kept_of, kept_to_plain
from bot.storage.training_tables import training_calls, training_sources
from bot.training.importing import Change, Held, Kept

T = TypeVar("T")
Version = tuple[int, int]
Decide = Callable[[Held], Change]
"""What the import of a source changes, given what is stored. What it raises leaves all as it is."""


class TrainingStore(Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlCalls:
    """The training calls of every source, with what changed in them."""

    def __init__(self, store: TrainingStore) -> None:
        self._store = store
        self._keys = store.keys

    async def version(self) -> Version:
        """Another value after every change, whichever process made it."""

        def work(connection: Connection) -> Version:
            found = select(func.max(training_sources.c.changed_at), func.count())
            newest, many = connection.execute(found.select_from(training_sources)).one()
            return int(newest or 0), int(many)

        return await self._store.read(work)

    async def held(self) -> Held:
        """Everything that is stored."""
        return await self._store.read(self._held)

    async def update(self, decide: Decide, now: datetime) -> Change:
        """Put a source in the place of what it was: all of it, or nothing; what changed.

        It is decided upon what is stored at that moment: of two imports at once the second sees
        the first.
        """

        def work(connection: Connection) -> Change:
            # On PostgreSQL the second waits here for the first.
            connection.execute(select(training_sources.c.id).with_for_update()).all()
            change = decide(self._held(connection))
            newest = connection.execute(select(func.max(training_sources.c.changed_at))).scalar()
            stand = sum(1 for one in change.kept if not one.withdrawn)
            source = {
                "id": change.source,
                "changed_at": max(to_ms(now), int(newest or 0) + 1),
                "calls": stand,
            }
            mine = training_calls.c.source == change.source
            connection.execute(delete(training_calls).where(mine))
            is_source = training_sources.c.id == change.source
            connection.execute(delete(training_sources).where(is_source))
            connection.execute(insert(training_sources), [source])
            if change.kept:
                connection.execute(
                    insert(training_calls), [self._row(change.source, one) for one in change.kept]
                )
            return change

        return await self._store.write(work)

    def _held(self, connection: Connection) -> Held:
        rows = connection.execute(
            select(training_calls).order_by(training_calls.c.source, training_calls.c.id)
        )
        return Held(
            tuple(
                kept_of(
                    row.source,
                    load(unseal(self._keys, training_calls.c.sealed, row)),
                )
                for row in rows
            )
        )

    def _row(self, source: str, one: Kept) -> Cells:
        plain, column = dump(kept_to_plain(one)), training_calls.c.sealed
        sealed = seal(self._keys, column, plain, source, one.call.id)
        return {"source": source, "id": one.call.id, "sealed": sealed}
