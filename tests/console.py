"""The staff's console in a real browser over a real house: SQLite, inbox, bus, built page.

``console`` is the fixture. ``await console.page("Prima")`` is a page in which that operator is
logged in, ``console.woman()`` somebody who asks for a person; ``console.house`` holds the rest.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from admin.app import build
from admin.console import BUILT
from bot.assemble import furnished
from bot.config import load
from bot.conversation.calls import CALLS
from bot.conversation.scene import Rules, Scene
from bot.crypto.keys import Keyring
from bot.demonstration.furnishing import train
from bot.engine.load import load_bundle
from bot.handoff.people import Role
from bot.handoff.trained import Course
from bot.house import House
from bot.i18n.translator import Translator
from bot.messages import Address, Channel, Chose, Inbound, Left, Said
from bot.publishing.published import read_cover, read_directory, read_screen
from bot.storage.sql import SqlStore
from bot.storage.staff_enrol import Enrolled, create
from bot.storage.upgrade import upgrade
from tests.browser import PATIENCE, emptied
from tests.engines import database_at

LAPTOP: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 360, "height": 640}
FLOW = """
flow: start
title: Prova
start: what
steps:
  what: {ask: Che cosa ti serve?, choices: {person: {label: Una persona, next: human}}}
  human:
    handoff: {network: '"NETWORK"', need: '"work"'}
    accepted: wait
    unavailable: nobody
    closed: after
  wait: {ask: Aspetta qui., choices: {no: {label: Non aspetto, next: stop}}}
  nobody: {ask: Ora non c’è nessuno., choices: {again: {label: Riprova, next: human}}}
  after: {ask: Rieccomi., choices: {more: {label: Altro, next: what}}}
  stop: {end: true}
"""
CODE = re.compile("^(Codice di sei cifre|Six-digit code)$")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""A real hash that costs a test nothing."""


class Woman:
    """She, at the one door in."""

    def __init__(self, house: House, name: str, channel: Channel) -> None:
        self.house = house
        self.address = Address(channel, name)

    async def does(self, what: Any) -> None:
        """One happening of hers."""
        inbound = Inbound(self.house.ids.new(), self.address, self.house.clock(), what)
        await self.house.inbox.post(inbound)

    async def says(self, text: str) -> None:
        """She writes."""
        await self.does(Said(text))

    async def touches(self, choice: str) -> None:
        """She touches a choice of the question that waits."""
        talk, _, _ = await self.house.store.read_thread(self.address)
        await self.does(Chose(choice, talk.session.ask))

    async def asks_for_a_person(self) -> None:
        """She stands in the queue, where somebody is on duty."""
        await self.says("ciao")
        await self.touches("person")

    async def leaves(self) -> None:
        """She uses the exit."""
        await self.does(Left())

    async def reads(self) -> list[str]:
        """Everything in her thread."""
        _, _, shown = await self.house.store.read_thread(self.address)
        return [line.speech.text for line in shown]


@dataclass
class Console:
    """The staff site of a house, and a browser before it."""

    house: House
    url: str
    network: str
    browser: Browser
    problems: list[str] = field(default_factory=list)
    people: dict[str, Enrolled] = field(default_factory=dict)

    async def person(
        self, login: str, *networks: str, role: Role = Role.OPERATOR, languages: str = "it"
    ) -> Enrolled:
        """An account, by default of an operator of the first network who speaks Italian."""
        own, now = networks or (self.network,), datetime.now(UTC)
        made = await create(self.house.accounts, login, own, languages.split(), role, now)
        await train(self.house.together.agencies, made.account.id, now, Course.RECEPTION)
        self.people[login] = made
        return made

    async def page(
        self, login: str = "", *, viewport: Any = LAPTOP, locale: str = "it-IT", **options: Any
    ) -> Page:
        """A page at the console in a browser profile of its own; errors of its script count."""
        context: BrowserContext = await self.browser.new_context(
            viewport=viewport, locale=locale, **options
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._heard)
        await page.goto(self.url)
        if login:
            await self.enter(page, login)
        return page

    def _heard(self, message: Any) -> None:
        """Whatever the policy of contents refused is a fault of the page."""
        if "Content Security Policy" in message.text or "TrustedHTML" in message.text:
            self.problems.append(message.text)

    async def enter(self, page: Page, login: str, code: str = "") -> None:
        """Log in on a page in Italian or English; the account is made where there is none. A
        ``code`` takes the place of that of the moment, which counts once."""
        made = self.people.get(login) or await self.person(login)
        await page.get_by_label(re.compile("^(Nome|Name)$")).fill(login)
        await page.get_by_label(re.compile("^(Parola d'accesso|Password)$")).fill(made.password)
        await page.keyboard.press("Enter")
        await page.get_by_label(CODE).fill(code or pyotp.TOTP(made.totp_secret).now())
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name=re.compile("^(Esca|Leave)$"))).to_be_visible()

    def woman(self, name: str = "her", channel: Channel = Channel.WEB) -> Woman:
        """Somebody with an address of her own."""
        return Woman(self.house, name, channel)


