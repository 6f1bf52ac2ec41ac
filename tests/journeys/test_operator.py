"""From a woman's first touch to a closed case: real store, real inbox, real browser at the desk.

The flow is a small one of this test's own, so that no change of the published texts breaks it.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright, expect

from admin.app import build
from admin.ports import StaffSettings
from bot.assemble import RandomIds, read_directory
from bot.conversation.bus import LocalBus
from bot.conversation.calls import CALLS
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Rules, Scene
from bot.conversation.world import World
from bot.crypto.keys import Keyring
from bot.engine.load import load_bundle
from bot.handoff.people import Role
from bot.i18n.translator import Translator
from bot.messages import Address, Channel, Chose, Inbound, Left, Said, Thread
from bot.storage.desk import SqlDesk
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_enrol import create
from bot.storage.upgrade import upgrade

pytestmark = pytest.mark.journey

CHROMIUM = "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
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


@dataclass
class House:
    """What the staff site is built into (``admin.ports.House``)."""

    store: SqlStore
    accounts: SqlAccounts
    desk: SqlDesk
    inbox: Inbox
    bus: LocalBus
    networks: object
    ids: RandomIds
    staff: StaffSettings
    network: str

    @property
    def clock(self):
        """The real time."""
        return lambda: datetime.now(UTC)


class Woman:
    """She, at the one door in."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.address = Address(Channel.WEB, "token")

    async def does(self, what) -> None:
        """One happening of hers."""
        inbound = Inbound(self.house.ids.new(), self.address, datetime.now(UTC), what)
        await self.house.inbox.post(inbound)

    async def says(self, text: str) -> None:
        """She writes."""
        await self.does(Said(text))

    async def touches(self, choice: str) -> None:
        """She touches a choice of the question that waits."""
        talk, _, _ = await self.house.store.read_thread(self.address)
        await self.does(Chose(choice, talk.session.ask))

    async def reads(self) -> list[str]:
        """Everything in her thread."""
        _, _, shown = await self.house.store.read_thread(self.address)
        return [line.speech.text for line in shown]


@pytest.fixture
async def house(tmp_path):
    """Real rooms over SQLite."""
    directory = read_directory()
    network = next(iter(directory.offices))
    bundle, problems = load_bundle({"start": FLOW.replace("NETWORK", network)}, {}, CALLS, ("it",))
    assert bundle is not None, problems
    url = f"sqlite:///{tmp_path / 'filo.sqlite'}"
    await upgrade(url)
    store = await SqlStore.open(url, Keyring(os.urandom(32)))
    ids, bus = RandomIds(), LocalBus()
    scene = Scene(
        {bundle.id: bundle},
        bundle.id,
        directory,
        Translator({}),
        Rules(),
        lambda _: "Oggi è bello.",
    )
    inbox = Inbox(store, lambda: scene, World(ids), bus, ids, Presence())
    await inbox.start()
    accounts, desk = SqlAccounts(store), SqlDesk(store, ids.new)
    yield House(store, accounts, desk, inbox, bus, directory, ids, StaffSettings(), network)
    await inbox.stop()
    await store.close()


@asynccontextmanager
async def at_the_desk(house: House, login: str):
    """A browser in which this new operator is logged in and on duty."""
    made = await create(
        house.accounts, login, [house.network], ["it"], Role.OPERATOR, datetime.now(UTC)
    )
    server = TestServer(build(house), host="localhost")
    await server.start_server()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = await chromium.new_page(locale="it-IT")
        await page.goto(str(server.make_url("/")))
        await page.get_by_label("Nome").fill(login)
        await page.get_by_label("Parola d'accesso").fill(made.password)
        await page.keyboard.press("Enter")
        await page.get_by_label("Codice di sei cifre").fill(pyotp.TOTP(made.totp_secret).now())
        await page.keyboard.press("Enter")
        await page.get_by_role("switch").click()
        await expect(page.get_by_role("switch")).to_have_text("In turno")
        yield page
        await chromium.close()
    await server.close()


