"""Translations in the console: written, stopped, signed, sent out, taken in, and outdated by
themselves."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.async_api import Page, expect

from bot.engine.editing.edits import Put
from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey

NEW = "أهلًا بعودتك."


async def table(console: Console, login: str, **options: object) -> Page:
    """The table of Arabic, as this admin sees it."""
    page = await console.page(login, **options)
    await go_to(page, "Percorsi")
    await page.get_by_role("button", name="Traduzioni").click()
    await page.locator(".language-row", has_text="arabo").click()
    await expect(page.locator(".text-row").first).to_be_visible()
    return page


async def covered(page: Page) -> None:
    """What a cover says is shown as whoever meets it sees it, written and saved like the rest."""
    await page.get_by_label("Cerchi un testo").fill("almanac/menu/ask")
    await page.locator(".text-row", has_text="Almanacco di Milano").click()
    await expect(page.locator(".text-editor .italian")).to_contain_text("Almanacco di Milano")
    box = page.get_by_label("arabo", exact=True)
    text = f"{await box.input_value()} ☀"
    await box.fill(text)
    await expect(page.locator(".step-picture mark")).to_have_text(text)
    await page.get_by_role("button", name="Salvi", exact=True).click()
    await expect(page.get_by_text("Salvata nella bozza del percorso.")).to_be_visible()


async def test_a_translation_from_a_lost_gap_to_a_signature_that_ends(
    console: Console, tmp_path: Path
) -> None:
    """A lost placeholder is stopped; only who speaks Arabic signs; what comes back from a
    spreadsheet is looked at first; and when the Italian changes the signature is worth nothing."""
    await console.person("Ada", role=Role.NETWORK_ADMIN, languages="it ar")
    await console.person("Bea", role=Role.NETWORK_ADMIN, languages="it")
    ada = await table(console, "Ada")
    assert await barriers(ada) == []
    await ada.get_by_label("Cerchi un testo").fill("place/confirm/ask")
    await expect(ada.get_by_text("1 testo", exact=True)).to_be_visible()
    await ada.locator(".text-row").first.click()
    box = ada.get_by_label("arabo", exact=True)
    before = await box.input_value()
    gap = before[before.index("{") : before.index("}") + 1]
    await expect(box).to_have_attribute("dir", "auto")
    await expect(box).to_have_attribute("lang", "ar")
    await box.fill(before.replace(gap, ""))
    await expect(ada.locator(".checks")).to_contain_text(f"Manca {gap}")
    await expect(ada.get_by_role("button", name="Salvi", exact=True)).to_be_disabled()
    assert await barriers(ada) == []
    await box.fill(f"{NEW} ")
    await box.press("End")
    await ada.get_by_role("button", name=gap, exact=True).click()
    await expect(box).to_have_value(f"{NEW} {gap}")
    await expect(ada.locator(".checks")).not_to_contain_text(f"Manca {gap}")
    await ada.get_by_role("button", name="Salvi", exact=True).click()
    await expect(ada.get_by_text("Salvata nella bozza del percorso.")).to_be_visible()
    await ada.get_by_role("button", name="Firmi", exact=True).click()
    await expect(ada.get_by_text("Firmata da Ada")).to_be_visible()
    await expect(ada.locator(".text-row .state").first).to_have_text("firmata")

    await ada.get_by_role("button", name="File…").click()
    async with ada.expect_download() as coming:
        await ada.get_by_role("button", name="Foglio di calcolo (.xlsx)").click()
    file = tmp_path / "ar.xlsx"
    await (await coming.value).save_as(file)
    book = load_workbook(BytesIO(file.read_bytes()))
    assert book.active.max_row == 2
    cell = book.active.cell(2, 5)
    assert cell.value == f"{NEW} {gap}"
    cell.value = NEW
    book.save(file)
    brought = ada.get_by_label("Un file .po o .xlsx")
    await brought.set_input_files(file)
    await expect(ada.get_by_role("dialog")).to_contain_text("1 rifiutato")
    await expect(ada.get_by_role("button", name="Salvi tutto nelle bozze")).to_be_disabled()
    cell.value = f"{gap} {NEW}"
    book.save(file)
    await brought.set_input_files(file)
    await expect(ada.get_by_role("dialog").locator("ins")).to_have_text(f"{gap} {NEW}")
    assert await barriers(ada) == []
    await ada.get_by_role("button", name="Salvi tutto nelle bozze").click()
    await expect(ada.get_by_text("Salvato nelle bozze.")).to_be_visible()
    await ada.get_by_role("button", name="Chiuda la finestra").click()
    await expect(ada.locator(".text-row .state").first).to_have_text("da rivedere")

    bea = await table(console, "Bea", viewport=PHONE)
    await bea.get_by_label("Cerchi un testo").fill("place/confirm/ask")
    await expect(bea.locator(".text-row")).to_have_count(1)
    await bea.locator(".text-row").click()
    await expect(bea.get_by_label("arabo", exact=True)).to_have_value(f"{gap} {NEW}")
    await expect(bea.get_by_role("button", name="Firmi", exact=True)).to_be_disabled()
    await expect(bea.get_by_text("Allora la traduzione era:")).to_be_visible()
    assert await barriers(bea) == []

    await covered(ada)
    assert (await console.house.workshop.open("almanac")).revision == 1

    place = await console.house.workshop.open("place")
    block = place.sheet.block("confirm")
    assert block is not None
    body = {**dict(block.body), "ask": f"Adesso: {gap}?"}  # type: ignore[arg-type]
    made = Put("confirm", body)
    await console.house.workshop.edit("place", place.revision, [made], "c", console.house.clock())
    await bea.reload()
    await expect(bea.locator(".text-editor .italian")).to_have_text(f"Adesso: {gap}?")
    await expect(bea.get_by_text("Prima diceva:")).to_be_visible()
