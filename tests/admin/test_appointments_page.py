"""The page of appointments: a week, a moment for a case, who did not come, who waits."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.appointments.booking import KEPT_AFTER, Booking, Waiting
from bot.appointments.calendar import Calendar, Window
from bot.assemble import published_scene
from bot.conversation.state import Conversation, Curtain, TurnRecord
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said
from bot.safety.contract import EVERY_DAY, Contract, Line
from tests.console import barriers, console_of, go_on_duty, take

pytestmark = pytest.mark.journey
NETWORK = "rho-garbagnate"
WEEK = tuple(Window(day, 0, 1440, 3) for day in range(7))
DESK = Calendar("desk", NETWORK, "cav", "Colloqui", WEEK, holidays=True, minutes=30)
TO_A_PERSON = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")


async def _comes_late(house: House) -> None:
    """One is expected since a minute ago, and waits besides for another moment."""
    now, her = house.clock(), Address(Channel.TELEGRAM, "late")
    later = now + timedelta(days=9)
    contract = Contract(her.channel, EVERY_DAY, 0, 1440, Line.DESK, now, later)
    talk = Conversation("late", her, Curtain.OPEN, None, 1, now, later, contract=contract)
    starts, ends = now - timedelta(minutes=1), now + timedelta(minutes=29)
    forget_at = ends + KEPT_AFTER
    booked = Booking(
        "late", "late", "desk", NETWORK, starts, ends, "booked", now, forget_at, 1, "it",
        number="48213",
    )  # fmt: skip
    waits = Waiting("wait", "late", "cav", "", now, later, NETWORK, agencies=(NETWORK,))
    async with house.store.batch() as batch:
        inbound = Inbound("late", her, now, Said("x"))
        await batch.load_many([inbound])
        await batch.save_many([TurnRecord("late", None, talk, arranged=(booked, waits))])


async def test_an_operator_books_for_a_case_marks_who_did_not_come_and_offers_a_place(
    browser: Browser, console_template: Path, tmp_path: Path
) -> None:
    """With her yes only; no barrier on the way, and every act by its name."""
    database = Path(shutil.copy(console_template, tmp_path / "filo.db"))
    async with console_of(browser, database, published_scene()) as console:
        house = console.house
        await house.calendars.put(DESK, house.clock())
        await _comes_late(house)
        await console.person("Prima", NETWORK)
        page = await console.page("Prima")
        await go_on_duty(page)
        her = console.woman()
        await her.does(Opened())
        for text in TO_A_PERSON:
            await her.says(text)
        await take(page)

        await page.locator("summary", has_text="Appuntamenti").click()
        await page.locator(".moments input").last.check()
        await page.get_by_role("button", name="Glielo chieda").click()
        await expect(page.get_by_text("il posto è tenuto fino alle")).to_be_visible()
        assert await barriers(page) == []
        for text in ("Sì, avanti", "Confermo"):
            await her.says(text)
        panel = page.locator("details.panel", has_text="Proponga un appuntamento")
        await expect(panel.locator(".plain-entry")).to_contain_text("confermato")

        await page.get_by_role("link", name="Appuntamenti").click()
        await page.get_by_role("tab", name="Settimana").click()
        late = page.locator(".block", has_text="48213")
        await late.click()
        missed = page.get_by_role("button", name="Non è venuta", exact=True)
        await missed.click()
        await expect(missed).to_have_attribute("aria-pressed", "true")
        await page.get_by_role("dialog").press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await expect(late).to_contain_text("non è venuta")
        assert await barriers(page) == []

        await page.get_by_role("tab", name="In attesa").click()
        await page.get_by_role("button", name="Offra il posto libero").click()
        await expect(page.get_by_text("È già stata avvisata di un posto.")).to_be_visible()
