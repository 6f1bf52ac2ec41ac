"""A small Twilio over HTTP: messages, media, contents, callbacks, and the faults of a real one.

It is held against the published description in ``test_twilio_description``.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Literal

import orjson
from aiohttp import BasicAuth, ClientSession, web
from aiohttp.test_utils import TestServer
from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "0123456789abcdef"
BUSY_SECONDS = 7
FINAL = frozenset({"delivered", "undelivered", "failed", "received", "read", "canceled"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What one request meets instead of an answer."""

    how: Literal["error", "hang", "reset", "lost"] = "error"
    status: int = 500
    code: int = 20500
    retry_after: int = 0


@dataclass(slots=True)
class Message:
    """One record."""

    sid: str
    fields: Mapping[str, str]
    direction: str
    status: str
    made_at: datetime
    media: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """The record as the API gives it."""
        at = format_datetime(self.made_at)
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{self.sid}"
        return {
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "body": self.fields.get("Body"),
            "date_created": at,
            "date_sent": at,
            "date_updated": at,
            "direction": self.direction,
            "error_code": None,
            "error_message": None,
            "from": self.fields.get("From"),
            "messaging_service_sid": None,
            "num_media": str(len(self.media)),
            "num_segments": "1",
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{path}/Media.json"},
            "to": self.fields.get("To"),
            "uri": f"{path}.json",
        }


