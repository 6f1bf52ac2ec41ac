"""From a provider's webhook to the call that answers it, with many people at once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Protocol

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from scripts.served import Place, prepared, serving

WORDS = ("menu", "1", "2", "chi sei?", "indietro")


@dataclass(slots=True)
class Waits:
    """Since when each person waits, and how many milliseconds the others waited."""

    milliseconds: list[float] = field(default_factory=list, repr=False)
    _since: dict[str, deque[float]] = field(default_factory=dict, repr=False)

    def begin(self, person: str) -> None:
        """Her message is posted now."""
        self._since.setdefault(person, deque()).append(time.perf_counter())

    def end(self, person: str) -> None:
        """A call for her came in. What else is said in that turn follows the first line."""
        began = self._since.get(person)
        if began:
            self.milliseconds.append((time.perf_counter() - began.popleft()) * 1000)
            began.clear()

    def percentile(self, part: float) -> float:
        """Milliseconds that this part waited at most."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@dataclass(frozen=True, slots=True)
class Webhook:
    """What a provider posts."""

    path: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


class Provider(Protocol):
    """The other side: it takes every message at once, and tells its ``waits`` for whom it was."""

    waits: Waits
    pauses: tuple[float, float]
    """Seconds between two messages of one person: 64 stay under what the provider allows."""
    seconds: float

    def app(self) -> web.Application:
        """Its API."""

    def settings(self, root: str, site: str) -> Mapping[str, str]:
        """The settings of a service at ``site`` that finds the API at ``root``."""

    def person(self, number: int) -> str:
        """How the provider calls her."""

    def webhook(self, person: str, text: str, id: int, site: str) -> Webhook:
        """Her message, on its way to us."""

    def opening(self, entry: str) -> str:
        """What she writes first."""


def webhook_to_call(folder: Path, users: int, provider: Provider) -> tuple[float, float]:
    """Milliseconds from a posted message to the first request that answers it: the median, and what
    99 of 100 took at most. The server has one core."""
    return asyncio.run(_measured(folder, users, provider))


async def _measured(folder: Path, users: int, provider: Provider) -> tuple[float, float]:
    async with TestServer(provider.app()) as api:
        place = await asyncio.to_thread(prepared, folder)
        root = f"http://127.0.0.1:{api.port}"
        place = replace(place, settings=provider.settings(root, place.url))
        server = serving(place, core=0)
        await asyncio.to_thread(server.__enter__)
        try:
            async with ClientSession() as session:
                ids = count(1)
                people = (_person(provider, session, place, n, ids) for n in range(users))
                await asyncio.gather(*people)
        finally:
            await asyncio.to_thread(server.__exit__, None, None, None)
    if len(provider.waits.milliseconds) < users:
        raise RuntimeError("not everybody was answered")
    return provider.waits.percentile(0.5), provider.waits.percentile(0.99)


async def _person(
    provider: Provider, session: ClientSession, place: Place, number: int, ids: count[int]
) -> None:
    """One person, who uses the key and then writes now and then."""
    chance = Random(number)  # noqa: S311 - pauses, no secrets
    until = time.perf_counter() + provider.seconds
    await asyncio.sleep(chance.uniform(0, provider.pauses[1]))
    person, text = provider.person(number), provider.opening(place.entry)
    while time.perf_counter() < until:
        hook = provider.webhook(person, text, next(ids), place.url)
        provider.waits.begin(person)
        url = f"{place.url}{hook.path}"
        async with session.post(url, data=hook.body, headers=hook.headers) as answer:
            answer.raise_for_status()
        text = chance.choice(WORDS)
        await asyncio.sleep(chance.uniform(*provider.pauses))
