"""A small Telegram over real HTTP: private chats, updates, and the methods that we use.

It is held against the published description in ``test_telegram_published``.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from itertools import count
from typing import Any

import orjson
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

TOKEN = "4711:fake"
DELETABLE_SECONDS = 48 * 3600
LONGEST_TEXT = 4096
MOST_DELETED = 100
Call = tuple[str, dict[str, Any], Any]


class FakeTelegram:
    """The server. ``chats`` holds what is on each phone, by chat and message id."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.chats: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
        self.calls: list[Call] = []
        self.tried: Counter[str] = Counter()
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.blocked: set[int] = set()
        self.left: list[int] = []
        self.answered: list[str] = []
        self.updates: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {}
        self.webhook_trouble: dict[str, Any] = {}
        self.profile: dict[tuple[str, str], Any] = {}
        self.busy_seconds = 7
        self.hanging = asyncio.Event()
        self._numbers = count(1)
        self._update_ids = count(700)
        self._queries = count(1)
        self._news = asyncio.Event()
        self._server: TestServer | None = None

    async def __aenter__(self) -> FakeTelegram:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.on_response_prepare.append(self._date)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.hanging.set()
        assert self._server is not None
        await self._server.close()

    @property
    def url(self) -> str:
        """Its root."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.port}"

    async def _date(self, _: web.Request, answer: web.StreamResponse) -> None:
        answer.headers["Date"] = format_datetime(self.clock(), usegmt=True)

    # --- what people do on their phones ------------------------------------------------------

    def user(self, chat: int) -> dict[str, Any]:
        """The person of a private chat."""
        return {"id": chat, "is_bot": False, "first_name": "N", "language_code": "it"}

    def wrote(self, chat: int, date: int | None = None, **content: Any) -> dict[str, Any]:
        """She sends a message; the update that tells of it."""
        message = {
            "message_id": next(self._numbers),
            "date": self.seconds() if date is None else date,
            "chat": {"id": chat, "type": "private", "first_name": "N"},
            "from": self.user(chat),
            **content,
        }
        self.chats[chat][message["message_id"]] = message
        return self.update(message=message)

    def touched(self, chat: int, label: str) -> dict[str, Any]:
        """She touches the newest button with that label."""
        for message in reversed(self.chats[chat].values()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        query = {
                            "id": f"query-{next(self._queries)}",
                            "from": self.user(chat),
                            "message": message,
                            "chat_instance": "1",
                            "data": button["callback_data"],
                        }
                        return self.update(callback_query=query)
        raise AssertionError(f"no button {label} on this phone: {self.labels(chat)}")

    def labels(self, chat: int) -> list[str]:
        """The buttons that were ever shown."""
        return [
            button["text"]
            for message in self.chats[chat].values()
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
        ]

    def member(self, chat: int, status: str, kind: str = "private") -> dict[str, Any]:
        """The bot's standing in a chat changes: she blocks it, somebody adds it to a group."""
        if kind == "private" and status == "kicked":
            self.blocked.add(chat)
        bot = {"id": 4711, "is_bot": True, "first_name": "B"}
        old = {"user": bot, "status": "member"}
        new = {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        change = {
            "chat": {"id": chat, "type": kind, "title": "G"},
            "from": self.user(abs(chat)),
            "date": self.seconds(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return self.update(my_chat_member=change)

    def update(self, **content: Any) -> dict[str, Any]:
        """One more update; whoever polls is given it."""
        update = {"update_id": next(self._update_ids), **content}
        self.updates.append(update)
        self._news.set()
        return update

    async def deliver(self, site: str, update: Mapping[str, Any], secret: str) -> int:
        """Post an update to the webhook. The status of the answer."""
        headers = {
            "X-Telegram-Bot-Api-Secret-Token": secret,
            "Content-Type": "application/json",
        }
        url = f"{site}/telegram"
        async with (
            ClientSession() as session,
            session.post(url, data=orjson.dumps(update), headers=headers) as answer,
        ):
            return answer.status

    def texts(self, chat: int) -> list[str]:
        """What the bot wrote that is on her phone now."""
        ours = (one for one in self.chats[chat].values() if one["from"]["is_bot"])
        return [one["text"] for one in ours]

    def seconds(self) -> int:
        """The time, as Telegram writes it."""
        return int(self.clock().timestamp())

    # --- the methods -------------------------------------------------------------------------

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _refusal(401, "Unauthorized")
        method = request.match_info["method"]
        given = await _parameters(request)
        self.tried[method] += 1
        fault = self.faults[method].pop(0) if self.faults[method] else ""
        if fault == "error":
            return _refusal(500, "Internal Server Error")
        if fault == "busy":
            return _refusal(429, "Too Many Requests", retry_after=self.busy_seconds)
        if fault == "hang":
            await self.hanging.wait()
            return _refusal(500, "Internal Server Error")
        if fault == "gone":
            self.blocked.add(int(given["chat_id"]))
        act = getattr(self, f"_{method}", None)
        if act is None:
            return _refusal(404, "Not Found")
        try:
            result = act(**given)
            if asyncio.iscoroutine(result):
                result = await result
        except Refusal as refusal:
            return _refusal(refusal.status, str(refusal))
        self.calls.append((method, given, result))
        if fault == "reset":
            return await _break_off(request)
        return web.json_response({"ok": True, "result": result})

    def _getMe(self) -> dict[str, Any]:  # noqa: N802 - Telegram's name
        return {"id": 4711, "is_bot": True, "first_name": "B", "username": "fake_bot"}

    def _sendMessage(self, chat_id: int, text: str, **more: Any) -> dict[str, Any]:  # noqa: N802
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not 0 < len(text) <= LONGEST_TEXT:
            raise Refusal(400, "Bad Request: message is too long")
        message = {
            "message_id": next(self._numbers),
            "date": self.seconds(),
            "chat": {"id": chat_id, "type": "private", "first_name": "N"},
            "from": self._getMe(),
            "text": text,
        }
        if "reply_markup" in more:
            message["reply_markup"] = more["reply_markup"]
        self.chats[chat_id][message["message_id"]] = message
        return message

    def _deleteMessages(self, chat_id: int, message_ids: list[int]) -> bool:  # noqa: N802
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not 1 <= len(message_ids) <= MOST_DELETED:
            raise Refusal(400, "Bad Request: too many messages")
        there = self.chats[chat_id]
        old = self.seconds() - DELETABLE_SECONDS
        if any(id in there and there[id]["date"] < old for id in message_ids):
            raise Refusal(400, "Bad Request: message can't be deleted for everyone")
        for id in message_ids:
            there.pop(id, None)
        return True

    def _answerCallbackQuery(self, callback_query_id: str) -> bool:  # noqa: N802
        self.answered.append(callback_query_id)
        return True

    def _leaveChat(self, chat_id: int) -> bool:  # noqa: N802
        self.left.append(chat_id)
        return True

    def _setWebhook(self, **webhook: Any) -> bool:  # noqa: N802
        self.webhook = webhook
        return True

    def _deleteWebhook(self, **_: Any) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    def _getWebhookInfo(self) -> dict[str, Any]:  # noqa: N802
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        } | self.webhook_trouble

    async def _getUpdates(  # noqa: N802
        self, offset: int = 0, **_: Any
    ) -> list[dict[str, Any]]:
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates:
            self._news.clear()
            try:
                async with asyncio.timeout(0.5):
                    await self._news.wait()
            except TimeoutError:
                pass
        return list(self.updates)

    def _set(self, what: str, value: Any, language_code: str) -> bool:
        assert len(language_code) in (0, 2), "Telegram knows languages by two letters"
        self.profile[what, language_code] = value
        return True

    def _setMyName(self, name: str = "", language_code: str = "") -> bool:  # noqa: N802
        return self._set("name", name, language_code)

    def _setMyDescription(self, description: str = "", language_code: str = "") -> bool:  # noqa: N802
        return self._set("description", description, language_code)

    def _setMyShortDescription(  # noqa: N802
        self, short_description: str = "", language_code: str = ""
    ) -> bool:
        return self._set("short_description", short_description, language_code)

    def _setMyCommands(self, commands: list[Any], language_code: str = "") -> bool:  # noqa: N802
        return self._set("commands", commands, language_code)

    def _getMyName(self, language_code: str = "") -> dict[str, Any]:  # noqa: N802
        return {"name": self.profile.get(("name", language_code), "")}

    def _getMyDescription(self, language_code: str = "") -> dict[str, Any]:  # noqa: N802
        return {"description": self.profile.get(("description", language_code), "")}

    def _getMyShortDescription(self, language_code: str = "") -> dict[str, Any]:  # noqa: N802
        return {"short_description": self.profile.get(("short_description", language_code), "")}

    def _getMyCommands(self, language_code: str = "") -> list[Any]:  # noqa: N802
        found: list[Any] = self.profile.get(("commands", language_code), [])
        return found


class Refusal(Exception):
    """Telegram says no."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def _refusal(status: int, why: str, **parameters: int) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": why}
    return web.json_response(
        body | ({"parameters": parameters} if parameters else {}), status=status
    )


async def _break_off(request: web.Request) -> web.StreamResponse:
    """Half an answer, and then nothing."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b'{"ok": true')
    assert request.transport is not None
    request.transport.abort()
    return answer


async def _parameters(request: web.Request) -> dict[str, Any]:
    """What was given, with JSON in it read: the library sends a form whose values are JSON."""
    given: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        assert isinstance(value, str), "no files are sent"
        plain = name in {"text", "name", "description", "short_description", "url", "secret_token"}
        plain = plain or name in {"callback_query_id", "language_code"}
        given[name] = value if plain else orjson.loads(value)
    return given
