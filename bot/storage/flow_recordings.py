"""Where trials are kept that are golden transcripts: in a database, or in memory for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.engine.editing.recording import Recording
from bot.storage.flow_tables import flow_recordings
from bot.storage.flows import FlowStore
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.sealed import seal, unseal


class SqlRecordings:
    """Every recording of the installation."""

    def __init__(self, store: FlowStore) -> None:
        self._store = store
        self._keys = store.keys

    async def all(self) -> Sequence[Recording]:
        """Every recording, by name."""

        def work(connection: Connection) -> Sequence[Recording]:
            rows = connection.execute(select(flow_recordings).order_by(flow_recordings.c.name))
            return [self._recording(row) for row in rows]

        return await self._store.read(work)

    async def keep(self, recording: Recording) -> None:
        """Keep it in the place of one of the same name."""
        plain = dump({"text": recording.text, "base": recording.base, "by": recording.by})
        cells = {
            "name": recording.name,
            "at": to_ms(recording.at),
            "sealed": seal(self._keys, flow_recordings.c.sealed, plain, recording.name),
        }

        def work(connection: Connection) -> None:
            _drop(connection, recording.name)
            connection.execute(insert(flow_recordings), [cells])

        await self._store.write(work)

    async def drop(self, name: str) -> None:
        """Throw it away, where it is there."""
        await self._store.write(lambda connection: _drop(connection, name))

    def _recording(self, row: Any) -> Recording:
        plain = load(unseal(self._keys, flow_recordings.c.sealed, row))
        return Recording(row.name, plain["text"], plain["base"], plain["by"], from_ms(row.at))


def _drop(connection: Connection, name: str) -> None:
    connection.execute(delete(flow_recordings).where(flow_recordings.c.name == name))
