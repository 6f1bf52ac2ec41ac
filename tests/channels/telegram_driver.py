"""Telegram for the channel contract (``drivers.Driver``)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from bot.messages import Channel
from tests.channels.fake_telegram import TOKEN, FakeTelegram

SECRET = "a-secret-of-the-webhook"
ENTRY = "girasole"


class TelegramDriver:
    """People are chats, numbered in the order in which they first do something."""

    channel = Channel.TELEGRAM

    def __init__(self, provider: FakeTelegram) -> None:
        self.provider = provider
        self._site = ""
        self._people: dict[str, int] = {}
        self._delivered: dict[str, dict[str, Any]] = {}

    def settings(self) -> Mapping[str, str]:
        """The settings of a bot at the fake."""
        return {
            "FILO_ENTRY": ENTRY,
            "FILO_TELEGRAM_TOKEN": TOKEN,
            "FILO_TELEGRAM_API_URL": self.provider.url,
            "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
        }

    def reach(self, site: str) -> None:
        """The public site."""
        self._site = site

    def chat(self, person: str) -> int:
        """Her chat."""
        return self._people.setdefault(person, 1000 + len(self._people))

    def address(self, person: str) -> str:
        """Her chat, as an address."""
        return str(self.chat(person))

    async def opens(self, person: str) -> str:
        """She followed the deep link and touched Start."""
        return await self.says(person, f"/start {ENTRY}")

    async def says(self, person: str, text: str) -> str:
        """She writes."""
        return await self.delivered(self.provider.wrote(self.chat(person), text=text))

    async def touches(self, person: str, label: str) -> str:
        """She touches a button."""
        return await self.delivered(self.provider.touched(self.chat(person), label))

    async def delivered(self, update: dict[str, Any]) -> str:
        """Post it; its name."""
        name = str(update["update_id"])
        self._delivered[name] = update
        assert await self.again(name) == 200
        return name

    async def again(self, delivery: str) -> int:
        """The same update once more."""
        return await self.provider.deliver(self._site, self._delivered[delivery], SECRET)

    async def forged(self, person: str, text: str) -> int:
        """An update without the secret."""
        update = self.provider.wrote(self.chat(person), text=text)
        return await self.provider.deliver(self._site, update, SECRET.upper())

    def seen(self, person: str) -> list[str]:
        """What the bot wrote."""
        return self.provider.texts(self.chat(person))

    def requests(self) -> int:
        """How many times it was asked to send."""
        return self.provider.tried["sendMessage"]

    def fail(self, *faults: str) -> None:
        """The next requests meet these."""
        self.provider.faults["sendMessage"] += faults


@asynccontextmanager
async def telegram(clock: Callable[[], datetime]) -> AsyncIterator[TelegramDriver]:
    """A Telegram of this test's own."""
    async with FakeTelegram(clock) as provider:
        yield TelegramDriver(provider)
