"""An operator at the staff's programming interface, and waiting for what comes about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pyotp
from aiohttp import ClientSession, CookieJar

from tests.journeys.talking import Running


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until that is so, for 30 seconds at most."""
    async with asyncio.timeout(30):
        for _ in count():
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.05)


@dataclass
class Desk:
    """An operator at the staff's programming interface."""

    session: ClientSession
    url: str
    csrf: str = ""

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """One call; its answer."""
        parts = urlsplit(self.url)
        headers = {"Origin": f"{parts.scheme}://{parts.netloc}", "X-Filo-Csrf": self.csrf}
        url = f"{self.url.rstrip('/')}/api/{path}"
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            assert answer.status < 300, (path, answer.status, await answer.text())
            return await answer.json() if answer.status == 200 else None


@asynccontextmanager
async def behind_the_desk(running: Running) -> AsyncIterator[Desk]:
    """Logged in, and on duty."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        desk = Desk(session, running.staff)
        code = pyotp.TOTP(running.secret).now()
        who = {"login": running.login, "password": running.password, "code": code}
        desk.csrf = (await desk.call("POST", "session", who))["csrf"]
        await desk.call("PUT", "duty", {"on": True})
        yield desk
