"""The console in a real Chromium: what its first load weighs, and how a long queue is drawn."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pyotp
from playwright.async_api import Browser, Page, async_playwright

from scripts.bench.browser import ARGUMENTS, CHROMIUM
from scripts.bench.console import NETWORK, TO_A_PERSON
from scripts.served import Place, prepared, serving
from scripts.visitor import Visitor

CASES = 1000
FRAMES = 300
STEP = 60
"""Pixels that are scrolled in each frame: a quick hand on a wheel."""

SCROLL = """
([frames, step]) => new Promise(done => {
  const row = document.querySelector('.queue .row');
  let list = row.parentElement;
  while (list.scrollHeight <= list.clientHeight + 1) list = list.parentElement;
  const times = [];
  let before = 0, way = 1;
  const frame = now => {
    if (before) times.push(now - before);
    before = now;
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) way = -1;
    if (list.scrollTop <= 0) way = 1;
    list.scrollTop += way * step;
    if (times.length < frames) requestAnimationFrame(frame);
    else done(times);
  };
  requestAnimationFrame(frame);
})
"""


DRAWN = """
cases => new Promise((done, fail) => {
  const late = setTimeout(() => fail(new Error('the queue was never drawn')), 60000);
  const look = () => {
    const list = document.querySelector('.queue');
    const whole = list && list.scrollHeight > cases * 40 && list.querySelector('.row');
    if (!whole) return requestAnimationFrame(look);
    const now = performance.now(), at = new URL('/api/queue', location).href;
    const came = performance.getEntriesByName(at).map(one => one.responseEnd);
    clearTimeout(late);
    done(now - Math.min(...came));
  };
  look();
})
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What was seen: bytes of the first load as they travel, how long a queue takes from its
    arrival until it can be scrolled, and frames a second then: the median, and of the slowest 5 %.
    """

    first_load: int
    drawn_ms: float
    frames: float
    slow_frames: float


def measured_desk(folder: Path) -> Desk:
    """Log in as an operator of a new installation and look."""
    place = prepared(folder)
    printed = place.run("staff", "add", "operatrice", "--network", NETWORK).split()
    password, secret = (printed[printed.index(name) + 1] for name in ("password", "secret"))
    with serving(place, core=0):
        return asyncio.run(_seen(place, password, secret))


async def _seen(place: Place, password: str, secret: str) -> Desk:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            page, loaded = await _entered(browser, place, password, secret)
            await page.get_by_role("switch").click()
            visitor = Visitor(place.port, place.entry)
            await visitor.connect()
            await visitor.enter()
            for text in TO_A_PERSON:
                await visitor.say(text)
            await page.locator(".queue .row").first.wait_for()
            drawn = await _long_queue(page)
            times: list[float] = await page.evaluate(SCROLL, [FRAMES, STEP])
        finally:
            await browser.close()
    slowest = sorted(times)[int(len(times) * 0.95)]
    return Desk(loaded, drawn, 1000 / median(times), 1000 / slowest)


async def _entered(browser: Browser, place: Place, password: str, secret: str) -> tuple[Page, int]:
    """A page at the desk, and how many bytes came until it stood there."""
    page = await (await browser.new_context(locale="it-IT")).new_page()
    protocol = await page.context.new_cdp_session(page)
    sizes: list[int] = []
    protocol.on("Network.loadingFinished", lambda one: sizes.append(int(one["encodedDataLength"])))
    await protocol.send("Network.enable")
    await page.goto(f"http://localhost:{place.staff_port}/")
    await page.get_by_label("Nome").fill("operatrice")
    await page.get_by_label("Parola d'accesso").fill(password)
    await page.keyboard.press("Enter")
    await page.get_by_label("Codice di sei cifre").fill(pyotp.TOTP(secret).now())
    await page.keyboard.press("Enter")
    await page.get_by_text("Nessuna aspetta.").wait_for()
    return page, sum(sizes)


async def _long_queue(page: Page) -> float:
    """Milliseconds from the arrival of a queue of so many until it stands in the list at its full
    height; of its rows only those in sight are drawn."""

    async def many(route: Any) -> None:
        answer = await route.fetch()
        queue = await answer.json()
        one = queue["cases"][0]
        queue["cases"] = [
            {**one, "id": f"{one['id']}-{number}", "name": f"{one['name']} {number}"}
            for number in range(CASES)
        ]
        await route.fulfill(response=answer, body=json.dumps(queue))

    await page.route("**/api/queue", many)
    await page.reload(wait_until="commit")
    return float(await page.evaluate(DRAWN, CASES))
