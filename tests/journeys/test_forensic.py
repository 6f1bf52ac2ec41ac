"""After an exit, whoever takes the device apart finds nothing of the talk on it."""

from __future__ import annotations

import gzip
import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright, expect

from tests.browser import ARGUMENTS, CHROMIUM, PATIENCE

pytestmark = pytest.mark.journey

SAID = "sentinella-detta-quattro"
DRAFT = "sentinella-bozza-sette"
ANSWERED = "sentinella-risposta-nove"
SHOWN = ("Che cosa ti serve", "Lavoro e corsi", "Puoi scrivere senza che nessuno legga")


@pytest.mark.parametrize("javascript", [True, False])
async def test_nothing_of_the_talk_is_left_in_the_profile(
    site: Any, tmp_path: Path, javascript: bool
) -> None:
    """Every file of the profile: no sentence, no cookie, no address but the entry and the root."""
    expect.set_options(timeout=PATIENCE)
    async with (
        async_playwright() as play,
        await play.chromium.launch_persistent_context(
            tmp_path,
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            locale="it-IT",
            java_script_enabled=javascript,
        ) as context,
    ):
        page = context.pages[0]
        await page.goto(site.entry)
        await page.get_by_role("button", name="Sì, posso").click()
        # The page sends one message at a time: the next one waits for this answer.
        await expect(page.locator("#log")).to_contain_text("Che cosa ti serve?")
        await page.locator("#text").fill(SAID)
        await page.get_by_role("button", name="Invia").click()
        await expect(page.locator("#log")).to_contain_text("Ho letto.")
        site.script.operator_says(ANSWERED)
        if not javascript:
            await page.get_by_role("button", name="Nuove risposte").click()
        await expect(page.locator("#log")).to_contain_text(ANSWERED)
        await page.locator("#text").fill(DRAFT)
        cookies = await context.cookies()
        assert len(cookies) == 1
        token = cookies[0]["value"]  # type: ignore[typeddict-item]
        await page.locator("#exit").click()
        await expect(page).to_have_url(site.elsewhere)
        assert await context.cookies() == []

    _search(tmp_path, site, token)


def _search(profile: Path, site: Any, token: str) -> None:
    files = [path for path in profile.rglob("*") if path.is_file()]
    found = {
        (path.relative_to(profile).as_posix(), sentinel)
        for path in files
        for layer in _layers(path)
        for sentinel in (SAID, DRAFT, ANSWERED, token, *SHOWN)
        if _holds(layer, sentinel)
    }
    assert found == set()
    assert [row for path in files for row in _cookies(path)] == []
    _check_history(profile / "Default" / "History", site)


CHAIN_END = 0x20000000
"""Chromium's mark of a visit that is no redirect: the only ones that its history shows."""


def _check_history(history: Path, site: Any) -> None:
    """Shown is the root at most; redirects are the entry and the exit; no title tells anything."""
    with sqlite3.connect(f"file:{history}?mode=ro", uri=True) as database:
        rows = database.execute(
            "select urls.url, title, transition & ? from urls join visits on visits.url = urls.id",
            (CHAIN_END,),
        ).fetchall()
    ours = [row for row in rows if row[0].startswith(site.url)]
    root = f"{site.url}/"
    assert {url for url, _, shown in ours if shown} <= {root}
    assert {url for url, _, _ in ours} <= {root, site.entry, f"{root}exit"}
    assert {title for _, title, _ in ours} <= {"", "Almanacco di Milano", "Meteo"}


def _holds(layer: bytes, sentinel: str) -> bool:
    return any(
        sentinel.encode(encoding) in layer for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _layers(path: Path) -> Iterator[bytes]:
    """The file as it is, its rows where it is a database, and everything compressed in it."""
    raw = path.read_bytes()
    yield raw
    if raw.startswith(b"SQLite format 3"):
        yield "\n".join(_rows(path)).encode()
    for start in re.finditer(rb"\x1f\x8b\x08", raw):
        try:
            yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw[start.start() :])
        except zlib.error:
            continue
    yield from _plain_snappy(raw)


def _plain_snappy(raw: bytes) -> Iterator[bytes]:
    """Snappy keeps what it has not seen before as it is, cut by its marks of one to five bytes.

    Sentences without repetition are therefore found by their words, where a mark cuts them.
    """
    if b"sentinella" in raw:
        yield re.sub(rb"[^ -~]", b"", raw)


def _rows(path: Path) -> Iterator[str]:
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'select * from "{table}"'):  # noqa: S608
                yield "\t".join(
                    cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)
                    for cell in row
                )


def _cookies(path: Path) -> list[Any]:
    if path.name != "Cookies":
        return []
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        return database.execute("select host_key, name from cookies").fetchall()


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    """A search that finds nothing anywhere would prove nothing."""
    (tmp_path / "plain").write_bytes(b"x" + SAID.encode("utf-16-le"))
    (tmp_path / "packed").write_bytes(b"head" + gzip.compress(SAID.encode()) + b"tail")
    with sqlite3.connect(tmp_path / "rows") as database:
        database.execute("create table t (a)")
        database.execute("insert into t values (?)", (SAID,))
    database.close()
    for path in tmp_path.iterdir():
        assert any(_holds(layer, SAID) for layer in _layers(path))
