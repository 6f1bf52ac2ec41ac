"""What the promises are held against: the shipped flows, and the real service on a real file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.assemble import house, published_scene
from bot.conversation.scene import Scene
from bot.house import House
from tests.place import installed

Client = TestClient[web.Request, web.Application]


@pytest.fixture(scope="session")
def scene() -> Scene:
    """What is published."""
    return published_scene()


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[House]:
    """The whole service of one process over a SQLite file."""
    settings = await installed(tmp_path)
    async with house(settings) as running:
        yield running


@pytest.fixture
async def client(service: House) -> AsyncIterator[Client]:
    """Somebody before the public site, without cookies of her own."""
    async with TestClient(TestServer(service.public_site())) as browsing:
        yield browsing