async def take(page: Page) -> None:
    """Claim the case that waits."""
    await page.locator("#waiting .row").click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await expect(page.get_by_label("La Sua risposta")).to_be_visible()


async def test_nobody_on_duty_is_said_at_once(house):
    """She is not put into a queue that nobody looks at."""
    woman = Woman(house)
    await woman.says("ciao")
    await woman.touches("person")
    assert (await woman.reads())[-1] == "Ora non c’è nessuno."


async def test_she_reaches_a_person_and_comes_back_to_the_service(house):
    """Queue, claim, both directions live, silence of the bot, closing, and the flow goes on."""
    woman = Woman(house)
    async with at_the_desk(house, "Operatrice dimostrativa") as page:
        await woman.says("ciao")
        await woman.touches("person")
        assert (await woman.reads())[-1] == "Aspetta qui."
        await expect(page.locator("#waiting .row")).to_be_visible()
        await take(page)
        await woman.says("vorrei un lavoro")
        log = page.get_by_role("log")
        await expect(log).to_contain_text("vorrei un lavoro")
        await expect(log).not_to_contain_text("ciao")
        assert (await woman.reads())[-1] == "vorrei un lavoro"
        await page.get_by_label("La Sua risposta").fill("Ne parliamo con calma.")
        await page.get_by_role("button", name="Invia").click()
        await expect(log).to_contain_text("Ne parliamo con calma.")
        assert (await woman.reads())[-1] == "Ne parliamo con calma."
        await page.get_by_role("button", name="Chiuda…").click()
        await page.get_by_role("button", name="Chiuda", exact=True).click()
        await expect(page.locator("#mine .row")).to_have_count(0)
        assert (await woman.reads())[-1] == "Rieccomi."


async def test_when_she_leaves_the_desk_sees_it_and_can_send_nothing(house):
    """The banner within two seconds; the server refuses what an old page would still send."""
    woman = Woman(house)
    async with at_the_desk(house, "Operatrice dimostrativa") as page:
        await woman.says("ciao")
        await woman.touches("person")
        await take(page)
        await page.get_by_label("La Sua risposta").fill("una bozza")
        await woman.does(Left())
        await expect(page.locator("#banner")).to_contain_text("Uscita in sicurezza", timeout=2000)
        await expect(page.get_by_label("La Sua risposta")).to_be_disabled()
        refused = await page.evaluate(
            """async () => {
              const { csrf } = await (await fetch("/api/session")).json();
              const { cases } = await (await fetch("/api/queue")).json();
              const answer = await fetch(`/api/cases/${cases[0].id}/reply`, {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-Filo-Csrf": csrf },
                body: JSON.stringify({ id: "12345678", text: "una bozza" }),
              });
              return [answer.status, (await answer.json()).code];
            }"""
        )
        assert refused == [409, "exited"]
        assert "una bozza" not in await woman.reads()


async def test_an_old_claim_does_not_outrun_a_turn(house):
    """Her words and two claims at the same time: one holder, nothing lost."""
    woman = Woman(house)
    account = (
        await create(
            house.accounts, "Uno", [house.network], ["it"], Role.OPERATOR, datetime.now(UTC)
        )
    ).account
    now = datetime.now(UTC)
    await house.desk.set_duty(account, now.replace(year=now.year + 1), now)
    await woman.says("ciao")
    await woman.touches("person")
    ticket = (await house.desk.queue([house.network]))[0]
    claims = [house.desk.claim([house.network], ticket.id, f"op-{n}", now) for n in range(5)]
    *_, after = await asyncio.gather(*claims, woman.says("ci sono"), woman.says("sono io"))
    found = await house.desk.ticket([house.network], ticket.id)
    assert after is None
    assert found.state == "claimed"
    talk, _, shown = await house.store.read_thread(Thread(ticket.conversation))
    assert talk.seq == len(shown)
