"""A flow of 500 steps in the editor: how soon it is open, and how smoothly a card is dragged.

Times of a clock hang on what else the machine does; next to them stands the time that the page's
own thread worked, which does not.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import pyotp
from playwright.async_api import CDPSession, Page, async_playwright

from bot.engine.editing.drafts import Draft
from scripts.bench.browser import ARGUMENTS, CHROMIUM
from scripts.served import Place, prepared, serving

STEPS = 500
FRAMES = 180
NETWORK = "rho-garbagnate"
FLOW = "long"

SHOWN = """
selector => new Promise(done => {
  const look = () => {
    if (!document.querySelector(selector)) return requestAnimationFrame(look);
    // The frame after the first one in which it stands there: that one is painted.
    requestAnimationFrame(() => done(performance.now() - asked));
  };
  look();
})
"""
CLICK = "[...document.querySelectorAll('{0}')].find(one => one.textContent.includes('{1}')).click()"
DRAG = """
([frames, x, y]) => new Promise(done => {
  const times = [];
  let before = 0;
  const frame = now => {
    if (before) times.push(now - before);
    before = now;
    const clientX = x + 60 * Math.sin(times.length / 9);
    const clientY = y + 60 * Math.cos(times.length / 7) - 60;
    const place = {clientX, clientY};
    dispatchEvent(new MouseEvent('mousemove', {...place, bubbles: true, view: window, buttons: 1}));
    if (times.length < frames) requestAnimationFrame(frame);
    else done(times);
  };
  requestAnimationFrame(frame);
})
"""


@dataclass(frozen=True, slots=True)
class Editor:
    """What was seen, in milliseconds unless frames a second: from the click until the list or the
    drawing can be read; frames while a card is dragged, the median and of the slowest 5 %; what
    the page's thread worked for each of them."""

    listed: float
    drawn: float
    frames: float
    slow_frames: float
    work: float


def measured_editor(folder: Path) -> Editor:
    """Open the flow in a new installation, as its admin."""
    place = prepared(folder)
    printed = place.run(
        "staff", "add", "redattrice", "--network", NETWORK, "--role", "network_admin"
    ).split()
    password, secret = (printed[printed.index(name) + 1] for name in ("password", "secret"))
    environ = {name: value for name, value in place.environ.items() if name.startswith("FILO_")}
    asyncio.run(_written({**os.environ, **environ}))
    with serving(place, core=0):
        return asyncio.run(_seen(place, password, secret))


def long_flow() -> str:
    """Questions that lead on, far ahead and back, and one end that all of them lead to."""
    last = STEPS - 1
    steps = [f"flow: {FLOW}\ntitle: Lungo\nstart: s0\nsteps:\n"]
    for at in range(last):
        steps.append(
            f"  s{at}:\n    ask: Domanda {at}, che cosa ti serve adesso e da quando?\n"
            f"    choices:\n      on:\n        label: Avanti\n        next: s{at + 1}\n"
            f"      far:\n        label: Oltre\n        next: s{(at * 7 + 3) % STEPS}\n"
            f"    no_match:\n      retry: 2\n      next: s{last}\n"
            f"    timeout:\n      after: 10m\n      next: s{last}\n"
        )
    return "".join([*steps, f"  s{last}:\n    end: true\n"])


async def _written(environ: dict[str, str]) -> None:
    # Imported here: only who measures needs the composition root.
    from bot.assemble import store_of
    from bot.config import load
    from bot.storage.flows import SqlFlows

    async with store_of(load(environ)) as store:
        draft = Draft(FLOW, long_flow(), "", 1, datetime.now(UTC), ("-",))
        await SqlFlows(store).save(draft)


async def _seen(place: Place, password: str, secret: str) -> Editor:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            context = await browser.new_context(
                locale="it-IT", viewport={"width": 1280, "height": 800}
            )
            page = await context.new_page()
            await page.goto(f"http://localhost:{place.staff_port}/")
            await page.get_by_label("Nome").fill("redattrice")
            await page.get_by_label("Parola d'accesso").fill(password)
            await page.keyboard.press("Enter")
            await page.get_by_label("Codice di sei cifre").fill(pyotp.TOTP(secret).now())
            await page.keyboard.press("Enter")
            await page.get_by_role("link", name="Percorsi", exact=True).click()
            await page.locator(".row", has_text=FLOW).first.wait_for()
            listed = await _until(page, ".row", FLOW, ".outline .row")
            drawn = await _until(page, "button", "Disegno", ".card")
            times, work = await _dragged(page)
        finally:
            await browser.close()
    slowest = sorted(times)[int(len(times) * 0.95)]
    return Editor(listed, drawn, 1000 / median(times), 1000 / slowest, work)


async def _until(page: Page, kind: str, words: str, shown: str) -> float:
    """Milliseconds from a click until something stands there and is painted."""
    await page.evaluate(f"asked = performance.now(); {CLICK.format(kind, words)}")
    return float(await page.evaluate(SHOWN, shown))


async def _dragged(page: Page) -> tuple[list[float], float]:
    """The frames while a card is moved once for each, and the work of the page for one of them."""
    card = page.locator(".react-flow__node").first
    box = await card.bounding_box()
    assert box is not None, "it is drawn"
    x, y = box["x"] + 40, box["y"] + 12
    await page.mouse.move(x, y)
    await page.mouse.down()
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = await _worked(devtools)
    times: list[float] = await page.evaluate(DRAG, [FRAMES, x, y])
    work = await _worked(devtools) - before
    await page.mouse.up()
    return times, work / len(times)


async def _worked(devtools: CDPSession) -> float:
    """Milliseconds of a processor that the page's thread has used."""
    found: Any = await devtools.send("Performance.getMetrics")
    return next(
        float(one["value"]) * 1000 for one in found["metrics"] if one["name"] == "TaskDuration"
    )
