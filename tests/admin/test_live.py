"""The live stream: wakes the page for her networks and cases, and ends with the session."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import web

from admin import live
from admin.live import OF_ONE
from admin.ports import StaffSettings
from bot.messages import Voice
from bot.storage.desk import SqlDesk


@asynccontextmanager
async def listening(browser):
    """A function that returns the next event's name, from an open stream."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with browser.client.get("/api/live", headers=headers) as answer:
        assert answer.status == 200

        async def event() -> str:
            async with asyncio.timeout(5):
                while True:
                    line = (await answer.content.readline()).decode().strip()
                    if line.startswith("event: "):
                        return line.removeprefix("event: ")

        yield event


async def test_a_new_connection_begins_by_reading_everything(browsers):
    """So nothing that happened between two connections is missed."""
    async with listening(await browsers("prima")) as event:
        assert await event() == "changed"


async def test_a_new_case_wakes_its_network(site, browsers):
    """The queue changes without a reload."""
    async with listening(await browsers("prima")) as event:
        await event()
        await site.asks_for_a_person("case")
        assert await event() == "changed"


async def test_her_words_wake_who_holds_the_case(site, browsers):
    """Also for a case that was claimed while the stream was open."""
    browser = await browsers("prima")
    await site.asks_for_a_person("case")
    async with listening(browser) as event:
        await event()
        await browser.ask("POST", "/api/cases/case/claim")
        assert await event() == "changed"
        await site.inbox.line("talk-case", "ci sono", Voice.HER, site.now)
        assert await event() == "held"


async def test_her_exit_wakes_who_holds_the_case(site, browsers):
    """The safety banner does not wait for a reload."""
    browser = await browsers("prima")
    await site.asks_for_a_person("case")
    await browser.ask("POST", "/api/cases/case/claim")
    async with listening(browser) as event:
        await event()
        await site.inbox.leaves("talk-case", site.now)
        assert await event() == "held"


class OvertakenDesk(SqlDesk):
    """A desk at which something happens just after it was read, as often as one says."""

    def happens(self, bus, times: int) -> None:
        """So many readings from now on are overtaken."""
        self.bus, self.times = bus, times

    async def holding(self, networks, operator):
        """What was so when it was asked for."""
        found = await super().holding(networks, operator)
        if getattr(self, "times", 0):
            self.times -= 1
            self.bus.publish("network:north")
        return found


async def test_nothing_is_missed_between_two_signs_of_life(site, browsers):
    """An alarm that comes while an idle stream looks who is there wakes the page all the same."""
    site.staff = StaffSettings(heartbeat=0.05)
    site.desk = OvertakenDesk(site.store, site.ids.new)
    async with listening(await browsers("prima")) as event:
        await event()
        site.desk.happens(site.bus, 1)
        assert await event() == "changed"


async def test_the_stream_says_when_the_session_is_over(site, browsers):
    """A page that was logged out elsewhere goes back to the door."""
    browser = await browsers("prima")
    async with listening(browser) as event:
        await event()
        await browser.ask("DELETE", "/api/session")
        assert await event() == "ended"


async def test_an_open_page_keeps_duty_alive(site, browsers):
    """Duty lasts while the stream is open, without any click."""
    browser = await browsers("prima")
    await browser.ask("PUT", "/api/duty", {"on": True})
    async with listening(browser) as event:
        await event()
        site.later(minutes=4)
        await site.asks_for_a_person("case")
        await event()
        site.later(minutes=4)
        assert await site.store.on_duty(site.now)


@pytest.mark.parametrize("header", ["cross-site", "same-site"])
async def test_another_site_cannot_listen(browsers, header):
    """Not even to learn that something happens."""
    browser = await browsers("prima")
    status, _ = await browser.ask("GET", "/api/live", Sec_Fetch_Site=header)
    assert status == 403


async def test_one_session_has_sixteen_streams_and_others_theirs(browsers):
    """Whoever opens them without end ends her own oldest ones, and the newest goes on."""
    hers, other = await browsers("prima"), await browsers("seconda")
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with AsyncExitStack() as stack, listening(other) as event:
        streams = [
            await stack.enter_async_context(hers.client.get("/api/live", headers=headers))
            for _ in range(OF_ONE + 2)
        ]
        for ended in streams[:2]:
            async with asyncio.timeout(5):
                assert b"changed" in await ended.content.read()
        assert not any(stream.content.at_eof() for stream in streams[2:])
        assert await event() == "changed"


class SlowReader(web.StreamResponse):
    """An answer whose reader takes nothing any more."""

    async def write(self, data):
        """Waits for ever."""
        await asyncio.Event().wait()


async def test_a_page_that_reads_too_slowly_is_let_go(site, browsers, monkeypatch):
    """It would hold its place and its duty for ever; it comes again by itself."""
    monkeypatch.setattr(live, "SLOWEST", 0.05)
    monkeypatch.setattr(web, "StreamResponse", SlowReader)
    browser = await browsers("prima")
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with browser.client.get("/api/live", headers=headers) as answer:
        async with asyncio.timeout(5):
            assert await answer.content.read() == b""
