"""Translation is asked of this machine or of nobody."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.config import SettingsError, load
from bot.handoff.translation import NotLoopback, NoTranslation, NotTranslated, check_loopback
from bot.meaning.translating import LocalTranslation

HERS = "parole sue"


class Engine:
    """A server that answers as LibreTranslate does, or as a test wants it to."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.answer: web.Response | None = None

    async def languages(self, _: web.Request) -> web.Response:
        """What it knows."""
        return web.json_response([{"code": "ar", "name": "Arabic", "targets": ["it", "en"]}])

    async def translate(self, request: web.Request) -> web.Response:
        """One text."""
        self.asked.append(await request.json())
        return self.answer or web.json_response({"translatedText": "tradotto"})


@pytest.fixture
async def engine() -> AsyncIterator[tuple[Engine, LocalTranslation]]:
    """An engine on loopback, and who asks it."""
    behind = Engine()
    app = web.Application()
    app.router.add_get("/languages", behind.languages)
    app.router.add_post("/translate", behind.translate)
    async with TestServer(app, host="127.0.0.1") as server:
        yield behind, LocalTranslation(f"http://127.0.0.1:{server.port}/")


@pytest.mark.parametrize(
    "url",
    [
        "http://translate.example:5000",
        "http://localhost:5000",
        "http://10.0.0.7:5000",
        "https://127.0.0.1:5000",
        "http://127.0.0.1@example.org",
        "http://127.0.0.1:5000/elsewhere?x=1",
        "http://[::ffff:10.0.0.7]:5000",
        "ftp://127.0.0.1",
        "127.0.0.1:5000",
    ],
)
def test_an_engine_that_is_not_on_this_machine_is_refused(url: str) -> None:
    """Before anything starts, in a sentence that says why."""
    with pytest.raises(NotLoopback, match="may not leave"):
        check_loopback(url)
    with pytest.raises(SettingsError, match="FILO_TRANSLATION_URL"):
        load({"FILO_MODE": "demo", "FILO_TRANSLATION_URL": url})


def test_an_engine_on_this_machine_is_taken() -> None:
    """Over either kind of loopback."""
    assert check_loopback("http://127.0.0.1:5000/") == "http://127.0.0.1:5000"
    assert check_loopback("http://[::1]:5000") == "http://[::1]:5000"


async def test_a_text_is_asked_for_as_the_server_wants_it(
    engine: tuple[Engine, LocalTranslation],
) -> None:
    """And its languages are those that it names."""
    behind, translation = engine
    assert await translation.pairs() == {("ar", "it"), ("ar", "en")}
    assert await translation.translate("مرحبا", "ar", "it") == "tradotto"
    assert behind.asked == [{"q": "مرحبا", "source": "ar", "target": "it", "format": "text"}]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500},
        {"status": 302, "headers": {"Location": "http://example.org/"}},
        {"text": "no json"},
        {"text": '{"translatedText": 7}'},
        {"text": '{"translatedText": " "}'},
        {"text": "[]"},
    ],
)
async def test_an_engine_that_fails_translates_nothing_and_tells_nothing(
    engine: tuple[Engine, LocalTranslation],
    answer: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither her text nor its answer is in the refusal or a log, and no redirect is followed."""
    caplog.set_level(logging.DEBUG)
    behind, translation = engine
    behind.answer = web.Response(**answer)
    with pytest.raises(NotTranslated) as refused:
        await translation.translate(HERS, "it", "ar")
    said = capsys.readouterr()
    assert HERS not in str(refused.value) + caplog.text + said.out + said.err


async def test_without_an_engine_nothing_is_offered() -> None:
    """And one that is not there is the same as none."""
    assert await NoTranslation().pairs() == frozenset()
    with pytest.raises(NotTranslated):
        await NoTranslation().translate(HERS, "it", "ar")
    assert await LocalTranslation("http://127.0.0.1:9").pairs() == frozenset()
