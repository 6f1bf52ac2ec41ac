"""Answers that come late or not at all: the staff page never shows what is over by then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, Route, expect

from tests.admin.at_the_page import claim
from tests.browser import PATIENCE

pytestmark = pytest.mark.journey


@asynccontextmanager
async def held_back(page: Page, path: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """The next answer of that path is made at once and arrives when the block ends.

    What it gives is awaited until it was made.
    """
    asked, made, end = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def it_was_made() -> None:
        async with asyncio.timeout(PATIENCE / 1000):
            await made.wait()

    async def hold(route: Route) -> None:
        if asked.is_set() or route.request.method != "GET":
            await route.continue_()
            return
        asked.set()
        answer = await route.fetch()
        made.set()
        await end.wait()
        await route.fulfill(response=answer)

    await page.route(path, hold)
    try:
        yield it_was_made
    finally:
        end.set()


async def test_a_reading_that_failed_is_made_again_by_itself(site, desk):
    """Nothing else would wake the page: one busy answer must not hide an alarm."""
    page = await desk("prima")
    await expect(page.get_by_text("Nessuna aspetta.")).to_be_visible()
    failed = asyncio.Event()

    async def fail_once(route: Route) -> None:
        if failed.is_set():
            await route.continue_()
            return
        failed.set()
        await route.fulfill(status=503, json={"code": "busy", "message": "Riprovi tra poco."})

    await page.route("**/api/alarms", fail_once)
    await site.raises_an_alarm("alarm")
    await expect(page.locator(".alarms")).to_contain_text("Allarme")
    assert failed.is_set()
    await expect(page.locator(".link-down")).to_be_hidden()


async def test_half_an_answer_is_no_answer(site, desk):
    """A connection that broke in the middle of one is asked again."""
    page = await desk("prima")
    await expect(page.get_by_text("Nessuna aspetta.")).to_be_visible()
    broken = asyncio.Event()

    async def break_once(route: Route) -> None:
        if broken.is_set():
            await route.continue_()
            return
        broken.set()
        await route.fulfill(status=200, content_type="application/json", body='{"cases": [')

    await page.route("**/api/queue", break_once)
    await site.asks_for_a_person("case")
    await expect(page.locator(".queue .waiting .row")).to_be_visible()
    assert broken.is_set()


async def test_an_old_answer_does_not_bring_back_what_she_took_back(site, desk):
    """Her words were on their way to the page when she took her consent back."""
    await site.asks_for_a_person("case", text="la mia storia")
    page = await desk("prima")
    await claim(page)
    # After a reload no case is open, so that only who enters one asks for a thread.
    await page.reload()
    await expect(page.locator(".queue .mine .row")).to_have_count(1)
    async with held_back(page, "**/thread?*") as made:
        await page.locator(".queue .mine .row").click()
        await made()
        await site.takes_back("case")
        await expect(page.locator(".banner")).to_contain_text("Ha ritirato il consenso")
    # The case is entered, and focused, once the old answer is there.
    await expect(page.locator(".case")).to_be_focused()
    await expect(page.locator(".lines")).to_be_hidden()
    assert "la mia storia" not in await page.content()


async def test_a_queue_from_before_the_claim_takes_nothing_away(site, desk):
    """Who has begun to write keeps the composer, the focus and the draft."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await page.locator(".queue .waiting .row").click()
    async with held_back(page, "**/api/queue") as made:
        site.bus.publish("network:north")
        await made()
        await page.get_by_role("button", name="Prenda in carico").click()
        answer = page.get_by_label("La Sua risposta")
        await expect(answer).to_be_focused()
        await page.keyboard.type("una bozza")
    await expect(page.locator(".queue .mine .row")).to_have_count(1)
    await expect(answer).to_be_focused()
    assert "una bozza" in await page.evaluate("JSON.stringify(sessionStorage)")


async def test_an_old_answer_does_not_turn_the_switch(site, desk):
    """On duty is what she has just said, not what was so when the page asked."""
    await site.leaves_a_request("letter")
    page = await desk("prima")
    await expect(page.get_by_text("Nessuna aspetta.")).to_be_visible()
    switch = page.get_by_role("switch")
    async with held_back(page, "**/api/session") as made:
        site.bus.publish("network:north")
        await made()
        await switch.click()
        await expect(switch).to_have_text("In turno")
    # Requests are listed after that answer was taken in.
    await page.keyboard.press("Alt+2")
    await expect(page.locator(".column-list .row")).to_be_visible()
    assert await switch.inner_text() == "In turno"
