"""A woman's page as a lean client: one connection, the same requests as the page's script."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson

FORM = re.compile(rb'name="form" value="([^"]+)"')
ASK = re.compile(rb'name="ask" value="([^"]*)"')
AFTER = re.compile(rb'name="after" value="(\d+)"')
TRIES = 4
"""So often the page's script sends a text whose form is refused."""

_BROWSER = "Accept-Language: it\r\nSec-Fetch-Site: same-origin\r\n"


class Refused(Exception):
    """The service answered, and not as it should; the message names the status. ``soon``: it said
    that it cannot just now. ``over``: the talk is, and only the key begins another; ``taken``: what
    was sent last stands in it."""

    def __init__(
        self, what: str, status: int = 0, *, over: bool = False, taken: bool = False
    ) -> None:
        super().__init__(what)
        self.soon = status >= 500
        self.over = over
        self.taken = taken


@dataclass(slots=True)
class Visitor:
    """Somebody who came through the door. ``after`` is the last line that she saw."""

    port: int
    entry: str
    cookie: str = ""
    form: str = ""
    ask: str = ""
    after: int = 0
    renewed: int = 0
    """How often a form was refused as too old, and sent anew with the one that came back."""
    _reader: asyncio.StreamReader | None = field(default=None, repr=False)
    _writer: asyncio.StreamWriter | None = field(default=None, repr=False)

    async def connect(self) -> None:
        """Open the connection."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)

    def close(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None

    @property
    def connected(self) -> bool:
        """Whether a connection is open, as far as anybody knows."""
        return self._writer is not None

    async def enter(self) -> None:
        """Come through the door as somebody new, and see the first question."""
        self.cookie = ""
        self.after = 0
        await self._request("GET", f"/{self.entry}")
        await self.look()

    async def look(self) -> bytes:
        """The page as it stands."""
        page = await self._request("GET", "/")
        form, ask, after = FORM.search(page), ASK.search(page), AFTER.search(page)
        if form is None or after is None:
            raise Refused("the cover instead of the chat", over=True)
        self.after = int(after[1])
        self.form = form[1].decode()
        self.ask = ask[1].decode() if ask else ""
        return page

    async def choose(self, choice: str) -> dict[str, Any]:
        """Touch a choice; what the page's script is told."""
        return await self.post({"choice": choice, "ask": self.ask})

    async def say(self, text: str) -> dict[str, Any]:
        """Send a text; what the page's script is told."""
        return await self.post({"text": text})

    async def post(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """Send these fields with the form's one-time id, which is then used up."""
        for _ in range(TRIES):
            body = urlencode({"form": self.form, "after": self.after, **fields}).encode()
            told: dict[str, Any] = orjson.loads(await self._request("POST", "/", body))
            self.form = told.get("form", self.form)
            if not told.get("again"):
                break
            self.renewed += 1
        else:
            raise Refused("no form fits", 409)
        if not told.get("live"):
            raise Refused("the talk was over", over=True, taken=bool(told.get("left")))
        self.ask, self.after = told["ask"], told["seq"]
        return told

    async def _request(self, method: str, path: str, body: bytes = b"") -> bytes:
        reader, writer = self._reader, self._writer
        if reader is None or writer is None:
            raise Refused("not connected")
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{_BROWSER}"
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        if body:
            head += (
                "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            )
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        length = 0
        for line in answer.split(b"\r\n")[1:]:
            name, _, value = line.partition(b": ")
            if name.lower() == b"content-length":
                length = int(value)
            elif name.lower() == b"set-cookie":
                self.cookie = value.partition(b";")[0].decode()
        content = await reader.readexactly(length)
        if status not in (200, 303, 409):
            raise Refused(f"status {status}", status)
        return content
