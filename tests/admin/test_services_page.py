"""The page of services: the queue, a search with reasons, a fact verified; on a phone as well."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.intake.packages import read_package, store
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey
HEADER = (
    "codice;nome;tipo;comune;indirizzo;cap;orari;orari_telefono;agosto;lingue;bambini;"
    "senza_gradini;solo_donne;rete;telefono;verificato_il;intervallo_giorni;cosa_fa\n"
)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


async def filled(console: Console, folder: Path) -> None:
    """Two services of the console's network: one fresh, one of which all ran out."""
    house, day = console.house, datetime.now(UTC).date()
    old = day - timedelta(days=120)
    rest = f"si;si;si;{console.network};1522"
    file = folder / "sheet.csv"
    hours = "lun-ven 9-18;lun 9-13;chiuso"
    first = f"uno;Sportello Uno;legale;Rho;Via di prova 1;20000;{hours};it ar;{rest}"
    second = f"due;Sportello Due;legale;Milano;;;mar 9-12;;;it;{rest}"
    rows = f"{first};{day};90;Diritti\n{second};{old};90;Diritti\n"
    file.write_text(HEADER + rows, encoding="utf-8")
    read = read_package(file, quiet)
    stage = house.stage
    assert await store(read, "s", stage.services, stage.directory, house.clock(), quiet)
    await stage.refresh()


@pytest.mark.parametrize("locale", ["it-IT", "en-GB"])
@pytest.mark.parametrize("phone", [False, True])
async def test_a_fact_that_ran_out_is_found_read_and_verified(
    console: Console, tmp_path: Path, locale: str, phone: bool
) -> None:
    """The queue gets shorter, and women see the service again; no barrier on the way."""
    await filled(console, tmp_path)
    size = {"viewport": PHONE} if phone else {}
    page = await console.page("Prima", locale=locale, **size)
    await go_to(page, re.compile("^(Servizi|Services)"))
    due = page.get_by_role("button", name=re.compile("Sportello Due")).first
    await expect(due).to_be_visible()
    await page.screenshot(path=str(tmp_path / "queue.png"))
    assert await barriers(page) == []
    await due.click()
    heading = page.get_by_role("heading", name=re.compile("Sportello Due"))
    await expect(heading).to_be_visible()
    await expect(page.locator(".heading .flag")).to_have_text(
        re.compile("le donne non lo vedono|women do not see it")
    )
    assert await barriers(page) == []
    await page.screenshot(path=str(tmp_path / "one.png"))
    about = page.locator(".plain-entry").first
    await about.get_by_role("button").click()
    await expect(about).to_contain_text(re.compile("verificato il|verified on"))
    await expect(page.locator(".heading .flag")).to_have_count(0)
    every = page.get_by_role("button", name=re.compile("Tutti i 4 dati|All 4 facts"))
    await every.click()
    await expect(every).to_be_hidden()
    if phone:
        await page.locator(".back").click()
    await page.get_by_role(
        "button", name=re.compile("Cerchi un servizio|Look for a service")
    ).click()
    await page.get_by_label(re.compile("Vicino a quale comune|Near which town")).fill("Rho")
    await page.get_by_label(re.compile("In che lingua|In which language")).select_option("ar")
    await page.get_by_role("button", name=re.compile("^(Cerchi|Search)$")).click()
    found = page.get_by_role("button", name=re.compile("Sportello Uno"))
    await expect(found).to_contain_text(re.compile("in quel comune|in that town"))
    await page.screenshot(path=str(tmp_path / "search.png"), full_page=True)
    assert await barriers(page) == []
    await found.click()
    await expect(page.get_by_role("heading", name=re.compile("Sportello Uno"))).to_be_visible()
    await page.screenshot(path=str(tmp_path / "two.png"), full_page=True)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
