"""Passing a case on, as the page tells it: to whom it can go, and that it is gone."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Route, expect

from tests.console import Console, go_on_duty, go_to, take

pytestmark = pytest.mark.journey


async def test_where_no_colleague_is_on_duty_the_page_says_so(console: Console) -> None:
    """An empty list alone would look like a page that has not been read yet."""
    page = await console.page("Prima")
    await go_on_duty(page)
    await console.woman().asks_for_a_person()
    await take(page)
    await page.get_by_role("button", name="Passi…").click()
    alone = "Adesso nessun'altra collega della rete è in turno."
    await expect(page.get_by_text(alone)).to_be_visible()
    colleague = await console.page("Seconda")
    await go_on_duty(colleague)
    await page.get_by_role("button", name="Annulli").click()
    await page.get_by_role("button", name="Passi…").click()
    await expect(page.get_by_text(alone)).to_be_hidden()


async def test_a_case_that_is_hers_no_more_is_told_where_it_stood(console: Console) -> None:
    """To everybody who looks, until another one is opened; her yes is among the reasons."""
    page = await console.page("Prima")
    await go_on_duty(page)
    woman = console.woman()
    await woman.asks_for_a_person()
    await take(page)

    async def unknown(route: Route) -> None:
        await route.fulfill(status=404, json={"code": "unknown", "message": "Non c'è."})

    async def without_it(route: Route) -> None:
        known = await (await route.fetch()).json()
        await route.fulfill(json=known | {"cases": []})

    await page.route("**/api/cases/**", unknown)
    await page.route("**/api/queue**", without_it)
    await woman.says("Sì, va bene")
    told = page.locator("main").get_by_text("lei ha detto sì a un'altra rete")
    await expect(told).to_be_visible()


async def test_who_invited_somebody_reads_that_she_said_no(console: Console) -> None:
    """Otherwise she waits for a colleague who will not come; what she took off is not told."""
    page = await console.page("Prima")
    await go_on_duty(page)
    await console.woman().asks_for_a_person()
    await take(page)
    colleague = await console.page("Seconda")
    await page.reload()
    await page.locator("summary", has_text="Chi è intorno al caso").click()
    await page.get_by_role("button", name="Inviti qualcuno…").click()
    who = page.get_by_role("dialog").locator("select").last
    await who.select_option(index=1)
    await page.get_by_role("button", name="Inviti questa persona").click()
    beside = page.locator("details", has_text="Chi è intorno al caso")
    await expect(beside).to_contain_text("invitata")
    await go_to(colleague, re.compile("^Inviti"))
    await colleague.locator(".column-list .row").click()
    await colleague.get_by_role("button", name="Non posso ora").click()
    await expect(beside).to_contain_text("ha detto di no, oppure è scaduto")
