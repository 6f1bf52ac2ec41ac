"""A drill in a browser, from its beginning to what came of it: marked everywhere, timed, gone."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers, go_on_duty, take

pytestmark = pytest.mark.journey


async def test_a_drill_from_beginning_to_end(console: Console) -> None:
    """The coordinator begins it and opens its page as the woman would; a colleague finds it marked
    in the queue, behind a woman who came later, answers and closes; the page of drills tells how
    long it took, and the made-up page is the cover."""
    await console.person("Nora", role=Role.COORDINATOR)
    nora, anna = await console.page("Nora"), await console.page("Anna")
    await go_on_duty(anna)
    async with TestServer(console.house.public_site(), host="localhost") as public:
        await nora.get_by_role("link", name="Esercitazioni").click()
        await nora.get_by_label("Che cosa si prova").select_option("silent-exit")
        assert await barriers(nora) == []
        await nora.get_by_role("button", name="Cominci", exact=True).click()
        link = nora.get_by_role("region", name="Esercitazione in corso").get_by_role("link")
        path = (await link.get_attribute("href")).partition("/d/")[2]
        assert await barriers(nora) == []

        her = await console.page(viewport=PHONE)
        await her.goto(str(public.make_url(f"/d/{path}")))
        await expect(her.get_by_text("Esercitazione. Nessuna donna scrive qui")).to_be_visible()
        assert await barriers(her) == []
        await her.get_by_role("button", name="Una persona").click()
        await expect(her.locator("#log")).to_contain_text("Aspetta qui.")

        woman = console.woman("a real one")
        await woman.asks_for_a_person()
        rows = anna.locator(".queue .waiting .row")
        await expect(rows).to_have_count(2)
        await expect(rows.first.get_by_text("Esercitazione")).to_have_count(0)
        await expect(rows.last.get_by_text("Esercitazione")).to_be_visible()
        await take(anna)
        await rows.last.click()
        await anna.get_by_role("button", name="Prenda in carico").click()
        await expect(anna.get_by_text("Qui scrive una collega.")).to_be_visible()
        await anna.get_by_label("La Sua risposta").fill("Sono qui con lei.")
        await anna.keyboard.press("Control+Enter")
        await expect(her.locator("#log")).to_contain_text("Sono qui con lei.")
        assert await barriers(anna) == []
        await her.get_by_role("link", name="Esci").click()
        await expect(anna.get_by_role("alert").first).to_be_visible()

        went = nora.locator(".drill-results > div")
        await expect(went.filter(has_text="Prima risposta")).to_contain_text("dopo")
        await nora.get_by_role("button", name="Finisca ora").click()
        await expect(nora.get_by_role("heading", name="Com'è andata")).to_be_visible()
        await expect(went.filter(has_text="Caso chiuso")).to_contain_text("non è successo")
        await expect(anna.locator(".queue .mine .row")).to_have_count(1)
        await her.goto(str(public.make_url(f"/d/{path}")))
        await expect(her.get_by_text("Esercitazione")).to_have_count(0)
        assert await barriers(nora) == []
