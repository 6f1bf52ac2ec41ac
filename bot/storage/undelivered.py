"""Messages that a provider did not take, as the staff sees them (``admin.ports.Undelivered``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.handoff.reasons import Reason
from bot.handoff.undelivered import DeadLetter
from bot.storage import sql_dead
from bot.storage.desk import DeskStore
from bot.storage.plain import from_ms


class SqlUndelivered:
    """The dead letters in the database."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[DeadLetter]:
        """Those of these networks, and of women without a case, the oldest first."""
        rows = await self._store.read(lambda connection: sql_dead.within(connection, networks, now))
        return [
            DeadLetter(
                row.id,
                row.network,
                row.channel,
                row.why,
                bool(row.staff),
                from_ms(row.at),
                from_ms(row.expires_at),
            )
            for row in rows
        ]

    async def retry(self, networks: Sequence[str], id: str, now: datetime) -> Reason | None:
        """Try it again, as if it had never been tried; why not, where it may not be."""
        keys = self._store.keys
        return await self._store.write(
            lambda connection: sql_dead.try_again(connection, keys, networks, id, now)
        )
