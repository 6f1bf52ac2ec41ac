"""The whole service over a real file: both sites, a clock, and people of several agencies."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from admin.app import build
from bot.assemble import furnished, published_scene, store_of
from bot.config import load
from bot.conversation.scene import Scene
from bot.crypto.keys import create_key_file
from bot.handoff.people import Account, Credentials, Role
from bot.handoff.trained import Course, TrainingRecord
from bot.house import House
from bot.storage.upgrade import upgrade
from tests.engines import database_in

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RHO, MILANO, CENTRE = "rho-garbagnate", "milano-citta", "cpi-rho"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "una-parola-di-prova"
Client = TestClient[web.Request, web.Application]
SHEET = {
    "needs": ["work", "documents"],
    "languages": ["it"],
    "children": ["school_hours"],
    "days": ["mon"],
    "hours": ["morning"],
    "route": ["in_person"],
}


@dataclass(slots=True)
class Person:
    """Somebody of the staff in a browser of her own."""

    town: Town
    client: Client
    account: Account
    csrf: str

    async def act(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """(status, JSON) of one request."""
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": self.csrf}
        async with self.client.request(method, path, json=body, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def ok(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a request that succeeds."""
        status, content = await self.act(method, path, body)
        assert status in (200, 204), (path, status, content)
        return content

    async def refused(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """(status, code) of a request that is refused."""
        status, content = await self.act(method, path, body)
        return status, content["code"] if content else ""


@dataclass(slots=True)
class Town:
    """The service, its sites and its clock."""

    house: House
    public: Client
    staff_site: TestServer
    now: list[datetime]
    clients: list[Client] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)

    async def person(
        self,
        login: str,
        *networks: str,
        role: Role = Role.OPERATOR,
        trained: bool = True,
        on_duty: bool = True,
    ) -> Person:
        """Somebody who is logged in."""
        account = Account(f"id-{login}", login, role, networks, ("it",), self.now[0])
        secret = pyotp.random_base32()
        await self.house.accounts.add(Credentials(account, CHEAP.hash(PASSWORD), secret))
        if trained:
            day = self.now[0].date() - timedelta(days=30)
            record = TrainingRecord(
                f"t-{login}", account.id, Course.RECEPTION, day, "somebody", self.now[0]
            )
            await self.house.together.agencies.add_training(record)
        self.secrets[login] = secret
        made = await self._enters(account)
        if on_duty and role in (Role.OPERATOR, Role.COORDINATOR):
            await made.ok("PUT", "/api/duty", {"on": True})
        return made

    async def again(self, person: Person) -> Person:
        """The same person, who logs in anew: her session is over."""
        return await self._enters(person.account)

    async def _enters(self, account: Account) -> Person:
        client: Client = TestClient(self.staff_site)
        self.clients.append(client)
        code = pyotp.TOTP(self.secrets[account.login]).at(self.now[0])
        made = Person(self, client, account, "")
        body = {"login": account.login, "password": PASSWORD, "code": code}
        made.csrf = (await made.ok("POST", "/api/session", body))["csrf"]
        return made

    async def says(self, token: str, text: str) -> str:
        """She types into her page, or touches a choice by its label; what the page answers."""
        form = self.house.keys.tokens.form(token, self.now[0])
        headers = {
            "Sec-Fetch-Site": "same-origin",
            "Cookie": f"giorno={token}",
            "Accept": "application/json",
        }
        answer = await self.public.post("/", data={"form": form, "text": text}, headers=headers)
        return await answer.text()

    async def waits(self) -> str:
        """A woman asks for a person of Rho and waits. Her token."""
        token: str = self.house.keys.tokens.mint(self.now[0])
        for text in (
            "Italiano",
            "Sì",
            "Una persona",
            "Rho",
            "Sì, avvisa",
        ):
            await self.says(token, text)
        return token

    async def with_case(self, operator: Person) -> tuple[str, str]:
        """She waits, and this operator takes her case: (her token, the case's id)."""
        token = await self.waits()
        (case,) = [
            one
            for one in (await operator.ok("GET", "/api/queue"))["cases"]
            if one["state"] == "queued"
        ]
        await operator.ok("POST", f"/api/cases/{case['id']}/claim")
        await self.says(token, "cerco un lavoro")
        return token, case["id"]

    async def case(self, id: str) -> Any:
        """The case as it is stored."""
        return await self.house.desk.ticket([RHO, MILANO], id)


@pytest.fixture(scope="session")
def scene() -> Scene:
    """What is published, read once."""
    return published_scene(lambda: NOW)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with its key, to be copied."""
    folder = tmp_path_factory.mktemp("together")
    create_key_file(folder / "master.key")
    asyncio.run(upgrade(f"sqlite:///{folder}/filo.sqlite"))
    return folder


@pytest.fixture
async def town(tmp_path: Path, migrated: Path, scene: Scene) -> AsyncIterator[Town]:
    """The whole service of one process over a SQLite file."""
    folder = Path(shutil.copytree(migrated, tmp_path / "filo"))
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(folder),
            "FILO_MASTER_KEY_FILE": f"{folder}/master.key",
        }
    )
    now = [NOW]
    async with (
        store_of(settings) as store,
        furnished(settings, scene, store, lambda: now[0]) as service,
    ):
        staff_site = TestServer(build(service, CHEAP))
        await staff_site.start_server(access_log=None)
        public = TestServer(service.public_site())
        await public.start_server(access_log=None)
        async with TestClient(public, cookie_jar=DummyCookieJar()) as browsing:
            made = Town(service, browsing, staff_site, now)
            yield made
            for client in made.clients:
                await client.session.close()
        await staff_site.close()
