"""The whole path in real processes: she asks for a person, one answers, she leaves.

The service is started as ``make run`` starts it; both sides use real browsers.
"""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from scripts.served import Place, free_port

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Running:
    """What the demonstration printed about itself."""

    entry: str
    staff: str
    login: str
    password: str
    secret: str


@asynccontextmanager
async def demonstration(folder: Path) -> AsyncIterator[Running]:
    """``filo demo`` as a process of its own, in an empty place; it stops cleanly at the end."""
    place = Place(folder, free_port(), free_port())
    environ = {**place.environ, "PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("filo")),
        "demo",
        env=environ,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    printed = ""
    try:
        async with asyncio.timeout(60):
            while "Ctrl-C" not in printed:
                printed += (await process.stdout.readline()).decode()
        login, password = (_value(name, printed) for name in ("login", "password"))
        secret = re.search(r"with this secret: (\S+)", printed)
        assert secret is not None
        entry = f"{place.url}/{place.entry}"
        yield Running(entry, f"http://localhost:{place.staff_port}/", login, password, secret[1])
    finally:
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0


def _value(name: str, printed: str) -> str:
    found = re.search(rf"^\s*{name}\s+(\S+)$", printed, re.MULTILINE)
    assert found is not None, printed
    return found[1]


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Chromium of the system."""
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


async def _at_the_desk(page: Page, running: Running) -> None:
    await page.goto(running.staff)
    await page.get_by_label("Nome").fill(running.login)
    await page.get_by_label("Parola d'accesso").fill(running.password)
    await page.keyboard.press("Enter")
    await page.get_by_label("Codice di sei cifre").fill(pyotp.TOTP(running.secret).now())
    await page.keyboard.press("Enter")
    await page.get_by_role("switch").click()
    await expect(page.get_by_role("switch")).to_have_text("In turno")


async def _touch(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()


async def test_a_woman_reaches_a_human_of_her_network_and_leaves_in_an_instant(
    chromium: Browser, tmp_path: Path
) -> None:
    """From the link on the flyer to a human of the right network, and out without a trace."""
    async with demonstration(tmp_path) as running:
        desk = await (await chromium.new_context(locale="it-IT")).new_page()
        await _at_the_desk(desk, running)
        phone = await chromium.new_context(viewport={"width": 360, "height": 640}, locale="it-IT")
        her = await phone.new_page()
        await her.goto(running.entry)
        for label in ("Italiano", "Sì", "Una persona", "Sì, avanti"):
            await _touch(her, label)
        await her.locator("#text").fill("Rho")
        await her.keyboard.press("Enter")
        await _touch(her, "Sì, avvisa")
        await expect(her.get_by_role("log")).to_contain_text("In pericolo: 112")
        await her.locator("#text").fill("cerco un corso la mattina")
        await her.keyboard.press("Enter")

        await desk.locator("#waiting .row").click()
        await desk.get_by_role("button", name="Prenda in carico").click()
        await expect(desk.get_by_role("log")).to_contain_text("cerco un corso la mattina")
        await expect(desk.get_by_role("log")).not_to_contain_text("Italiano")
        await desk.get_by_label("La Sua risposta").fill("Ne parliamo con calma.")
        await desk.get_by_role("button", name="Invia").click()
        await expect(her.get_by_role("log")).to_contain_text("Ne parliamo con calma.")
        await her.locator("#text").fill("grazie")
        await her.keyboard.press("Enter")
        await expect(desk.get_by_role("log")).to_contain_text("grazie")

        await her.locator("#exit").click()
        await expect(her.get_by_text("Ne parliamo con calma.")).to_have_count(0)
        await expect(desk.locator("#banner")).to_contain_text("Uscita in sicurezza")
        await expect(desk.get_by_label("La Sua risposta")).to_be_disabled()
        await her.go_back()
        await expect(her.get_by_text("Ne parliamo con calma.")).to_have_count(0)
        assert await her.title() in ("", "Almanacco di Milano")
