"""An alarm from end to end in real processes: a drill, her word, the flag at the desk, her sign."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.journeys.talking import (
    at_the_desk,
    demonstration,
    open_the_menu,
    touch,
    wait_for_a_person,
    write,
)

WORD = "zaffiranella"


async def _agree(her: Page) -> None:
    """She sets her word: choose the signs, write it twice."""
    for label, answer in (
        ("Parola d'allarme", "La vuoi?"),
        ("Sì, la voglio", "Quali frasi preferisci?"),
        ("Luna e Terra", "Te le ricordi?"),
        ("Sì, queste", "Scrivi una parola sola"),
    ):
        await touch(her, label, answer)
    await write(her, WORD, "ancora una volta")
    await write(her, WORD, "parte l'allarme")
    await touch(her, "Ho capito", "Ricevuto.")


async def test_from_a_drill_to_her_sign(browser: Browser, tmp_path: Path) -> None:
    """Without a drill nothing is offered; then the flag comes within two seconds, and she knows."""
    # Nobody listens there: in this test somebody always sees it before the phone would ring.
    hook = {"FILO_DUTY_PHONE_URL": "http://127.0.0.1:9/hook"}
    async with demonstration(tmp_path, **hook) as running:
        desk = await (await browser.new_context(locale="it-IT")).new_page()
        await at_the_desk(desk, running)
        await desk.keyboard.press("Alt+4")
        rho = desk.get_by_label("Prove").get_by_role("listitem").filter(has_text="Rho")
        await rho.get_by_role("button", name="Avvii una prova").click()
        banner = desk.locator(".alarms")
        await expect(banner).to_contain_text("Prova d'allarme")
        await banner.get_by_role("button", name="Ho visto").click()
        await expect(rho).to_contain_text("viene offerta. Ultima prova")

        phone = await browser.new_context(viewport={"width": 360, "height": 640}, locale="it-IT")
        her = await phone.new_page()
        await open_the_menu(her, running)
        await wait_for_a_person(her)
        await _agree(her)
        await write(her, WORD, "Quando vuoi, vai avanti.")
        assert WORD not in await her.content()

        await expect(banner).to_contain_text("Allarme", timeout=2000)
        await banner.get_by_role("button", name="Ho visto").click()
        log = her.get_by_role("log")
        await expect(log.locator(".m").last).to_contain_text("La Luna gira intorno alla Terra")
        await expect(banner).to_contain_text("Lei lo sa")
        assert WORD not in await desk.content()
