"""She opens the link and is helped, on a phone, with JavaScript and without."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.messages import Said

pytestmark = pytest.mark.journey


async def _see_menu(page: Page, site: Any) -> None:
    await page.goto(site.entry)
    await page.get_by_role("button", name="Sì, posso").click()
    await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")


async def _say(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


async def test_a_talk_on_one_address_with_one_history_entry(page: Page, site: Any) -> None:
    """Each message is answered in place: one document, one address."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    await _see_menu(page, site)
    await _say(page, "vorrei un corso")
    await expect(page.locator("#log")).to_contain_text("Ho letto.")
    await expect(page.locator(".me")).to_have_count(2)
    assert page.url == f"{site.url}/"
    assert await page.evaluate("history.length") <= 2
    assert all(url.startswith((site.url, "data:")) for url in requests)
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert await page.evaluate(stored) == [0, 0, ""]


async def test_the_same_talk_without_javascript(browser: Browser, site: Any) -> None:
    """Choices, text box, new answers and exit are plain forms and a link."""
    context = await browser.new_context(java_script_enabled=False, locale="it-IT")
    page = await context.new_page()
    await _see_menu(page, site)
    await page.locator("summary").click()
    await page.get_by_role("button", name="Diritti").click()
    await page.locator("#text").fill("ho una domanda")
    await page.get_by_role("button", name="Invia").click()
    await expect(page.locator("#log")).to_contain_text("Ho letto.")
    site.script.operator_says("Sono una persona.")
    await page.get_by_role("button", name="Nuove risposte").click()
    await expect(page.locator("#log")).to_contain_text("Sono una persona.")
    await page.get_by_role("link", name="Esci").click()
    await expect(page).to_have_url(site.elsewhere)
    await page.go_back()
    await expect(page.locator("body")).to_contain_text("Alba")
    await expect(page.locator("#log")).to_have_count(0)
    await context.close()


async def test_a_humans_answer_appears_by_itself(page: Page, site: Any) -> None:
    """She waits on the page; nothing is reloaded and her draft stays."""
    await _see_menu(page, site)
    await page.locator("#text").fill("una bozza")
    await page.get_by_role("button", name="Una persona").click()
    await expect(page.locator(".me:not(.wait)")).to_have_count(2)
    site.script.operator_says("Sono qui, 112 se c'è pericolo.")
    await expect(page.locator(".operator")).to_have_count(1)
    await expect(page.locator(".operator bdi")).to_have_text("112")
    await expect(page.locator("#text")).to_have_value("una bozza")


async def test_who_waits_reads_that_a_person_is_there(page: Page, site: Any) -> None:
    """Before the first answer comes, which then takes that line's place."""
    await _see_menu(page, site)
    await page.get_by_role("button", name="Una persona").click()
    await expect(page.locator(".me:not(.wait)")).to_have_count(2)
    await expect(page.get_by_role("status")).not_to_contain_text("Ora c'è una persona")
    site.script.somebody_comes()
    await expect(page.get_by_role("status")).to_contain_text("Ora c'è una persona")
    site.script.operator_says("Sono qui.")
    await expect(page.locator(".operator")).to_have_count(1)
    await expect(page.get_by_role("status")).to_be_empty()


async def test_what_was_not_sent_is_said_and_sent_again_once(
    page: Page, phone: BrowserContext, site: Any
) -> None:
    """Offline: a plain sentence; back online: it arrives, with one effect."""
    await _see_menu(page, site)
    await phone.set_offline(True)
    await _say(page, "mi senti?")
    await expect(page.locator("#note")).to_contain_text("Non è partito")
    await phone.set_offline(False)
    await expect(page.locator("#log")).to_contain_text("Ho letto.")
    await expect(page.locator("#note")).to_be_empty()
    await expect(page.locator(".me")).to_have_count(2)


