"""A thousand women who write, each one text after the other, and send again what nobody answered.

On the web they do as the page's script does: the same form again, at another node where theirs does
not answer. On Telegram the provider delivers again until somebody says 200.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout

from scripts.faults.evidence import Ms, Woman
from scripts.faults.provider import SECRET
from scripts.visitor import Refused, Visitor

ON_TELEGRAM = 5
"""Of so many women one writes on Telegram."""

LEAVES = 5
"""Of so many of those one leaves at the end."""

OPENED = ("Italiano", "Sì")
EXIT_WORD = "esci subito"
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_ANSWER = ClientTimeout(total=40)
_AGAIN = (OSError, asyncio.IncompleteReadError, ClientError, TimeoutError)


@dataclass(slots=True)
class Load:
    """All women of a run. ``pause``: seconds between two texts of one, at most.
    ``on_telegram``: of so many one writes there. ``now``: the clock
    of the run, in epoch ms."""

    ports: Sequence[int]
    entry: str
    now: Callable[[], Ms]
    texts: int
    pause: float
    seed: int
    on_telegram: int = ON_TELEGRAM
    women: list[Woman] = field(default_factory=list)
    answered: int = 0
    tried_again: int = 0
    _ids: count[int] = field(default_factory=lambda: count(1))

    async def run(self, women: int) -> None:
        """All of them, to the end."""
        new = [
            Woman(number, 10_000 + number if number % self.on_telegram == 0 else 0)
            for number in range(len(self.women), len(self.women) + women)
        ]
        self.women += new
        async with ClientSession(timeout=_ANSWER) as session, asyncio.TaskGroup() as group:
            for one in new:
                talk = self._on_telegram(one, session) if one.chat else self._on_the_web(one)
                group.create_task(talk)

    async def _on_the_web(self, woman: Woman) -> None:
        chance = Random(self.seed * 100_003 + woman.number)  # noqa: S311 - can be run again
        visitor = Visitor(chance.choice(self.ports), self.entry)
        await asyncio.sleep(chance.uniform(0, self.pause * self.texts))
        await self._until_done(visitor, visitor.enter, chance)
        for choice in ("it", "yes"):
            await self._until_done(visitor, _given(visitor.choose, choice), chance)
        for number in range(self.texts):
            await asyncio.sleep(chance.uniform(0, self.pause))
            text = phrase(woman.number, number)
            woman.said.append((text, None))
            await self._until_done(visitor, _given(visitor.say, text), chance)
            woman.said[-1] = (text, self.now())
            self.answered += 1
        visitor.close()

    async def _until_done(
        self, visitor: Visitor, act: Callable[[], Awaitable[object]], chance: Random
    ) -> None:
        """Repeat an act, with the same form, until it is answered."""
        while True:
            try:
                if not visitor.connected:
                    await visitor.connect()
                async with asyncio.timeout(_ANSWER.total):
                    await act()
            except (*_AGAIN, Refused) as trouble:
                if isinstance(trouble, Refused) and not trouble.soon:
                    raise
                visitor.close()
                visitor.port = chance.choice(self.ports)
                self.tried_again += 1
                await asyncio.sleep(chance.uniform(0.1, 0.5))
            else:
                return

    async def _on_telegram(self, woman: Woman, session: ClientSession) -> None:
        chance = Random(self.seed * 100_003 + woman.number)  # noqa: S311 - can be run again
        await asyncio.sleep(chance.uniform(0, self.pause * self.texts))
        for text in (f"/start {self.entry}", *OPENED):
            await self._delivered(woman, text, session, chance)
        for number in range(self.texts):
            await asyncio.sleep(chance.uniform(0, self.pause))
            text = phrase(woman.number, number)
            woman.said.append((text, None))
            await self._delivered(woman, text, session, chance)
            woman.said[-1] = (text, self.now())
            self.answered += 1
        if woman.number % (self.on_telegram * LEAVES) == 0:
            await self._delivered(woman, EXIT_WORD, session, chance)
            woman.left_at = self.now()

    async def _delivered(
        self, woman: Woman, text: str, session: ClientSession, chance: Random
    ) -> None:
        id = next(self._ids)
        woman.own.add(id)
        message = {
            "message_id": id,
            "date": self.now() // 1000,
            "chat": {"id": woman.chat, "type": "private"},
            "from": {"id": woman.chat, "is_bot": False, "first_name": "N"},
            "text": text,
        }
        body = orjson.dumps({"update_id": id, "message": message})
        headers = {
            "X-Telegram-Bot-Api-Secret-Token": SECRET,
            "Content-Type": "application/json",
        }
        while True:
            url = f"http://127.0.0.1:{chance.choice(self.ports)}/telegram"
            try:
                async with session.post(url, data=body, headers=headers) as answer:
                    if answer.status == 200:
                        return
            except _AGAIN:
                pass
            self.tried_again += 1
            await asyncio.sleep(chance.uniform(0.1, 0.5))


def _given(act: Callable[[str], Awaitable[object]], value: str) -> Callable[[], Awaitable[object]]:
    return lambda: act(value)


def phrase(woman: int, number: int) -> str:
    """A text that nobody else writes, in letters: numbers would be choices."""
    return f"frase {str(woman).translate(_LETTERS)} {str(number).translate(_LETTERS)} fine"


def wall() -> Ms:
    """The machine's clock, in epoch ms."""
    return time.time_ns() // 1_000_000
