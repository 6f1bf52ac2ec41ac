"""How soon nothing is seen after a touch on the exit, in a real Chromium."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Browser, async_playwright

from scripts.served import Place

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ROUNDS = 15
WATCH = """
addEventListener('click', event => {
  const from = event.timeStamp;
  const look = () => {
    const seen = document.body.innerText.trim() || document.querySelectorAll('input').length;
    if (seen) requestAnimationFrame(look);
    else requestAnimationFrame(() => report(performance.now() - from));
  };
  requestAnimationFrame(look);
}, true)
"""
"""From the touch to the frame after the first one in which nothing is left: that one is painted."""


async def exit_milliseconds(place: Place, slower: int) -> tuple[float, float]:
    """(median, worst) over the rounds, with a processor so many times slower."""
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            times = sorted([await _once(browser, place, slower) for _ in range(ROUNDS)])
        finally:
            await browser.close()
    return times[len(times) // 2], times[-1]


async def _once(browser: Browser, place: Place, slower: int) -> float:
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="it-IT")
    page = await context.new_page()
    seen: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def report(milliseconds: Any) -> None:
        if not seen.done():
            seen.set_result(float(milliseconds))

    await page.expose_function("report", report)
    await page.goto(f"{place.url}/{place.entry}")
    await page.locator("button[value=it]").click()
    await page.locator("button[value=yes]").click()
    await page.locator("button[value=more]").wait_for()

    over = asyncio.Event()

    async def hold(route: Any) -> None:
        # Blank first: the network gives no answer before everything was seen.
        await over.wait()
        await route.abort()

    await page.route("**/exit", hold)
    devtools = await context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    await page.evaluate(WATCH)
    await page.locator("#exit").click(no_wait_after=True)
    async with asyncio.timeout(20):
        found = await seen
    over.set()
    await page.unroute_all(behavior="wait")
    await context.close()
    return found
