"""What she meets where the disk under SQLite is full: words, her way out, and nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.messages import Address, Channel, Said, Voice
from bot.web.cookies import NAME
from scripts.visitor import FORM
from tests.place import Client, Place, placed

OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "it"}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """The whole service over a SQLite file."""
    async with placed(tmp_path) as found:
        yield found


async def _room(place: Place, pages: int) -> None:
    """The file may have so many pages more than it has."""

    def limit(connection: Connection) -> None:
        has = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {has + pages}")

    await place.service.store.write(limit)


class Her:
    """Somebody whose page has no script."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.token = place.service.keys.tokens.mint(place.service.clock())
        self._headers = {**OURS, "Cookie": f"{NAME}={self.token}"}

    @property
    def _client(self) -> Client:
        """It keeps no cookie: the two are not one."""
        self._place.client.session.cookie_jar.clear()
        return self._place.client

    async def page(self) -> str:
        """Her page as it stands."""
        return await (await self._client.get("/", headers=self._headers)).text()

    async def said(self) -> list[str]:
        """Her texts as they are kept, after the first two."""
        found = await self._place.service.store.read_thread(Address(Channel.WEB, self.token))
        assert found is not None
        return [line.speech.text for line in found[2] if line.voice is Voice.HER][2:]

    async def form(self) -> str:
        """A new form of it."""
        found = FORM.search((await self.page()).encode())
        assert found is not None
        return found[1].decode()

    async def sends(self, form: str, text: str) -> tuple[int, str]:
        """What she is answered."""
        answer = await self._client.post(
            "/", data={"form": form, "text": text}, headers=self._headers, allow_redirects=False
        )
        return answer.status, await answer.text()

    async def leaves(self) -> tuple[int, str]:
        """By the link of the exit."""
        answer = await self._client.get("/exit", headers=self._headers, allow_redirects=False)
        return answer.status, answer.headers["Set-Cookie"]


async def test_a_full_disk_loses_no_text_and_keeps_nobody_in(place: Place) -> None:
    """She is told, with 112, that it is not possible now; the same form works once there is room,
    and what had been answered is there once. An exit works meanwhile."""
    her, another = Her(place), Her(place)
    for one in (her, another):
        await place.happens(one.token, Said("Italiano"), Said("Sì"))
    await _room(place, 2)
    answered: list[str] = []
    for number in count():
        form, text = await her.form(), f"testo {'abcdefghij'[number % 10]} {'x' * (400 + number)}"
        status, told = await her.sends(form, text)
        if status == 503:
            break
        assert status == 303
        answered.append(text)
    assert "112" in told
    assert await her.said() == answered
    status, cookie = await another.leaves()
    assert (status, "Max-Age=0" in cookie) == (303, True)
    await _room(place, 4000)
    for _ in range(2):
        assert (await her.sends(form, text))[0] == 303
    assert await her.said() == [*answered, text]
