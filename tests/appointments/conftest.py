"""The whole service with a clock, a desk that receives, women who write and people who work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyotp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from admin.app import build
from bot.appointments.calendar import Calendar, Window
from bot.assemble import furnished, published_scene, store_of
from bot.config import load
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, TurnRecord
from bot.crypto.keys import create_key_file
from bot.handoff.people import Account, Credentials, Role
from bot.house import House
from bot.messages import Address, Channel, Inbound, Left, Opened, Said
from bot.safety.contract import Contract
from bot.storage.upgrade import upgrade
from tests.engines import database_in

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A Tuesday, ten o'clock in Milan."""

NETWORK = "rho-garbagnate"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "una-parola-di-prova"
DESK = Calendar(
    "desk",
    NETWORK,
    "cav",
    "Colloqui",
    tuple(Window(day, 9 * 60, 12 * 60) for day in range(5)),
    who="Centro dimostrativo",
    place="secondo piano",
    needs=frozenset({"interpreter"}),
)
TO_THE_MOMENTS = ("Italiano", "Sì", "appuntamento", "Sì, avanti", "Sportello d'ascolto", "Rho")


@dataclass(slots=True)
class Town:
    """The service, its staff site, and a clock."""

    house: House
    staff: TestClient[web.Request, web.Application]
    now: list[datetime]
    csrf: dict[str, str] = field(default_factory=dict)
    turns: Any = field(default_factory=lambda: count(1))

    async def does(self, her: Address, what: Any) -> list[str]:
        """What she is answered."""
        inbound = Inbound(f"i-{next(self.turns)}", her, self.now[0], what)
        turned = await self.house.inbox.post(inbound)
        return [
            one.speech.on(her.channel)
            + "".join(f"\n[{option.label}]" for option in one.speech.options)
            for one in turned.shown
        ]

    async def says(self, her: Address, *texts: str) -> str:
        """What she is answered to the last of these."""
        found: list[str] = []
        for text in texts:
            self.now[0] += timedelta(milliseconds=50)
            found = await self.does(her, Said(text))
        return "\n".join(found)

    async def comes(self, her: Address) -> None:
        """She uses the key."""
        await self.does(her, Opened())

    async def leaves(self, her: Address) -> None:
        """She exits."""
        await self.does(her, Left())

    async def books(self, her: Address, choice: str = "1") -> str:
        """She books one of the first three moments; what she is told."""
        await self.comes(her)
        return await self.says(her, *TO_THE_MOMENTS, "No, va bene così", choice, "Confermo")

    async def talk(self, her: Address) -> Conversation:
        """Her conversation."""
        found = await self.house.store.read_thread(her)
        assert found is not None
        return found[0]

    async def agrees(self, her: Address, contract: Contract | None) -> None:
        """She may be contacted so from now on; None: never."""
        before = await self.talk(her)
        until = contract.expires_at if contract else before.forget_at
        after = replace(before, contract=contract, forget_at=max(until, before.forget_at))
        async with self.house.store.batch() as batch:
            inbound = Inbound(f"set-{next(self.turns)}", her, self.now[0], Said("x"))
            await batch.load_many([inbound])
            await batch.save_many([TurnRecord(inbound.id, before, after)])

    async def person(self, login: str, role: Role, network: str = NETWORK) -> None:
        """Somebody of the staff logs in."""
        secret = pyotp.random_base32()
        account = Account(f"id-{login}", login, role, (network,), ("it",), self.now[0])
        await self.house.accounts.add(Credentials(account, CHEAP.hash(PASSWORD), secret))
        code = pyotp.TOTP(secret).at(self.now[0])
        body = {"login": login, "password": PASSWORD, "code": code}
        status, answer = await self.act("POST", "/api/session", body)
        assert status == 200, answer
        self.csrf[login] = answer["csrf"]

    async def act(self, method: str, path: str, body: Any = None, login: str = "") -> Any:
        """(status, JSON) of a request of the staff."""
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": self.csrf.get(login, "")}
        async with self.staff.request(method, path, json=body, headers=headers) as answer:
            text = await answer.text()
            is_json = answer.content_type == "application/json"
            return answer.status, (await answer.json() if is_json else text)

    async def listed(self, login: str, days: int = 31) -> list[dict[str, Any]]:
        """The bookings that somebody of the staff sees."""
        path = f"/api/calendar/bookings?days={days}"
        status, answer = await self.act("GET", path, login=login)
        assert status == 200, answer
        found: list[dict[str, Any]] = answer["bookings"]
        return found


@cache
def _published() -> Scene:
    """What is published, read once."""
    return published_scene()


@cache
def _template() -> bytes:
    """A migrated, empty SQLite file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        with ThreadPoolExecutor(1) as beside:
            # Beside the loop of whoever asks: the migration runs a loop of its own.
            beside.submit(asyncio.run, upgrade(f"sqlite:///{path}")).result()
        return path.read_bytes()


@asynccontextmanager
async def opened_town(folder: Path) -> AsyncIterator[Town]:
    """The service over a SQLite file in that folder, with one desk."""
    (folder / "filo.sqlite").write_bytes(_template())
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(folder),
            "FILO_MASTER_KEY_FILE": f"{folder}/master.key",
            "FILO_LEDGER_FILE": f"{folder}/ledger",
        }
    )
    create_key_file(settings.master_key_file)
    now = [NOW]
    async with (
        store_of(settings) as store,
        furnished(settings, _published(), store, lambda: now[0]) as service,
    ):
        await service.calendars.put(DESK, NOW)
        async with TestClient(TestServer(build(service, CHEAP))) as staff:
            yield Town(service, staff, now)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The service over a SQLite file."""
    async with opened_town(tmp_path) as there:
        yield there


def page(name: str) -> Address:
    """A woman at the web page."""
    return Address(Channel.WEB, f"token-{name}")


def chat(name: str) -> Address:
    """A woman on Telegram."""
    return Address(Channel.TELEGRAM, f"chat-{name}")
