"""Wake-ups between the processes over one PostgreSQL, by LISTEN and NOTIFY.

What travels is a topic, as ``network:…``: that something changed there, never what. It only wakes:
whoever hears it reads the database, which is the truth.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage.postgres_hosts import Hosts

CHANNEL = "filo_wakes"
NAME = "filo wakes"
"""How the connection is called in ``pg_stat_activity``."""

EVERYBODY = ""
"""Told in place of topics where there were too many: whoever waits for anything looks again."""

PATIENCE = 5
"""Seconds that the connection may take to come about, and to prove that it still is."""

APART = 0.02
"""Seconds between two tellings, so that a flood of topics becomes few."""

MOST_TOPICS = 500
LONGEST = 7000
"""Bytes of one telling: PostgreSQL takes less than 8,000."""

_TELL = "SELECT pg_notify($1, $2)"


class PostgresWakes:
    """What one process tells the others, and hears of them (``database.Wakes``)."""

    def __init__(self, url: URL, hosts: Hosts) -> None:
        self._hosts = hosts
        # A connection of its own, since what listens is the connection itself.
        self._engine = create_async_engine(
            url,
            hide_parameters=True,
            poolclass=NullPool,
            connect_args={
                "timeout": PATIENCE,
                "command_timeout": PATIENCE,
                "server_settings": {"application_name": NAME},
                "async_creator_fn": hosts.connect,
            },
        )
        self._topics: dict[str, None] = {}
        self._something = asyncio.Event()

    def tell(self, topic: str) -> None:
        """Let the other processes know of this topic, as soon as that is possible."""
        self._topics[topic] = None
        self._something.set()

    async def keep(self, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
        """Tell and hear, until the connection is lost or its server is doubted: then it raises or
        returns, and is called again.

        ``missed``: something may have happened that nobody will be told of.
        """
        doubted = self._hosts.doubted
        connection = await self._engine.connect()
        try:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            own = raw.get_server_pid()

            def hear(_connection: object, pid: int, _channel: str, said: str) -> None:
                if pid == own:
                    return
                if said == EVERYBODY:
                    missed()
                else:
                    for topic in said.split("\n"):
                        heard(topic)

            await raw.add_listener(CHANNEL, hear)
            raw.add_termination_listener(lambda _connection: self._something.set())
            missed()
            while self._hosts.doubted == doubted:
                await self._tell(raw)
        finally:
            await asyncio.shield(connection.close())

    async def _tell(self, raw: Any) -> None:
        """Tell what waits; where nothing does for a while, learn whether anybody would hear."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._something.wait()
        except TimeoutError:
            await raw.execute("SELECT 1")
            return
        self._something.clear()
        topics, self._topics = self._topics, {}
        try:
            for said in _sayings(list(topics)):
                await raw.execute(_TELL, CHANNEL, said)
        except BaseException:
            self._topics = {**topics, **self._topics}
            self._something.set()
            raise
        if not topics:
            await raw.execute("SELECT 1")
        await asyncio.sleep(APART)


def _sayings(topics: list[str]) -> Iterator[str]:
    """The topics in as few tellings as they fit in."""
    if len(topics) > MOST_TOPICS:
        yield EVERYBODY
        return
    said = ""
    for topic in topics:
        longer = f"{said}\n{topic}" if said else topic
        if len(longer.encode()) > LONGEST:
            yield said
            longer = topic
        said = longer
    if said:
        yield said
