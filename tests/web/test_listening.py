"""What reaches a site through a real socket: ambiguous, slow, endless and packed requests."""

from __future__ import annotations

import asyncio
import gzip
import logging
import re
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.web import guards
from bot.web.listening import listening
from tests import wire
from tests.web import scripted

HOST = b"Host: x\r\n"
SECOND = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Second: 1\r\n\r\n"
POST = b"POST / HTTP/1.1\r\n" + HOST


@pytest.fixture
async def port(script: Any, clock: Any) -> AsyncIterator[int]:
    """The public site at a port of this machine, which looks at idle connections all the time."""
    quiet = logging.getLogger("tests.listening")
    quiet.disabled = True
    app = scripted.site(script, clock)
    async with listening(app, "127.0.0.1", 0, quiet, idle=0.2, every=0.02) as server:
        yield server.sockets[0].getsockname()[1]


async def tell(port: int, *parts: bytes) -> bytes:
    """Everything that comes back until the site closes."""
    return await wire.tell(await asyncio.open_connection("127.0.0.1", port), *parts)


AMBIGUOUS = {
    "length and chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 30\r\n\r\n",
    "a list of lengths": POST + b"Content-Length: 0, 30\r\n\r\n",
    "a signed length": POST + b"Content-Length: +0\r\n\r\n",
    "a length in hex": POST + b"Content-Length: 0x0\r\n\r\n",
    "chunks twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunks not last": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "odd chunks": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a bare line feed": b"GET / HTTP/1.1\nHost: x\nX: y\n\n",
    "a bare return": b"GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n",
    "a zero in a header": b"GET / HTTP/1.1\r\nHost: x\x00y\r\n\r\n",
    "a space in the path": b"GET / /a HTTP/1.1\r\nHost: x\r\n\r\n",
    "another protocol": b"GET / HTTP/3.7\r\nHost: x\r\n\r\n",
    "chunks before their time": b"POST / HTTP/1.0\r\n"
    + HOST
    + b"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk of no size": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "a chunk below zero": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a long first line": b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 9000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 200 + b"\r\n",
}


@pytest.mark.parametrize("raw", AMBIGUOUS.values(), ids=AMBIGUOUS)
async def test_what_two_servers_could_part_otherwise_is_refused(port: int, raw: bytes) -> None:
    """A proxy and we never disagree where a request ends: one refusal, and nothing behind it is
    taken for a request."""
    told = await tell(port, raw + SECOND)
    assert len(re.findall(rb"HTTP/1\.\d \d{3} ", told)) <= 1
    assert told == b"" or int(told.split(b" ", 2)[1]) in (400, 403, 408, 413), told[:300]
    assert b"\r\n\r\nok" not in told


@pytest.mark.parametrize(
    "raw",
    [b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/1.1\r\nprova-sentinella\r\n\r\n",
     b"GET / HTTP/1.1\r\n\r\n", POST + b"Expect: x\r\nContent-Length: 0\r\n\r\n"],
    ids=["no request", "no header", "no host", "an odd wish"],
)  # fmt: skip
async def test_what_cannot_be_read_learns_nothing(port: int, raw: bytes) -> None:
    """The refusal repeats nothing that was sent, is kept by nobody, and names no program."""
    told = (await tell(port, raw)).lower()
    assert int(told.split(b" ", 2)[1]) in (400, 417)
    assert b"sentinella" not in told
    assert b"aiohttp" not in told
    assert b"python" not in told
    assert b"cache-control: no-store" in told


@pytest.mark.parametrize(
    "parts",
    [(b"",), (b"GET / HT",), (b"GET / HTTP/1.1\r\nHost: x\r\nX", b"-A: b"),
     (b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\n")],
    ids=["nothing", "half a line", "half a head", "half of the second"],
)  # fmt: skip
async def test_who_does_not_finish_a_head_is_let_go(port: int, parts: tuple[bytes, ...]) -> None:
    """A connection without a whole request is closed, and holds no place."""
    assert b" 500 " not in await tell(port, *parts)


async def test_a_form_that_does_not_come_is_let_go(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sends one byte at a time gets a sentence with the emergency number."""
    monkeypatch.setattr(guards, "BODY_SECONDS", 0.05)
    head = (
        b"Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 100\r\nConnection: close\r\n\r\n"
    )
    told = await tell(port, POST + head, b"text=a")
    assert told.split(b" ", 2)[1] == b"408"
    assert b"112" in told


@pytest.mark.parametrize("packed", ["gzip", "deflate", "br", "gzip, gzip", "GZIP"])
async def test_a_packed_body_is_not_unpacked(port: int, script: Any, packed: str) -> None:
    """Ten megabytes in ten kilobytes stay ten kilobytes."""
    bomb = gzip.compress(b"text=" + b"a" * 10_000_000)
    body = zlib.compress(bomb) if packed == "deflate" else bomb
    head = f"Sec-Fetch-Site: same-origin\r\nContent-Encoding: {packed}\r\n"
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    told = await tell(port, POST + head.encode() + b"Connection: close\r\n\r\n", body)
    assert told.split(b" ", 2)[1] == b"415"
    assert not script.posted


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "x\tx", "a" * 300, "", "[::1"])
async def test_the_name_that_a_request_calls_us_by_decides_nothing(port: int, host: str) -> None:
    """Whatever stands in ``Host``, no address in an answer is made of it."""
    raw = f"GET /{scripted.ENTRY} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: {host}\r\n"
    told = await tell(port, raw.encode() + b"Connection: close\r\n\r\n")
    assert told.split(b" ", 2)[1] in (b"303", b"400")
    assert b"evil" not in told
    assert b"ocation: http" not in told


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
async def test_no_other_site_is_ever_let_in(her: Any, method: str) -> None:
    """Nothing is shared across origins: no answer carries a header of CORS."""
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for path in ("/", "/exit", "/events"):
        answer = await her.ask(method, path, {**headers, "Sec-Fetch-Site": "cross-site"})
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
