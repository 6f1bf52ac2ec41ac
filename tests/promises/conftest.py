"""What the promises are held against: the shipped flows, and the real service on a real file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.assemble import house, published_scene
from bot.config import load
from bot.conversation.scene import Scene
from bot.crypto.keys import create_key_file
from bot.house import House
from tests.databases import migrated
from tests.engines import database_in

Client = TestClient[web.Request, web.Application]


@pytest.fixture(scope="session")
def scene() -> Scene:
    """What is published."""
    return published_scene()


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[House]:
    """The whole service of one process over a SQLite file."""
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(tmp_path),
            "FILO_MASTER_KEY_FILE": f"{tmp_path}/master.key",
        }
    )
    create_key_file(settings.master_key_file)
    await migrated(settings.database_url)
    async with house(settings) as running:
        yield running


@pytest.fixture
async def client(service: House) -> AsyncIterator[Client]:
    """Somebody before the public site, without cookies of her own."""
    async with TestClient(TestServer(service.public_site())) as browsing:
        yield browsing
