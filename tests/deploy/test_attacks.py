"""Attacks on both sites as they really stand: Debian's Caddy with our file, and Filo behind it."""

from __future__ import annotations

import asyncio
import gzip
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from admin.app import build
from bot.web.listening import listening
from bot.web.live import OF_ONE
from tests import wire
from tests.admin.conftest import CHEAP
from tests.deploy.caddy import ABSENT, CADDY, DESK, HOST, Caddy
from tests.place import Place, placed

pytestmark = pytest.mark.skipif(CADDY is None, reason=ABSENT)

QUICK = {"read_header 10s": "read_header 2s", "read_body 30s": "read_body 2s",
         "idle 60s": "idle 2s"}  # fmt: skip
"""The same limits, sooner; a handshake on a busy machine still fits in them."""

CADDYS = (501, 502)
"""Its own refusals: of a coding that it does not know, and of a body that ended otherwise than it
began, or passed the megabyte, while it was handed on."""

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Real-IP": "10.0.0.1",
    "Forwarded": "for=10.0.0.1;host=evil.example;proto=http",
    "X-Original-URL": "/metrics",
    "X-Rewrite-URL": "/metrics",
    "X-HTTP-Method-Override": "DELETE",
}


class Behind:
    """Filo behind Caddy. ``seen``: what reached the public site, ``desk``: what the staff's."""

    def __init__(self, place: Place, caddy: Caddy) -> None:
        self.entry = place.service.settings.entry
        self.caddy = caddy
        self.seen: list[web.BaseRequest] = []
        self.desk: list[web.BaseRequest] = []

    async def tell(self, *parts: bytes, name: str = HOST) -> bytes:
        """What comes back until Caddy closes."""
        return await wire.tell(await self.caddy.connect(name), *parts)

    async def ask(
        self, line: str, headers: Mapping[str, str] = {}, name: str = HOST, host: str = ""
    ) -> bytes:
        """The whole answer to a request without a body."""
        told = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        raw = f"{line} HTTP/1.1\r\nHost: {host or name}\r\n{told}Connection: close\r\n\r\n"
        return await self.tell(raw.encode("latin-1"), name=name)

    async def goes_on(self) -> None:
        """Somebody else is answered as ever, and by what she asked for."""
        for _ in range(3):
            assert (await self.ask("GET /healthz")).endswith(b"\r\n\r\nok")

    def nothing_by_itself(self) -> None:
        """Each request that came was one that Caddy had read as such."""
        for request in (*self.seen, *self.desk):
            assert request.headers.getall("X-Forwarded-For", []) == ["127.0.0.1"], request


def _noting(into: list[web.BaseRequest]) -> object:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        into.append(request)
        return await handler(request)

    return middleware


@asynccontextmanager
async def _standing(folder: Path, **instead: str) -> AsyncIterator[Behind]:
    caddy = Caddy(folder, instead)
    quiet = logging.getLogger("tests.attacks")
    quiet.disabled = True
    url = {"FILO_PUBLIC_URL": f"https://{HOST}", "FILO_STAFF_URL": f"https://{DESK}"}
    async with placed(folder, FILO_MEANING="false", **url) as place, caddy.running():
        one = Behind(place, caddy)
        public, desk = place.service.public_site(), build(place.service, CHEAP)
        for app, into in ((public, one.seen), (desk, one.desk)):
            app.middlewares.insert(0, _noting(into))  # type: ignore[arg-type]
        async with (
            listening(public, "127.0.0.1", caddy.public, quiet),
            listening(desk, "127.0.0.1", caddy.staff, quiet),
        ):
            yield one


@pytest.fixture
async def behind(tmp_path: Path) -> AsyncIterator[Behind]:
    """Both sites, behind our file as it is."""
    async with _standing(tmp_path) as one:
        yield one


