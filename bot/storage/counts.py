"""Numbers of many in the tables: added where something happens, read for the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Insert, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.crypto.keys import Keyring
from bot.handoff.figures import KEPT, OUTCOMES, Count, Counted, Figure, closed, quarter_of
from bot.storage.count_tables import counts, sweep_marks
from bot.storage.plain import from_ms, to_ms
from bot.storage.rows import Cells
from bot.storage.tables import conversations
from bot.storage.together_rows import step_of
from bot.storage.together_tables import pathways, steps

T = TypeVar("T")
OUTCOMES_UNTIL = "outcomes"


class Transactions(Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


def add_counts(connection: Connection, more: Iterable[Count]) -> None:
    """So much more of each; a value that is in no list is counted as not said.

    Towards the end of a transaction and in one order, so that two processes never wait for each
    other in a circle.
    """
    found: Counter[tuple[int, str, str, str]] = Counter()
    for one in more:
        key = (to_ms(one.quarter), one.network, one.figure.value, closed(one.figure, one.value))
        found[key] += one.more
    names = ("quarter", "network", "figure", "value")
    add_up(
        connection,
        counts,
        [dict(zip(names, key, strict=True)) | {"count": found[key]} for key in sorted(found)],
    )


def add_up(connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
    """Each row's ``count`` is added to that of the row with the same key."""
    if not rows:
        return
    connection.execute(_adding(table, connection.dialect.name), rows)


@cache
def _adding(table: Table, name: str) -> Insert:
    """The statement for that engine: building it costs more than running it."""
    dialect: Any = postgresql if name == "postgresql" else sqlite
    new = dialect.insert(table)
    summed = {"count": table.c.count + new.excluded.count}
    key = list(table.primary_key.columns)
    adding: Insert = new.on_conflict_do_update(index_elements=key, set_=summed)
    return adding


def set_mark(connection: Connection, name: str, at: datetime) -> None:
    """From now on the mark of that name is there."""
    connection.execute(delete(sweep_marks).where(sweep_marks.c.name == name))
    connection.execute(sweep_marks.insert().values(name=name, at=to_ms(at)))


def mark(connection: Connection, name: str) -> datetime | None:
    """Where the mark of that name is, or None."""
    query = select(sweep_marks.c.at).where(sweep_marks.c.name == name)
    at = connection.execute(query).scalar_one_or_none()
    return None if at is None else from_ms(at)


class SqlCounts:
    """The numbers of the reports (``admin.figures.ports.Counts``)."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def counted(self, quarters: Sequence[datetime]) -> Counted:
        """Everything that was counted in these quarters, of all agencies."""
        query = select(
            counts.c.quarter,
            counts.c.network,
            counts.c.figure,
            counts.c.value,
            counts.c.count.label("times"),
        ).where(counts.c.quarter.in_([to_ms(one) for one in quarters]))
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        known = {one.value: one for one in Figure}
        found: dict[tuple[Figure, datetime], dict[tuple[str, str], int]] = {}
        for row in rows:
            if row.figure in known:
                table = found.setdefault((known[row.figure], from_ms(row.quarter)), {})
                table[row.value, row.network] = row.times
        return found

    async def add(self, more: Sequence[Count]) -> None:
        """So much more of each."""
        await self._store.write(lambda connection: add_counts(connection, more))

    async def sweep(self, now: datetime) -> int:
        """Count the pathways that have come of age, and destroy what is past its time: how many
        counts went."""
        keys = self._store.keys
        old = delete(counts).where(counts.c.quarter <= to_ms(now - KEPT))

        def work(connection: Connection) -> int:
            _count_outcomes(connection, keys, now)
            return connection.execute(old).rowcount

        return await self._store.write(work)


def _count_outcomes(connection: Connection, keys: Keyring, now: datetime) -> None:
    """The steps of pathways that she keeps and that reached an age of ``OUTCOMES`` since the last
    time, each once. The first time nothing is counted."""
    since = mark(connection, OUTCOMES_UNTIL)
    if since is not None and (now - since).total_seconds() < 3600:
        return
    set_mark(connection, OUTCOMES_UNTIL, now)
    if since is None:
        return
    found: list[Count] = []
    for age, figure in OUTCOMES:
        query = (
            select(steps, conversations.c.sealed_key)
            .join(pathways, pathways.c.conversation == steps.c.conversation)
            .join(conversations, conversations.c.id == steps.c.conversation)
            .where(pathways.c.until > to_ms(now))
            .where(
                pathways.c.began_at > to_ms(since - age), pathways.c.began_at <= to_ms(now - age)
            )
        )
        for row in connection.execute(query).all():
            key = keys.data_key(row.conversation, row.sealed_key)
            step = step_of(row, key, frozenset())
            value = f"{step.kind.value}_{step.state.value}"
            found.append(Count(quarter_of(now), step.agency, figure, value))
    add_counts(connection, found)


def by_language(texts: Mapping[str, int], at: datetime, network: str) -> list[Count]:
    """So many texts that were not understood in each language."""
    return [
        Count(quarter_of(at), network, Figure.NOT_UNDERSTOOD, language, more)
        for language, more in sorted(texts.items())
        if more
    ]
