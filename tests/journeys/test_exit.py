"""She leaves in an instant, and nobody can go back to what she saw."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser import chromium
from tests.web import scripted

pytestmark = pytest.mark.journey

SECRET = "parola-sentinella"

SEEN_NEXT_FRAME = """
addEventListener('click', () => requestAnimationFrame(() => {
  const inputs = document.querySelectorAll('input').length;
  report([document.body.innerText.trim(), inputs, document.title]);
}), true)
"""


async def _talk(page: Page, site: Any) -> None:
    await page.goto(site.entry)
    await page.get_by_role("button", name="Sì, posso").click()
    await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")
    await page.locator("#text").fill(SECRET)
    await page.locator("#text").press("Enter")
    await expect(page.locator("#log")).to_contain_text("Ho letto.")
    await page.locator("#text").fill(f"{SECRET}-bozza")


async def _left(page: Page, site: Any) -> None:
    await expect(page).to_have_url(site.elsewhere)
    talk = next(iter(site.script.talks.values()))
    assert talk.curtain == "exited"


@pytest.mark.parametrize("slower", [1, 6])
async def test_the_first_frame_after_the_click_shows_nothing(
    page: Page, phone: BrowserContext, site: Any, slower: int
) -> None:
    """Blank first: the network is not asked before, also on a slow phone."""
    frame: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    await page.expose_function("report", lambda seen: frame.set_result(seen))
    await _talk(page, site)
    devtools = await phone.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    await page.evaluate(SEEN_NEXT_FRAME)
    held = asyncio.Event()

    async def hold(route: Any) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/exit", hold)
    click = asyncio.create_task(page.locator("#exit").click(no_wait_after=True))
    async with asyncio.timeout(10):
        text, inputs, title = await frame
    assert (text, inputs) == ("", 0)
    assert title == "Almanacco di Milano"
    held.set()
    await click
    await _left(page, site)


async def test_back_and_forward_show_nothing_of_it(page: Page, site: Any) -> None:
    """The chat is not in the tab's history any more."""
    await page.goto(f"{site.url}/")
    await _talk(page, site)
    await page.locator("#exit").click()
    await _left(page, site)
    for go in (page.go_back, page.go_forward, page.go_back):
        # A page may be shown by a script after it was loaded: what is expected is waited for.
        await go(wait_until="commit")
        await expect(page.locator("html")).not_to_contain_text(SECRET)
        await expect(page.locator("html")).not_to_contain_text("Che cosa")
        await expect(page.locator("#log")).to_have_count(0)


@pytest.mark.parametrize(
    "switch", ["--enable-features=BackForwardCache", "--disable-features=BackForwardCache"]
)
async def test_back_shows_the_cover_without_javascript_too(site: Any, switch: str) -> None:
    """With and without the back/forward cache, after the plain link."""
    async with chromium(switch, ignore_default_args=["--disable-back-forward-cache"]) as browser:
        for javascript in (True, False):
            context = await browser.new_context(java_script_enabled=javascript, locale="it-IT")
            page = await context.new_page()
            await page.goto(site.elsewhere)
            await page.goto(site.entry)
            await page.get_by_role("button", name="Sì, posso").click()
            await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")
            await page.get_by_role("link", name="Esci").click()
            await expect(page).to_have_url(site.elsewhere)
            # A page out of the cache is not loaded again: waiting for that would last for ever.
            await page.go_back(wait_until="commit")
            await expect(page.locator("html")).not_to_contain_text("Che cosa")
            await expect(page.locator("#log")).to_have_count(0)
            await context.close()


async def test_leaving_the_page_and_coming_back_asks_for_the_talk_again(site: Any) -> None:
    """A restored page shows nothing by itself: a live talk comes from the server."""
    async with chromium(ignore_default_args=["--disable-back-forward-cache"]) as browser:
        page = await browser.new_page(locale="it-IT")
        await page.goto(site.entry)
        await page.get_by_role("button", name="Sì, posso").click()
        await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")
        await page.goto(site.elsewhere)
        await page.go_back()
        await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")
        await page.goto(site.elsewhere)
        site.clock.pass_by(timedelta(minutes=16))
        await page.go_back()
        await expect(page.locator("body")).to_contain_text("Alba")
        await expect(page.locator("#log")).to_have_count(0)


async def test_shift_three_times_leaves(page: Page, site: Any) -> None:
    """Within five seconds, from the text box too."""
    await _talk(page, site)
    await expect(page.locator("#text")).to_be_focused()
    for _ in range(2):
        await page.keyboard.press("Shift")
    # The third begins to leave while it is pressed: its end may have no page any more.
    await page.keyboard.down("Shift")
    await _left(page, site)


async def test_capital_letters_do_not_leave(page: Page, site: Any) -> None:
    """Shift with a letter counts from the start again."""
    await _talk(page, site)
    for letter in "CIAO":
        await page.keyboard.press(f"Shift+{letter}")
    await expect(page.locator("#text")).to_have_value(f"{SECRET}-bozzaCIAO")
    assert page.url == f"{site.url}/"


