"""The console's foundation: the door, a conversation, the stream, the policy of contents."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.console import PHONE, Console, barriers, go_on_duty, take

pytestmark = pytest.mark.journey


async def test_she_appears_is_taken_read_answered_and_closed_without_a_reload(
    console: Console,
) -> None:
    """From the door to a closed case; nothing that the policy of contents refuses is tried."""
    page, woman = await console.page("Prima"), console.woman()
    await expect(page.get_by_text("Nessuna aspetta.")).to_be_visible()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    await woman.says("vorrei un lavoro")
    log = page.get_by_role("log")
    await expect(log).to_contain_text("vorrei un lavoro")
    await expect(log).not_to_contain_text("ciao")
    await page.get_by_label("La Sua risposta").fill("Ne parliamo con calma.")
    await page.keyboard.press("Control+Enter")
    await expect(log).to_contain_text("Ne parliamo con calma.")
    assert (await woman.reads())[-1] == "Ne parliamo con calma."
    assert await barriers(page) == []
    await page.get_by_role("button", name="Chiuda…").click()
    await page.get_by_role("button", name="Chiuda", exact=True).click()
    await expect(page.locator(".queue .row")).to_have_count(0)
    await expect(page.get_by_role("log")).to_have_count(0)
    await expect(page).to_have_title("Filo, banco")


async def test_the_menu_of_a_telephone_is_opened_walked_and_left_by_keys_alone(
    console: Console,
) -> None:
    """It opens on the section that is open; Escape gives the button back; Enter goes and closes."""
    page = await console.page("Prima", viewport=PHONE)
    menu = page.get_by_role("button", name="Menu")
    sections = page.get_by_role("navigation", name="Sezioni")
    here = sections.get_by_role("link", name="Coda", exact=True)
    await expect(sections).to_be_hidden()
    await menu.focus()
    await page.keyboard.press("Enter")
    await expect(here).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(sections).to_be_hidden()
    await expect(menu).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(here).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(sections).to_be_hidden()
    await expect(page.get_by_role("heading", name="Turni")).to_be_visible()
