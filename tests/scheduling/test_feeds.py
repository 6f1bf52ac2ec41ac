"""Reading an agency's address: bounded in size and time, never into this network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.appointments.busy import LARGEST, Busy
from bot.appointments.desk import Due
from bot.scheduling.feeds import AFTER_PROBLEM, AGAIN, CALENDAR, read_sources
from bot.scheduling.fetching import FeedError, Fetcher

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@dataclass
class HandSources:
    """Addresses whose time has come, and what became of them."""

    due: list[Due]
    busy: dict[str, tuple[Sequence[Busy], datetime]] = field(default_factory=dict)
    problems: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    async def claim_sources(self, now: datetime, limit: int) -> Sequence[Due]:
        """All of them."""
        return self.due[:limit]

    async def set_busy(
        self, source: str, busy: Sequence[Busy], now: datetime, due: datetime
    ) -> None:
        """What it says."""
        self.busy[source] = (busy, due)

    async def note_problem(self, source: str, problem: str, due: datetime) -> None:
        """It could not be read."""
        self.problems[source] = (problem, due)


@pytest.fixture
async def elsewhere() -> AsyncIterator[TestServer]:
    """A server that answers in every way that servers do."""

    async def answer(request: web.Request) -> web.StreamResponse:
        match request.match_info["what"]:
            case "good":
                return web.Response(text=ICS, content_type="text/calendar")
            case "moved":
                raise web.HTTPFound("/good")
            case "round":
                raise web.HTTPFound("/round")
            case "inside":
                raise web.HTTPFound("file:///etc/hosts")
            case "large":
                return web.Response(body=b"x" * (LARGEST + 1))
            case "slow":
                await request.app[STOP].wait()
                return web.Response()
            case "login":
                return web.Response(text="<html>login</html>")
            case _:
                return web.Response(status=404)

    app = web.Application()
    app[STOP] = asyncio.Event()
    app.router.add_get("/{what}", answer)
    server = TestServer(app)
    await server.start_server()
    yield server
    app[STOP].set()
    await server.close()


STOP: web.AppKey[asyncio.Event] = web.AppKey("stop", asyncio.Event)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("round", "redirect"),
        ("inside", "address"),
        ("large", "large"),
        ("slow", "away"),
        ("gone", "answer"),
    ],
)
async def test_what_cannot_be_read_says_why(elsewhere: TestServer, what: str, code: str) -> None:
    """In one word, that names no address."""
    with pytest.raises(FeedError, match=code) as refused:
        await Fetcher(private=True, longest=0.5).fetch(
            str(elsewhere.make_url(f"/{what}")), CALENDAR
        )
    assert str(refused.value) == code


async def test_what_is_public_by_its_text_is_asked_where_it_leads(elsewhere: TestServer) -> None:
    """Without the setting for tests nothing of this machine is fetched, however it is called."""
    for url in (
        str(elsewhere.make_url("/good")),
        f"https://127.0.0.1:{elsewhere.port}/good",
        "https://localhost.localdomain/good",
    ):
        with pytest.raises(FeedError):
            await Fetcher(longest=2).fetch(url, CALENDAR)


async def test_a_redirect_is_followed_as_an_address_of_its_own(elsewhere: TestServer) -> None:
    """A few of them."""
    raw = await Fetcher(private=True).fetch(str(elsewhere.make_url("/moved")), CALENDAR)
    assert raw.decode() == ICS


async def test_one_address_that_fails_harms_no_other(elsewhere: TestServer) -> None:
    """What it said last still holds; it is asked again later than one that answers."""
    due = [
        Due(name, str(elsewhere.make_url(f"/{name}"))) for name in ("slow", "good", "login", "gone")
    ]
    sources = HandSources(due)
    await read_sources(sources, Fetcher(private=True, longest=0.5), lambda: NOW)
    ((busy, again),) = sources.busy.values()
    assert [(one.starts_at.hour, one.ends_at.hour) for one in busy] == [(9, 10)]
    assert again == NOW + AGAIN
    later = NOW + AFTER_PROBLEM
    assert sources.problems == {
        "slow": ("away", later),
        "login": ("broken", later),
        "gone": ("answer", later),
    }
