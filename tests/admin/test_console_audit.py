"""The data officer reads in a real browser who saw a case, and whether the audit is whole."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers, go_on_duty, go_to, take

pytestmark = pytest.mark.journey


async def test_the_officer_finds_who_read_a_case(console: Console) -> None:
    """By the case's code: who, what and when, never any content; the search itself is written."""
    page, woman = await console.page("Prima"), console.woman()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    await woman.says("parole sue")
    await expect(page.get_by_role("log")).to_contain_text("parole sue")
    (ticket,) = await console.house.desk.queue([console.network])

    await console.person("Garante", role=Role.DATA_OFFICER)
    officer = await console.page("Garante", viewport=PHONE)
    await go_to(officer, "Registro")
    await officer.get_by_label("Codice di un caso").fill(ticket.id)
    await officer.get_by_role("button", name="Cerchi").click()
    read = officer.locator(".entry", has_text="ha letto la conversazione")
    await expect(read.first).to_contain_text("Prima")
    await expect(read.first).to_contain_text(ticket.id)
    assert "parole sue" not in await officer.content()
    assert await barriers(officer) == []

    await officer.get_by_role("button", name="Verifichi").click()
    await expect(officer.get_by_text("Nulla è stato cambiato.")).to_be_visible()
    await officer.get_by_label("La riga annotata").fill(f"999999:{'0' * 64}")
    await officer.get_by_role("button", name="Verifichi").click()
    await expect(officer.get_by_text("Il registro è stato cambiato")).to_be_visible()
    await officer.get_by_label("Codice di un caso").fill("")
    await officer.get_by_role("button", name="Cerchi").click()
    await expect(officer.get_by_text("ha letto il registro").first).to_be_visible()