POST = f"POST / HTTP/1.1\r\nHost: {HOST}\r\n".encode()
CHUNKED = b"Transfer-Encoding: chunked\r\n"
HIDDEN = f"GET /hidden HTTP/1.1\r\nHost: {HOST}\r\nX: ".encode()
SMUGGLED = {
    "length, then chunks": POST + b"Content-Length: 99\r\n" + CHUNKED + b"\r\n0\r\n\r\n",
    "chunks, then length": POST + CHUNKED + b"Content-Length: 4\r\n\r\n5c\r\n",
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 70\r\n\r\n",
    "a list of lengths": POST + b"Content-Length: 0, 70\r\n\r\n",
    "a signed length": POST + b"Content-Length: +0\r\n\r\n",
    "a length below zero": POST + b"Content-Length: -1\r\n\r\n",
    "a length in hex": POST + b"Content-Length: 0x0\r\n\r\n",
    "a long length": POST + b"Content-Length: 18446744073709551616\r\n\r\n",
    "folded": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a folded length": POST + b"Content-Length:\r\n 0\r\n\r\n",
    "chunks twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "two codings": POST + CHUNKED + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "odd chunks": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a tab in chunked": POST + b"Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a chunk in words": POST + CHUNKED + b"\r\nzz\r\n\r\n",
    "a chunk below zero": POST + CHUNKED + b"\r\n-1\r\n\r\n",
    "a signed chunk": POST + CHUNKED + b"\r\n+0\r\n\r\n",
    "a chunk in hex": POST + CHUNKED + b"\r\n0x0\r\n\r\n",
    "a huge chunk": POST + CHUNKED + b"\r\nffffffffffffffff1\r\n\r\n",
    "a chunk too long by two": POST + CHUNKED + b"\r\n3\r\nabcde\r\n0\r\n\r\n",
    "an endless chunk word": POST + CHUNKED + b"\r\n0;" + b"a" * 9000 + b"\r\n\r\n",
    "bare line feeds": POST + CHUNKED + b"\n0\n\n",
    "a trailer": POST + CHUNKED + b"\r\n0\r\nContent-Length: 70\r\nHost: evil\r\n\r\n",
    "before its time": b"POST / HTTP/1.0\r\n"
    + CHUNKED
    + b"Connection: keep-alive\r\n\r\n0\r\n\r\n",
    "a length of a GET": f"GET / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 70\r\n\r\n".encode(),
    "two hosts": POST + b"Host: evil.example\r\nContent-Length: 0\r\n\r\n",
    "hop by hop": POST + b"Connection: Content-Length, close\r\nContent-Length: 0\r\n\r\n",
    "an upgrade": POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: A\r\n\r\n",
    "expected": POST + b"Expect: 100-continue\r\nContent-Length: 70\r\n\r\n",
}


async def test_nothing_is_smuggled_past_the_proxy(tmp_path: Path) -> None:
    """Whatever Caddy and we could part otherwise: no request arrives that Caddy did not hand on as
    one, and whoever comes next over the same connections has her own answer."""
    async with _standing(tmp_path, **QUICK) as behind:
        for name, raw in SMUGGLED.items():
            told = await behind.tell(raw + HIDDEN + b"\r\n\r\n")
            statuses = [int(one) for one in re.findall(rb"HTTP/1\.\d (\d{3}) ", told)]
            assert all(status < 500 or status in CADDYS for status in statuses), (name, statuses)
            assert b"evil" not in told, name
            await behind.goes_on()
            behind.nothing_by_itself()


async def test_an_address_of_another_form_opens_nothing_else(behind: Behind) -> None:
    """The whole address of another host, or of the desk, in the first line; and what is no path."""
    for form in (f"https://{DESK}/metrics", f"http://{DESK}:80/api/session", "http://evil/",
                 "http://127.0.0.1/metrics", "*", f"{HOST}:443"):  # fmt: skip
        for method in ("GET", "POST", "CONNECT", "TRACE", "OPTIONS"):
            told = await behind.ask(f"{method} {form}")
            assert b"filo_" not in told, (method, form)
            assert b"X-Forwarded" not in told, (method, form)
            assert b" 5" not in told[8:11], (method, form, told[:80])
    assert {request.path for request in behind.desk} <= {"/metrics", "/api/session", "/"}
    await behind.goes_on()
    behind.nothing_by_itself()


