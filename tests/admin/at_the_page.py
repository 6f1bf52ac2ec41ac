"""What an operator does on the staff page in a real browser."""

from __future__ import annotations

from playwright.async_api import Page, expect


async def enter(page: Page, site, login: str) -> None:
    """Log in: name and password, then the code."""
    await page.get_by_label("Nome").fill(login)
    await page.get_by_label("Parola d'accesso").fill("una-parola-di-prova")
    await page.get_by_role("button", name="Continua").click()
    await page.get_by_label("Codice di sei cifre").fill(site.code(login))
    await page.get_by_role("button", name="Acceda").click()
    await expect(page.get_by_role("switch")).to_be_visible()


async def claim(page: Page) -> None:
    """Take the first case of the queue, and wait until the queue says so too."""
    await page.locator(".queue .waiting .row").first.click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await expect(page.get_by_label("La Sua risposta")).to_be_focused()
    await expect(page.locator(".queue .mine .row")).to_have_count(1)
