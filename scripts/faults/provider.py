"""Telegram and Twilio as one process: ``… provider TELEGRAM_PORT TWILIO_PORT RECORD FOLDER``.

They take whatever they are asked to show, and write each request down before they answer. Their
clock is that of the run (``scripts.faults.clocks`` in ``FOLDER``): no jump of the nodes moves it.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from itertools import count
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import parse_qs, urlsplit

import orjson
from aiohttp import web

from scripts.faults.clocks import now
from tests.channels.twilio_fake import FakeTwilio

TOKEN = "4711:faults"  # noqa: S105 - of a provider that is made up
SECRET = "a-secret-of-the-webhook"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Record:
    """What was asked for, in order."""

    file: TextIO
    folder: Path

    def write(self, chat: str, id: str, text: str) -> None:
        """One request, with its moment."""
        row = {"at": round(self.now() * 1000), "chat": chat, "id": id, "text": text}
        self.file.write(orjson.dumps(row).decode() + "\n")
        self.file.flush()

    def now(self) -> float:
        """The clock of the run."""
        return now(self.folder)


class Telegram:
    """One bot's API. Numbers of messages never come twice, also after it was killed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._ids = count((time.time_ns() // 1_000_000) * 1_000)

    def app(self) -> web.Application:
        """Any method."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        app.on_response_prepare.append(self._date)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = await request.post()
        result: Any = True
        if method == "sendMessage":
            chat, text = str(given["chat_id"]), str(given["text"])
            id = next(self._ids)
            self._record.write(chat, str(id), text)
            result = {
                "message_id": id,
                "date": int(self._record.now()),
                "chat": {"id": int(chat), "type": "private", "first_name": "N"},
                "text": text,
            }
        elif method == "getMe":
            result = {"id": 4711, "is_bot": True, "first_name": "B", "username": "b_bot"}
        elif method == "getWebhookInfo":
            result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return web.json_response({"ok": True, "result": result})

    async def _date(self, _: web.Request, answer: web.StreamResponse) -> None:
        answer.headers["Date"] = formatdate(self._record.now(), usegmt=True)


class Twilio(FakeTwilio):
    """The fake of the tests, which writes down what it was asked. Its names never come twice."""

    def __init__(self, record: Record) -> None:
        super().__init__(lambda: datetime.fromtimestamp(record.now(), UTC))
        self._record = record
        self._count = count(time.time_ns())

    async def _create(self, request: web.Request) -> web.Response:
        before = len(self.posted)
        answer = await super()._create(request)
        for sent in self.posted[before:]:
            self._record.write(sent["To"], _name(sent), _text(sent))
        return answer


def _name(sent: Mapping[str, str]) -> str:
    """Our own name of a message: it stands in the address that its callbacks go to."""
    return parse_qs(urlsplit(sent["StatusCallback"]).query)["m"][0]


def _text(sent: Mapping[str, str]) -> str:
    if "Body" in sent:
        return sent["Body"]
    said: Mapping[str, str] = orjson.loads(sent["ContentVariables"])
    return said["1"]


async def serve(telegram_port: int, twilio_port: int, record: Record) -> None:
    """Serve until killed."""
    for app, port in ((Telegram(record).app(), telegram_port), (Twilio(record).app, twilio_port)):
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


def main(telegram_port: str, twilio_port: str, record: str, folder: str) -> None:
    """Open the record and serve."""
    with Path(record).open("a", encoding="utf-8") as file:
        asyncio.run(serve(int(telegram_port), int(twilio_port), Record(file, Path(folder))))


if __name__ == "__main__":
    main(*sys.argv[1:])