async def test_an_old_protocol_is_answered_once_and_let_go(behind: Behind) -> None:
    """HTTP/1.0 that asks to be kept open: its own answers, one after the other, and no more."""
    old = f"GET /healthz HTTP/1.0\r\nHost: {HOST}\r\nConnection: keep-alive\r\n\r\n".encode()
    last = old.replace(b"keep-alive", b"close")
    told = await behind.tell(old, old, last)
    assert told.count(b"\r\n\r\nok") == len(re.findall(rb"HTTP/1\.\d 200 ", told)) in (1, 3)
    behind.nothing_by_itself()


async def test_what_she_claims_of_herself_changes_nothing(behind: Behind) -> None:
    """Forged headers of proxies: neither another address, nor another host, nor another act."""
    plain, forged = [await behind.ask("GET /", more) for more in ({}, FORGED)]
    assert _same(plain) == _same(forged)
    door = await behind.ask(f"GET /{behind.entry}", FORGED)
    assert b"\r\nLocation: /\r\n" in door
    assert b"Secure" in door
    assert b"evil" not in door
    assert b" 404 " in (await behind.ask("GET /metrics", FORGED, name=DESK))[:20]
    behind.nothing_by_itself()


def _same(answer: bytes) -> bytes:
    """The answer without what differs each time."""
    return re.sub(rb"Date: [^\r]*|value=\"[^\"]*\"|nonce[^ ]*", b"", answer)


async def test_an_address_from_outside_cannot_be_put_on(tmp_path: Path) -> None:
    """Whoever is not of the staff's network does not come in by saying that she is."""
    near = {"private_ranges": "203.0.113.0/24"}
    async with _standing(tmp_path, **near) as behind:
        for headers in ({}, FORGED, {"X-Forwarded-For": "203.0.113.9, 127.0.0.1"}):
            told = await behind.ask("GET /api/session", headers, name=DESK)
            assert told.startswith(b"HTTP/1.1 404 "), headers
        assert behind.desk == []


async def test_each_site_is_reached_by_its_own_name_alone(behind: Behind) -> None:
    """The desk is not at the public name, nor her page at the desk's, nor either at another."""
    for path in ("/api/session", "/api/openapi.json", "/metrics", "/api/live"):
        await behind.ask(f"GET {path}")
    assert behind.desk == []
    count = len(behind.seen)
    for path in (f"/{behind.entry}", "/events", "/exit", "/twilio/message"):
        told = await behind.ask(f"GET {path}", name=DESK)
        assert b"Set-Cookie" not in told, path
    assert len(behind.seen) == count
    for host in ("evil.example", "127.0.0.1", f"{HOST}.evil.example", f"evil.{HOST}", "localhost"):
        assert b"Set-Cookie" not in await behind.ask(f"GET /{behind.entry}", host=host), host
    assert len(behind.seen) == count


async def test_who_sends_slowly_is_let_go_and_holds_up_nobody(tmp_path: Path) -> None:
    """Heads and bodies that never end, many at once: others are answered meanwhile."""
    slow = (b"GET / HTTP/1.1\r\nHost: ", POST + b"Content-Length: 900\r\n\r\ntext=",
            POST + CHUNKED + b"\r\n384\r\ntext=", b"", b"GET")  # fmt: skip
    async with _standing(tmp_path, **QUICK) as behind:
        hung = [asyncio.create_task(behind.tell(one)) for one in slow * 20]
        await behind.goes_on()
        told = await asyncio.gather(*hung)
        assert all(not one.startswith(b"HTTP/1.1 2") for one in told)
        await behind.goes_on()
        behind.nothing_by_itself()


