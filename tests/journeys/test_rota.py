"""The week of turns in a browser: planned by keyboard, refused with the name of the hole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.calendar.timetable import ROME
from bot.handoff.people import Role
from bot.handoff.routing_rules import DeskHours, timetable_of
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey


async def test_a_week_is_planned_and_promised(console: Console) -> None:
    """A turn every week, by keyboard; then no hole can be made in what is promised; on a telephone
    everybody reads who is there, and her own turn first."""
    now = console.house.clock()
    tomorrow = (now + timedelta(days=1)).astimezone(ROME).date()
    table = timetable_of("", None, {tomorrow.isoformat(): "09:00-13:00"}, holidays=True)
    hours = DeskHours(console.network, table, now, "")
    await console.house.rota.set_hours(hours, lambda _rota, _own: None)
    await console.person("Anna")
    await console.person("Nora", role=Role.COORDINATOR)
    nora = await console.page("Nora")
    await go_to(nora, "Turni")
    await expect(nora.get_by_text("non è pianificato nessun turno")).to_be_visible()
    if tomorrow.weekday() == 0:
        await nora.get_by_role("button", name="Settimana dopo").click()
        await expect(nora.locator(f"[data-day='{tomorrow.isoformat()}']").first).to_be_visible()
    place = f"[data-day='{tomorrow.isoformat()}'] button"
    await nora.locator("tr", has_text="Nora").locator(place).focus()
    await nora.keyboard.press("ArrowUp")
    await nora.keyboard.press("Enter")
    sheet = nora.get_by_role("dialog")
    await expect(sheet.get_by_label("Chi")).to_have_value(console.people["Anna"].account.id)
    await sheet.get_by_role("button", name="Salvi").click()
    turn = nora.locator("tr", has_text="Anna").get_by_role("button", name="09:00-13:00")
    await expect(turn).to_be_visible()
    assert await barriers(nora) == []
    await nora.get_by_role("button", name="Copertura promessa…").click()
    await nora.get_by_label("Ogni ora pubblicata è coperta fino al").fill(tomorrow.isoformat())
    await nora.get_by_role("button", name="Prometta").click()
    await expect(nora.get_by_text("nessun cambio può lasciare scoperta")).to_be_visible()
    await turn.click()
    await sheet.get_by_role("button", name="Tolga il turno").click()
    await expect(sheet.get_by_text("09:00-13:00")).to_be_visible()
    await nora.keyboard.press("Escape")
    anna = await console.page("Anna", viewport=PHONE)
    await go_to(anna, "Turni")
    await expect(anna.get_by_text("Il Suo prossimo turno")).to_be_visible()
    if tomorrow.weekday() == 0:
        await anna.get_by_role("button", name="Settimana dopo").click()
    await expect(anna.get_by_text("09:00-13:00").last).to_be_visible()
    await expect(anna.get_by_role("button", name="Aggiunga un turno")).to_have_count(0)
    assert await anna.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert await barriers(anna) == []
