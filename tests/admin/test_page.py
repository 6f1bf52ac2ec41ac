"""The staff page in a real browser: from the door to a closed case, without a reload."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright, expect

from admin.app import build
from bot.messages import Voice

pytestmark = pytest.mark.journey

CHROMIUM = "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
async def desk(site) -> AsyncIterator:
    """Opens pages at the site, each in a browser profile of its own."""
    site.now = datetime.now(UTC)
    server = TestServer(build(site), host="localhost")
    await server.start_server()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        problems: list[str] = []

        async def opened(login: str = "", **options) -> Page:
            context = await chromium.new_context(locale="it-IT", **options)
            page = await context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: problems.append(str(error)))
            await page.goto(str(server.make_url("/")))
            if login:
                await enter(page, site, login)
            return page

        yield opened
        await chromium.close()
    await server.close()
    assert problems == []


async def enter(page: Page, site, login: str) -> None:
    """Log in: name and password, then the code."""
    await page.get_by_label("Nome").fill(login)
    await page.get_by_label("Parola d'accesso").fill("una-parola-di-prova")
    await page.get_by_role("button", name="Continua").click()
    await page.get_by_label("Codice di sei cifre").fill(site.code(login))
    await page.get_by_role("button", name="Acceda").click()
    await expect(page.get_by_role("switch")).to_be_visible()


async def claim(page: Page) -> None:
    """Take the first case of the queue."""
    await page.locator("#waiting .row").first.click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await expect(page.get_by_label("La Sua risposta")).to_be_visible()


async def test_from_the_queue_to_a_closed_case_without_a_reload(site, desk):
    """She appears by herself, is taken, read, answered and closed; the title never changes."""
    page = await desk("prima")
    await expect(page.get_by_text("Nessuna aspetta.")).to_be_visible()
    site.asks_for_a_person("case", danger=True)
    await expect(page.locator("#waiting .row")).to_contain_text("Pericolo")
    await claim(page)
    log = page.get_by_role("log")
    await expect(log).to_contain_text("Mi serve una mano")
    await expect(log).not_to_contain_text("prima del consenso")
    site.inbox.line("talk-case", "<b>sono qui</b>", Voice.HER, site.now)
    await expect(log).to_contain_text("<b>sono qui</b>")
    await page.get_by_label("La Sua risposta").fill("Buongiorno.")
    await page.keyboard.press("Control+Enter")
    await expect(log).to_contain_text("Buongiorno.")
    await expect(page.get_by_label("La Sua risposta")).to_have_value("")
    await expect(page).to_have_title("Filo, banco")
    await page.get_by_role("button", name="Chiuda…").click()
    await page.get_by_role("button", name="Chiuda", exact=True).click()
    await expect(page.locator("#mine .row")).to_have_count(0)
    await expect(page.locator("#lines .line")).to_have_count(0)


async def test_a_wrong_code_is_told_in_a_sentence(site, desk):
    """And the right one is then taken."""
    page = await desk()
    await page.get_by_label("Nome").fill("prima")
    await page.get_by_label("Parola d'accesso").fill("una-parola-di-prova")
    await page.keyboard.press("Enter")
    await page.get_by_label("Codice di sei cifre").fill("000000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_contain_text("non corretti")


async def test_the_second_is_told_who_has_the_case(site, desk):
    """Two pages show the same case; the later click reads a name, not an error."""
    site.asks_for_a_person("case")
    first, second = await desk("prima"), await desk("seconda")
    await second.locator("#waiting .row").first.click()
    await expect(second.get_by_role("button", name="Prenda in carico")).to_be_visible()
    await second.route("**/api/live", lambda route: route.abort())
    await claim(first)
    await expect(second.locator("#others .row")).to_contain_text("prima")
    await expect(second.locator("#offer-text")).to_contain_text("prima")


async def test_when_she_leaves_the_composer_closes_and_the_draft_is_gone(site, desk):
    """The banner says when; nothing can be typed, also after a reload."""
    site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    site.inbox.leaves("talk-case", site.now)
    await expect(page.locator("#banner")).to_contain_text("Uscita in sicurezza")
    await expect(page.get_by_label("La Sua risposta")).to_be_disabled()
    await expect(page.get_by_label("La Sua risposta")).to_have_value("")
    assert "una bozza" not in await page.evaluate("JSON.stringify(sessionStorage)")


async def test_a_draft_survives_a_reload(site, desk):
    """Only in this tab, and only until it is sent or dropped."""
    site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await page.reload()
    await page.locator("#mine .row").click()
    await expect(page.get_by_label("La Sua risposta")).to_have_value("una bozza")


async def test_a_draft_is_not_found_by_the_next_person(site, desk):
    """Her session ended in this tab; somebody else logs in here."""
    site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await page.context.clear_cookies()
    await page.reload()
    await enter(page, site, "seconda")
    assert "una bozza" not in await page.evaluate("JSON.stringify(sessionStorage)")


async def test_going_home_leaves_nobody_without_an_answer(site, desk):
    """Logging out with a case in hand asks first, and puts it back into the queue."""
    site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_role("button", name="Esca", exact=True).click()
    await page.get_by_role("button", name="Rimetta tutto in coda ed esca").click()
    await expect(page.get_by_label("Nome")).to_be_visible()
    assert site.store.cases["case"].operator == ""


async def test_a_request_is_read_and_answered(site, desk):
    """The answer waits in the letter box; the form is gone afterwards."""
    site.leaves_a_request("letter")
    page = await desk("prima")
    await page.keyboard.press("Alt+2")
    await page.locator("#letter-list .row").click()
    await page.get_by_label("La risposta per lei").fill("Da lunedì alle 9.")
    await page.get_by_role("button", name="Lasci la risposta").click()
    await expect(page.locator("#letter-lines")).to_contain_text("Da lunedì alle 9.")
    await expect(page.get_by_label("La risposta per lei")).to_be_hidden()
    assert site.store.letters["letter"].answer == "Da lunedì alle 9."


async def test_on_a_narrow_phone_one_thing_is_shown_at_a_time(site, desk):
    """360 px: the queue, then the case, and back, without sideways scrolling."""
    site.asks_for_a_person("case")
    page = await desk("prima", viewport={"width": 360, "height": 640})
    await claim(page)
    await expect(page.locator("#waiting")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.get_by_role("button", name="‹ Coda").click()
    await expect(page.locator("#mine .row")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_the_whole_day_by_keyboard(site, desk):
    """From the queue to a sent answer without a pointer."""
    site.asks_for_a_person("case")
    page = await desk("prima")
    await expect(page.locator("#waiting .row")).to_be_visible()
    await page.locator("#waiting .row").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Prenda in carico").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("La Sua risposta")).to_be_focused()
    await page.keyboard.type("Buongiorno.")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("log")).to_contain_text("Buongiorno.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_view_has_a_serious_barrier(site, desk, scheme):
    """axe finds nothing serious at the door, on a case, after an exit, on a request."""
    site.asks_for_a_person("case", danger=True)
    site.leaves_a_request("letter")
    door = await desk(color_scheme=scheme)
    await expect(door.get_by_label("Nome")).to_be_visible()
    page = await desk("prima", color_scheme=scheme)
    found = [await barriers(door)]
    await claim(page)
    await expect(page.locator("#lines .line")).to_have_count(1)
    found.append(await barriers(page))
    site.inbox.leaves("talk-case", site.now)
    await expect(page.locator("#banner")).to_be_visible()
    found.append(await barriers(page))
    await page.keyboard.press("Alt+2")
    await page.locator("#letter-list .row").click()
    found.append(await barriers(page))
    assert found == [[]] * 4


async def barriers(page: Page) -> list[str]:
    """The serious and critical violations that axe sees now."""
    results = await Axe().run(page)
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}"
        for one in results.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
