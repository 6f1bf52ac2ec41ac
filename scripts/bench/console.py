"""From her message to the operator's screen: a real server, real streams, in a second process.

So many operators of one network have their page open (the live stream, and what the page reads when
it is woken), and so many women are in a chat with them. The server has one core.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import pyotp
from aiohttp import ClientSession, ClientTimeout, CookieJar

from scripts.served import Place, prepared, serving
from scripts.visitor import Visitor

OPERATORS, CHATS = 50, 200
NETWORK = "rho-garbagnate"
PASSWORD = "una-parola-per-misurare"  # noqa: S105 - of a temporary place
TO_A_PERSON = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
PAUSE = 20.0
"""Seconds between two messages of one woman, on average: in all ten messages a second."""


@dataclass(slots=True)
class Desk:
    """One operator's page: what she shows, and when each text was on it."""

    session: ClientSession
    root: str
    csrf: str = ""
    seqs: dict[str, int] = field(default_factory=dict)
    shown: dict[str, float] = field(default_factory=dict)

    async def act(self, method: str, path: str, body: Any = None) -> Any:
        """One request of the page."""
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": self.csrf}
        url = self.root + path
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            if answer.status >= 400:
                raise RuntimeError(f"{path}: status {answer.status}")
            return await answer.json() if answer.content_type == "application/json" else None

    async def enter(self, login: str, secret: str) -> None:
        """Log in, and be on duty."""
        code = pyotp.TOTP(secret).now()
        body = {"login": login, "password": PASSWORD, "code": code}
        self.csrf = (await self.act("POST", "/api/session", body))["csrf"]
        await self.act("PUT", "/api/duty", {"on": True})

    async def look(self, queue: str = "/api/queue") -> None:
        """What the page reads when it is woken: the queue, then the threads that have more."""
        for case in (await self.act("GET", queue))["cases"]:
            if not case["mine"] or case["seq"] <= self.seqs.get(case["id"], 0):
                continue
            after = self.seqs.get(case["id"], 0)
            path = f"/api/cases/{case['id']}/thread?after={after}"
            for line in (await self.act("GET", path))["lines"]:
                self.seqs[case["id"]] = line["seq"]
                self.shown.setdefault(line["text"], time.perf_counter())

    async def follow(self) -> None:
        """The live stream, until it is cancelled."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        whole = ClientTimeout(total=None)
        async with self.session.get(
            f"{self.root}/api/live", headers=headers, timeout=whole
        ) as stream:
            async for line in stream.content:
                if line.startswith(b"event: changed"):
                    await self.look()
                if line.startswith(b"event: held"):
                    await self.look("/api/queue/mine")


def to_the_screen(folder: Path, seconds: float) -> tuple[float, float, int]:
    """Milliseconds from the first byte of her message until an operator's page has read it: the
    median, 95 of 100, and how many messages were measured."""
    place = prepared(folder)
    secrets = _staff(place)
    with serving(place, core=0), get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (place.port, place.staff_port, place.entry, secrets, seconds))


def _staff(place: Place) -> dict[str, str]:
    """So many accounts, made before the server has the database open: login -> secret."""
    os.environ.update(
        {name: value for name, value in place.environ.items() if name.startswith("FILO_")}
    )
    return asyncio.run(_enrolled())


async def _enrolled() -> dict[str, str]:
    # Imported here: only who measures needs the composition root.
    from datetime import UTC, datetime

    from bot.assemble import store_of
    from bot.config import load
    from bot.demonstration.furnishing import agencies_of, train
    from bot.handoff.people import Account, Credentials, Role
    from bot.handoff.trained import Course
    from bot.storage.routing import SqlRouting
    from bot.storage.staff import SqlAccounts
    from bot.storage.staff_enrol import password_hasher

    hashed, now = password_hasher().hash(PASSWORD), datetime.now(UTC)
    secrets = {f"operatrice-{number}": pyotp.random_base32() for number in range(OPERATORS)}
    async with store_of(load(os.environ)) as store:
        for login, secret in secrets.items():
            account = Account(f"id-{login}", login, Role.OPERATOR, (NETWORK,), ("it",), now)
            await SqlAccounts(store).add(Credentials(account, hashed, secret))
            # Who has no training that counts takes no case.
            await train(agencies_of(store), account.id, now, Course.RECEPTION)
            # Each carries one chat more than people usually do.
            await SqlRouting(store).set_carrying(account.id, CHATS // OPERATORS, ())
    return secrets


def _measured(
    port: int, staff_port: int, entry: str, secrets: dict[str, str], seconds: float
) -> tuple[float, float, int]:
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {1})
    return asyncio.run(_run(port, staff_port, entry, secrets, seconds))


async def _run(
    port: int, staff_port: int, entry: str, secrets: dict[str, str], seconds: float
) -> tuple[float, float, int]:
    root = f"http://localhost:{staff_port}"
    desks = [Desk(ClientSession(cookie_jar=CookieJar()), root) for _ in secrets]
    for desk, (login, secret) in zip(desks, secrets.items(), strict=True):
        await desk.enter(login, secret)
    women = [await _in_the_queue(port, entry) for _ in range(CHATS)]
    cases = (await desks[0].act("GET", "/api/queue"))["cases"]
    for number, case in enumerate(cases):
        await desks[number % OPERATORS].act("POST", f"/api/cases/{case['id']}/claim")
    streams = [asyncio.create_task(desk.follow()) for desk in desks]
    await asyncio.sleep(5)
    said: dict[str, float] = {}
    until = time.perf_counter() + seconds
    chance = Random(7)  # noqa: S311 - it only spreads the load
    await asyncio.gather(
        *(_writes(woman, f"donna {n}", until, said, chance) for n, woman in enumerate(women))
    )
    await asyncio.sleep(3)
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    for desk in desks:
        await desk.session.close()
    shown = {text: at for desk in desks for text, at in desk.shown.items()}
    waits = sorted((shown[text] - at) * 1000 for text, at in said.items() if text in shown)
    if len(waits) < len(said):
        raise RuntimeError(f"{len(said) - len(waits)} messages never came to a screen")
    return waits[len(waits) // 2], waits[int(len(waits) * 0.95)], len(waits)


async def _in_the_queue(port: int, entry: str) -> Visitor:
    visitor = Visitor(port, entry)
    await visitor.connect()
    await visitor.enter()
    for text in TO_A_PERSON:
        await visitor.say(text)
    return visitor


async def _writes(
    woman: Visitor, name: str, until: float, said: dict[str, float], chance: Random
) -> None:
    number = 0
    await asyncio.sleep(chance.uniform(0, PAUSE))
    while time.perf_counter() < until:
        number += 1
        text = f"{name}, messaggio {number}"
        said[text] = time.perf_counter()
        await woman.say(text)
        await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE)
