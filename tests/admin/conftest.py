"""A staff site over stores in memory, with hand-written fakes of the inbox and the directory."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from admin.app import build
from admin.ports import StaffSettings
from bot.conversation.bus import LocalBus
from bot.conversation.state import Case, CaseState, Conversation, Curtain, Letter
from bot.handoff.people import Account, Credentials, Role
from bot.messages import (
    Address,
    CaseClosed,
    Channel,
    Inbound,
    OperatorSaid,
    Shown,
    Speech,
    Thread,
    Voice,
)
from bot.storage.desk_memory import MemoryDesk
from bot.storage.memory import MemoryStore
from bot.storage.staff_memory import MemoryAccounts

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "una-parola-di-prova"


@dataclass(frozen=True)
class Turned:
    """What the fake inbox answers."""

    duplicate: bool = False
    refused: str = ""


class HandInbox:
    """Keeps the inbox's promises to operators, and lets a test speak as the woman."""

    def __init__(self, store: MemoryStore, bus: LocalBus) -> None:
        self._store = store
        self._bus = bus
        self._seen: set[tuple[str, str]] = set()
        self.failing = False

    async def post(self, inbound: Inbound) -> Turned:
        """Operators' replies and closings, once each and only by the holder."""
        if self.failing:
            raise RuntimeError("the database is dead and holds parole sue")
        assert isinstance(inbound.to, Thread)
        key = (inbound.to.id, inbound.id)
        if key in self._seen:
            return Turned(duplicate=True)
        what = inbound.what
        assert isinstance(what, OperatorSaid | CaseClosed)
        talk = self._store.conversations[inbound.to.id]
        case = self._store.cases[what.case]
        refused = self._refused(what, case, talk)
        if refused:
            return Turned(refused=refused)
        self._seen.add(key)
        if isinstance(what, OperatorSaid):
            self.line(talk.id, what.text, Voice.OPERATOR, inbound.at, what.operator)
        else:
            closed = replace(case, state=CaseState.CLOSED, closed_at=inbound.at)
            self._store.cases[case.id] = closed
        self._bus.publish(f"network:{case.network}")
        return Turned()

    @staticmethod
    def _refused(what: OperatorSaid | CaseClosed, case: Case, talk: Conversation) -> str:
        if case.state is CaseState.CLOSED:
            return "closed"
        if case.state is not CaseState.CLAIMED or case.operator != what.operator:
            return "not_holder"
        if isinstance(what, OperatorSaid) and talk.curtain is Curtain.EXITED:
            return "exited"
        return ""

    def line(self, talk: str, text: str, voice: Voice, at: datetime, author: str = "") -> None:
        """Add a line to a thread and wake who listens."""
        known = self._store.conversations[talk]
        seq = known.seq + 1
        self._store.conversations[talk] = replace(known, seq=seq)
        shown = Shown(f"{talk}-{seq}", seq, at, voice, Speech(text), author)
        self._store.messages.setdefault(talk, []).append(shown)
        self._bus.publish(f"thread:{talk}")

    def leaves(self, talk: str, at: datetime) -> None:
        """She uses the exit."""
        known = self._store.conversations[talk]
        self._store.conversations[talk] = replace(known, curtain=Curtain.EXITED, left_at=at)
        self._bus.publish(f"thread:{talk}")


@dataclass(frozen=True)
class NetworkFacts:
    """A demonstration network."""

    name: str
    agency: str
    duty_to_report: str


class FakeNetworks:
    """Two demonstration networks."""

    def network(self, id: str) -> NetworkFacts | None:
        """What is known of a network."""
        names = {"north": "Centro dimostrativo Nord", "south": "Centro dimostrativo Sud"}
        return NetworkFacts(names[id], names[id], "no") if id in names else None


