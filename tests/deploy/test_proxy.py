"""The real Caddy with our Caddyfile: what she sends goes through, and nothing of it stays there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector, web

from tests.deploy.caddy import ABSENT, CADDY, HOST, Caddy

pytestmark = pytest.mark.skipif(CADDY is None, reason=ABSENT)

ENTRY = "sole-di-novembre"
TOO_LARGE = 1_100_000


class Proxy:
    """Caddy before a service that says what it was asked for."""

    def __init__(self, caddy: Caddy) -> None:
        self._caddy = caddy
        self.said = caddy.said
        self.url = caddy.url
        self.go_on = asyncio.Event()
        self.client: ClientSession

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Proxy]:
        """Until Caddy answers, and while it does."""
        async with self._caddy.running():
            connector = TCPConnector(ssl=self._caddy.trusted)
            async with ClientSession(connector=connector) as self.client:
                yield self

    @asynccontextmanager
    async def service(self) -> AsyncIterator[None]:
        """What stands behind it."""
        app = web.Application(client_max_size=10 * TOO_LARGE)
        app.router.add_get("/events", self._events)
        app.router.add_route("*", "/{path:.*}", self._echo)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._caddy.public).start()
        yield
        await runner.cleanup()

    async def _echo(self, request: web.Request) -> web.Response:
        await request.read()
        wanted = ("X-Forwarded-For", "X-Forwarded-Proto", "Host")
        return web.json_response({name: request.headers.getall(name, []) for name in wanted})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        await answer.write(b"data: first\n\n")
        await self.go_on.wait()
        return answer


@pytest.fixture
async def proxy(tmp_path: Path) -> AsyncIterator[Proxy]:
    """Caddy, and no service yet."""
    async with Proxy(Caddy(tmp_path)).running() as one:
        yield one


async def _asked(proxy: Proxy, **headers: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    url = proxy.url(f"/{ENTRY}")
    async with proxy.client.get(
        url, headers={"Host": HOST, **headers}, server_hostname=HOST
    ) as answer:
        return await answer.json(), dict(answer.headers)


async def test_the_service_is_asked_as_she_asked_and_told_who_really_did(proxy: Proxy) -> None:
    """The name of the host goes through; what she claims of her address does not."""
    async with proxy.service():
        seen, told = await _asked(proxy, **{"X-Forwarded-For": "1.2.3.4"})
    assert seen == {
        "X-Forwarded-For": ["127.0.0.1"],
        "X-Forwarded-Proto": ["https"],
        "Host": [HOST],
    }
    assert not {"Alt-Svc", "Strict-Transport-Security"} & set(told), "It would survive her exit."


async def test_what_happens_reaches_her_page_at_once(proxy: Proxy) -> None:
    """An event goes through while the next one is not there yet."""
    async with (
        proxy.service(),
        proxy.client.get(
            proxy.url("/events"), headers={"Host": HOST}, server_hostname=HOST
        ) as answer,
    ):
        assert await answer.content.readline() == b"data: first\n"
        proxy.go_on.set()


async def test_a_body_that_is_too_large_goes_no_further(proxy: Proxy) -> None:
    """Nothing of hers is that large."""
    async with proxy.service():
        url, body = proxy.url(f"/{ENTRY}"), BytesIO(b"x" * TOO_LARGE)
        async with proxy.client.post(
            url, data=body, headers={"Host": HOST}, server_hostname=HOST
        ) as answer:
            assert answer.status >= 400


async def test_nothing_of_a_request_is_written_also_when_the_service_is_away(proxy: Proxy) -> None:
    """Caddy writes address, path and browser of each request that it cannot hand on."""
    url = proxy.url(f"/{ENTRY}")
    async with proxy.client.get(url, headers={"Host": HOST}, server_hostname=HOST) as answer:
        assert answer.status == 502
    async with proxy.service():
        await _asked(proxy)
    told = "".join(proxy.said)
    assert "serving initial configuration" in told
    assert not re.search(rf"{ENTRY}|remote_ip|User-Agent", told)
