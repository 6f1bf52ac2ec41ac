"""Telegram, as far as a measurement needs it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import count
from typing import Any, final

import orjson
from aiohttp import web

from scripts.bench.webhooks import Waits, Webhook

TOKEN = "4711:bench"  # noqa: S105 - of a provider that is made up
SECRET = "a-secret-of-the-webhook"  # noqa: S105


_RESULTS: dict[str, Any] = {
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
}
"""What is no mere yes."""


@final
class Telegram:
    """A bot of ours there (``webhooks.Provider``)."""

    pauses = (4.0, 8.0)
    seconds = 30.0

    def __init__(self) -> None:
        self.waits = Waits()
        self._ids = count(1)

    def app(self) -> web.Application:
        """Any method of the API."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        return app

    def settings(self, root: str, site: str) -> Mapping[str, str]:
        """The bot's settings."""
        return {
            "FILO_TELEGRAM_TOKEN": TOKEN,
            "FILO_TELEGRAM_API_URL": root,
            "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
        }

    def person(self, number: int) -> str:
        """A chat's id."""
        return str(number + 1)

    def opening(self, entry: str) -> str:
        """The link with the key."""
        return f"/start {entry}"

    def webhook(self, person: str, text: str, id: int, site: str) -> Webhook:
        """An update with one message."""
        update = {
            "update_id": id,
            "message": {
                "message_id": id,
                "date": int(time.time()),
                "chat": {"id": int(person), "type": "private"},
                "from": {"id": int(person), "is_bot": False, "first_name": "N"},
                "text": text,
            },
        }
        headers = {
            "X-Telegram-Bot-Api-Secret-Token": SECRET,
            "Content-Type": "application/json",
        }
        return Webhook("/telegram", orjson.dumps(update), headers)

    async def _take(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method != "sendMessage":
            return web.json_response({"ok": True, "result": _RESULTS.get(method, True)})
        given = await request.post()
        chat = str(given["chat_id"])
        self.waits.end(chat)
        message: dict[str, Any] = {
            "message_id": next(self._ids),
            "date": int(time.time()),
            "chat": {"id": int(chat), "type": "private"},
            "text": str(given["text"]),
        }
        return web.json_response({"ok": True, "result": message})
