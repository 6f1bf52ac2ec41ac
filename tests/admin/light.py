"""A store over a database that lives in memory: real SQL and real sealing, and no file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, StaticPool, Table, create_engine, delete, func, insert, select

from bot.conversation.state import Case, Conversation, TurnRecord
from bot.crypto.keys import Keyring
from bot.handoff.alarm import Alarm
from bot.messages import Address, Channel, Inbound, Opened, Shown, Thread
from bot.storage.alarm_tables import alarms
from bot.storage.database import Run, Steps
from bot.storage.sql import SqlStore
from bot.storage.sql_alarms import alarm_row
from bot.storage.tables import metadata
from tests.contracts.stores import MASTER

T = TypeVar("T")
EPOCH = datetime.fromisoformat("2026-03-01T00:00:00+00:00")


class LightDatabase:
    """One connection, which each transaction has for itself (``bot.storage.database``)."""

    def __init__(self) -> None:
        self._alone = asyncio.Lock()
        self._engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        metadata.create_all(self._engine)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Run]:
        """One transaction."""
        async with self._alone:
            with self._engine.begin() as connection:

                async def step(work: Callable[[Connection], T]) -> T:
                    return work(connection)

                yield Steps(step)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What the work returns."""
        async with self._alone:
            with self._engine.begin() as connection:
                return work(connection)

    async def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    async def scrub(self, *, thorough: bool) -> bool:
        """There is no file."""
        return True


class LightStore(SqlStore):
    """A store of its own for each test, with hands to put into it what a turn would."""

    def __init__(self) -> None:
        super().__init__(LightDatabase(), Keyring(MASTER))  # type: ignore[arg-type]

    async def begin(self, talk: Conversation | None = None, **turn: Any) -> None:
        """A conversation, request or alarm that was not there before (``TurnRecord``)."""
        async with self.batch() as batch:
            await batch.save_many([TurnRecord("", None, talk, **turn)])

    async def change(self, id: str, turn: dict[str, Any] | None = None, **after: Any) -> None:
        """What a turn makes of a conversation that is there: fields of it, and of the turn."""
        async with self.batch() as batch:
            loaded = await batch.load_many([Inbound("", Thread(id), EPOCH, Opened())])
            before = loaded.conversations[Thread(id)]
            record = TurnRecord("", before, replace(before, **after), **(turn or {}))
            await batch.save_many([record])

    async def talk(self, id: str) -> Conversation:
        """The conversation as it stands."""
        return (await self.found(id))[0]

    async def case(self, talk: str) -> Case:
        """The newest case of a conversation as it stands."""
        case = (await self.found(talk))[1]
        assert case is not None, talk
        return case

    async def found(self, id: str) -> tuple[Conversation, Case | None, tuple[Shown, ...]]:
        """A conversation, its newest case and its lines."""
        found = await self.read_thread(Thread(id))
        assert found is not None, id
        return found

    async def put_alarm(self, alarm: Alarm) -> None:
        """It stands so from now on."""

        def work(connection: Connection) -> None:
            connection.execute(delete(alarms).where(alarms.c.id == alarm.id))
            connection.execute(insert(alarms), [alarm_row(alarm)])

        await self.write(work)

    async def on_duty(self, now: datetime) -> dict[str, dict[str, int]]:
        """Operators on duty per network and language, as the shell learns of them."""
        inbound = Inbound("", Address(Channel.WEB, "nobody"), now, Opened())
        async with self.batch() as batch:
            duty = (await batch.load_many([inbound])).duty
        return {network: dict(spoken) for network, spoken in duty.items()}

    async def count(self, table: Table) -> int:
        """How many rows there are."""
        query = select(func.count()).select_from(table)
        return await self.read(lambda connection: connection.execute(query).scalar_one())
