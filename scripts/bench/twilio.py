"""Twilio, as far as a measurement needs it: SMS or WhatsApp."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import final
from urllib.parse import urlencode

from aiohttp import web
from twilio.request_validator import RequestValidator

from bot.channels.twilio_inbound import SIGNATURE, WHATSAPP
from scripts.bench.webhooks import Waits, Webhook

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "0123456789abcdef"  # noqa: S105 - of a provider that is made up
OURS = "+390000000000"
FORM = "application/x-www-form-urlencoded"


@final
class Twilio:
    """A number of ours there (``webhooks.Provider``)."""

    def __init__(self, *, whatsapp: bool) -> None:
        self.waits = Waits()
        # A number takes ten text messages a second, and there may be two to a turn.
        self.pauses = (4.0, 8.0) if whatsapp else (8.0, 16.0)
        self.seconds = 30.0 if whatsapp else 60.0
        self._prefix = WHATSAPP if whatsapp else ""
        self._validator = RequestValidator(TOKEN)
        self._ids = count(1)
        self._contents: list[dict[str, object]] = []

    def app(self) -> web.Application:
        """Messages and contents; what else is asked is not there."""
        app = web.Application()
        root = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"
        app.router.add_post(f"{root}.json", self._take)
        app.router.add_get(f"{root}.json", self._list)
        app.router.add_get("/v1/Content", self._list_contents)
        app.router.add_post("/v1/Content", self._make_content)
        return app

    def settings(self, root: str, site: str) -> Mapping[str, str]:
        """The number's settings."""
        channel = "WHATSAPP" if self._prefix else "SMS"
        return {
            "FILO_PUBLIC_URL": site,
            "FILO_TWILIO_ACCOUNT_SID": ACCOUNT,
            "FILO_TWILIO_AUTH_TOKEN": TOKEN,
            "FILO_TWILIO_API_URL": root,
            f"FILO_TWILIO_{channel}_FROM": f"{self._prefix}{OURS}",
        }

    def person(self, number: int) -> str:
        """Her number, as Twilio writes it."""
        return f"{self._prefix}+39000000{number + 1:04}"

    def opening(self, entry: str) -> str:
        """The keyword."""
        return entry

    def webhook(self, person: str, text: str, id: int, site: str) -> Webhook:
        """A signed form."""
        sid = f"SM{id:032x}"
        fields = {
            "AccountSid": ACCOUNT,
            "Body": text,
            "From": person,
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "To": f"{self._prefix}{OURS}",
        }
        path = "/twilio/message"
        signature = str(self._validator.compute_signature(f"{site}{path}", fields))
        headers = {SIGNATURE: signature, "Content-Type": FORM}
        return Webhook(path, urlencode(fields).encode(), headers)

    async def _take(self, request: web.Request) -> web.Response:
        given = await request.post()
        self.waits.end(str(given["To"]))
        sid = f"SM{next(self._ids) + 2**64:032x}"
        return web.json_response({"sid": sid, "status": "queued"}, status=201)

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"messages": [], "next_page_uri": None})

    async def _list_contents(self, request: web.Request) -> web.Response:
        meta = {"key": "contents", "page": 0, "page_size": 50, "next_page_url": None}
        return web.json_response({"contents": self._contents, "meta": meta})

    async def _make_content(self, request: web.Request) -> web.Response:
        made = {**await request.json(), "sid": f"HX{next(self._ids):032x}"}
        self._contents.append(made)
        return web.json_response(made, status=201)
