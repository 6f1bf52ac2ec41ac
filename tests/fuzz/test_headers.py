"""Whatever stands in a header or an address: both sites refuse it as anything else, and live on."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from admin.app import build
from admin.auth import SESSION_COOKIE
from bot.handoff.people import Role
from bot.web.listening import listening
from tests.admin.conftest import CHEAP
from tests.fuzz.test_requests import LONG, Desk, desk
from tests.place import placed

__all__ = ["desk"]

NO_TEXT = (b"\xff\xfe", b"[::1")
VALUES = (
    b"\xed\xa0\x80", b"http://a:99999999", b"a" * 4000, b"", b"9" * 400, b"1e999", b"\xd9\xa3",
    b"*;q=inf", b"../../a", b"a=b; giorno=\xff; filo_staff=\xff; filo_staff_browser=\xff",
)  # fmt: skip
NAMES = (
    b"Cookie", b"Origin", b"Host", b"Accept", b"Accept-Language", b"Accept-Encoding",
    b"X-Forwarded-For", b"X-Filo-Csrf", b"Sec-Fetch-Site", b"Last-Event-ID", b"Content-Type",
    b"Content-Encoding", b"Expect", b"Upgrade", b"X-Telegram-Bot-Api-Secret-Token",
    b"X-Twilio-Signature",
)  # fmt: skip
ADDRESSES = (
    b"/%00", b"/%ff", b"/%ed%a0%80", b"/%zz", b"/%c0%ae%c0%ae/", b"//a/b", b"/?%ff=%fe&a=%00",
    b"/..%2f..%2fetc", b"http://[::1/", b"http://a/", b"*", b"/?after=" + b"9" * 900, b"/#a",
)  # fmt: skip
STAFF = (b"GET /", b"GET /api/session", b"GET /api/live", b"POST /api/session",
         b"POST /api/passkey", b"POST /api/passkey/session", b"POST /api/invitation",
         b"DELETE /api/session", b"GET /api/cases/a", b"GET /feed/a.ics",
         b"GET /metrics")  # fmt: skip
PUBLIC = (b"GET /", b"GET /events", b"GET /exit", b"POST /exit", b"POST /", b"POST /telegram",
          b"POST /twilio/message", b"POST /twilio/status", b"GET /healthz",
          b"POST /g/" + b"a" * 22, b"GET /d/" + b"b" * 50)  # fmt: skip


def _requests(lines: tuple[bytes, ...], own: dict[bytes, bytes]) -> Iterator[bytes]:
    """Each header beside the ordinary ones: what is no text and no address everywhere, other values
    at one address after the other, with ``make fuzz`` also everywhere. Then odd addresses."""
    in_turn = itertools.cycle(lines)
    for name, value in itertools.product(NAMES, NO_TEXT + VALUES):
        for line in lines if LONG or value in NO_TEXT else (next(in_turn),):
            yield _request(line, own | {name: value})
    for address in ADDRESSES:
        for method in (b"GET ", b"POST ", b"PUT "):
            yield _request(method + address, own)
        for place in (b"/api/cases/", b"/feed/", b"/assets/", b"/g/"):
            yield _request(b"GET " + place + address.lstrip(b"/"), own)


def _request(line: bytes, headers: dict[bytes, bytes]) -> bytes:
    body = b"{}" if line.startswith((b"POST", b"PUT")) else b""
    told = b"".join(b"%s: %s\r\n" % one for one in headers.items())
    return b"%s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s" % (line, told, len(body), body)


async def _tell(port: int, raw: bytes) -> int:
    """The status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(raw)
    line = await reader.readline()
    writer.close()
    return int(line.split(b" ", 2)[1]) if line else 400


async def _broken(port: int, lines: tuple[bytes, ...], own: dict[bytes, bytes]) -> list[str]:
    found = []
    for raw in _requests(lines, own):
        status = await _tell(port, raw)
        if status >= 500:
            found.append(f"{raw[:200]!r} -> {status}")
    return found


PROVIDERS = {
    "FILO_TELEGRAM_TOKEN": "123456:" + "a" * 35,
    "FILO_TELEGRAM_WEBHOOK_SECRET": "b" * 32,
    "FILO_TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "FILO_TWILIO_AUTH_TOKEN": "c" * 32,
    "FILO_TWILIO_SMS_FROM": "+10000000",
}
ORDINARY = {b"Host": b"x", b"Connection": b"close", b"Sec-Fetch-Site": b"same-origin"}


@asynccontextmanager
async def _listening(app: web.Application) -> AsyncIterator[int]:
    """The site as it really listens; its port."""
    quiet = logging.getLogger("tests.headers")
    quiet.disabled = True
    async with listening(app, "127.0.0.1", 0, quiet) as server:
        yield server.sockets[0].getsockname()[1]


async def test_no_header_breaks_the_staff_site(desk: Desk) -> None:
    """Of somebody who is logged in, and of nobody."""
    token = await desk.token(Role.OPERATOR)
    hers = {b"Cookie": f"{SESSION_COOKIE}={token}".encode(), b"X-Filo-Csrf": b"csrf"}
    async with _listening(build(desk.house, CHEAP)) as port:
        assert await _broken(port, STAFF, ORDINARY) == []
        assert await _broken(port, STAFF[:2], ORDINARY | hers) == []


async def test_no_header_breaks_the_public_site(tmp_path: Path) -> None:
    """Also where providers post to."""
    async with (
        placed(tmp_path, **PROVIDERS) as place,
        _listening(place.service.public_site()) as port,
    ):
        assert await _broken(port, PUBLIC, ORDINARY) == []
