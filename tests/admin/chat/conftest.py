"""The whole service over a real file, with a clock, an operator on duty and women who write."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from admin.app import build
from bot.assemble import furnished, published_scene
from bot.config import Settings, load
from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain, TurnRecord
from bot.crypto.keys import Keyring, create_key_file, read_key_file
from bot.demonstration.furnishing import train
from bot.engine.session import Frame, Session
from bot.handoff.people import Account, Credentials, Role
from bot.handoff.trained import Course
from bot.house import House
from bot.messages import Address, Channel, Happening, Inbound, Said, Shown, Speech, Voice
from bot.safety.contract import EVERY_DAY, Contract, Line
from bot.storage.sql import SqlStore
from tests.databases import migrated
from tests.engines import database_in
from tests.place import TO_A_PERSON

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""A Tuesday, eleven in the morning in Milan."""

NETWORK, OTHER = "rho-garbagnate", "milano"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "una-parola-di-prova"
Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class Colleague:
    """Somebody of the staff in her browser."""

    desk: Desk
    login: str
    client: Client
    csrf: str = ""

    async def act(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """(status, JSON or None) of a request."""
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": self.csrf}
        async with self.client.request(method, path, json=body, headers=headers) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else None

    async def get(self, path: str) -> Any:
        """What is there; it must be."""
        status, content = await self.act("GET", path)
        assert status == 200, (path, content)
        return content

    async def code_of(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """The refusal of a request: status and code."""
        status, content = await self.act(method, path, body)
        return status, (content or {}).get("code", "")


@dataclass(slots=True)
class Desk:
    """The service with both its sites."""

    house: House
    public: Client
    staff: TestServer
    exits: AsyncExitStack
    now: list[datetime] = field(default_factory=lambda: [NOW])

    def later(self, **amount: float) -> None:
        """Let time pass."""
        self.now[0] += timedelta(**amount)

    async def colleague(
        self, login: str = "prima", *networks: str, role: Role = Role.OPERATOR
    ) -> Colleague:
        """Somebody logs in, in a browser of her own."""
        own = networks or (NETWORK,)
        account = Account(f"id-{login}", login, role, own, ("it",), self.now[0])
        secret = pyotp.random_base32()
        await self.house.accounts.add(Credentials(account, CHEAP.hash(PASSWORD), secret))
        await train(self.house.together.agencies, account.id, self.now[0], Course.RECEPTION)
        client = await self.exits.enter_async_context(TestClient(self.staff))
        someone = Colleague(self, login, client)
        code = pyotp.TOTP(secret).at(self.now[0])
        body = {"login": login, "password": PASSWORD, "code": code}
        status, me = await someone.act("POST", "/api/session", body)
        assert status == 200, me
        someone.csrf = me["csrf"]
        await someone.act("PUT", "/api/duty", {"on": True})
        return someone

    async def happens(self, her: Address, what: Happening, id: str = "") -> Any:
        """Something she does."""
        id = id or f"{her.value}-{self.house.ids.new()}"
        return await self.house.inbox.post(Inbound(id, her, self.now[0], what, ("it",)))

    async def asks(self, operator: Colleague, name: str = "her") -> tuple[str, Address]:
        """A woman on the web asks for a person, and this one takes her: case and address."""
        her = Address(Channel.WEB, self.house.keys.tokens.mint(self.now[0]))
        for text in TO_A_PERSON:
            await self.happens(her, Said(text))
        waiting = (await operator.get("/api/queue"))["cases"]
        case: str = max(waiting, key=lambda one: one["opened_at"])["id"]
        status, _ = await operator.act("POST", f"/api/cases/{case}/claim")
        assert status == 200
        return case, her

    async def on_a_phone(
        self, operator: Colleague, channel: Channel = Channel.SMS, contract: bool = False
    ) -> tuple[str, Address]:
        """A woman whose case this one holds already, on a channel with an outbox."""
        her, id = Address(channel, f"{channel}-number"), f"talk-{channel}"
        now = self.now[0]
        session = Session(self.house.scene.current, "it", (Frame("menu", "what"),))
        agreed = Contract(channel, EVERY_DAY, 540, 1080, Line.DESK, now, now + timedelta(days=30))
        new = Conversation(
            id, her, Curtain.OPEN, session, 1, now, now + timedelta(hours=72),
            contract=agreed if contract else None,
        )  # fmt: skip
        case = Case(
            f"case-{channel}", id, NETWORK, CaseState.CLAIMED, "it", now, 1,
            operator=f"id-{operator.login}", claimed_at=now,
        )  # fmt: skip
        shown = (Shown(f"{id}-1", 1, now, Voice.HER, Speech("Buongiorno")),)
        async with self.house.store.batch() as batch:
            await batch.load_many([Inbound(f"first-{id}", her, now, Said("Buongiorno"))])
            await batch.save_many([TurnRecord(f"first-{id}", None, new, shown, case=case)])
        return case.id, her

    async def change(self, her: Address, **fields: Any) -> None:
        """Her conversation, as it would be later."""
        inbound = Inbound(self.house.ids.new(), her, self.now[0], Said("x"))
        async with self.house.store.batch() as batch:
            loaded = await batch.load_many([inbound])
            known = loaded.conversations[her]
            after = replace(known, **fields)
            await batch.save_many([TurnRecord(inbound.id, known, after)])


def reply(number: int = 1, text: str = "Buongiorno, sono qui.") -> dict[str, str]:
    """What an operator sends."""
    return {"id": f"reply-{number:04d}", "text": text}


@pytest.fixture(scope="session")
def published() -> Scene:
    """What lies in the project's folders, read once."""
    return published_scene()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and the path of a file to be made."""
    folder = tmp_path_factory.mktemp("chat")
    create_key_file(folder / "master.key")
    return folder


def settings_of(folder: Path, **more: str) -> Settings:
    """The settings of a demonstration in that folder."""
    return load(
        {
            "FILO_MODE": "demo",
            "FILO_MEANING": "false",
            "FILO_DATABASE_URL": database_in(folder),
            "FILO_MASTER_KEY_FILE": f"{folder}/master.key",
            **more,
        }
    )


@pytest.fixture
def more_settings() -> dict[str, str]:
    """Settings that a test wants besides."""
    return {}


@pytest.fixture
async def desk(
    tmp_path: Path, empty_file: Path, published: Scene, more_settings: dict[str, str]
) -> AsyncIterator[Desk]:
    """The whole service of one process, without its loops."""
    shutil.copy(empty_file / "master.key", tmp_path / "master.key")
    settings = settings_of(tmp_path, **more_settings)
    await migrated(settings.database_url)
    now = [NOW]
    keys = Keyring(read_key_file(settings.master_key_file))
    store = await SqlStore.open(settings.database_url, keys)
    async with (
        furnished(settings, published, store, lambda: now[0]) as house,
        AsyncExitStack() as exits,
    ):
        sites = TestServer(house.public_site()), TestServer(build(house, CHEAP))
        for site in sites:
            await site.start_server()
            exits.push_async_callback(site.close)
        public = TestClient(sites[0], cookie_jar=DummyCookieJar())
        await exits.enter_async_context(public)
        yield Desk(house, public, sites[1], exits, now)
    await store.close()
