"""The texts around the flows: words are drafts like flows, flyers look like the cover."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from bot.handoff.people import Role
from tests.commands.test_interchange import EXPORT
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey


async def at(console: Console, login: str, section: str, **options: object) -> Page:
    """A section, as this admin sees it."""
    await console.person(login, role=Role.NETWORK_ADMIN)
    page = await console.page(login, **options)
    await go_to(page, section)
    return page


async def test_words_are_written_read_by_a_second_person_and_go_out_at_an_hour(
    console: Console,
) -> None:
    """A list of words stands beside the flows; what changes is told word by word; planned, it can
    still be cancelled. Flows of another product are looked at and become drafts."""
    ada = await at(console, "Ada", "Percorsi")
    await expect(ada.get_by_role("heading", name="Copertine")).to_be_visible()
    await ada.locator(".row", has_text="risky-it").click()
    words = ada.get_by_label("Parole e perché")
    before = await words.input_value()
    await words.fill(f"{before}ab\ngattopardo # lo dice chi segue\n")
    await ada.get_by_role("button", name="Salvi la bozza").click()
    await expect(ada.get_by_text("words/short")).to_be_visible()
    await words.fill(f"{before}gattopardo # lo dice chi segue\n")
    await ada.get_by_role("button", name="Salvi la bozza").click()
    await expect(ada.get_by_text("words/short")).to_have_count(0)
    assert await barriers(ada) == []

    bea = await at(console, "Bea", "Percorsi", viewport=PHONE)
    await bea.get_by_role("button", name="Guardi e pubblichi").click()
    await expect(bea.get_by_text("In più: gattopardo")).to_be_visible()
    await bea.get_by_role("button", name="Ho letto, va bene").click()
    await bea.get_by_label("Che cosa cambia e perché").fill("una parola in più")
    await bea.get_by_label("A un'ora stabilita").check()
    later = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT23:30")
    await bea.get_by_label("Giorno e ora, a Milano").fill(later)
    assert await barriers(bea) == []
    await bea.get_by_role("button", name="Programmi 1 percorso").click()
    await expect(bea.get_by_text("aspetta la sua ora")).to_be_visible()
    await bea.get_by_role("button", name="Annulli questa pubblicazione").click()
    await expect(bea.get_by_text("annullata", exact=True)).to_be_visible()

    await go_to(ada, "Percorsi")
    await ada.get_by_role("button", name="Da un altro programma…").click()
    file = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(EXPORT).encode()}
    await ada.get_by_label("File JSON").set_input_files(file)
    await expect(ada.get_by_text("a call of another service")).to_be_visible()
    await ada.get_by_role("button", name="Tenga 1 bozza").click()
    await ada.get_by_role("button", name="Corsi vicini").click()
    await expect(ada.locator(".outline")).to_contain_text("Ti serve un corso?")


async def test_a_flyer_is_the_cover_on_paper(console: Console) -> None:
    """Ten cards on a sheet, one of the size of a business card, or a poster, in her language; what
    is printed is the cards alone, and the file is called like the cover."""
    page = await at(console, "Ada", "Volantini")
    await expect(page.locator(".flyer-card")).to_have_count(10)
    await page.get_by_label("arabo").check()
    await expect(page.locator(".flyer-card[dir=rtl]")).to_have_count(10)
    assert await barriers(page) == []
    titles: list[str] = []
    await page.expose_function("kept", lambda title: titles.append(title))
    await page.evaluate("() => { window.print = () => window.kept(document.title) }")
    await page.get_by_role("button", name="Stampi").click()
    title = await page.locator(".flyer-title").first.inner_text()
    assert titles == [title]
    await page.emulate_media(media="print")
    await expect(page.get_by_role("button", name="Stampi")).to_be_hidden()
    await expect(page.get_by_role("link", name="Percorsi", exact=True)).to_be_hidden()
    await expect(page.locator(".flyer-card").first).to_be_visible()
    shown = await page.locator("body").inner_text()
    assert "violenza" not in shown.casefold()
    assert "filo" not in shown.casefold()
    await page.emulate_media(media="screen")
    await page.get_by_label("italiano").uncheck()
    await page.get_by_label("Un biglietto da visita").check()
    await expect(page.locator(".flyer-card")).to_have_count(1)
