"""How long her page may be silent: fifteen minutes, or as she chose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Opened, Said
from bot.web.cookies import NAME
from tests.place import Place, placed


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """The whole service over a SQLite file."""
    async with placed(tmp_path) as found:
        yield found


async def _chosen(place: Place, minutes: str) -> str:
    """Her token, after she chose so many minutes."""
    token = place.service.keys.tokens.mint(place.service.clock())
    acts = (Opened(), *map(Said, ("Italiano", "Sì", "quanto resta aperta", minutes)))
    await place.happens(token, *acts)
    return token


@pytest.mark.parametrize("minutes", [5, 15, 45])
async def test_the_page_and_its_cookie_live_as_long_as_she_chose(
    place: Place, minutes: int
) -> None:
    """A minute before the end the chat is there, and a minute after it the cover."""
    token = await _chosen(place, f"Dopo {minutes} minuti")
    asking = {"Cookie": f"{NAME}={token}"}
    place.ahead = timedelta(minutes=minutes - 1)
    page = await (await place.client.get("/", headers=asking)).text()
    assert f'data-quiet="{minutes}"' in page
    place.ahead = timedelta(minutes=minutes + 1)
    cover = await (await place.client.get("/")).text()
    assert await (await place.client.get("/", headers=asking)).text() == cover


@pytest.mark.parametrize("minutes", [5, 45])
async def test_the_key_keeps_her_cookie_for_as_long(place: Place, minutes: int) -> None:
    """The cookie never outlives the page, and the page never outlives the cookie."""
    token = await _chosen(place, f"Dopo {minutes} minuti")
    entry = place.service.settings.entry
    answer = await place.client.get(
        f"/{entry}", headers={"Cookie": f"{NAME}={token}"}, allow_redirects=False
    )
    assert f"Max-Age={minutes * 60};" in answer.headers["Set-Cookie"]
    assert token in answer.headers["Set-Cookie"]


async def test_only_the_three_times_can_be_chosen(place: Place) -> None:
    """Nothing else makes a page that lives for ever."""
    token = await _chosen(place, "Dopo 9999 minuti")
    page = await (await place.client.get("/", headers={"Cookie": f"{NAME}={token}"})).text()
    assert 'data-quiet="15"' in page
