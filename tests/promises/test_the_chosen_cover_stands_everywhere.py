"""Whichever cover was chosen: the site, its title, and a stranger's thread show the same one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.assemble import house
from bot.house import House
from bot.messages import Address, Channel, Inbound, Said
from tests.place import installed

TITLES = {
    "almanac": "Almanacco di Milano",
    "kitchen": "Cucina di stagione",
    "city": "Milano a piedi",
}


@pytest.fixture(params=[*((name, "") for name in sorted(TITLES)), ("almanac", "Orti e balconi")])
async def service(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The whole service with each cover, and with one that has a name of its own."""
    cover, name = request.param
    settings = await installed(tmp_path, FILO_COVER=cover, FILO_COVER_NAME=name)
    async with house(settings) as running:
        yield running


async def test_site_and_thread_show_the_same_cover(service: House) -> None:
    """Nobody who compares them finds two services; the chat bears the title of the cover."""
    title = service.settings.cover_name or TITLES[service.settings.cover]
    others = [other for other in TITLES.values() if other != title]
    async with TestClient(TestServer(service.public_site())) as browser:
        headers = {"Accept-Language": "it"}
        pages = [
            await (await browser.get(path, headers=headers)).text()
            for path in ("/", f"/{service.settings.entry}", "/exit", "/")
        ]
    for page in pages:
        assert f"<title>{title}</title>" in page
        assert not any(other in page for other in others)
    stranger = Address(Channel.SMS, "stranger")
    inbound = Inbound("first", stranger, service.clock(), Said("ciao"), ("it",))
    turned = await service.inbox.post(inbound)
    assert title in turned.shown[0].speech.text
    assert not any(other in turned.shown[0].speech.text for other in others)
    assert service.scene.cover_line("it").startswith(f"{title}. ")
