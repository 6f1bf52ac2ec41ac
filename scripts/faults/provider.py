"""Telegram as a process of its own: ``python -m scripts.faults.provider PORT LOG OFFSET``.

It takes whatever it is asked to show, and writes each request down before it answers. ``OFFSET`` is
the file that moves the clock of everybody (``scripts.faults.node``).
"""

from __future__ import annotations

import sys
import time
from email.utils import formatdate
from itertools import count
from pathlib import Path
from typing import Any, TextIO

import orjson
from aiohttp import web

from scripts.faults.shifted import shifted

TOKEN = "4711:faults"  # noqa: S105 - of a provider that is made up
SECRET = "a-secret-of-the-webhook"  # noqa: S105


class Provider:
    """One bot's API. Numbers of messages never come twice, also after it was killed."""

    def __init__(self, log: TextIO, offset: Path) -> None:
        self._log = log
        self._offset = offset
        self._ids = count((time.time_ns() // 1_000_000) * 1_000)

    def app(self) -> web.Application:
        """Any method."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        app.on_response_prepare.append(self._date)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        at = round(self._now() * 1000)
        method = request.match_info["method"]
        given = await request.post()
        result: Any = True
        if method == "sendMessage":
            chat, text = int(str(given["chat_id"])), str(given["text"])
            id = next(self._ids)
            row = {"at": at, "chat": chat, "id": id, "text": text}
            self._log.write(orjson.dumps(row).decode() + "\n")
            self._log.flush()
            result = {
                "message_id": id,
                "date": int(self._now()),
                "chat": {"id": chat, "type": "private", "first_name": "N"},
                "text": text,
            }
        elif method == "getMe":
            result = {"id": 4711, "is_bot": True, "first_name": "B", "username": "b_bot"}
        elif method == "getWebhookInfo":
            result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return web.json_response({"ok": True, "result": result})

    async def _date(self, _: web.Request, answer: web.StreamResponse) -> None:
        answer.headers["Date"] = formatdate(self._now(), usegmt=True)

    def _now(self) -> float:
        return time.time() + shifted(self._offset)


def main(port: int, log: Path, offset: Path) -> None:
    """Serve until killed."""
    with log.open("a", encoding="utf-8") as file:
        web.run_app(
            Provider(file, offset).app(), host="127.0.0.1", port=port, print=None, access_log=None
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
