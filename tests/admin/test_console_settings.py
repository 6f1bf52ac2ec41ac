"""What two people decide, in a browser: a new exit, and a service's telephone number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.handoff.adjusting import EXIT
from bot.handoff.people import Role
from tests.admin.test_services_page import filled
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey
METEO = "https://www.meteo.it"


async def contact(page: Page) -> Locator:
    """The telephone number of the service whose facts ran out."""
    await go_to(page, re.compile("^Servizi"))
    await page.get_by_role("button", name=re.compile("Sportello Due")).first.click()
    return page.locator(".plain-entry").filter(has_text="1522")


async def test_a_new_exit_and_a_number_hold_once_a_second_person_confirmed(
    console: Console, tmp_path: Path
) -> None:
    """One writes and cannot confirm; the other, on a phone, reads who and why, and confirms."""
    await filled(console, tmp_path)
    for login in ("Rete", "Sara"):
        await console.person(login, role=Role.NETWORK_ADMIN)
    rete, sara = await console.page("Rete"), await console.page("Sara", viewport=PHONE)
    chosen = console.house.chosen

    await go_to(rete, "Impostazioni")
    await rete.get_by_role("button", name="Cambi: Dove porta l'uscita").click()
    sheet = rete.get_by_role("dialog")
    await sheet.get_by_label("Valore").select_option(label="un altro indirizzo…")
    await sheet.get_by_label("Indirizzo").fill(f"{METEO}?da=qui")
    await sheet.get_by_label("Motivo").fill("Lo aprono tutti")
    await sheet.get_by_role("button", name="Salvi").click()
    await expect(sheet).to_contain_text("non va bene come uscita")
    await sheet.get_by_label("Indirizzo").fill(METEO)
    assert await barriers(rete) == []
    await sheet.get_by_role("button", name="Salvi").click()
    await expect(rete.get_by_text("Lo conferma un'altra persona.")).to_be_visible()
    await expect(rete.get_by_role("button", name="Confermi…")).to_have_count(0)

    await go_to(sara, "Impostazioni")
    await expect(sara.get_by_text("Lo aprono tutti")).to_be_visible()
    assert await barriers(sara) == []
    assert chosen.holds(EXIT) == "/"
    await sara.get_by_role("button", name="Confermi…").click()
    await sara.get_by_role("dialog").get_by_role("button", name="Confermi").click()
    await expect(rete.locator(".proposed")).to_have_count(0)
    assert chosen.holds(EXIT) == METEO

    seen = await contact(rete)
    await seen.get_by_role("button", name="È ancora così").click()
    await expect(seen).to_contain_text("manca la conferma di un'altra persona")
    await expect(seen.get_by_role("button")).to_have_count(0)
    other = await contact(sara)
    assert await barriers(sara) == []
    await other.get_by_role("button", name="Confermo anch'io").click()
    await expect(other).to_contain_text("verificato da Rete, confermato da Sara")
    assert await sara.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
