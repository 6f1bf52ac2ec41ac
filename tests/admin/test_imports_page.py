"""A file is brought, looked at and confirmed in the browser; a draft of it is completed."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.handoff.people import Role
from tests.console import Console, barriers

pytestmark = pytest.mark.journey
HEADER = "codice;titolo;ente;destinatari;modalita;scadenza;descrizione\n"
ROWS = (
    "a;Aiuto cuoca;Ente dimostrativo;donne;online;31/12/2090;Un corso di cucina\n"
    "b;- Usare il computer;Ente dimostrativo;;online;;Per chi comincia\n"
)


async def bring(page: Page, folder: Path, name: str, text: str) -> None:
    """A file of calls is chosen and sent."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    await page.get_by_role("button", name="Porti un file").click()
    await page.get_by_label("corsi e avvisi").check()
    await page.get_by_label("Il file", exact=False).set_input_files(file)
    await page.get_by_label(re.compile("^Nome della fonte")).fill("sportello")
    await page.get_by_role("button", name=re.compile("^Lo porti")).click()
    await expect(page.get_by_role("heading", name=re.compile(name))).to_be_visible()


async def test_a_file_becomes_a_call_that_women_see(console: Console, tmp_path: Path) -> None:
    """What is refused is told with its line and to be downloaded; what is confirmed is published,
    or waits to be completed; no barrier on the way."""
    await console.person("Capo", role=Role.NETWORK_ADMIN)
    page, work = await console.page("Capo"), console.house.intake.worker.work
    await page.get_by_role("link", name="Importi").click()
    await bring(page, tmp_path, "sbagliato.csv", f"{HEADER}{ROWS}c;;Ente;donne;online;presto;\n")
    await work()
    await expect(page.get_by_text("Manca «titolo».")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Scarichi il rapporto").click()
    report = await (await download.value).path()
    text = await asyncio.to_thread(report.read_text, "utf-8-sig")
    assert '"sbagliato.csv","4","«scadenza» non si legge."' in text
    assert await barriers(page) == []
    await bring(page, tmp_path, "giusto.csv", HEADER + ROWS)
    await work()
    confirm = page.get_by_role("button", name="Confermi e importi")
    await expect(confirm).to_be_visible()
    await expect(page.locator(".counts dd").first).to_have_text("2")
    assert await barriers(page) == []
    await page.reload()
    await confirm.click()
    await expect(confirm).to_be_hidden()
    await work()
    await expect(page.locator(".heading small")).to_have_text("importato")
    await page.get_by_role("link", name="Corsi", exact=True).click()
    await expect(page.get_by_role("button", name=re.compile("Aiuto cuoca"))).to_be_visible()
    await page.get_by_label("Stato").select_option("draft")
    await page.get_by_role("button", name=re.compile("Usare il computer")).click()
    await page.get_by_role("button", name="Completi").click()
    await page.get_by_label("Per chi è").select_option("donne")
    await page.get_by_label("Scadenza").fill("presto")
    await page.get_by_role("button", name="Salvi").click()
    await expect(page.get_by_role("alert").filter(has_text="«scadenza»")).to_be_visible()
    await page.get_by_label("Scadenza").fill("31/12/2090 12:00")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Salvi").click()
    await expect(page.locator(".heading")).to_contain_text("pubblicato")
    assert await barriers(page) == []
    assert len(console.house.scene.calls) == 2
