"""Takes the pictures of the handbooks from the running pages, in both languages of the staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
from playwright.async_api import Browser, Page

from admin.texts import LANGUAGES, say
from bot.handoff.people import Role
from scripts.served import Place

PHONE: Any = {"width": 360, "height": 640}
LAPTOP: Any = {"width": 1180, "height": 720}
LOCALES: Mapping[str, str] = {"it": "it-IT", "en": "en-GB"}
NETWORK = "milano-citta"
FLOW = "safe"
SETTLED = 2000
"""Milliseconds after which a page that reads several things stands still."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account: its name, its password and the secret of its codes."""

    name: str
    password: str
    secret: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is seen in the pictures of one language: a code is good once, so nobody is in both."""

    operator: Login
    admin: Login


def invited(place: Place) -> Mapping[str, Staff]:
    """New accounts of the demonstration, by language of the pictures."""
    return {
        language: Staff(
            _added(place, f"operatrice-{language}"),
            _added(place, f"amministratrice-{language}", "--role", Role.NETWORK_ADMIN.value),
        )
        for language in LANGUAGES
    }


async def photograph(
    browser: Browser, place: Place, language: str, staff: Staff, folder: Path
) -> None:
    """Take the pictures of one language into the folder."""
    page = await _entered(browser, place, staff.operator, language)
    await _desk(browser, place, page, language, folder)
    await page.context.close()
    page = await _entered(browser, place, staff.admin, language)
    await _administration(page, language, folder)
    await page.context.close()


def _added(place: Place, name: str, *more: str) -> Login:
    today = datetime.now(UTC).date().isoformat()
    told = place.run("staff", "add", name, "--network", NETWORK, "--trained", today, *more)
    found = dict(line.split(maxsplit=1) for line in told.splitlines() if len(line.split()) == 2)
    return Login(name, found["password"], found["secret"])


async def _entered(browser: Browser, place: Place, login: Login, language: str) -> Page:
    context = await browser.new_context(viewport=LAPTOP, locale=LOCALES[language])
    page, words = await context.new_page(), _words(language)
    await page.goto(f"http://localhost:{place.staff_port}/")
    await page.get_by_label(words("Nome"), exact=True).fill(login.name)
    await page.get_by_label(words("Parola d'accesso"), exact=True).fill(login.password)
    await page.get_by_role("button", name=words("Continua"), exact=True).click()
    await page.get_by_label(words("Codice di sei cifre")).fill(pyotp.TOTP(login.secret).now())
    await page.get_by_role("button", name=words("Acceda"), exact=True).click()
    await page.locator("main").wait_for()
    return page


async def _desk(browser: Browser, place: Place, page: Page, language: str, folder: Path) -> None:
    words = _words(language)
    await page.get_by_role("switch", name=words("Non in turno"), exact=True).click()
    await page.get_by_role("switch", name=words("In turno"), exact=True).wait_for()
    await _ask_for_a_person(browser, place)
    await page.locator(".queue .waiting .row").first.click()
    await page.get_by_role("button", name=words("Prenda in carico"), exact=True).click()
    box = page.get_by_label(words("La Sua risposta"))
    await box.fill("Ciao, sono qui. Partiamo da quello che vuoi tu.")
    await page.get_by_role("button", name=words("Invia"), exact=True).click()
    await page.locator(".line-state").wait_for()
    await page.screenshot(path=folder / f"handbook-desk-{language}.png")
    await page.locator("summary", has_text=words("Invii ad altri enti")).click()
    await page.wait_for_timeout(SETTLED)
    await page.screenshot(path=folder / f"handbook-referral-{language}.png")


async def _ask_for_a_person(browser: Browser, place: Place) -> None:
    """A woman who gives her town and consent, so that the queue is not empty."""
    context = await browser.new_context(viewport=PHONE, locale="it-IT")
    page = await context.new_page()
    await page.goto(f"{place.url}/{place.entry}")
    for choice in ("it", "yes", "person"):
        await page.locator(f"button[value={choice}]").click()
    await page.locator("button[value=unsaid]").wait_for()
    await page.locator("#text").fill("Milano")
    await page.locator("#text").press("Enter")
    await page.locator("#choices button[value=yes]").click()
    await page.locator("button[value=cancel]").wait_for()
    await page.locator("#text").fill("Vorrei capire come trovare un lavoro.")
    await page.locator("#text").press("Enter")
    await page.wait_for_timeout(500)


async def _administration(page: Page, language: str, folder: Path) -> None:
    for name, section in (("people", "members"), ("rota", "rota"), ("channels", "channels")):
        await _open(page, section)
        await page.screenshot(path=folder / f"handbook-{name}-{language}.png")
    words = _words(language)
    await _open(page, "flows")
    await page.get_by_label(words("Cerchi un percorso, una copertina, una lista")).fill(FLOW)
    await page.locator(".row", has_text=FLOW).first.click()
    await page.locator(".outline").wait_for()
    await page.screenshot(path=folder / f"handbook-flow-{language}.png")
    await page.get_by_role("button", name=words("Prova"), exact=True).click()
    await page.get_by_role("button", name=words("Cominci la prova"), exact=True).click()
    await page.get_by_role("log").get_by_role("button", name="Italiano").click()
    await page.wait_for_timeout(SETTLED)
    await page.get_by_text(words("Controllo in corso…")).wait_for(state="hidden")
    await page.screenshot(path=folder / f"handbook-trial-{language}.png")


async def _open(page: Page, section: str) -> None:
    await page.evaluate("section => { location.hash = section }", section)
    await page.wait_for_timeout(SETTLED)


def _words(language: str) -> Callable[[str], str]:
    """What the console says for an Italian text, in the language of the picture."""
    return lambda text: say(text, language)