async def go_on_duty(page: Page) -> None:
    """Women may ask for a person from now on."""
    await page.get_by_role("switch").click()
    await expect(page.get_by_role("switch")).to_have_text("In turno")


async def take(page: Page) -> None:
    """Claim the first case that waits, and wait until the queue says so too."""
    await page.locator(".queue .waiting .row").first.click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await expect(page.get_by_label("La Sua risposta")).to_be_focused()
    await expect(page.locator(".queue .mine .row")).to_have_count(1)


async def deafen(page: Page) -> None:
    """Read the page again, from now on without its live stream: it learns of nothing but by what
    is done on it. (A route alone would leave the stream that is open.)"""
    await page.route("**/api/live", lambda route: route.abort())
    await page.reload()


async def go_to(page: Page, section: str | re.Pattern[str]) -> None:
    """Open a section; where there is no room for their list, by way of the menu."""
    menu = page.get_by_role("button", name="Menu")
    if await menu.is_visible():
        await menu.click()
    link = page.get_by_role("navigation").get_by_role("link", name=section, exact=True)
    await link.click()


async def barriers(page: Page) -> list[str]:
    """The serious and critical violations that axe sees now."""
    results = await Axe().run(page)
    return [
        f"{one['id']}: {one['nodes'][0]['target']}"
        for one in results.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.fixture(scope="session")
def console_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("console") / "template.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


def scene_of(network: str) -> Scene:
    bundle, problems = load_bundle({"start": FLOW.replace("NETWORK", network)}, {}, CALLS, ("it",))
    assert bundle is not None, problems
    return Scene(
        {bundle.id: bundle},
        bundle.id,
        read_directory(),
        Translator({}),
        Rules(),
        lambda _: "Oggi è bello.",
        read_cover("almanac"),
        read_screen(),
        risky={"it": frozenset({"questura"})},
    )


@asynccontextmanager
async def console_of(
    browser: Browser, database: Path, scene: Scene | None = None, **more: str
) -> AsyncIterator[Console]:
    """A console over this database, before that browser; more settings by their names.
    ``scene``: what women are told in place of a single question."""
    assert (BUILT / "index.html").exists(), "the console is not built: run `scripts/setup ui`"
    network = next(iter(read_directory().offices))
    settings = load({"FILO_MODE": "demo", "FILO_MEANING": "false", **more})
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    store = await SqlStore.open(database_at(database), Keyring(os.urandom(32)))
    try:
        async with (
            furnished(settings, scene or scene_of(network), store, clock) as house,
            TestServer(build(house, CHEAP), host="localhost") as server,
            emptied(browser),
        ):
            made = Console(house, str(server.make_url("/")), network, browser)
            yield made
            assert made.problems == []
    finally:
        await store.close()


@pytest.fixture
async def console(
    browser: Browser, console_template: Path, tmp_path: Path
) -> AsyncIterator[Console]:
    """The console over a database of this test's own."""
    database = Path(shutil.copy(console_template, tmp_path / "filo.db"))
    async with console_of(browser, database) as made:
        yield made
