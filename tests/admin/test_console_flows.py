"""A flow is changed, stopped by the gate, mended, read by a second person and published."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.handoff.people import Role
from bot.text.tongues import LANGUAGES
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey

LABEL = "👩 Una di noi"
GROUP = "Quello che non si legge"


async def opened(console: Console, login: str, **options: object) -> Page:
    """The list of flows, as this admin sees it."""
    await console.person(login, role=Role.NETWORK_ADMIN)
    page = await console.page(login, **options)
    await go_to(page, "Percorsi")
    return page


async def grouped(page: Page) -> None:
    """The step that is open and another one become a group, which is folded in the drawing
    and in the list, taken back and made again."""
    await page.get_by_role("button", name="Un gruppo nuovo…").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Nome del gruppo").fill(GROUP)
    await expect(sheet.get_by_role("checkbox", checked=True)).to_have_count(1)
    await sheet.get_by_role("checkbox", checked=False).first.check()
    assert await barriers(page) == []
    await sheet.get_by_role("button", name="Faccia il gruppo").click()
    fold = page.get_by_role("button", name=GROUP, expanded=True)
    await expect(fold).to_contain_text("2 passi")
    await page.keyboard.press("Control+z")
    await expect(fold).to_have_count(0)
    await page.keyboard.press("Control+Shift+z")
    await expect(page.locator(".card.open")).to_be_visible()
    await fold.click()
    await expect(page.locator(".card.folded")).to_contain_text("2 passi")
    await expect(page.locator(".card.open")).to_have_count(0)
    await page.get_by_role("button", name="Elenco", exact=True).click()
    heading = page.get_by_role("heading", name=GROUP)
    await expect(heading.get_by_role("button", expanded=False)).to_be_visible()
    await heading.get_by_role("button", expanded=False).press("ArrowRight")
    await expect(page.locator(".outline > .in-group")).to_have_count(2)
    assert await barriers(page) == []


async def test_a_label_goes_live_after_the_gate_and_a_second_reader(console: Console) -> None:
    """What would not fit on a button or lacks a language is stopped; whoever wrote it cannot be
    the one who read it; what is published is what new conversations say."""
    ada = await opened(console, "Ada")
    await ada.get_by_label("Cerchi un percorso").fill("voice")
    await ada.locator(".row", has_text="Messaggio vocale").click()
    await ada.locator(".outline .row", has_text="pictures").first.click()
    person = ada.locator("[data-choice=person]")
    await person.get_by_label("Etichetta", exact=True).fill("Voglio parlare con una di voi")
    problems = ada.get_by_role("list", name="Problemi di questo passo")
    await expect(problems).to_contain_text("channels/label")
    await ada.keyboard.press("Control+z")
    await expect(person.get_by_label("Etichetta", exact=True)).to_have_value("👩 Una persona")
    await ada.keyboard.press("Control+Shift+z")
    await person.get_by_label("Etichetta", exact=True).fill(LABEL)
    await expect(problems).not_to_contain_text("channels/label")
    await expect(problems).to_contain_text("languages/critical")
    await ada.get_by_text("Traduzioni", exact=False).first.click()
    told = ada.locator("details details")
    await expect(told).to_have_count(len(LANGUAGES) - 1)
    for own in await told.all():
        await own.locator("summary").click()
        before = await own.get_by_text("Prima diceva: ").inner_text()
        await own.get_by_label(LABEL).fill(before.removeprefix("Prima diceva: "))
    await expect(problems).not_to_contain_text("languages/critical")
    assert await barriers(ada) == []
    await ada.get_by_role("button", name="Disegno", exact=True).click()
    await expect(ada.locator(".card.open")).to_contain_text(LABEL)
    await grouped(ada)
    assert await barriers(ada) == []

    await ada.get_by_role("button", name="Guardi e pubblichi").click()
    await ada.get_by_label("Che cosa cambia e perché").fill("più vicino")
    await ada.get_by_role("button", name="Ho letto, va bene").click()
    await expect(ada.get_by_role("alert").first).to_contain_text("un'altra persona")

    bea = await opened(console, "Bea", viewport=PHONE)
    await bea.get_by_role("button", name="Guardi e pubblichi 1 bozza").click()
    await expect(bea.locator("ins")).to_contain_text(["di noi"])
    await bea.get_by_role("button", name="Ho letto, va bene").click()
    await expect(bea.get_by_text("lo ha letto Bea")).to_be_visible()
    assert await barriers(bea) == []

    await ada.reload()
    await ada.get_by_label("Che cosa cambia e perché").fill("più vicino")
    await ada.get_by_role("button", name="Pubblichi 1 percorso").click()
    await expect(ada.get_by_text("È in uso la pubblicazione 1 di Ada")).to_be_visible()
    live = (await console.house.workshop.live()).flows["voice"]
    assert LABEL in live
    assert live.count(f"group: {GROUP}") == 2
