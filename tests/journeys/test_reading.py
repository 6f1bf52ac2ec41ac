"""Who reads little or sees badly: larger letters, and a voice of her own device at her touch."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

pytestmark = pytest.mark.journey

VOICES = """
const of = (name, localService) => ({ lang: 'it-IT', localService, name, voiceURI: name });
const voices = [of('far', false), of('network it', true), of('near', true)];
let known = voices.slice(0, 2), told = () => {};
const heard = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => known,
  addEventListener: (name, then) => { told = then; },
  speak: (one) => heard.push(one.voice.name + ': ' + one.text),
  cancel: () => heard.push('.'),
} });
window.heard = () => heard.splice(0);
window.learn = () => { known = voices; told(); };
"""
"""A device with voices: two that ask somebody else, and one of its own that it learns of later."""

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def _menu(page: Page, site: Any) -> None:
    await page.goto(site.entry)
    await page.get_by_role("button", name="Sì, posso").click()
    await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")


async def test_it_is_read_to_her_at_her_touch_alone(page: Page, site: Any) -> None:
    """Only by a voice of the device, after a word about being heard; every other touch ends it."""
    await page.add_init_script(VOICES)
    await _menu(page, site)
    read = page.get_by_role("button", name="Leggimelo")
    await expect(read).to_have_count(0)
    await page.evaluate("learn(); heard()")
    await read.click()
    await expect(page.locator("#note")).to_contain_text("auricolari")
    assert not [one for one in await page.evaluate("heard()") if one != "."]
    await read.click()
    await expect(read).to_have_attribute("aria-pressed", "true")
    said = await page.evaluate("heard()")
    assert "near: Che cosa ti serve?" in said
    assert "near: Lavoro e corsi" in said
    assert not any("Ciao, sono un programma" in one for one in said)
    await page.locator("#text").click()
    await expect(read).to_have_attribute("aria-pressed", "false")
    assert await page.evaluate("heard()") == ["."]
    await read.click()
    await expect(read).to_have_attribute("aria-pressed", "true")
    await page.evaluate("heard(); document.dispatchEvent(new Event('visibilitychange'))")
    assert await page.evaluate("heard()") == ["."]
    await read.click()
    await expect(page.locator("#note")).to_contain_text("auricolari")


async def test_larger_letters_never_scroll_sideways(browser: Browser, site: Any) -> None:
    """At 360 px and at half of that, as by a zoom of 200 %; kept through a reload, in no store."""
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="ar")
    page = await context.new_page()
    await page.goto(site.entry)
    for _ in range(2):
        await page.locator(".tools button").first.click()
    size = "getComputedStyle(document.body).fontSize"
    assert await page.evaluate(size) == "26px"
    await page.reload()
    assert await page.evaluate(size) == "26px"
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
    for width in (360, 180):
        await page.set_viewport_size({"width": width, "height": 640 * width // 360})
        assert await page.evaluate(WIDER) <= 0
        box = await page.locator("#exit").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] + box["height"] < 100
        assert box["height"] >= 48
    await context.close()
