"""A woman on Telegram, from the deep link to a human and out, against the real process.

Telegram is the fake of ``tests/channels``; everything else is what ``make run`` starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.journeys.behind import behind_the_desk, until
from tests.journeys.talking import demonstration

HER = 4001
SECRET = "a-secret-of-the-webhook"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Phone:
    """Her phone: what she does is told to the running service."""

    provider: FakeTelegram
    site: str

    async def says(self, text: str, answer: str) -> None:
        """She writes, and that is answered."""
        await self._deliver(self.provider.wrote(HER, text=text))
        await self._sees(answer)

    async def touches(self, label: str, answer: str) -> None:
        """She touches a button, and that is answered."""
        await self._deliver(self.provider.touched(HER, label))
        await self._sees(answer)

    async def leaves(self, word: str) -> int:
        """She writes a word that leaves; the id of that message."""
        update = self.provider.wrote(HER, text=word)
        await self._deliver(update)
        number: int = update["message"]["message_id"]
        return number

    async def _sees(self, answer: str) -> None:
        await until(lambda: any(answer in text for text in self.provider.texts(HER)[-3:]))

    async def _deliver(self, update: dict[str, Any]) -> None:
        assert await self.provider.deliver(self.site, update, SECRET) == 200


async def test_a_woman_on_telegram_reaches_a_human_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    """Cover, key, hand-off, a human's answer, exit: then her chat is empty on both sides."""
    async with FakeTelegram(_now) as provider:
        settings = {
            "FILO_TELEGRAM_TOKEN": TOKEN,
            "FILO_TELEGRAM_API_URL": provider.url,
            "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        async with demonstration(tmp_path, **settings) as running, behind_the_desk(running) as desk:
            site, _, entry = running.entry.rpartition("/")
            await until(lambda: bool(provider.webhook))
            assert provider.webhook["url"] == f"{site}/telegram"
            her = Phone(provider, site)
            await her.says("/start", "Almanacco di Milano")
            await her.says(f"/start {entry}", "In che lingua scriviamo?")
            await her.touches("Italiano", "Puoi scrivere ora")
            await her.touches("Sì", "Che cosa ti serve")
            await her.touches("Una persona", "Vicino a quale comune")
            await her.says("Rho", "Vuoi che avvisi")
            await her.touches("Sì, avvisa", "Ho avvisato")
            (case,) = (await desk.call("GET", "queue"))["cases"]
            await desk.call("POST", f"cases/{case['id']}/claim")
            reply = {"id": "reply-0001", "text": "Ne parliamo con calma."}
            await desk.call("POST", f"cases/{case['id']}/reply", reply)
            await until(lambda: "Ne parliamo con calma." in provider.texts(HER))

            last = await her.leaves("esci subito")
            await until(lambda: provider.chats[HER] == {})
            first = next(given for method, given, _ in provider.calls if method == "deleteMessages")
            assert first["message_ids"][0] == last

            async def has_left() -> bool:
                return (await desk.call("GET", f"cases/{case['id']}"))["left_at"] is not None

            await until(has_left)
            await her.says("menu", "Almanacco di Milano")
            assert "Ne parliamo con calma." not in provider.texts(HER)
