"""The whole thread in real browsers: from the queue to a colleague to an employment centre."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import PATIENCE
from tests.console import LAPTOP, barriers
from tests.together.conftest import CENTRE, RHO, Person, Town

pytestmark = pytest.mark.journey

TO_THE_DESK = ("Portarlo allo sportello", "Sì", "Va bene")
"""What she can do may stand in a sheet, and she is back with her human."""

PICTURES = os.environ.get("FILO_PICTURES", "")
"""Where pictures of the pages are wanted, for somebody who looks at them."""


async def _page(browser: Browser, person: Person) -> Page:
    """The console of somebody who is logged in."""
    site = str(person.town.staff_site.make_url("/"))
    jar = person.client.session.cookie_jar.filter_cookies(person.town.staff_site.make_url("/"))
    context = await browser.new_context(locale="it-IT", viewport=LAPTOP)
    await context.add_cookies(
        [{"name": one.key, "value": one.value, "url": site} for one in jar.values()]
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(site)
    return page


async def _look(page: Page, name: str) -> None:
    assert await barriers(page) == []
    if PICTURES:
        await page.screenshot(path=Path(PICTURES, f"{name}.png"))


async def _panel(page: Page, title: str) -> None:
    await page.locator("summary", has_text=title).first.click()


async def test_from_the_queue_to_a_colleague_to_an_accepted_referral(
    town: Town, browser: Browser
) -> None:
    """Transfer, question, her yes in the chat, the agency's answer, an exit in the middle, closed:
    every step is seen on the pages without a reload."""
    first, second = await town.person("una", RHO), await town.person("altra", RHO)
    desk = await town.person("sportello", CENTRE)
    token = await town.waits()
    one, other = await _page(browser, first), await _page(browser, second)
    centre = await _page(browser, desk)
    await one.locator(".queue .waiting .row").first.click()
    await one.get_by_role("button", name="Prenda in carico").click()
    await town.says(token, "cerco un lavoro")
    await expect(one.get_by_role("log")).to_contain_text("cerco un lavoro")
    for text in ("che cosa so fare", "Seguire bambini", "Vedi l'elenco", *TO_THE_DESK):
        await town.says(token, text)

    await one.get_by_role("button", name="Passi…").click()
    await one.get_by_label("Quale").select_option(label="altra")
    await _look(one, "pass")
    await one.get_by_role("button", name="Passi", exact=True).click()
    await expect(one.get_by_role("log")).to_have_count(0)

    await other.locator(".queue .row").first.click()
    await _panel(other, "Invii ad altri enti")
    await other.get_by_role("button", name="Prepari un invio…").click()
    await other.get_by_label("A chi").select_option(CENTRE)
    await other.get_by_label("lavoro", exact=True).check()
    await other.get_by_label("viene lei, con il nome inventato").check()
    await expect(other.get_by_label("Cura e sorveglianza di bambini")).to_be_checked()
    await _look(other, "wizard")
    await other.get_by_role("button", name="Prepari", exact=True).click()
    await expect(other.get_by_text("Vuoi che passi queste righe")).to_be_visible()
    await _look(other, "preview")
    await other.get_by_role("button", name="Glielo chieda").click()
    await expect(other.get_by_text("chiesto a lei, in attesa")).to_be_visible()

    page = await town.says(token, "Sì, passalo")
    assert "fatto" in page
    await expect(other.get_by_text("arrivato all'ente, in attesa")).to_be_visible()

    await centre.get_by_role("link", name="Invii").click()
    await centre.locator(".row", has_text="Centro per l'impiego di Rho").click()
    await expect(centre.get_by_text("Cura e sorveglianza di bambini")).to_be_visible()
    await _look(centre, "received")
    await centre.get_by_role("button", name="L'ho letto e lo rispetto").click()
    await expect(centre.get_by_text("Come si presenta")).to_be_visible()

    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)
    await expect(other.locator(".banner")).to_be_visible()

    await centre.get_by_role("button", name="Accetti", exact=True).click()
    await expect(centre.get_by_role("heading", name="Come va")).to_be_visible()
    await _look(centre, "accepted")
    await expect(other.get_by_text("accettato", exact=False).first).to_be_visible()

    await _panel(other, "Il suo percorso")
    await other.get_by_label("Chi se ne occupa").select_option(CENTRE)
    await other.get_by_role("button", name="Aggiunga").click()
    await expect(other.get_by_text("l'ente non lo vede")).to_be_visible()
    await _panel(other, "Rischio e piano di sicurezza")
    await _look(other, "panels")
    await other.get_by_role("button", name="Chiuda…").click()
    await other.get_by_role("button", name="Chiuda", exact=True).click()
    await expect(other.get_by_role("log")).to_have_count(0)