class FakeTwilio:
    """Remembers what it was asked, and calls back like the real one."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self.messages: dict[str, Message] = {}
        self.contents: dict[str, dict[str, Any]] = {}
        self.approvals: dict[str, str] = {}
        """Templates by their sid, and what WhatsApp says of each."""
        self.asked: list[tuple[str, str]] = []
        self.posted: list[dict[str, str]] = []
        self.deleted: list[str] = []
        self.faults: list[Fault] = []
        """What the next requests meet, whatever they ask."""
        self.send_faults: list[Fault] = []
        """What the next messages meet."""
        self.status = "delivered"
        self.waiting = asyncio.Event()
        self.account_status = "active"
        self.hanging = asyncio.Event()
        self.url = ""
        self._count = itertools.count(1)

    @property
    def app(self) -> web.Application:
        """The server."""
        app = web.Application(middlewares=[self._guard])
        root = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"
        app.router.add_get(f"/2010-04-01/Accounts/{ACCOUNT}.json", self._account)
        app.router.add_post(f"{root}.json", self._create)
        app.router.add_get(f"{root}.json", self._list)
        app.router.add_delete(root + "/{sid}.json", self._delete)
        app.router.add_get(root + "/{sid}/Media.json", self._media)
        app.router.add_delete(root + "/{sid}/Media/{media}.json", self._delete_media)
        app.router.add_post("/v1/Content", self._make_content)
        app.router.add_get("/v1/Content", self._list_contents)
        app.router.add_get("/v1/Content/{sid}", self._content)
        app.router.add_get("/v1/Content/{sid}/ApprovalRequests", self._approval)
        return app

    def received(self, fields: Mapping[str, str], media: int = 0) -> Message:
        """A message that came in."""
        sid = self._sid("MM" if media else "SM")
        names = [self._sid("ME") for _ in range(media)]
        one = Message(sid, fields, "inbound", "received", self._clock(), names)
        self.messages[sid] = one
        return one

    async def call(
        self,
        url: str,
        fields: Mapping[str, str],
        *,
        public: str = "",
        signature: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> int:
        """Post a signed form to ``url``; signed for ``public`` where a proxy stands between."""
        made = RequestValidator(TOKEN).compute_signature(public or url, fields)
        sent = {**(headers or {}), "X-Twilio-Signature": made if signature is None else signature}
        async with (
            ClientSession() as session,
            session.post(url, data=dict(fields), headers=sent) as answer,
        ):
            await answer.read()
            return answer.status

    def _sid(self, prefix: str) -> str:
        return f"{prefix}{next(self._count):032x}"

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append((request.method, request.path))
        given = request.headers.get("Authorization", "")
        if not given or BasicAuth.decode(given)[:2] != (ACCOUNT, TOKEN):
            return _error(401, 20003)
        sends = request.method == "POST" and request.path.endswith("/Messages.json")
        faults = self.send_faults if sends and self.send_faults else self.faults
        fault = faults.pop(0) if faults else None
        if fault is None:
            answer: web.StreamResponse = await handler(request)
            return answer
        if fault.how == "error":
            return _error(fault.status, fault.code, fault.retry_after)
        if fault.how == "hang":
            self.hanging.set()
            await self.waiting.wait()
            return _error(503, 20503)
        if fault.how == "lost":
            await handler(request)
        assert request.transport is not None
        if fault.how == "lost":
            request.transport.write(b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{")
        request.transport.abort() if fault.how == "reset" else request.transport.close()
        return web.Response()

    async def _account(self, _: web.Request) -> web.Response:
        return web.json_response({"sid": ACCOUNT, "status": self.account_status})

    async def _create(self, request: web.Request) -> web.Response:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        if "To" not in fields:
            return _error(400, 21604)
        if not fields.get("Body") and "ContentSid" not in fields:
            return _error(400, 21602)
        if fields.get("ContentSid", "").startswith("HX") and (
            fields["ContentSid"] not in {*self.contents, *APPROVED}
        ):
            return _error(400, 21655)
        self.posted.append(fields)
        kept = fields
        if fields.get("ContentRetention") == "discard":
            kept = {name: value for name, value in fields.items() if name != "Body"}
        sid = self._sid("SM")
        one = self.messages[sid] = Message(sid, kept, "outbound-api", "queued", self._clock())
        answer = {**one.plain(), "body": fields.get("Body")}
        one.status = self.status
        return web.json_response(answer, status=201)

    async def _list(self, request: web.Request) -> web.Response:
        found = [
            one.plain()
            for one in self.messages.values()
            if all(
                one.fields.get(name) == request.query[name]
                for name in ("From", "To")
                if name in request.query
            )
        ]
        return web.json_response(_page("messages", found, request))

    async def _delete(self, request: web.Request) -> web.Response:
        one = self.messages.get(request.match_info["sid"])
        if one is None:
            return _error(404, 20404)
        if one.status not in FINAL:
            return _error(409, 20009)
        del self.messages[one.sid]
        self.deleted.append(one.sid)
        return web.Response(status=204)

    async def _media(self, request: web.Request) -> web.Response:
        one = self.messages.get(request.match_info["sid"])
        if one is None:
            return _error(404, 20404)
        at = format_datetime(one.made_at)
        found = [
            {
                "account_sid": ACCOUNT,
                "content_type": "image/jpeg",
                "date_created": at,
                "date_updated": at,
                "parent_sid": one.sid,
                "sid": sid,
                "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{one.sid}/Media/{sid}.json",
            }
            for sid in one.media
        ]
        return web.json_response(_page("media_list", found, request))

    async def _delete_media(self, request: web.Request) -> web.Response:
        one = self.messages.get(request.match_info["sid"])
        media = request.match_info["media"]
        if one is None or media not in one.media:
            return _error(404, 20404)
        one.media.remove(media)
        self.deleted.append(media)
        return web.Response(status=204)

    async def _make_content(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return _error(415, 20001)
        wanted = await request.json()
        sid = self._sid("HX")
        self.contents[sid] = {**wanted, "sid": sid, "account_sid": ACCOUNT}
        return web.json_response(self.contents[sid], status=201)

    async def _list_contents(self, request: web.Request) -> web.Response:
        page = {**_page("contents", [], request), "contents": list(self.contents.values())}
        page["meta"] = {"key": "contents", "page": 0, "page_size": 50, "next_page_url": None}
        return web.json_response(page)

    async def _content(self, request: web.Request) -> web.Response:
        found = self.contents.get(request.match_info["sid"])
        return _error(404, 20404) if found is None else web.json_response(found)

    async def _approval(self, request: web.Request) -> web.Response:
        sid = request.match_info["sid"]
        status = self.approvals.get(sid, "unsubmitted")
        told = {"type": "whatsapp", "name": sid.lower(), "status": status, "category": "UTILITY"}
        answer = {"sid": sid, "account_sid": ACCOUNT, "whatsapp": told}
        return web.json_response({**answer, "url": f"/v1/Content/{sid}/ApprovalRequests"})


APPROVED: set[str] = {"HX" + "a" * 32}
"""Templates that the provider has approved."""


def _page(key: str, found: list[dict[str, Any]], request: web.Request) -> dict[str, Any]:
    path = request.path_qs
    return {
        key: found,
        "end": max(0, len(found) - 1),
        "first_page_uri": path,
        "next_page_uri": None,
        "page": 0,
        "page_size": 50,
        "previous_page_uri": None,
        "start": 0,
        "uri": path,
    }


def _error(status: int, code: int, retry_after: int = 0) -> web.Response:
    plain = {"code": code, "message": "no", "more_info": "", "status": status}
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    return web.Response(
        body=orjson.dumps(plain), status=status, content_type="application/json", headers=headers
    )


@asynccontextmanager
async def fake_twilio(
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[FakeTwilio]:
    """A running fake; ``url`` is its root."""
    fake = FakeTwilio(clock)
    server = TestServer(fake.app)
    await server.start_server()
    fake.url = str(server.make_url("")).rstrip("/")
    try:
        yield fake
    finally:
        fake.waiting.set()
        await server.close()
