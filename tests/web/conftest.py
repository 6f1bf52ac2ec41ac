"""A public site over a scripted service, and a client that acts like her browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.conversation.bus import LocalBus
from tests.web import scripted


class Her:
    """A browser without JavaScript: one cookie, forms read from the page."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.cookie = ""
        self.page = ""

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str] = {}, **rest: Any
    ) -> ClientResponse:
        """A request as she would send it, redirects not followed; the page is kept."""
        sent = {"Accept-Language": "it", "Sec-Fetch-Site": "same-origin", **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        answer = await self.client.request(
            method, path, headers=sent, allow_redirects=False, **rest
        )
        given = answer.headers.getall("Set-Cookie", [])
        if given:
            value = given[-1].split(";")[0]
            self.cookie = "" if value.endswith("=") else value
        if answer.content_type == "text/html":
            self.page = await answer.text()
        return answer

    async def enter(self) -> ClientResponse:
        """Through the door and to the chat."""
        await self.ask("GET", f"/{scripted.ENTRY}")
        return await self.ask("GET", "/")

    @property
    def form(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page))

    async def say(self, text: str, **headers: str) -> ClientResponse:
        """Send a text."""
        return await self.ask("POST", "/", headers, data={**self.form, "text": text})

    async def choose(self, choice: str, **headers: str) -> ClientResponse:
        """Touch a choice."""
        return await self.ask("POST", "/", headers, data={**self.form, "choice": choice})


@pytest.fixture
def clock() -> Any:
    """A clock that stands still."""
    return scripted.Clock()


@pytest.fixture
def script(clock: Any) -> Any:
    """The scripted service."""
    return scripted.Script(clock, LocalBus())


@pytest.fixture
async def her(script: Any, clock: Any) -> AsyncIterator[Her]:
    """She, before the door."""
    async with TestClient(TestServer(scripted.site(script, clock))) as client:
        yield Her(client)
