"""A page that was out of sight for more than a minute asks for her word, if she has one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.state import Curtain
from bot.messages import Address, Channel, Opened, Said
from bot.web.cookies import NAME
from tests.place import Place, placed

WORD = "tramezzino"
TO_WORD = ("Italiano", "Sì", "le mie parole", "Per tornare", WORD, WORD, "Va bene")
SECRET = "Lavoro e corsi"
SCRIPT = {"Accept": "application/json"}


class Her:
    """Her browser, with the token of a talk of hers."""

    def __init__(self, place: Place, token: str) -> None:
        self.place = place
        self.token = token

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"{NAME}={self.token}", "Sec-Fetch-Site": "same-origin"}

    async def page(self) -> str:
        """The page as it is drawn now."""
        answer = await self.place.client.get("/", headers=self._headers)
        return await answer.text()

    async def post(self, **fields: str) -> Any:
        """What the page's script is told."""
        form = self.place.service.keys.tokens.form(self.token, self.place.service.clock())
        answer = await self.place.client.post(
            "/", headers={**self._headers, **SCRIPT}, data={"form": form, **fields}
        )
        return await answer.json() if answer.status != 204 else None

    async def curtain(self) -> Curtain:
        """Where her conversation stands."""
        found = await self.place.service.store.read_thread(Address(Channel.WEB, self.token))
        assert found is not None
        return found[0].curtain

    async def is_away(self, seconds: int) -> None:
        """Her tab is hidden for so long."""
        await self.post(hidden="1")
        self.place.ahead += timedelta(seconds=seconds)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """The whole service over a SQLite file."""
    async with placed(tmp_path) as found:
        yield found


async def _talk(place: Place, *texts: str) -> Her:
    token = place.service.keys.tokens.mint(place.service.clock())
    await place.happens(token, Opened(), *map(Said, texts))
    return Her(place, token)


@pytest.fixture
async def her(place: Place) -> Her:
    """She has a word, and has written something."""
    return await _talk(place, *TO_WORD, SECRET)


async def test_her_word_brings_the_page_back_as_it_was(her: Her) -> None:
    """Nothing of the talk is there before it, and the word itself never is."""
    before = await her.page()
    await her.is_away(61)
    locked = await her.page()
    assert SECRET in before
    assert SECRET not in locked
    assert "112" in locked
    assert 'href="/exit"' in locked
    told = await her.post(text=WORD)
    assert told["state"] == "flow"
    assert SECRET in [line["text"] for line in told["messages"]]
    assert await her.curtain() is Curtain.VERIFIED
    assert WORD not in await her.page()
    assert SECRET in await her.page()


async def test_within_a_minute_it_shows_itself_again(her: Her) -> None:
    """She looked up a number; and once she is back, time counts anew."""
    await her.is_away(59)
    await her.post(visible="1")
    her.place.ahead += timedelta(seconds=59)
    assert SECRET in await her.page()
    assert (await her.post(stay="1"))["state"] == "flow"


async def test_nothing_else_opens_it_and_guesses_are_slowed(her: Her) -> None:
    """Neither being shown again nor staying, nor a touch, nor any text."""
    await her.is_away(61)
    tries = ("menu", "primavera", "autunno", "inverno", "estate", "lunedi", "aiuto")
    posts = [{"visible": "1"}, {"hidden": "1"}, {"stay": "1"}, {"choice": "1", "ask": "x"}]
    for fields in (*posts, *({"text": text} for text in tries), {"text": WORD}):
        told = await her.post(**fields)
        assert told is None or (told["state"], told["messages"]) == ("locked", [])
        assert SECRET not in await her.page()
    her.place.ahead += timedelta(minutes=1)
    assert (await her.post(text=WORD))["state"] == "flow"


async def test_staying_on_a_locked_page_does_not_keep_it_open(her: Her) -> None:
    """Whoever taps about on it does not put off the silence that ends it."""
    await her.is_away(61)
    her.place.ahead += timedelta(minutes=10)
    await her.post(stay="1")
    await her.post(text="primavera")
    her.place.ahead += timedelta(minutes=5)
    assert (await her.post(text=WORD))["live"] is False


async def test_the_exit_word_and_the_key_work_there_too(her: Her) -> None:
    """Who forgot her word is locked out of nothing but that talk."""
    await her.is_away(61)
    key = her.place.service.settings.entry
    answer = await her.place.client.get(
        f"/{key}", headers={"Cookie": f"{NAME}={her.token}"}, allow_redirects=False
    )
    (given,) = re.findall(f"{NAME}=([^;]+)", answer.headers["Set-Cookie"])
    assert given != her.token
    her.place.client.session.cookie_jar.clear()
    assert (await her.post(text="esci"))["live"] is False
    assert await her.curtain() is Curtain.EXITED


async def test_who_has_no_word_is_asked_for_none(place: Place) -> None:
    """There one touch brings it back, as ever."""
    her = await _talk(place, "Italiano", "Sì", SECRET)
    await her.is_away(61)
    page = await her.page()
    assert SECRET in page
    assert 'data-word=""' in page