class CountingIds:
    """Ids in order."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def new(self) -> str:
        """The next id."""
        return f"id-{next(self._count):04d}"


@dataclass
class Site:
    """A house for tests (``admin.ports.House``), and hands to play everybody around it."""

    store: MemoryStore = field(default_factory=MemoryStore)
    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    bus: LocalBus = field(default_factory=LocalBus)
    networks: FakeNetworks = field(default_factory=FakeNetworks)
    ids: CountingIds = field(default_factory=CountingIds)
    staff: StaffSettings = field(default_factory=StaffSettings)
    now: datetime = START
    secrets: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = MemoryDesk(self.store)
        self.inbox = HandInbox(self.store, self.bus)

    @property
    def clock(self):
        """The time of this house."""
        return lambda: self.now

    def later(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)

    async def person(self, login: str, *networks: str) -> Account:
        """Somebody who can log in with ``PASSWORD``."""
        account = Account(f"id-{login}", login, Role.OPERATOR, networks, ("it", "ar"), self.now)
        self.secrets[login] = pyotp.random_base32()
        hashed = CHEAP.hash(PASSWORD)
        await self.accounts.add(Credentials(account, hashed, self.secrets[login]))
        return account

    def code(self, login: str) -> str:
        """The one-time code of this moment."""
        return pyotp.TOTP(self.secrets[login]).at(self.now)

    def asks_for_a_person(
        self,
        case: str,
        network: str = "north",
        *,
        danger: bool = False,
        text: str = "Mi serve una mano",
    ) -> None:
        """A woman whose case enters the queue; her first line is before her consent."""
        talk = f"talk-{case}"
        address = Address(Channel.WEB, f"token-{case}")
        forget = self.now + timedelta(hours=72)
        self.store.conversations[talk] = Conversation(
            talk, address, Curtain.OPEN, None, 0, self.now, forget
        )
        self.inbox.line(talk, "detto prima del consenso", Voice.HER, self.now)
        self.store.cases[case] = Case(
            case, talk, network, CaseState.QUEUED, "ar", self.now, 2, {"need": "work"}, danger
        )
        self.inbox.line(talk, text, Voice.HER, self.now)
        self.bus.publish(f"network:{network}")

    def leaves_a_request(
        self, id: str, network: str = "north", text: str = "Quando aprite?"
    ) -> None:
        """A woman who found nobody on duty."""
        forget = self.now + timedelta(days=7)
        letter = Letter(id, network, "es", self.now, forget, text, "12345678", "parola")
        self.store.letters[id] = letter


class Browser:
    """One browser at the staff site: keeps cookies and the token, and comes from the same site."""

    def __init__(self, site: Site, client: TestClient) -> None:
        self.site = site
        self.client = client
        self.csrf = ""

    async def ask(self, method: str, path: str, body: object = None, **headers: str):
        """(status, JSON or None) of one request."""
        sent = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": self.csrf} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        async with self.client.request(method, path, json=body, headers=sent) as answer:
            content = await answer.json() if answer.content_type == "application/json" else None
            return answer.status, content

    async def login(self, login: str, password: str = PASSWORD, code: str | None = None):
        """Log in with the code of the moment."""
        given = self.site.code(login) if code is None else code
        body = {"login": login, "password": password, "code": given}
        status, content = await self.ask("POST", "/api/session", body)
        if status == 200:
            self.csrf = content["csrf"]
        return status, content


@pytest.fixture
async def site() -> Site:
    """A house with two operators in the north and one in the south."""
    site = Site()
    for login, network in (("prima", "north"), ("seconda", "north"), ("terza", "south")):
        await site.person(login, network)
    return site


@pytest.fixture
async def browsers(site: Site) -> AsyncIterator:
    """Makes browsers at the site; ``await browsers("prima")`` is one that is logged in."""
    server = TestServer(build(site, CHEAP))
    await server.start_server()
    clients: list[TestClient] = []

    async def browser(login: str = "") -> Browser:
        client = TestClient(server)
        clients.append(client)
        made = Browser(site, client)
        if login:
            status, _ = await made.login(login)
            assert status == 200
        return made

    yield browser
    for client in clients:
        await client.session.close()
    await server.close()
