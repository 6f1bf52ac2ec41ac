"""The real service as ``make run`` starts it, and what one does on its pages in a real browser."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
from playwright.async_api import Page, expect

from scripts.served import Place, free_port
from tests.engines import ON_POSTGRES, database_in


@dataclass(frozen=True)
class Running:
    """What the demonstration printed about itself."""

    entry: str
    staff: str
    login: str
    password: str
    secret: str


@asynccontextmanager
async def started(place: Place, **settings: str) -> AsyncIterator[str]:
    """``filo demo`` in this place, within the block, and what it printed; it stops cleanly."""
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("filo")),
        "demo",
        env={**place.environ, **engine(place.folder), **settings, "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    printed = ""
    try:
        async with asyncio.timeout(60):
            while "Ctrl-C" not in printed:
                printed += (await process.stdout.readline()).decode()
        yield printed
    finally:
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0


def engine(folder: Path) -> Mapping[str, str]:
    """The settings of the engine that these tests run on, for every process of a place."""
    return {"FILO_DATABASE_URL": database_in(folder)} if ON_POSTGRES else {}


@asynccontextmanager
async def demonstration(folder: Path, **settings: str) -> AsyncIterator[Running]:
    """``filo demo`` as a process of its own, in an empty place; it stops cleanly at the end."""
    place = Place(folder, free_port(), free_port())
    async with started(place, **settings) as printed:
        yield running(place, printed, r"with this secret: (\S+)")


def running(place: Place, printed: str, secret: str) -> Running:
    """Where the service is, and somebody's ways in as they were printed."""
    login, password = (_value(name, printed) for name in ("login", "password"))
    found = re.search(secret, printed)
    assert found is not None, printed
    entry = f"{place.url}/{place.entry}"
    return Running(entry, f"http://localhost:{place.staff_port}/", login, password, found[1])


def _value(name: str, printed: str) -> str:
    found = re.search(rf"^\s*{name}\s+(\S+)$", printed, re.MULTILINE)
    assert found is not None, printed
    return found[1]


async def at_the_desk(page: Page, running: Running) -> None:
    """Log in as the demonstration's operator, and go on duty."""
    await page.goto(running.staff)
    await page.get_by_label("Nome").fill(running.login)
    await page.get_by_label("Parola d'accesso").fill(running.password)
    await page.keyboard.press("Enter")
    await page.get_by_label("Codice di sei cifre").fill(pyotp.TOTP(running.secret).now())
    await page.keyboard.press("Enter")
    await page.get_by_role("switch").click()
    await expect(page.get_by_role("switch")).to_have_text("In turno")


async def touch(page: Page, label: str, answer: str) -> None:
    """Touch a choice and wait until it is answered so: the next act needs the next question."""
    await page.get_by_role("button", name=label, exact=True).last.click()
    await expect(page.locator("#log .m").last).to_contain_text(answer)


async def write(page: Page, text: str, answer: str) -> None:
    """Write a text and wait until it is answered so."""
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .m").last).to_contain_text(answer)


async def open_the_menu(page: Page, running: Running) -> None:
    """From the flyer to the menu, in Italian."""
    await page.goto(running.entry)
    await touch(page, "Italiano", "senza che nessuno")
    await touch(page, "Sì", "Che cosa ti serve")


async def wait_for_a_person(page: Page) -> None:
    """From the menu to the queue of Rho, where somebody is on duty."""
    await touch(page, "Una persona", "comune")
    await write(page, "Rho", "Vuoi che avvisi")
    await touch(page, "Sì, avvisa", "Ho avvisato")
