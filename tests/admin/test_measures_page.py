"""The page of measures: one that ran out is read in two languages and verified, on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey


async def test_a_measure_is_read_and_verified(console: Console, tmp_path: Path) -> None:
    """Its facts, what a woman reads in another language, and a note that stays."""
    await console.person("Prima", console.network, role=Role.COORDINATOR)
    page = await console.page("Prima", viewport=PHONE)
    await go_to(page, re.compile("^Misure"))
    await page.get_by_role("button", name=re.compile("Congedo per chi subisce violenza")).click()
    await expect(page.get_by_role("heading", name=re.compile("Congedo"))).to_be_visible()
    await expect(page.locator(".watchers")).to_contain_text("datore di lavoro")
    await page.get_by_label("In che lingua").select_option("ar")
    await expect(page.locator(".preview p[lang=ar]").first).to_be_visible()
    assert await barriers(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_label(re.compile("Nota per le colleghe")).fill("Letta la norma.")
    await page.get_by_role("button", name="Verificata oggi").click()
    await expect(page.get_by_text("manca la conferma di un'altra persona")).to_be_visible()
    await console.person("Altra", console.network, role=Role.COORDINATOR)
    other = await console.page("Altra")
    await go_to(other, re.compile("^Misure"))
    await other.get_by_role("button", name=re.compile("Congedo per chi subisce violenza")).click()
    await other.get_by_role("button", name="Confermo anch'io").click()
    await expect(other.get_by_text("Nota dell'ultima verifica: Letta la norma.")).to_be_visible()
    await page.screenshot(path=str(tmp_path / "one.png"), full_page=True)
