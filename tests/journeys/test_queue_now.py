"""The queue as it is now, in a browser: a coordinator's page, calls on top of it, and loads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

from bot.handoff.people import Role
from bot.handoff.routing_waiting import DEFAULT_TIMES
from bot.storage.tables import cases
from tests.console import PHONE, Console, barriers, go_on_duty, go_to, take

pytestmark = pytest.mark.journey


async def nobody_comes(console: Console, minutes: int) -> None:
    """They asked so long ago; the worker looks, and the pages are woken."""
    ago = timedelta(minutes=minutes) // timedelta(milliseconds=1)
    earlier = update(cases).values(opened_at=cases.c.opened_at - ago)
    await console.house.store.write(lambda connection: connection.execute(earlier))
    times = {console.network: DEFAULT_TIMES}
    await console.house.waits.take(console.house.clock(), times, lambda _: True)
    console.house.bus.publish(f"network:{console.network}")


async def figure(page: Page, name: str, value: str) -> None:
    """A figure of the page has this value, or comes to have it."""
    entry = page.locator(".figures > div").filter(has=page.get_by_text(name, exact=True))
    await expect(entry.locator("dd")).to_have_text(value)


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
async def test_a_coordinator_sees_the_queue_and_is_called(console: Console, viewport) -> None:
    """Who waits, who is there, what is free; and, on top of any page, a case that nobody takes,
    until she says that she has seen it."""
    await console.person("Nora", role=Role.COORDINATOR, languages="it en")
    options = {"viewport": viewport} if viewport else {}
    nora = await console.page("Nora", **options)
    await go_on_duty(nora)
    await console.woman("a").asks_for_a_person()
    await console.woman("b").asks_for_a_person()
    await go_to(nora, "La coda ora")
    await figure(nora, "Aspettano", "2")
    await figure(nora, "In turno", "1")
    await figure(nora, "Posti liberi", "3 su 3")
    await figure(nora, "Lingue in turno", "inglese 1, italiano 1")
    await nobody_comes(console, 10)
    calls = nora.get_by_role("status", name="Chiamate senza risposta")
    await expect(calls.get_by_text("Chiamata la coordinatrice")).to_have_count(2)
    await figure(nora, "Coordinatrice chiamata", "2")
    assert await barriers(nora) == []
    width = await nora.evaluate("document.documentElement.scrollWidth")
    assert width <= nora.viewport_size["width"]
    await calls.get_by_role("button", name="Ho visto").first.click()
    await expect(calls.get_by_text("Chiamata la coordinatrice")).to_have_count(1)
    await calls.get_by_role("button", name="Apra il caso").click()
    await nora.get_by_role("button", name="Prenda in carico").click()
    await expect(calls).to_be_hidden()
    await go_to(nora, "La coda ora")
    await figure(nora, "Aspettano", "1")
    await figure(nora, "Seguite", "1")
    await figure(nora, "Posti liberi", "2 su 3")


async def test_an_admin_says_how_much_somebody_carries_and_it_holds(console: Console) -> None:
    """From the page of the queue; at the desk the second case is refused with words, put aside
    without a reason, and a heavy chat ends with an offer of a pause."""
    await console.person("Ada", role=Role.NETWORK_ADMIN)
    prima = await console.page("Prima")
    ada = await console.page("Ada")
    one = ada.get_by_role("group", name="Prima")
    await one.get_by_label("Insieme").select_option("2")
    await one.get_by_label("lavoro").check()
    await one.get_by_role("button", name="Salvi").click()
    await expect(one.get_by_role("button", name="Salvi")).to_be_disabled()
    assert await barriers(ada) == []
    await go_on_duty(prima)
    await console.woman("a").asks_for_a_person()
    await expect(prima.get_by_text("Proposti a Lei")).to_be_visible()
    await take(prima)
    await prima.get_by_role("button", name="Segni come pesante").click()
    await expect(prima.get_by_text("Segue 2 su 2")).to_be_visible()
    await console.woman("b").asks_for_a_person()
    await prima.locator(".queue .waiting .row").click()
    await expect(prima.get_by_text("Segue già 2 su 2", exact=False)).to_be_visible()
    await prima.get_by_role("button", name="Prenda in carico").click()
    await expect(prima.get_by_text("Segue già quanto può seguire insieme")).to_be_visible()
    assert await barriers(prima) == []
    await prima.locator(".queue .mine .row").click()
    await prima.get_by_role("button", name="Chiuda…").click()
    await prima.get_by_role("button", name="Chiuda", exact=True).click()
    await prima.get_by_role("button", name="Sì, 15 minuti").click()
    await expect(prima.get_by_text("In pausa fino alle")).to_be_visible()
    await prima.get_by_role("button", name="Riprenda").click()
    await prima.locator(".queue .waiting .row").click()
    await prima.get_by_role("button", name="Non questo").click()
    await expect(prima.get_by_text("Proposti a Lei")).to_be_hidden()
    await expect(prima.locator(".queue .waiting .row")).to_have_count(1)
