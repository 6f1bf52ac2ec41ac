"""A cookie that somebody kept meets the almanac, however long he waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.assemble import house
from bot.house import House
from bot.messages import Address, Channel
from tests.journeys.behind import until
from tests.place import installed

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Client = TestClient[web.Request, web.Application]


async def _post(client: Client, token: str, path: str, fields: Mapping[str, str]) -> str:
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "Accept": "application/json",
        "Cookie": f"giorno={token}",
    }
    answer = await client.post(path, data=fields, headers=headers)
    return await answer.text()


async def _live(service: House, token: str) -> bool:
    address = Address(Channel.WEB, token)
    return (await service.views.page(address, ["it"], service.clock())).live


async def _dead(service: House, token: str) -> bool:
    return not await _live(service, token)


async def test_a_kept_cookie_and_form_open_nothing_after_an_exit(tmp_path: Path) -> None:
    """Also when the exited session itself is forgotten, its cookie and its forms stay dead."""
    clock = [NOW]
    settings = await installed(tmp_path)
    async with (
        house(settings, clock=lambda: clock[0]) as service,
        TestClient(TestServer(service.public_site())) as client,
    ):
        token = service.keys.tokens.mint(NOW)
        first, kept = (service.keys.tokens.form(token, NOW) for _ in range(2))
        told = await _post(client, token, "/", {"form": first, "text": "Italiano"})
        assert '"live":true' in told
        assert await _live(service, token)
        await _post(client, token, "/exit", {})
        # Leaving waits for nothing long: it may be written a moment after it was answered.
        await until(partial(_dead, service, token))
        clock[0] += timedelta(minutes=50)
        await service.store.forget_due(clock[0], 100)
        told = await _post(client, token, "/", {"form": kept, "text": "ciao"})
        assert '"live":false' in told
        counted = await service.store.read_thread(Address(Channel.WEB, token))
        assert counted is None
