"""Takes the pictures of docs/pictures in a real browser: ``make docs``."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

from scripts.bench.browser import ARGUMENTS, CHROMIUM
from scripts.handbook import Staff, invited, photograph
from scripts.phones import EXIT, MENU, NEAR, Walk, draw
from scripts.served import Place, prepared, serving

PICTURES = Path("docs/pictures")
PHONE: Any = {"width": 360, "height": 640}
CHANNELS: Sequence[tuple[str, str, Walk]] = (
    ("menu-it", "it", MENU),
    ("menu-ar", "ar", MENU),
    ("near-it", "it", NEAR),
    ("near-ar", "ar", NEAR),
    ("exit-it", "it", (*MENU, EXIT)),
)
"""The pictures of docs/channels.md: a name, the language, what she does."""


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


async def _take(place: Place, staff: Mapping[str, Staff]) -> None:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            await _her(browser, place)
            for language, logins in staff.items():
                await photograph(browser, place, language, logins, PICTURES)
            for name, language, walk in CHANNELS:
                await draw(browser, place, language, walk, PICTURES / f"channels-{name}.png")
        finally:
            await browser.close()


def main() -> None:
    """Start a demonstration in a temporary place and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="filo-pictures-") as folder:
        place = prepared(Path(folder))
        staff = invited(place)
        with serving(place):
            asyncio.run(_take(place, staff))


if __name__ == "__main__":
    main()
