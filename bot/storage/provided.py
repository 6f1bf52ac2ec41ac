"""What providers showed of us when they were last asked (``bot.wiring.provided.Kept``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.handoff.provided import Found
from bot.messages import Channel
from bot.storage.channel_tables import provider_texts
from bot.storage.people import Transactions
from bot.storage.plain import from_ms, to_ms

Key = tuple[Channel, str, str]
"""Channel, what it is, language."""


class SqlProvided:
    """Over the database of all processes."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def all(self) -> Mapping[Key, tuple[Found, datetime]]:
        """Everything that is known, and since when it is."""
        query = select(provider_texts)
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return {
            (Channel(row.channel), row.what, row.language): (
                Found(row.what, row.language, row.digest, row.state),
                from_ms(row.at),
            )
            for row in rows
        }

    async def note(self, channel: Channel, found: Sequence[Found], now: datetime) -> None:
        """The provider said so now; of each text the last word counts."""
        rows = [
            {
                "channel": channel.value,
                "what": one.what,
                "language": one.language,
                "digest": one.digest,
                "state": one.state[:32],
                "at": to_ms(now),
            }
            for one in found
        ]
        table = provider_texts.c

        def work(connection: Connection) -> None:
            for row in rows:
                same = (table.what == row["what"]) & (table.language == row["language"])
                here = table.channel == channel.value
                connection.execute(delete(provider_texts).where(here & same))
            connection.execute(insert(provider_texts), rows)

        if rows:
            await self._store.write(work)
