"""The page for the channel contract (``drivers.Driver``): browsers without JavaScript.

No provider stands between a page and us: whoever looks at it asks for it. So ``requests`` is 0 for
ever, and nothing can be made to fail.
"""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import ClientSession, DummyCookieJar

from bot.messages import Channel

ENTRY = "girasole"
SAID = re.compile(r'<p class="m (?!me")[^"]*" dir="auto">(.*?)</p>', re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>")
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
SIGNS = re.compile(r"<[^>]+>|[\u2066-\u2069]")


@dataclass
class Browser:
    """One cookie, and the page that is shown."""

    cookie: str = ""
    page: str = field(default="", repr=False)

    @property
    def form(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return dict(HIDDEN.findall(self.page))

    @property
    def lines(self) -> list[str]:
        """What we say on the page, or the title of the cover."""
        said = [html.unescape(SIGNS.sub("", one)).strip() for one in SAID.findall(self.page)]
        return said or TITLE.findall(self.page)


class WebDriver:
    """People are browsers."""

    channel = Channel.WEB

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self._site = ""
        self._people: dict[str, Browser] = {}
        self._delivered: list[tuple[str, Mapping[str, str]]] = []

    def settings(self) -> Mapping[str, str]:
        """A page is always there."""
        return {"FILO_ENTRY": ENTRY}

    def reach(self, site: str) -> None:
        """The public site."""
        self._site = site

    def browser(self, person: str) -> Browser:
        """Hers."""
        return self._people.setdefault(person, Browser())

    def address(self, person: str) -> str:
        """The token in her cookie."""
        return self.browser(person).cookie.partition("=")[2] or f"nobody-{person}"

    async def opens(self, person: str) -> str:
        """She follows the flyer's path and picks her language: looking alone keeps nothing."""
        await self._ask(person, "GET", f"/{ENTRY}")
        await self._ask(person, "GET", "/")
        return await self.says(person, "Italiano")

    async def says(self, person: str, text: str) -> str:
        """She sends a text from the page that she sees."""
        self._delivered.append((person, {**self.browser(person).form, "text": text}))
        name = str(len(self._delivered) - 1)
        await self.again(name)
        return name

    async def again(self, delivery: str) -> int:
        """The same form once more, as a reload sends it; then the page as it is."""
        person, fields = self._delivered[int(delivery)]
        status = await self._ask(person, "POST", "/", fields)
        await self._ask(person, "GET", "/")
        return 200 if status == 303 else status

    async def forged(self, person: str, text: str) -> int:
        """A form on somebody else's page."""
        headers = {"Sec-Fetch-Site": "cross-site"}
        return await self._ask(person, "POST", "/", {"text": text}, headers)

    async def follows(self, person: str, path: str) -> None:
        """She opens a link and touches its button."""
        await self._ask(person, "GET", path)
        await self._ask(person, "POST", path, self.browser(person).form)
        await self._ask(person, "GET", "/")

    def seen(self, person: str) -> list[str]:
        """What her page shows."""
        return self.browser(person).lines

    def requests(self) -> int:
        """Nobody is asked to send anything."""
        return 0

    def fail(self, *faults: str) -> None:
        """There is nobody who could."""
        raise LookupError(f"no provider of the page can meet {faults}")

    async def _ask(
        self,
        person: str,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] = {},
    ) -> int:
        browser = self.browser(person)
        sent = {"Accept-Language": "it", "Sec-Fetch-Site": "same-origin", **headers}
        if browser.cookie:
            sent["Cookie"] = browser.cookie
        asked = self._session.request(
            method, f"{self._site}{path}", data=fields, headers=sent, allow_redirects=False
        )
        async with asked as answer:
            for given in answer.headers.getall("Set-Cookie", []):
                value = given.partition(";")[0]
                browser.cookie = "" if value.endswith("=") else value
            if answer.content_type == "text/html":
                browser.page = await answer.text()
            return answer.status


@asynccontextmanager
async def web(_: Callable[[], datetime]) -> AsyncIterator[WebDriver]:
    """Browsers of this test's own."""
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield WebDriver(session)
