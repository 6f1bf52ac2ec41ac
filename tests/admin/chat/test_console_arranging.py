"""An arrangement to be in touch again, and a translation beside her words, in a real browser."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, expect

from bot.conversation.state import TurnRecord
from bot.messages import Channel, Inbound, Opened, Said
from bot.safety.contract import EVERY_DAY, Contract, Line
from tests.console import Console, Woman, barriers, console_of, go_on_duty, take

pytestmark = pytest.mark.journey


async def _allows(woman: Woman) -> None:
    """She lets herself be written to first, at any hour of the next month."""
    now = datetime.now(UTC)
    agreed = Contract(
        woman.address.channel, EVERY_DAY, 0, 1440, Line.DESK, now, now + timedelta(days=30)
    )
    inbound = Inbound(woman.house.ids.new(), woman.address, now, Said("x"))
    async with woman.house.store.batch() as batch:
        known = (await batch.load_many([inbound])).conversations[woman.address]
        after = replace(known, contract=agreed)
        await batch.save_many([TurnRecord(inbound.id, known, after)])


async def test_she_is_asked_and_her_yes_is_seen(console: Console) -> None:
    """The moment is proposed on the page, she is asked in plain words, and the page says what she
    answered; what her agreement does not allow is refused in words."""
    page, woman = await console.page("Prima"), console.woman("phone", Channel.TELEGRAM)
    await go_on_duty(page)
    await woman.does(Opened())
    await woman.asks_for_a_person()
    await take(page)
    await page.get_by_text("Ricontatto", exact=True).click()
    moment = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT12:00")
    await page.get_by_label("Proponga un momento").fill(moment)
    await page.get_by_role("button", name="Proponga", exact=True).click()
    await expect(page.get_by_text("Non consentito dal suo accordo")).to_be_visible()

    await _allows(woman)
    await page.get_by_role("button", name="Proponga", exact=True).click()
    await expect(page.get_by_text("le è stato chiesto")).to_be_visible()
    assert "Ti va bene?" in (await woman.reads())[-1]
    assert await barriers(page) == []
    await woman.says("sì")
    await expect(page.get_by_text("ha detto sì")).to_be_visible()


class Engine:
    """A translation server on this machine, as LibreTranslate answers."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def app(self) -> web.Application:
        """Its two addresses."""
        app = web.Application()
        app.router.add_get("/languages", self._languages)
        app.router.add_post("/translate", self._translate)
        return app

    async def _languages(self, _: web.Request) -> web.Response:
        both = [{"code": "it", "targets": ["en"]}, {"code": "en", "targets": ["it"]}]
        return web.json_response(both)

    async def _translate(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.asked.append(asked)
        return web.json_response({"translatedText": f"<b>{asked['q'].upper()}</b>"})


async def test_her_words_and_yours_stand_beside_a_translation(
    browser: Browser, console_template: Path, tmp_path: Path
) -> None:
    """Asked for line by line, of an engine on this machine; the original stays, markup is text, and
    nothing is sent that the operator has not seen."""
    engine = Engine()
    database = Path(shutil.copy(console_template, tmp_path / "filo.db"))
    async with TestServer(engine.app(), host="127.0.0.1") as server:
        url = f"http://127.0.0.1:{server.port}"
        async with console_of(browser, database, FILO_TRANSLATION_URL=url) as console:
            page, woman = await console.page("Prima", locale="en-GB"), console.woman()
            await page.get_by_role("switch").click()
            await expect(page.get_by_role("switch")).to_have_text("On duty")
            await woman.asks_for_a_person()
            await page.locator(".queue .waiting .row").first.click()
            await page.get_by_role("button", name="Take this case").click()
            await expect(page.get_by_label("Your answer")).to_be_focused()
            await woman.says("vorrei un lavoro")
            line = page.locator(".line.her", has_text="vorrei un lavoro")
            await expect(line).to_be_visible()
            assert engine.asked == []
            await line.get_by_role("button", name="Translate").click()
            await expect(line.locator(".translation")).to_contain_text("<b>VORREI UN LAVORO</b>")
            await expect(line).to_contain_text("vorrei un lavoro")

            box = page.get_by_label("Your answer")
            await box.fill("We talk about it.")
            await page.get_by_role("button", name="Translate into her language").click()
            await expect(box).to_have_value("<b>WE TALK ABOUT IT.</b>\n\nWe talk about it.")
            assert [(one["source"], one["target"]) for one in engine.asked] == [
                ("it", "en"),
                ("en", "it"),
            ]
            assert (await woman.reads())[-1] == "vorrei un lavoro"
            assert await barriers(page) == []
