"""The whole path in real processes: she asks for a person, one answers, she leaves.

The service is started as ``make run`` starts it; both sides use real browsers.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.talking import (
    at_the_desk,
    demonstration,
    open_the_menu,
    touch,
    wait_for_a_person,
    write,
)


async def test_a_woman_reaches_a_human_of_her_network_and_leaves_in_an_instant(
    browser: Browser, tmp_path: Path
) -> None:
    """From the link on the flyer to a human of the right network, and out without a trace."""
    async with demonstration(tmp_path) as running:
        desk = await (await browser.new_context(locale="it-IT")).new_page()
        await at_the_desk(desk, running)
        phone = await browser.new_context(viewport={"width": 360, "height": 640}, locale="it-IT")
        her = await phone.new_page()
        await open_the_menu(her, running)
        await wait_for_a_person(her)
        await expect(her.get_by_role("log")).to_contain_text("In pericolo: 112")
        await her.locator("#text").fill("cerco un corso la mattina")
        await her.keyboard.press("Enter")

        await desk.locator(".queue .waiting .row").click()
        await desk.get_by_role("button", name="Prenda in carico").click()
        await expect(desk.get_by_role("log")).to_contain_text("cerco un corso la mattina")
        await expect(desk.get_by_role("log")).not_to_contain_text("Italiano")
        await desk.get_by_label("La Sua risposta").fill("Ne parliamo con calma.")
        await desk.get_by_role("button", name="Invia").click()
        await expect(her.get_by_role("log")).to_contain_text("Ne parliamo con calma.")
        await her.locator("#text").fill("grazie")
        await her.keyboard.press("Enter")
        await expect(desk.get_by_role("log")).to_contain_text("grazie")

        await her.locator("#exit").click()
        await expect(her.get_by_text("Ne parliamo con calma.")).to_have_count(0)
        await expect(desk.locator(".banner")).to_contain_text("Uscita in sicurezza")
        await expect(desk.get_by_label("La Sua risposta")).to_be_disabled()
        await her.go_back()
        await expect(her.get_by_text("Ne parliamo con calma.")).to_have_count(0)
        assert await her.title() in ("", "Almanacco di Milano")


@pytest.mark.parametrize("javascript", [True, False], ids=["with_script", "without_script"])
async def test_she_comes_back_on_another_phone_with_number_and_word(
    browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    """What was said on the first phone is gone there and goes on here; the word is seen nowhere."""
    async with demonstration(tmp_path) as running:
        first = await (await browser.new_context(locale="it-IT")).new_page()
        await open_the_menu(first, running)
        await write(first, "lavoro", "Da dove partiamo?")
        await write(first, "le mie parole", "Puoi scegliere una parola tua")
        await touch(first, "Per tornare", "Scrivi una parola sola")
        await write(first, "Zaffiranella", "Scrivila ancora")
        await write(first, "zaffiranella", "Il tuo numero è")
        told = await first.locator("#log .m").last.inner_text()
        number = re.search(r"\d{4} \d{4}", told)
        assert number is not None, told
        assert "affiranella" not in await first.content()
        await first.locator("#exit").click()
        await expect(first.locator("#log")).to_have_count(0)

        context = await browser.new_context(
            viewport={"width": 360, "height": 640}, locale="it-IT", java_script_enabled=javascript
        )
        second = await context.new_page()
        await open_the_menu(second, running)
        await write(second, "ho un numero", "Scrivi il tuo numero")
        await write(second, number[0], "Adesso scrivi la tua parola")
        await write(second, "ZAFFIRANELLA", "Puoi scrivere ora")
        await expect(second.get_by_role("log")).to_contain_text("lavoro")
        await touch(second, "Sì", "Vuoi continuare")
        await touch(second, "Sì, continuo", "Il tuo numero è")
        await expect(second.get_by_role("log")).to_contain_text("Da dove partiamo?")
        assert "affiranella" not in (await second.content()).casefold()


async def test_the_operator_learns_whether_it_is_she_and_never_her_word(
    browser: Browser, tmp_path: Path
) -> None:
    """«È lei?» asks her for her word; the desk reads yes, and the word stands on neither page."""
    async with demonstration(tmp_path) as running:
        desk = await (await browser.new_context(locale="it-IT")).new_page()
        await at_the_desk(desk, running)
        her = await (await browser.new_context(locale="it-IT")).new_page()
        await open_the_menu(her, running)
        await write(her, "le mie parole", "Puoi scegliere una parola tua")
        await touch(her, "Per tornare", "Scrivi una parola sola")
        await write(her, "Zaffiranella", "Scrivila ancora")
        await write(her, "zaffiranella", "Il tuo numero è")
        await touch(her, "Va bene", "Che cosa ti serve")
        await wait_for_a_person(her)

        await desk.locator(".queue .waiting .row").click()
        await desk.get_by_role("button", name="Prenda in carico").click()
        await desk.get_by_role("button", name="È lei?").click()
        await expect(desk.locator(".check")).to_contain_text("Le è stata chiesta")
        await expect(her.locator("#log .m").last).to_contain_text("scrivi la tua parola")
        await write(her, "ZAFFIRANELLA", "Ricevuto")
        await expect(desk.locator(".check")).to_contain_text("è lei")
        for page in (desk, her):
            assert "zaffiranella" not in (await page.content()).casefold()
