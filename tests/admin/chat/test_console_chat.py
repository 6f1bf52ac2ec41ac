"""The tools of the chat in a real browser: what helps to write, and what she has of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers, go_on_duty, go_to, take
from tests.journeys.behind import until

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("CHAT_PICTURES", "")
MARKUP = "<b onclick=alert(1)>grazie</b> & «ciao»"


async def _picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def test_an_operator_writes_with_everything_beside_her(console: Console) -> None:
    """Ready answers by `/`, the lock screen, a note, delivery, the steps, a draft that survives a
    reload and not an exit; markup is text; and no barrier anywhere."""
    await console.person("Capo", role=Role.COORDINATOR)
    capo = await console.page("Capo")
    await go_to(capo, "Turno e cura")
    await capo.get_by_role("button", name="Aggiunga una risposta").click()
    await capo.get_by_label("Abbreviazione").fill("saluto")
    await capo.get_by_label("Titolo").fill("Primo saluto")
    await capo.get_by_label("Testo").fill("Ciao {nome}, sono qui.")
    await capo.get_by_role("button", name="Salvi", exact=True).click()
    await expect(capo.get_by_text("che non si può riempire")).to_be_visible()
    await capo.get_by_label("Testo").fill("Sono qui. In pericolo: {emergency}.")
    await capo.get_by_role("button", name="Salvi", exact=True).click()
    await expect(capo.get_by_text("/saluto")).to_be_visible()
    assert await barriers(capo) == []
    await _picture(capo, "care")

    page, woman = await console.page("Prima"), console.woman()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    await woman.says(MARKUP)
    log, box = page.get_by_role("log"), page.get_by_label("La Sua risposta")
    await expect(log).to_contain_text(MARKUP)
    await box.fill("/")
    await page.get_by_role("button", name="/saluto").click()
    await expect(box).to_have_value("Sono qui. In pericolo: 112.")
    await page.get_by_role("button", name="Come appare sul suo schermo").click()
    await expect(page.locator(".lock.hers")).to_contain_text("Niente")
    await page.get_by_text("Sugli altri canali").click()
    await expect(page.locator(".lock-screens")).to_contain_text("1 segmento")
    await _picture(page, "writing")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Come appare sul suo schermo").click()
    await page.get_by_role("button", name="Invia").click()
    await expect(page.locator(".line-state")).to_have_text("inviato")
    await page.get_by_text("Note", exact=True).click()
    await page.get_by_label("Nuova nota").fill(MARKUP)
    await page.get_by_role("button", name="Aggiunga", exact=True).click()
    await expect(page.locator(".notes .words")).to_have_text(MARKUP)
    await page.get_by_role("button", name="Rischio di suicidio").click()
    await expect(page.get_by_role("dialog")).to_contain_text("112")
    await _picture(page, "protocol")
    await page.keyboard.press("Escape")
    await _picture(page, "notes")

    async with page.expect_response(lambda one: one.url.endswith("/draft") and one.ok):
        await box.fill("Una cosa che sto scrivendo")
    await page.reload()
    await expect(box).to_have_value("Una cosa che sto scrivendo")
    await woman.leaves()
    await expect(page.locator(".banner")).to_contain_text("Uscita in sicurezza")
    await expect(box).to_be_disabled()

    async def is_held() -> bool:
        held = await console.house.tray.all([console.network], console.house.clock())
        return [one.text for one in held] == ["Una cosa che sto scrivendo"]

    await until(is_held)
    await _picture(page, "left")


async def test_on_a_phone_an_abusive_contact_ends_with_dignity(console: Console) -> None:
    """One column, 360 pixels wide; and the shift leaves a note to the next."""
    page, woman = await console.page("Prima", viewport=PHONE), console.woman()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await page.locator(".queue .waiting .row").first.click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await page.get_by_role("button", name="Come appare sul suo schermo").click()
    await page.get_by_label("La Sua risposta").fill("Ne parliamo in questura?")
    await expect(page.locator(".risky")).to_have_text("questura")
    await _picture(page, "phone")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Contatto offensivo…").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Il servizio resta aperto")
    await _picture(page, "kindly")
    await page.get_by_role("button", name="Chiuda con queste parole").click()
    # One column: the queue is back on the screen once the case is closed.
    await expect(page.locator(".case")).to_have_count(0)
    await expect(page.locator(".queue .row")).to_have_count(0)
    assert any("Il servizio resta aperto" in text for text in await woman.reads())
    await go_to(page, "Turno e cura")
    await page.get_by_label("Per il prossimo turno").fill("Il telefono di turno è in carica.")
    await page.get_by_role("button", name="Lasci la consegna").click()
    await page.get_by_role("button", name="Chieda un momento").click()
    await expect(page.get_by_text("In attesa.")).to_be_visible()
    await _picture(page, "phone-care")
    seconda = await console.page("Seconda", locale="en-GB", color_scheme="dark")
    await expect(seconda.locator(".chat-notices")).to_be_visible()
    await seconda.locator(".chat-notices button").click()
    await expect(seconda.get_by_text("Il telefono di turno è in carica.")).to_be_visible()
    await _picture(seconda, "english-dark")
    assert await barriers(seconda) == []
