"""The whole service of one process, somebody before its public site, and a clock to move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.assemble import house, now
from bot.config import Settings, load
from bot.crypto.keys import create_key_file
from bot.house import House
from bot.messages import Address, Channel, Happening, Inbound
from tests.databases import migrated
from tests.engines import database_in

Client = TestClient[web.Request, web.Application]


@dataclass
class Place:
    """``ahead`` is how much later it is than when the service started."""

    service: House
    client: Client
    ahead: timedelta = timedelta()
    count: int = 0

    async def happens(self, token: str, *what: Happening) -> None:
        """These happen to the holder of that token, one after the other."""
        for one in what:
            self.count += 1
            at = self.service.clock()
            to = Address(Channel.WEB, token)
            await self.service.inbox.post(Inbound(f"{self.count}", to, at, one, ("it",)))


TO_A_PERSON = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
"""What she touches and writes from the door to the queue of Rho."""


async def installed(folder: Path, **more: str) -> Settings:
    """The settings of a demonstration in that folder, whose key and database are made. ``more``:
    further settings."""
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(folder),
            "FILO_MASTER_KEY_FILE": f"{folder}/master.key",
            **more,
        }
    )
    create_key_file(settings.master_key_file)
    await migrated(settings.database_url)
    return settings


@asynccontextmanager
async def placed(folder: Path, **more: str) -> AsyncIterator[Place]:
    """The service over a SQLite file in that folder, while the block runs. ``more``: settings."""
    settings = await installed(folder, **more)
    began = now()
    found: list[Place] = []
    async with (
        house(settings, lambda: began + (found[0].ahead if found else timedelta())) as running,
        TestClient(TestServer(running.public_site())) as client,
    ):
        found.append(Place(running, client))
        yield found[0]
