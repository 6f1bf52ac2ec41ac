"""Addresses that training calls are read from: only what was listed, never into this network,
whatever the other side does. Nothing here leaves this machine."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from bot.scheduling.fetching import FeedError, Fetcher, PublicOnly
from bot.scheduling.training_feeds import CALLS, read_feeds
from bot.training.feeds import AFTER_PROBLEM, LARGEST, REFUSED, Feed, Outcome, Version

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
RSS = "<rss><channel><title>Ente</title><item><title>Corso</title></item></channel></rss>"
STOP: web.AppKey[asyncio.Event] = web.AppKey("stop", asyncio.Event)
ASKED: web.AppKey[list[str]] = web.AppKey("asked", list)


@pytest.fixture
async def elsewhere() -> AsyncIterator[TestServer]:
    """A server that answers in every way that servers do."""

    async def answer(request: web.Request) -> web.StreamResponse:
        what = request.match_info["what"]
        request.app[ASKED].append(what)
        packed = {"Content-Encoding": "gzip"}
        match what:
            case "feed":
                if request.headers.get("If-None-Match") == '"one"':
                    return web.Response(status=304)
                return web.Response(text=RSS, headers={"ETag": '"one"'})
            case "packed":
                return web.Response(body=gzip.compress(RSS.encode()), headers=packed)
            case "bomb":
                bomb = gzip.compress(b"a" * (LARGEST + 1))
                return web.Response(body=bomb, headers=packed)
            case "cut":
                return web.Response(body=gzip.compress(RSS.encode())[:-9], headers=packed)
            case "junk":
                return web.Response(body=b"no gzip at all", headers=packed)
            case "brotli":
                return web.Response(body=b"x", headers={"Content-Encoding": "br"})
            case "unasked":
                return web.Response(status=304)
            case "hang":
                await request.app[STOP].wait()
                return web.Response()
            case "drip":
                drip = web.StreamResponse()
                await drip.prepare(request)
                await drip.write(b"<rss>")
                await request.app[STOP].wait()
                return drip
            case _:
                raise web.HTTPFound(what.replace("_", "/").replace("--", ":"))

    app = web.Application()
    app[STOP], app[ASKED] = asyncio.Event(), []
    app.router.add_get("/{what:.*}", answer)
    server = TestServer(app)
    await server.start_server()
    yield server
    app[STOP].set()
    await server.close()


class Names(AbstractResolver):
    """Whoever looks names up, as an enemy answers: the next address each time."""

    def __init__(self, *answers: str) -> None:
        self.answers = [*answers]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of the next answer."""
        found = self.answers.pop(0).split()
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in found
        ]

    async def close(self) -> None:
        """Nothing is held."""


class OnlyThis(Fetcher):
    """A fetcher for which one server of this machine is the outside world, and nothing else."""

    def __init__(self, server: TestServer, *answers: str) -> None:
        super().__init__(longest=2, names=Names(*answers))
        self._outside = str(server.make_url("/"))

    def may(self, url: str) -> bool:
        """Whether it is that server, or public."""
        return url.startswith(self._outside) or super().may(url)


@pytest.mark.parametrize(
    "inner",
    [
        "https:__127.0.0.1_secret",
        "https:__[::1]_secret",
        "https:__169.254.169.254_latest",
        "https:__10.0.0.7_",
        "https:__[fe80::1]_",
        "https:__[::ffff:10.0.0.1]_",
        "https:__0x7f.1_",
        "https:__2130706433_",
        "https:__localhost_",
        "https:__printer.local_",
        "http:__example.org_",
        "https:__example.org:8443_",
        "https:__user@example.org_",
        "gopher:__example.org_",
    ],
)
async def test_a_redirect_into_this_network_is_not_followed(
    elsewhere: TestServer, inner: str
) -> None:
    """Wherever it leads by its text."""
    fetcher = OnlyThis(elsewhere)
    with pytest.raises(FeedError, match="address"):
        await fetcher.renewed(str(elsewhere.make_url(f"/{inner}")), CALLS)
    assert elsewhere.app[ASKED] == [inner]


