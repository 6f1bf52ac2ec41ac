"""Chromium of the system for tests that look at pages, closed however a test ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE = 30_000
"""Milliseconds that a page may take where no promise says how fast: CI has two busy cores. What is
promised within a time has its own time-out beside the act that it is measured from."""


@asynccontextmanager
async def chromium(*switches: str, **options: Any) -> AsyncIterator[Browser]:
    """A browser, started with these switches more and these options of Playwright's."""
    expect.set_options(timeout=PATIENCE)
    async with (
        async_playwright() as play,
        await play.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, *switches], **options
        ) as browser,
    ):
        yield browser
