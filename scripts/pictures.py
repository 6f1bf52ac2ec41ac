"""Takes the pictures of docs/pictures in a real browser: ``make docs``."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
from playwright.async_api import Browser, async_playwright

from scripts.bench.browser import ARGUMENTS, CHROMIUM
from scripts.phones import EXIT, MENU, NEAR, Walk, draw
from scripts.served import Place, prepared, serving

PICTURES = Path("docs/pictures")
PHONE: Any = {"width": 360, "height": 640}
LAPTOP: Any = {"width": 1180, "height": 720}
CHANNELS: Sequence[tuple[str, str, Walk]] = (
    ("menu-it", "it", MENU),
    ("menu-ar", "ar", MENU),
    ("near-it", "it", NEAR),
    ("near-ar", "ar", NEAR),
    ("exit-it", "it", (*MENU, EXIT)),
)
"""The pictures of docs/channels.md: a name, the language, what she does."""

LOGIN = "operatrice-demo"


async def _her(browser: Browser, place: Place) -> None:
    context = await browser.new_context(viewport=PHONE, locale="it-IT", device_scale_factor=2)
    page = await context.new_page()
    await page.goto(place.url)
    await page.screenshot(path=PICTURES / "cover.png")
    await page.goto(f"{place.url}/{place.entry}")
    await page.locator("button[value=it]").click()
    await page.locator("button[value=yes]").click()
    await page.locator("button[value=work]").wait_for()
    await page.locator("#log p").last.scroll_into_view_if_needed()
    await page.screenshot(path=PICTURES / "chat.png")
    await context.close()


async def _desk(browser: Browser, place: Place, login: Mapping[str, str]) -> None:
    context = await browser.new_context(viewport=LAPTOP, locale="it-IT")
    page = await context.new_page()
    await page.goto(f"http://localhost:{place.staff_port}/")
    await page.get_by_label("Nome").fill(LOGIN)
    await page.get_by_label("Parola d'accesso").fill(login["password"])
    await page.get_by_role("button", name="Continua").click()
    await page.get_by_label("Codice di sei cifre").fill(pyotp.TOTP(login["secret"]).now())
    await page.get_by_role("button", name="Acceda").click()
    await page.get_by_role("switch", name="Non in turno").click()
    await page.get_by_role("switch", name="In turno", exact=True).wait_for()
    await _ask_for_a_person(browser, place)
    await page.locator(".queue .waiting .row").first.click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await page.get_by_label("La Sua risposta").fill(
        "Ciao, sono qui. Partiamo da quello che vuoi tu."
    )
    await page.get_by_role("button", name="Invia").click()
    await page.locator(".line-state").wait_for()
    await page.screenshot(path=PICTURES / "staff.png")
    await context.close()


async def _ask_for_a_person(browser: Browser, place: Place) -> None:
    """A woman who gives her town and consent, so that the queue is not empty."""
    context = await browser.new_context(viewport=PHONE, locale="it-IT")
    page = await context.new_page()
    await page.goto(f"{place.url}/{place.entry}")
    for choice in ("it", "yes", "person", "go"):
        await page.locator(f"button[value={choice}]").click()
    await page.locator("button[value=unsaid]").wait_for()
    await page.locator("#text").fill("Milano")
    await page.locator("#text").press("Enter")
    await page.locator("#choices button[value=yes]").click()
    await page.locator("button[value=cancel]").wait_for()
    await page.locator("#text").fill("Vorrei capire come trovare un lavoro.")
    await page.locator("#text").press("Enter")
    await page.wait_for_timeout(500)


async def _take(place: Place, login: Mapping[str, str]) -> None:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            await _her(browser, place)
            await _desk(browser, place, login)
            for name, language, walk in CHANNELS:
                await draw(browser, place, language, walk, PICTURES / f"channels-{name}.png")
        finally:
            await browser.close()


def main() -> None:
    """Start a demonstration in a temporary place and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="filo-pictures-") as folder:
        place = prepared(Path(folder))
        today = datetime.now(UTC).date().isoformat()
        told = place.run("staff", "add", LOGIN, "--network", "milano-citta", "--trained", today)
        login = dict(line.split(maxsplit=1) for line in told.splitlines() if len(line.split()) == 2)
        with serving(place):
            asyncio.run(_take(place, login))


if __name__ == "__main__":
    main()
