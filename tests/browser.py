"""Chromium of the system for tests that look at pages, closed however a test ends.

``browser`` is the fixture: one Chromium for all tests of a process, since starting one with its
driver costs 0.8 s of processor. A test gets profiles of its own (``new_context``), closed at its
end. Who needs other switches starts ``chromium``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Playwright, async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE = 30_000
"""Milliseconds that a page may take where no promise says how fast: CI has two busy cores. What is
promised within a time has its own time-out beside the act that it is measured from."""


@asynccontextmanager
async def chromium(*switches: str, **options: Any) -> AsyncIterator[Browser]:
    """A browser, started with these switches more and these options of Playwright's."""
    async with async_playwright() as play, await _started(play, *switches, **options) as browser:
        yield browser


async def _started(play: Playwright, *switches: str, **options: Any) -> Browser:
    expect.set_options(timeout=PATIENCE)
    arguments = [*ARGUMENTS, *switches]
    return await play.chromium.launch(executable_path=CHROMIUM, args=arguments, **options)


@asynccontextmanager
async def emptied(browser: Browser) -> AsyncIterator[Browser]:
    """The browser, whose profiles are closed at the end of the block: before the server that their
    pages listen to, which would wait for them."""
    yield browser
    for context in browser.contexts:
        await context.close()


@pytest.fixture(scope="session")
async def one_chromium() -> AsyncIterator[Callable[[], Awaitable[Browser]]]:
    """Gives the browser of this process; another one where that has died."""
    running: list[Browser] = []

    async with async_playwright() as play:

        async def alive() -> Browser:
            if not (running and running[-1].is_connected()):
                running.append(await _started(play))
            return running[-1]

        yield alive
        for one in running:
            await one.close()


@pytest.fixture
async def browser(
    one_chromium: Callable[[], Awaitable[Browser]],
) -> AsyncIterator[Browser]:
    """Chromium, in which nothing of another test is open."""
    async with emptied(await one_chromium()) as found:
        yield found
