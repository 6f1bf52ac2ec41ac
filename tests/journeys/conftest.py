"""A real browser before a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page

from bot.conversation.bus import LocalBus
from tests.browser import PATIENCE
from tests.web import scripted

PHONE: Any = {"width": 360, "height": 640}


@dataclass
class Site:
    """The public site, what is behind it, and the innocent page that an exit leads to."""

    url: str
    entry: str
    elsewhere: str
    script: Any
    clock: Any


async def _innocent(_: web.Request) -> web.Response:
    page = "<!doctype html><title>Meteo</title><p>Sereno</p>"
    return web.Response(text=page, content_type="text/html")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """The site on a port of its own; the innocent page has another host name."""
    clock = scripted.Clock()
    script = scripted.Script(clock, LocalBus())
    other = web.Application()
    other.router.add_get("/", _innocent)
    async with TestServer(other) as innocent:
        elsewhere = f"http://localhost:{innocent.port}/"
        async with TestServer(scripted.site(script, clock, elsewhere)) as server:
            url = f"http://127.0.0.1:{server.port}"
            yield Site(url, f"{url}/{scripted.ENTRY}", elsewhere, script, clock)


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    """Her phone, in Italian."""
    context = await browser.new_context(viewport=PHONE, locale="it-IT")
    context.set_default_timeout(PATIENCE)
    yield context
    await context.close()


@pytest.fixture
async def page(phone: BrowserContext) -> Page:
    """An empty tab; an error of the page's script fails the test."""
    page = await phone.new_page()

    def fail(error: Any) -> None:
        raise AssertionError(f"the page's script failed: {error}")

    page.on("pageerror", fail)
    return page
