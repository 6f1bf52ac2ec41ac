"""Where the addresses are kept that training calls are read from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.crypto.keys import Keyring
from bot.storage.brought_tables import training_feeds
from bot.storage.desk import DeskStore
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms, to_ms_or_none
from bot.storage.sealed import seal, unseal
from bot.training.feeds import MOST_FEEDS, Feed, Outcome, Version
from bot.values.brought import Line

LEASE = timedelta(minutes=5)
"""An address that is being read is nobody else's to read for so long."""


class SqlFeeds:
    """Addresses, within some networks for the staff, all of them for a worker."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._keys: Keyring = store.keys

    async def all(self, networks: Collection[str]) -> Sequence[Feed]:
        """Those of these networks, by their source."""
        query = select(training_feeds).where(training_feeds.c.network.in_(list(networks)))
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return sorted((self._feed(row) for row in rows), key=lambda one: (one.source, one.id))

    async def add(self, new: Feed) -> bool:
        """Read this address from now on. False: its network has too many."""
        row = self._row(new)
        mine = training_feeds.c.network == new.network

        def work(connection: Connection) -> bool:
            many = connection.execute(select(func.count()).where(mine)).scalar() or 0
            if many < MOST_FEEDS:
                connection.execute(insert(training_feeds), [row])
            return many < MOST_FEEDS

        return await self._store.write(work)

    async def ask_now(self, networks: Collection[str], id: str, now: datetime) -> bool:
        """Read it at the next round. False: these networks have no such address."""
        mine = (training_feeds.c.id == id, training_feeds.c.network.in_(list(networks)))
        work = update(training_feeds).where(*mine).values(due_at=to_ms(now))
        return bool(await self._store.write(lambda one: one.execute(work).rowcount))

    async def drop(self, networks: Collection[str], id: str) -> bool:
        """Read it no longer; the calls that it gave stay. False: there is no such address."""
        mine = (training_feeds.c.id == id, training_feeds.c.network.in_(list(networks)))
        work = delete(training_feeds).where(*mine)
        return bool(await self._store.write(lambda one: one.execute(work).rowcount))

    async def claim(self, now: datetime, limit: int) -> Sequence[Feed]:
        """Addresses whose time to be read has come, for this process alone."""
        query = (
            select(training_feeds)
            .where(training_feeds.c.due_at <= to_ms(now))
            .order_by(training_feeds.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def work(connection: Connection) -> Sequence[Row[Any]]:
            rows = connection.execute(query).all()
            claimed = update(training_feeds).where(training_feeds.c.id.in_([x.id for x in rows]))
            connection.execute(claimed.values(due_at=to_ms(now + LEASE)))
            return rows

        return [self._feed(row) for row in await self._store.write(work)]

    async def settle(self, feed: Feed) -> None:
        """What became of reading it. One that was dropped meanwhile stays gone."""
        row = self._row(feed)
        work = update(training_feeds).where(training_feeds.c.id == row.pop("id")).values(row)
        await self._store.write(lambda connection: connection.execute(work))

    def _row(self, one: Feed) -> dict[str, Any]:
        plain = {
            "source": one.source,
            "url": one.url,
            "version": asdict(one.version),
            "outcome": asdict(one.outcome),
        }
        return {
            "id": one.id,
            "network": one.network,
            "hours": one.hours,
            "due_at": to_ms(one.due_at),
            "asked_at": to_ms_or_none(one.asked_at),
            "read_at": to_ms_or_none(one.read_at),
            "problem": one.problem,
            "sealed": seal(self._keys, training_feeds.c.sealed, dump(plain), one.id),
        }

    def _feed(self, row: Row[Any]) -> Feed:
        plain = load(unseal(self._keys, training_feeds.c.sealed, row))
        outcome = plain["outcome"]
        lines = tuple(Line(**one) for one in outcome.pop("lines"))
        return Feed(
            id=row.id,
            network=row.network,
            source=plain["source"],
            hours=row.hours,
            due_at=from_ms(row.due_at),
            url=plain["url"],
            asked_at=from_ms_or_none(row.asked_at),
            read_at=from_ms_or_none(row.read_at),
            problem=row.problem,
            version=Version(**plain["version"]),
            outcome=Outcome(**outcome, lines=lines),
        )