@pytest.mark.parametrize(
    "answer", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.9", "100.64.0.1", "0.1.2.3",
               "93.184.216.34 127.0.0.1", ""]
)  # fmt: skip
async def test_a_name_that_leads_into_this_network_leads_nowhere(
    elsewhere: TestServer, answer: str
) -> None:
    """After it was looked up, also where one of several addresses is public, and behind a
    redirect."""
    with pytest.raises(OSError, match="public"):
        await PublicOnly(Names(answer)).resolve("calls.example")
    fetcher = OnlyThis(elsewhere, answer)
    with pytest.raises(FeedError, match="away"):
        await fetcher.renewed(str(elsewhere.make_url("/https:__calls.example_")), CALLS)


async def test_a_name_is_looked_up_once_for_what_is_asked() -> None:
    """Nobody answers something else between the check and the connection: what was checked is
    what is connected to."""
    names = Names("93.184.216.34", "127.0.0.1")
    found = await PublicOnly(names).resolve("calls.example", 443)
    assert [one["host"] for one in found] == ["93.184.216.34"]
    assert names.answers == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("bomb", "large"),
        ("cut", "answer"),
        ("junk", "away"),
        ("brotli", "answer"),
        ("unasked", "answer"),
    ],
)
async def test_what_is_a_trap_is_left(elsewhere: TestServer, what: str, code: str) -> None:
    """A bomb is unpacked no further than what may be read."""
    with pytest.raises(FeedError, match=code):
        await Fetcher(private=True).renewed(str(elsewhere.make_url(what)), CALLS)


@pytest.mark.parametrize("what", ["hang", "drip"])
async def test_nobody_is_waited_for(elsewhere: TestServer, what: str) -> None:
    """Neither who does not answer nor who never comes to an end."""
    with pytest.raises(FeedError, match="away"):
        await Fetcher(private=True, longest=0.3).renewed(str(elsewhere.make_url(what)), CALLS)


async def test_three_redirects_are_followed_and_no_more(elsewhere: TestServer) -> None:
    """Each is asked like an address of its own."""
    fetcher, base = Fetcher(private=True), str(elsewhere.make_url("/"))
    with pytest.raises(FeedError, match="redirect"):
        await fetcher.renewed(f"{base}_loop", CALLS)
    assert len(elsewhere.app[ASKED]) == 4
    found = await fetcher.renewed(f"{base}_feed", CALLS)
    assert found is not None
    assert found.content.decode() == RSS


@dataclass
class HandFeeds:
    """Addresses whose time has come, and what became of them."""

    due: list[Feed]
    settled: dict[str, Feed] = field(default_factory=dict)

    async def claim(self, now: datetime, limit: int) -> Sequence[Feed]:
        """All of them."""
        return self.due[:limit]

    async def settle(self, feed: Feed) -> None:
        """What became of it."""
        self.settled[feed.id] = feed


async def test_only_what_is_new_is_taken_and_one_that_fails_harms_no_other(
    elsewhere: TestServer,
) -> None:
    """A version that is known is not read again; what cannot be read says why, is asked again
    later and whole, and keeps the day on which it last could."""
    taken: list[str] = []

    async def take(feed: Feed, content: bytes) -> tuple[str, Outcome]:
        assert content.decode() == RSS
        taken.append(feed.id)
        return (REFUSED if feed.id == "refused" else ""), Outcome(calls=1)

    def feed(id: str, what: str, version: Version | None = None) -> Feed:
        url = str(elsewhere.make_url(what))
        return Feed(id, "n", "n:s", 6, NOW, url, read_at=NOW, version=version or Version("old"))

    due = [
        feed("new", "feed"),
        feed("known", "feed", Version('"one"')),
        feed("packed", "packed"),
        feed("refused", "packed"),
        feed("hangs", "hang"),
    ]
    feeds, later = HandFeeds(due), NOW + timedelta(days=1)
    await read_feeds(feeds, Fetcher(private=True, longest=0.5), take, lambda: later)
    assert sorted(taken) == ["new", "packed", "refused"]
    assert feeds.settled["new"].version == Version('"one"')
    assert feeds.settled["known"] == replace(
        due[1], asked_at=later, read_at=later, due_at=later + timedelta(hours=6)
    )
    refused, hangs = feeds.settled["refused"], feeds.settled["hangs"]
    assert (refused.problem, refused.version, refused.read_at) == (REFUSED, Version(), NOW)
    assert (hangs.problem, hangs.version, hangs.read_at) == ("away", Version("old"), NOW)
    assert {refused.due_at, hangs.due_at} == {later + AFTER_PROBLEM}
