"""Women who do anything before the public site: enter, write, touch, go back, send twice, leave."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode

from aiohttp import ClientSession
from yarl import URL

from tests.fuzz.answers import trouble
from tests.fuzz.spoiling import HOSTILE
from tests.place import TO_A_PERSON

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
CHOICE = re.compile(r'<button name="choice" value="([^"]*)"')
MARK = re.compile(r"segreto(\d+)x")
WORDS = ("ciao", "aiuto", "menu", "no", "sì", "Rho", "1", "2", "esci", "torna al menu", "grazie",
         "ho paura di mio marito", "gelsomino", "12345678", "٣", "stop")  # fmt: skip
PAGES = 12
HER_DRAFT = 409
"""The form was sent already, or her page is over: what she wrote stands in the field again."""


@dataclass
class Woman:
    """What her browser holds: a cookie, and the pages that she can go back to."""

    number: int
    cookie: str = ""
    pages: list[str] = field(default_factory=list)
    said: int = 0
    along: int = 0

    @property
    def page(self) -> str:
        """The one that she sees."""
        return self.pages[-1] if self.pages else ""

    def text(self) -> str:
        """Words that nobody else says, and that she says once."""
        self.said += 1
        return f"segreto{self.number}x parola{self.number}n{self.said}z"


@dataclass
class HerWalk:
    """``found`` are answers that should not be, each kind once."""

    client: ClientSession
    entry: str
    chance: Random
    women: list[Woman] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    count: int = 0

    async def step(self) -> None:
        """One act of one woman."""
        if len(self.women) < 6 or self.chance.random() < 0.01:
            self.count += 1
            self.women.append(Woman(self.count))
            self.women = self.women[-12:]
        her = self.chance.choice(self.women)
        acts = (self._enter, self._say, self._say, self._choose, self._choose, self._choose,
                self._on, self._on, self._on, self._twice, self._back, self._spoilt, self._look,
                self._stream, self._word)  # fmt: skip
        if not her.cookie and self.chance.random() < 0.7:
            await self._enter(her)
        elif self.chance.random() < 0.03:
            await self._leave(her)
        else:
            await self.chance.choice(acts)(her)

    async def _enter(self, her: Woman) -> None:
        await self._ask(her, "GET", f"/{self.entry}")
        await self._look(her)
        her.along = 0

    async def _look(self, her: Woman) -> None:
        await self._ask(her, "GET", "/")

    async def _say(self, her: Woman) -> None:
        await self._post(her, her.page, {"text": her.text()})

    async def _word(self, her: Woman) -> None:
        await self._post(her, her.page, {"text": self.chance.choice(WORDS)})

    async def _choose(self, her: Woman) -> None:
        choices = CHOICE.findall(her.page)
        if choices:
            await self._post(her, her.page, {"choice": unescape(self.chance.choice(choices))})

    async def _on(self, her: Woman) -> None:
        """The straight way to a person."""
        if her.along < len(TO_A_PERSON):
            her.along += 1
            await self._post(her, her.page, {"text": TO_A_PERSON[her.along - 1]})
        else:
            await self._say(her)

    async def _twice(self, her: Woman) -> None:
        """The same form several times at once: it has one effect."""
        page, text = her.page, her.text()
        if not HIDDEN.search(page):
            return
        own = text.split()[1]
        times = self.chance.randint(2, 5)
        await asyncio.gather(*(self._post(her, page, {"text": text}) for _ in range(times)))
        await self._look(her)
        shown = re.sub(r"<[^>]*>", " ", her.page).count(own)
        if shown > 1:
            self.found["twice"] = f"{own} stands {shown} times on her page after {times} posts"

    async def _back(self, her: Woman) -> None:
        """A form of a page that is over."""
        if her.pages:
            await self._post(her, self.chance.choice(her.pages), {"text": her.text()})

    async def _spoilt(self, her: Woman) -> None:
        hidden = [*dict(HIDDEN.findall(her.page)), "text", "choice", "stay", "touch", "hidden"]
        name = self.chance.choice(hidden)
        await self._post(her, her.page, {name: self.chance.choice(HOSTILE).decode("latin-1")})

    async def _stream(self, her: Woman) -> None:
        """Opened, heard a little, and dropped."""
        headers = {"Cookie": her.cookie, "Sec-Fetch-Site": "same-origin"}
        async with self.client.get("/events", headers=headers) as answer:
            async with asyncio.timeout(5):
                content = await answer.content.readany()
            self._judge(her, "GET /events", answer.status, content)
            answer.close()

    async def _leave(self, her: Woman) -> None:
        """What she had is nowhere any more: not by the cookie, not by the form."""
        cookie, page = her.cookie, her.page
        how = self.chance.choice(("GET", "POST", "say"))
        if how == "say":
            await self._post(her, page, {"text": "esci"})
        else:
            await self._ask(her, how, "/exit")
        if how != "say" and cookie:
            her.cookie = cookie
            content = await self._look_after(her)
            if MARK.search(content):
                self.found[f"left {how}"] = f"after {how} /exit her page still shows her words"
            await self._post(her, page, {"text": her.text()})
        her.cookie, her.along = "", 0

    async def _look_after(self, her: Woman) -> str:
        await self._ask(her, "GET", "/")
        return her.page

    async def _post(self, her: Woman, page: str, fields: dict[str, str]) -> None:
        sent = {**dict(HIDDEN.findall(page)), **fields}
        body = urlencode(sent, errors="replace").encode()
        script = self.chance.random() < 0.2
        await self._ask(her, "POST", "/", body, "application/json" if script else "text/html")

    async def _ask(
        self, her: Woman, method: str, path: str, body: bytes = b"", accept: str = "text/html"
    ) -> None:
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": accept, "Accept-Language": "it"}
        if her.cookie:
            headers["Cookie"] = her.cookie
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        url = URL(path, encoded=True)
        async with self.client.request(
            method, url, data=body or None, headers=headers, allow_redirects=False
        ) as answer:
            content = await answer.read()
            given = answer.headers.getall("Set-Cookie", [])
        if given:
            value = given[-1].partition(";")[0]
            her.cookie = "" if value.endswith("=") else value
        self._judge(her, f"{method} {path} {body!r:.300} {accept}", answer.status, content)
        if answer.content_type == "text/html" and content:
            her.pages = [*her.pages, content.decode()][-PAGES:]

    def _judge(self, her: Woman, told: str, status: int, content: bytes) -> None:
        self.came[status] = self.came.get(status, 0) + 1
        wrong = trouble(status, content)
        others = {int(one) for one in MARK.findall(content.decode("utf-8", "replace"))}
        if others - {her.number}:
            wrong = f"woman {her.number} reads what {others} wrote"
        if status >= 400 and others and status != HER_DRAFT:
            wrong = "it refuses with her words"
        if wrong:
            self.found.setdefault(
                f"{told[:10]} {status} {wrong[:20]}",
                f"{told}\n  -> {status}: {wrong}: {content!r:.200}",
            )