async def test_offline_the_page_is_blank(page: Page, phone: BrowserContext, site: Any) -> None:
    """Nothing waits for the network; when it is back, the exit reaches the server."""
    await _talk(page, site)
    await phone.set_offline(True)
    await page.locator("#exit").click()
    assert (await page.locator("html").inner_text()).strip() == ""
    assert SECRET not in await page.content()
    await phone.set_offline(False)
    await _left(page, site)


async def test_leaving_one_tab_blanks_the_other(
    page: Page, phone: BrowserContext, site: Any
) -> None:
    """Two tabs of one talk leave together."""
    await _talk(page, site)
    other = await phone.new_page()
    await other.goto(site.url)
    await expect(other.locator("#log")).to_contain_text(SECRET)
    await page.locator("#exit").click()
    await _left(page, site)
    await expect(other).to_have_url(site.elsewhere)


async def test_the_exit_word_leaves_like_the_button(page: Page, site: Any) -> None:
    """She writes it, and the page goes."""
    await _talk(page, site)
    await page.locator("#text").fill("esci")
    await page.locator("#text").press("Enter")
    await _left(page, site)


async def test_who_cannot_write_safely_sees_one_neutral_line(page: Page, site: Any) -> None:
    """Nothing to touch is left but the way out."""
    await page.goto(site.entry)
    await page.get_by_role("button", name="No").click()
    await expect(page.locator("#log")).to_have_text("Va bene. In pericolo: 112. Torna quando vuoi.")
    await expect(page.locator("#answer")).to_have_count(0)
    await expect(page.locator("#exit")).to_be_visible()
    await page.reload()
    await expect(page.locator("body")).to_contain_text("Alba")


SHOW = """state => {
  Object.defineProperty(document, 'hidden', {value: state, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


async def test_a_hidden_tab_shows_nothing_and_back_soon_all_of_it(page: Page, site: Any) -> None:
    """At once hidden; within a minute shown again, with her draft and the focus."""
    await page.clock.install()
    await _talk(page, site)
    await page.evaluate(SHOW, True)
    await expect(page.locator("#root")).to_be_hidden()
    await page.clock.fast_forward(30_000)
    await page.evaluate(SHOW, False)
    await expect(page.locator("#log")).to_contain_text(SECRET)
    await expect(page.locator("#text")).to_have_value(f"{SECRET}-bozza")
    assert await page.evaluate("document.activeElement.id") == "text"


async def test_a_tab_that_was_hidden_longer_asks_for_a_touch(page: Page, site: Any) -> None:
    """After a minute nothing of the talk is left on the page; one touch brings it back."""
    await page.clock.install()
    await _talk(page, site)
    await page.evaluate(SHOW, True)
    await page.clock.fast_forward(61_000)
    assert SECRET not in await page.content()
    await page.evaluate(SHOW, False)
    await page.get_by_role("button", name="Continua").click()
    await expect(page.locator("#log")).to_contain_text(SECRET)


async def test_before_a_silent_page_closes_one_tap_keeps_it(page: Page, site: Any) -> None:
    """Two minutes before there is a quiet sentence; without the tap the page is the cover."""
    await page.clock.install()
    await _talk(page, site)
    await page.clock.fast_forward(13 * 60_000 + 6_000)
    await page.get_by_role("button", name="Resto qui").click()
    await expect(page.locator("#note")).to_be_empty()
    await page.clock.fast_forward(10 * 60_000)
    await expect(page.locator("#log")).to_contain_text(SECRET)
    site.clock.pass_by(timedelta(minutes=16))
    await page.clock.fast_forward(6 * 60_000)
    await expect(page.locator("body")).to_contain_text("Alba")


async def test_a_printed_page_is_empty(page: Page, site: Any) -> None:
    """Nothing is printed."""
    await _talk(page, site)
    await page.emulate_media(media="print")
    await expect(page.locator("body")).to_be_hidden()


async def test_paper_is_printed_and_nothing_else(page: Page, site: Any) -> None:
    """What is marked so, also while a telephone hides the page under its print window; the title,
    which names the file, is the cover's, and an exit leaves nothing to print."""
    await page.add_init_script("window.print = () => {}")
    await _talk(page, site)
    await page.locator("#text").fill("foglio")
    await page.locator("#text").press("Enter")
    await page.locator("button.print").click()
    await page.evaluate("document.getElementById('root').hidden = true")
    await page.emulate_media(media="print")
    await expect(page.locator("#sheet")).to_be_visible()
    assert (await page.locator("body").inner_text()).strip() == scripted.PAPER
    assert await page.title() == "Almanacco di Milano"
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await page.evaluate("document.getElementById('root').hidden = false")
    assert (await page.locator("body").inner_text()).strip() == scripted.PAPER
    await page.emulate_media(media="screen")
    await page.locator("#exit").click()
    await _left(page, site)
    await page.go_back(wait_until="commit")
    await page.emulate_media(media="print")
    await expect(page.locator("html")).not_to_contain_text(scripted.PAPER)


async def test_a_strict_policy_blocks_nothing_that_the_page_needs(
    browser: Browser, site: Any
) -> None:
    """No message of the Content-Security-Policy on cover, chat or exit."""
    page = await browser.new_page(locale="it-IT")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    await page.goto(site.url)
    await _talk(page, site)
    await page.locator("#exit").click()
    await _left(page, site)
    assert [text for text in said if "Content Security" in text] == []
