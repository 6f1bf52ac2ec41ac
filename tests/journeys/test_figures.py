"""The pages of numbers and of retention, in a browser: read, chosen, saved as a table, printed."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.handoff.figures import Count, Figure, finished
from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers, go_to

pytestmark = pytest.mark.journey


async def rows_of(page: Page, button: str) -> list[list[str]]:
    """The file of values that a button hands out."""
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=button).click()
    saved = await (await waiting.value).path()
    text = await asyncio.to_thread(Path(saved).read_text, "utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


async def fits(page: Page) -> None:
    """Nothing is wider than the page, and axe sees nothing in the way."""
    assert await barriers(page) == []
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    assert width <= page.viewport_size["width"]


async def counted(console: Console) -> None:
    """A last quarter with some languages, and one before it with others."""
    last, before, *_ = finished(console.house.clock())
    here = [("it", 31), ("ar", 7), ("es", 3), ("en", 6)]
    counts = [Count(last, console.network, Figure.LANGUAGE, name, more) for name, more in here]
    counts += [Count(last, console.network, Figure.CONTACT, "person", 47)]
    counts += [Count(before, console.network, Figure.CONTACT, "person", 12)]
    await console.house.counts.add(counts)


async def test_numbers_and_retention_are_read_chosen_saved_and_printed(console: Console) -> None:
    """What is hidden is hidden in the page, in the file and on paper; another quarter is another
    table; and retention says what is kept, when it was last swept, and what stays elsewhere."""
    await counted(console)
    await console.house.sweep()
    await console.person("Ada", role=Role.NETWORK_ADMIN)
    ada = await console.page("Ada")
    await go_to(ada, "Numeri")
    languages = ada.get_by_role("table", name="In quale lingua")
    row = languages.get_by_role("row")
    await expect(row.filter(has_text="italiano")).to_contain_text("31")
    await expect(row.filter(has_text="spagnolo")).to_contain_text("nascosto")
    await expect(row.filter(has_text="inglese")).to_contain_text("nascosto")
    await fits(ada)
    rows = await rows_of(ada, "Salvi la tabella (CSV)")
    told = {row[3]: row[4] for row in rows if row[2] == "In quale lingua" and row[1] != rows[1][1]}
    assert told["italiano"] == "31"
    assert told["spagnolo"] == told["inglese"] == "nascosto"
    await ada.emulate_media(media="print")
    await expect(languages).to_be_visible()
    await expect(ada.get_by_role("button", name="Stampi o salvi in PDF")).to_be_hidden()
    assert (await ada.pdf(prefer_css_page_size=True)).startswith(b"%PDF")
    await ada.emulate_media(media="screen")
    await ada.get_by_label("Trimestre").select_option(index=1)
    await expect(languages).to_be_hidden()
    asked = ada.get_by_role("table", name="Come hanno chiesto")
    await expect(asked.get_by_role("row").filter(has_text="In tutto")).to_contain_text("12")
    await ada.set_viewport_size(PHONE)
    await fits(ada)

    await go_to(ada, "Conservazione")
    talks = ada.get_by_role("region", name="Conversazioni, con messaggi e caso")
    await expect(talks).to_contain_text("da 45 minuti a 30 giorni")
    await expect(ada.get_by_text("Niente è conservato oltre il suo tempo.")).to_be_visible()
    await expect(ada.get_by_text("L'ultima pulizia è finita")).to_be_visible()
    twilio = ada.get_by_role("region", name="Twilio: SMS e WhatsApp")
    await expect(twilio).to_contain_text("Nessuna cancellazione in attesa.")
    await fits(ada)
    rows = await rows_of(ada, "Salvi la dichiarazione (CSV)")
    assert ["Prove e conti, senza una persona", "Prove del consenso", "365 giorni"] in [
        row[:3] for row in rows
    ]
    await ada.set_viewport_size({"width": 1280, "height": 800})
    await fits(ada)