async def test_what_she_writes_meanwhile_follows_in_order(page: Page, site: Any) -> None:
    """A slow answer swallows no word of hers, least of all one that leaves."""
    await page.goto(site.entry)
    await page.get_by_role("button", name="Sì, posso").click()
    await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")
    held = asyncio.Event()

    async def hold(route: Any) -> None:
        if route.request.method == "POST":
            await held.wait()
        await route.continue_()

    await page.route(f"{site.url}/", hold)
    for word in ("prima", "seconda", "terza"):
        await page.locator("#text").fill(word)
        await page.locator("#text").press("Enter")
        await expect(page.locator("#log")).to_contain_text(word)
        await expect(page.locator("#text")).to_have_value("")
    held.set()
    await expect(page.locator(".wait")).to_have_count(0)
    said = [one.what.text for one in site.script.posted if isinstance(one.what, Said)]
    assert said == ["prima", "seconda", "terza"]
    await expect(page.locator("#log .me")).to_have_count(4)
    held.clear()
    for word in ("quarta", "esci", "sesta"):
        await page.locator("#text").fill(word)
        await page.locator("#text").press("Enter")
    held.set()
    await expect(page).to_have_url(site.elsewhere)
    said = [one.what.text for one in site.script.posted if isinstance(one.what, Said)]
    assert said[3:] == ["quarta", "esci"]


async def test_a_lost_answer_is_fetched_without_saying_it_twice(page: Page, site: Any) -> None:
    """The message arrived, its answer did not: the retry has the same id."""
    await _see_menu(page, site)
    lost = []

    async def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(await route.fetch())
            await route.abort()
        else:
            await route.continue_()

    await page.route(f"{site.url}/", lose)
    await _say(page, "una volta sola")
    await expect(page.locator("#log")).to_contain_text("Ho letto.")
    await expect(page.locator(".me")).to_have_count(2)
    assert len(next(iter(site.script.talks.values())).lines) == 6


async def test_arabic_is_mirrored(browser: Browser, site: Any) -> None:
    """The way out stands on the left, her words too, and numbers are not turned."""
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="ar")
    page = await context.new_page()
    await page.goto(site.entry)
    await page.get_by_role("button", name="نعم، أستطيع").click()
    await expect(page.locator(".me:not(.wait)")).to_have_count(1)
    for selector in ("#exit", ".me"):
        box = await page.locator(selector).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] < 200
    await context.close()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (360, 300)])
async def test_the_way_out_is_always_in_sight_and_big_enough(
    browser: Browser, site: Any, width: int, height: int
) -> None:
    """At 320 px, at 400 % zoom (320 x 256) and above a soft keyboard; nothing scrolls sideways."""
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="it-IT")
    page = await context.new_page()
    await _see_menu(page, site)
    await page.locator("#text").focus()
    for place in ("0", "document.documentElement.scrollHeight"):
        await page.evaluate(f"scrollTo(0, {place})")
        box = await page.locator("#exit").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert min(box["height"], box["width"]) >= 48
        assert box["x"] + box["width"] <= width
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await context.close()


async def test_without_javascript_the_page_stands_at_what_was_said_last(
    browser: Browser, site: Any
) -> None:
    """She does not scroll past the whole talk for each answer; the way out stays in sight."""
    context = await browser.new_context(
        java_script_enabled=False, locale="it-IT", viewport={"width": 360, "height": 640}
    )
    page = await context.new_page()
    await _see_menu(page, site)
    for text in ("prima", "seconda", "terza", "quarta"):
        await page.locator("#text").fill(text)
        await page.get_by_role("button", name="Invia").click()
        await expect(page.locator(".me").last).to_contain_text(text)
    await expect(page.locator(".day")).not_to_be_in_viewport()
    await expect(page.locator("#log p").last).to_be_in_viewport()
    await expect(page.locator("#text")).to_be_in_viewport(ratio=1)
    await expect(page.locator("#exit")).to_be_in_viewport(ratio=1)
    await context.close()


async def test_at_most_five_choices_are_in_sight(page: Page, site: Any) -> None:
    """The others are behind one touch, by keyboard too."""
    await _see_menu(page, site)
    await expect(page.locator("#choices button:visible")).to_have_count(5)
    await page.locator("summary").press("Enter")
    await expect(page.locator("#choices button:visible")).to_have_count(7)


async def test_the_log_announces_only_what_is_new(page: Page, site: Any) -> None:
    """A screen reader hears additions, and the first Tab stop is the way out."""
    await page.goto(site.entry)
    await expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.id") == "exit"


@pytest.mark.parametrize("language", ["it-IT", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious(
    browser: Browser, site: Any, language: str, scheme: Any
) -> None:
    """Cover and chat, light and dark, in both directions."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 640},
        locale=language,
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = await context.new_page()
    await page.goto(site.url)
    await _no_violation(page)
    await page.goto(site.entry)
    await page.locator("#choices button").first.click()
    await expect(page.locator(".me:not(.wait)")).to_have_count(1)
    await _no_violation(page)
    await context.close()


async def _no_violation(page: Page) -> None:
    found = await Axe().run(page)
    serious = [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []
