"""An agency's own people keep its hours, its duty phone and the questions about risk; operators
read them, fill the questions in, and a marker calls a human."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.handoff.people import Role
from tests.console import Console, barriers, go_on_duty, take

pytestmark = pytest.mark.journey


async def test_the_duty_phone_is_kept_by_its_own_people(console: Console) -> None:
    """Seen at once by everybody; the telephone by those of the agency alone."""
    await console.person("Rete", role=Role.NETWORK_ADMIN)
    keeper = await console.page("Rete")
    await keeper.get_by_role("link", name="Enti", exact=True).click()
    await keeper.locator(".row", has_text="Suo").first.click()
    await keeper.get_by_text("Modifichi i dati").click()
    await keeper.get_by_role("textbox", name="Telefono di turno").fill("112")
    assert await barriers(keeper) == []
    await keeper.get_by_role("button", name="Salvi", exact=True).click()
    facts = keeper.locator(".facts").first
    await expect(facts).to_contain_text("112")

    away = (await console.house.together.agencies.all())[-1].id
    await console.person("Altra", away)
    other = await console.page("Altra")
    await other.get_by_role("link", name="Enti", exact=True).click()
    network = await console.house.together.agencies.agency(console.network)
    assert network is not None
    await other.locator(".row", has_text=network.name).first.click()
    facts = other.locator(".facts").first
    await expect(facts).not_to_contain_text("Telefono di turno")


async def test_a_marker_of_the_networks_own_question_calls_a_human(console: Console) -> None:
    """Written by the keeper, asked by the operator; a yes puts the case first and says with whom to
    speak. There is no score anywhere."""
    await console.person("Rete", role=Role.NETWORK_ADMIN)
    keeper = await console.page("Rete")
    await keeper.get_by_role("link", name="Enti", exact=True).click()
    await keeper.locator(".row", has_text="Suo").first.click()
    await keeper.get_by_text("Scriva le domande della rete").click()
    await keeper.get_by_role("button", name="Un'altra domanda").click()
    await keeper.get_by_label("Domanda", exact=True).last.fill("Ha un fucile da caccia?")
    await keeper.get_by_label("Segno", exact=True).last.select_option(label="un'arma")
    await keeper.get_by_role("button", name="Salvi una nuova versione").click()

    page, woman = await console.page("Prima"), console.woman()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    await expect(page.locator(".queue .mine .flag")).to_have_count(0)
    await page.get_by_text("Rischio e piano di sicurezza").click()
    asked = page.get_by_role("group", name="Ha un fucile da caccia?")
    await asked.get_by_label("sì").check()
    await page.get_by_label("Che cosa tenere pronto").fill("documenti, da un'amica")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Salvi", exact=True).click()
    await expect(page.locator(".prompt")).to_contain_text("ne parli adesso con la coordinatrice")
    await expect(page.locator(".queue .mine")).to_contain_text("Pericolo")
    assert "punti" not in (await page.locator(".column-side").inner_text()).lower().split()
