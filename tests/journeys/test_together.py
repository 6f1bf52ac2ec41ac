"""Two women from the first touch to a closed case, in real processes and real browsers: one on the
web, one on Telegram; a restart in mid-chat, a transfer, a referral, an exit in the middle.

Telegram is the fake of ``tests/channels``; everything else is what ``make run`` starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from scripts.served import Place, prepared
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.journeys.behind import until
from tests.journeys.talking import (
    Running,
    at_the_desk,
    engine,
    open_the_menu,
    running,
    started,
    touch,
    wait_for_a_person,
)
from tests.journeys.test_telegram import HER, SECRET, Phone, _now

RHO, CENTRE = "rho-garbagnate", "cpi-rho"


@dataclass
class Staff:
    """Pages of people who are logged in and on duty."""

    browser: Browser
    place: Place
    people: dict[str, Running]

    def invite(self, login: str, agency: str) -> None:
        """An account of that agency, made on the command line before the service starts."""
        printed = self.place.run("staff", "add", login, "--network", agency)
        self.people[login] = running(self.place, printed, r"secret\s+(\S+)")

    async def page(self, login: str) -> Page:
        """A browser of her own."""
        page = await (await self.browser.new_context(locale="it-IT")).new_page()
        await at_the_desk(page, self.people[login])
        return page


async def _takes(page: Page) -> None:
    await page.locator(".queue .waiting .row").first.click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await expect(page.get_by_label("La Sua risposta")).to_be_focused()


async def _says(page: Page, text: str) -> None:
    await page.get_by_label("La Sua risposta").fill(text)
    await page.get_by_role("button", name="Invia").click()


async def _refers(page: Page) -> None:
    """A small sheet for the employment centre, and the question to her."""
    await page.locator("summary", has_text="Invii ad altri enti").click()
    await page.get_by_role("button", name="Prepari un invio…").click()
    await page.get_by_label("A chi").select_option(CENTRE)
    await page.get_by_label("lavoro", exact=True).check()
    await page.get_by_label("viene lei, con il nome inventato").check()
    await page.get_by_role("button", name="Prepari", exact=True).click()
    await page.get_by_role("button", name="Glielo chieda").click()
    await expect(page.get_by_text("chiesto a lei, in attesa")).to_be_visible()


async def _closes(page: Page) -> None:
    await page.get_by_role("button", name="Chiuda…").click()
    await page.get_by_role("button", name="Chiuda", exact=True).click()
    await expect(page.get_by_role("log")).to_have_count(0)


async def _accepts(page: Page) -> None:
    """The centre reads how she may be contacted before it sees by which name she comes."""
    await page.get_by_role("link", name="Invii").click()
    await page.locator(".row", has_text="arrivato all'ente").first.click()
    await expect(page.get_by_text("Come può essere contattata")).to_be_visible()
    await expect(page.get_by_text("Mai: nessuno può scrivere per primo.")).to_be_visible()
    assert await page.get_by_text("Come si presenta").count() == 0
    await page.get_by_role("button", name="L'ho letto e lo rispetto").click()
    await expect(page.get_by_text("Come si presenta")).to_be_visible()
    await page.get_by_role("button", name="Accetti", exact=True).click()
    await expect(page.get_by_role("heading", name="Come va")).to_be_visible()


async def test_from_the_first_touch_to_a_closed_case(browser: Browser, tmp_path: Path) -> None:
    """Nothing is lost by a restart, everything is asked of her, and everybody sees it at once."""
    place = prepared(tmp_path, **engine(tmp_path))
    staff = Staff(browser, place, {})
    for login, agency in (("una", RHO), ("altra", RHO), ("sportello", CENTRE)):
        staff.invite(login, agency)
    async with FakeTelegram(_now) as provider:
        settings = {
            "FILO_TELEGRAM_TOKEN": TOKEN,
            "FILO_TELEGRAM_API_URL": provider.url,
            "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        async with started(place, **settings):
            first, second = await staff.page("una"), await staff.page("altra")
            centre = await staff.page("sportello")
            phone = await browser.new_context(
                viewport={"width": 360, "height": 640}, locale="it-IT"
            )
            her = await phone.new_page()
            await open_the_menu(her, staff.people["una"])
            await wait_for_a_person(her)
            await _takes(first)
            await _says(first, "Sono qui.")
            await expect(her.get_by_role("log")).to_contain_text("Sono qui.")
            await first.get_by_label("La Sua risposta").fill("Prima del riavvio.")

        await first.get_by_role("button", name="Invia").click()
        await expect(first.get_by_text("Non c'è collegamento con il servizio")).to_be_visible()
        async with started(place, **settings):
            await first.get_by_role("button", name="Invia").click()
            await expect(her.get_by_role("log")).to_contain_text("Prima del riavvio.")
            await her.locator("#text").fill("ci sono ancora")
            await her.keyboard.press("Enter")
            await expect(first.get_by_role("log")).to_contain_text("ci sono ancora")
            assert await first.get_by_role("log").get_by_text("Prima del riavvio.").count() == 1

            await first.get_by_role("button", name="Passi…").click()
            await first.get_by_label("Quale").select_option(label="altra")
            await first.get_by_role("button", name="Passi", exact=True).click()
            await expect(her.get_by_role("log")).to_contain_text("ti risponde un'altra persona")
            await second.locator(".queue .mine .row").first.click()
            await _refers(second)
            await touch(her, "Sì, passalo", "fatto")
            await _accepts(centre)
            await expect(second.get_by_text("accettato").first).to_be_visible()
            await her.locator("#exit").click()
            await expect(second.locator(".banner")).to_contain_text("Uscita in sicurezza")
            await expect(second.get_by_label("La Sua risposta")).to_be_disabled()
            await _closes(second)

            site, _, entry = staff.people["una"].entry.rpartition("/")
            other = Phone(provider, site)
            await until(lambda: bool(provider.webhook))
            await other.says(f"/start {entry}", "In che lingua scriviamo?")
            await other.touches("Italiano", "Puoi scrivere ora")
            await other.touches("Sì", "Che cosa ti serve")
            await other.touches("Una persona", "Vicino a quale comune")
            await other.says("Rho", "Vuoi che avvisi")
            await other.touches("Sì, avvisa", "Ho avvisato")
            await _takes(second)
            await _says(second, "Eccomi.")
            await until(lambda: "Eccomi." in provider.texts(HER))
            await _refers(second)
            await until(lambda: "Sì, passalo" in provider.labels(HER))
            await other.touches("Sì, passalo", "fatto")
            await _accepts(centre)
            said = len(provider.texts(HER))
            await _closes(second)
            await until(lambda: len(provider.texts(HER)) > said)