async def test_what_is_huge_or_packed_is_not_taken_in(tmp_path: Path) -> None:
    """Heads, bodies with and without a length, and a body that would be a thousand times larger."""
    huge = {
        "one header": f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX: ".encode()
        + b"a" * 70_000
        + b"\r\n\r\n",
        "many headers": f"GET / HTTP/1.1\r\nHost: {HOST}\r\n".encode()
        + b"X: y\r\n" * 9000
        + b"\r\n",
        "a long path": b"GET /" + b"a" * 70_000 + f" HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(),
        "a body": POST + b"Content-Length: 5000000\r\n\r\n" + b"a" * 5_000_000,
        "chunks": POST + CHUNKED + b"\r\n" + b"10000\r\n" + b"a" * 0x10000 + b"\r\n",
    }
    huge["chunks"] += (b"10000\r\n" + b"a" * 0x10000 + b"\r\n") * 60 + b"0\r\n\r\n"
    bomb = gzip.compress(b"text=" + b"a" * 50_000_000)
    for coding in (b"gzip", b"deflate", b"br", b"GZIP, gzip", b"zstd"):
        head = POST + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(bomb))
        huge[f"a bomb, {coding.decode()}"] = head + bomb
    async with _standing(tmp_path, **QUICK) as behind:
        for name, raw in huge.items():
            told = await behind.tell(raw)
            # Who is still sending when it is refused may not hear it.
            status = int(told.split(b" ", 2)[1]) if told else 400
            assert 400 <= status < 500 or status in CADDYS, (name, told[:60])
            await behind.goes_on()


async def test_many_streams_end_her_own_oldest_ones_only(behind: Behind) -> None:
    """Also through Caddy: whoever opens them without end is heard to the last, and others too."""
    door = await behind.ask(f"GET /{behind.entry}")
    (cookie,) = re.findall(rb"Set-Cookie: ([^;]+);", door)
    hers = {"Cookie": cookie.decode(), "Sec-Fetch-Site": "same-origin"}
    page = (await behind.ask("GET /", {**hers, "Accept-Encoding": "identity"})).decode()
    form = "&".join("=".join(one) for one in re.findall(r'name="(\w+)" value="([^"]*)"', page)[:3])
    await _post(behind, hers, f"{form}&text=ciao")
    async with AsyncExitStack() as stack:
        readers = []
        for _ in range(OF_ONE * 3):
            reader, writer = await behind.caddy.connect()
            stack.callback(writer.close)
            told = "".join(f"{key}: {value}\r\n" for key, value in hers.items())
            writer.write(f"GET /events HTTP/1.1\r\nHost: {HOST}\r\n{told}\r\n".encode())
            async with asyncio.timeout(20):
                await reader.readuntil(b"event: news")
            readers.append(reader)
        await behind.goes_on()
        async with asyncio.timeout(20):
            for reader in readers[:-OF_ONE]:
                await reader.readuntil(b"\r\n0\r\n\r\n")


async def _post(behind: Behind, headers: Mapping[str, str], body: str) -> None:
    told = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    kind = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
    raw = POST.decode() + told + kind + f"Content-Length: {len(body)}\r\n\r\n{body}"
    assert b" 303 " in (await behind.tell(raw.encode()))[:20]


async def test_no_trick_with_the_path_opens_or_tells_anything(behind: Behind) -> None:
    """What is not exactly the entry shows what any other path shows, and leads nowhere else."""
    entry = behind.entry
    other = _same(await behind.ask("GET /nessuna-pagina"))
    for path in (f"//{entry}", f"/{entry.upper()}", f"/{entry.title()}", f"/{entry}/",
                 f"/{entry};a", f"/;/{entry}", f"/a/../{entry}", f"/%2e%2e/{entry}", f"/./{entry}",
                 f"/{entry}%00", f"/{entry}%20", f"/{entry}%2f", f"/%2f{entry}",
                 f"/{entry}%0d%0aX:%20y", f"/..;/{entry}", f"/{entry}.html", f"/\\{entry}",
                 f"/{entry}%c0%af", "//evil.example/", "/\\evil.example", "/%2f%2fevil.example",
                 "/.git/config", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd"):  # fmt: skip
        told = await behind.ask(f"GET {path}")
        assert b"Set-Cookie" not in told, path
        assert not re.search(rb"(?i)location: (//|http|.*evil)", told), path
        assert int(told.split(b" ", 2)[1]) in (200, 301, 308, 400, 404), (path, told[:60])
        if told.startswith(b"HTTP/1.1 200"):
            assert _same(told) == other, path
    behind.nothing_by_itself()
