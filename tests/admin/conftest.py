"""A staff site over real tables in memory, with hand-written fakes of the inbox and directory."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher
from playwright.async_api import Page

from admin.app import build
from admin.ports import StaffSettings
from bot.calendar.timetable import Timetable
from bot.conversation.beside import Beside
from bot.conversation.bus import LocalBus
from bot.conversation.state import Case, CaseState, Conversation, Curtain, Letter
from bot.conversation.terms import Reminder
from bot.handoff.alarm import AlarmMark, Sign, Told, raised
from bot.handoff.people import Account, Credentials, Role
from bot.handoff.reasons import Reason
from bot.handoff.switches import Switches
from bot.handoff.undelivered import DeadLetter
from bot.messages import (
    Address,
    AlarmSeen,
    AskedReminder,
    AskedWho,
    CaseClosed,
    Channel,
    Erased,
    Inbound,
    OperatorSaid,
    Shown,
    Speech,
    Thread,
    Voice,
)
from bot.safety.contract import Forbidden, Line, forbidden
from bot.safety.her_words import WordKind
from bot.storage.alarms import SqlAlarms
from bot.storage.audit import SqlAudit
from bot.storage.counts import SqlCounts
from bot.storage.desk import SqlDesk
from bot.storage.people import SqlPeople
from bot.storage.rota import SqlRota
from bot.storage.routing import SqlRouting
from bot.storage.staff import SqlAccounts
from bot.storage.staff_keys import SqlKeys
from bot.storage.staff_members import SqlMembers
from bot.storage.staff_tables import audit
from bot.storage.tray import SqlTray
from tests.admin.at_the_page import enter
from tests.admin.light import LightStore
from tests.browser import PATIENCE, emptied

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "una-parola-di-prova"


@dataclass(frozen=True)
class Turned:
    """What the fake inbox answers."""

    duplicate: bool = False
    refused: str = ""


class HandUndelivered:
    """Messages that no provider took; one whose id is a reason is refused for it."""

    def __init__(self) -> None:
        self.letters: list[DeadLetter] = []
        self.retried: list[str] = []

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[DeadLetter]:
        """Those of these networks, and of nobody's, that are not late."""
        own = (*networks, "")
        return [one for one in self.letters if one.network in own and one.expires_at > now]

    async def retry(self, networks: Sequence[str], id: str, now: datetime) -> Reason | None:
        """Try it again."""
        if id in {reason.value for reason in Reason}:
            return Reason(id)
        if id not in {one.id for one in await self.all(networks, now)}:
            return Reason.UNKNOWN
        self.retried.append(id)
        return None


class HandInbox:
    """Keeps the inbox's promises to operators, and lets a test speak as the woman."""

    def __init__(self, store: LightStore, bus: LocalBus) -> None:
        self._store = store
        self._bus = bus
        self._seen: set[tuple[str, str]] = set()
        self.failing = False
        self.silent: set[str] = set()

    async def post(self, inbound: Inbound) -> Turned:
        """Operators' replies and closings, once each and only by the holder."""
        if self.failing:
            raise RuntimeError("the database is dead and holds parole sue")
        assert isinstance(inbound.to, Thread)
        key = (inbound.to.id, inbound.id)
        if key in self._seen:
            return Turned(duplicate=True)
        what = inbound.what
        if isinstance(what, AskedReminder):
            return await self._asked(inbound.to.id, inbound, what)
        if isinstance(what, Erased):
            await self.forget(inbound.to.id)
            return Turned()
        if isinstance(what, AlarmSeen):
            return await self._tells(key, what)
        assert isinstance(what, OperatorSaid | CaseClosed | AskedWho)
        talk, case, _ = await self._store.found(inbound.to.id)
        assert case is not None, "An operator writes to whom she follows."
        refused = self._refused(what, case, talk) or (
            "silent" if talk.id in self.silent and not isinstance(what, CaseClosed) else ""
        )
        if refused:
            return Turned(refused=refused)
        self._seen.add(key)
        if isinstance(what, OperatorSaid):
            await self.line(talk.id, what.text, Voice.OPERATOR, inbound.at, what.operator)
        elif isinstance(what, AskedWho):
            asked = replace(case, check="asked", checked_at=inbound.at)
            await self._store.change(talk.id, {"case": asked})
        else:
            closed = replace(case, state=CaseState.CLOSED, closed_at=inbound.at)
            await self._store.change(talk.id, {"case": closed})
        self._bus.publish(f"network:{case.network}")
        return Turned()

    async def _asked(self, talk: str, inbound: Inbound, what: AskedReminder) -> Turned:
        """A reminder waits, or her contract forbids it."""
        known, case, _ = await self._store.found(talk)
        assert case is not None, "A reminder is of a case."
        why = forbidden(known.contract, known.address.channel, what.remind_at)
        if what.remind_at <= inbound.at:
            why = Forbidden.LATE
        if why is not None:
            return Turned(refused=f"contact_{why.value}")
        self._seen.add((talk, inbound.id))
        reminder = Reminder(inbound.id, talk, case.id, case.network, what.remind_at, Line.DESK)
        await self._store.change(talk, {"reminder": reminder})
        return Turned()

    async def _tells(self, key: tuple[str, str], what: AlarmSeen) -> Turned:
        """Her sign is on its way, where her conversation is still there."""
        if await self._store.read_thread(Thread(key[0])) is None:
            return Turned(refused="unknown")
        self._seen.add(key)
        sending = AlarmMark(what.alarm, Sign.SEEN, Told.SENDING)
        await self._store.change(key[0], {"alarm_mark": sending})
        return Turned()

    @staticmethod
    def _refused(what: OperatorSaid | CaseClosed | AskedWho, case: Case, talk: Conversation) -> str:
        if case.state is CaseState.CLOSED:
            return "closed"
        if case.state is not CaseState.CLAIMED or case.operator != what.operator:
            return "not_holder"
        if isinstance(what, OperatorSaid) and talk.curtain is Curtain.EXITED:
            return "exited"
        if isinstance(what, AskedWho) and not talk.words:
            return "wordless"
        return ""

    async def line(
        self, talk: str, text: str, voice: Voice, at: datetime, author: str = "", **more: bool
    ) -> None:
        """Add a line to a thread and wake who listens."""
        seq = (await self._store.talk(talk)).seq + 1
        shown = Shown(f"{talk}-{seq}", seq, at, voice, Speech(text), author, **more)
        await self._store.change(talk, {"shown": (shown,)}, seq=seq)
        self._bus.publish(f"thread:{talk}")

    async def forget(self, talk: str) -> None:
        """Everything of a conversation is gone."""
        await self._store.change(talk, {"forget": True})

    async def leaves(self, talk: str, at: datetime) -> None:
        """She uses the exit."""
        await self._store.change(talk, curtain=Curtain.EXITED, left_at=at)
        self._bus.publish(f"thread:{talk}")


@dataclass(frozen=True)
class NetworkFacts:
    """A demonstration network."""

    name: str
    agency: str
    duty_to_report: str
    timetable: Timetable = field(default_factory=Timetable)


class FakeNetworks:
    """Two demonstration networks."""

    def network(self, id: str) -> NetworkFacts | None:
        """What is known of a network."""
        names = {"north": "Centro dimostrativo Nord", "south": "Centro dimostrativo Sud"}
        return NetworkFacts(names[id], names[id], "no") if id in names else None


class Phone:
    """A duty phone in the north only."""

    async def ring_drill(self, network: str) -> None:
        """Nobody practises here."""
        raise AssertionError(network)

    def rings_for(self, network: str) -> bool:
        """Whether there is one."""
        return network == "north"


class Nothing:
    """What every open page asks for again and again, where there is none of it."""

    async def all(self, *_asked: object) -> list[object]:
        """None."""
        return []

    due = handovers = of_account = received = all


class AllTrained:
    """What agencies do together is tested over a real store (``tests/together``); here everybody
    but the named has a training that counts."""

    def __init__(self) -> None:
        self.untrained: set[str] = set()
        self.agencies = self.referrals = self.seats = Nothing()

    async def is_trained(self, account: str, agency: str, now: datetime) -> bool:
        """Whether this person may have contact with her."""
        return account not in self.untrained


class NoDrafts:
    """Nobody types here."""

    async def drop(self, case: str, operator: str) -> None:
        """There is nothing to destroy."""


class NoTools:
    """The tools of the chat, which ``tests/admin/chat`` holds over a real house."""

    def __init__(self) -> None:
        self.drafts = NoDrafts()
        self.callbacks = self.care = Nothing()
        self.beside = Beside()


class CountingIds:
    """Ids in order."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def new(self) -> str:
        """The next id."""
        return f"id-{next(self._count):04d}"


class NothingOff:
    """What is switched off, and what was ever chosen: nothing."""

    def __init__(self) -> None:
        self.switches = Switches()

    async def all(self) -> list[object]:
        """Nothing."""
        return []


@dataclass
class Site:
    """A house for tests (``admin.ports.House``), and hands to play everybody around it."""

    store: LightStore = field(default_factory=LightStore)
    bus: LocalBus = field(default_factory=LocalBus)
    networks: FakeNetworks = field(default_factory=FakeNetworks)
    ids: CountingIds = field(default_factory=CountingIds)
    staff: StaffSettings = field(default_factory=StaffSettings)
    now: datetime = START
    secrets: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.accounts = SqlAccounts(self.store)
        self.passkeys = SqlKeys(self.store)
        self.members = SqlMembers(self.store)
        self.audit = SqlAudit(self.store)
        self.counts = SqlCounts(self.store)
        self.desk = SqlDesk(self.store, self.ids.new)
        self.routing = SqlRouting(self.store)
        self.rota = SqlRota(self.store)
        self.tray = SqlTray(self.store)
        self.undelivered = HandUndelivered()
        self.people = SqlPeople(self.store)
        self.alarms = SqlAlarms(self.store)
        self.phone = Phone()
        self.together = AllTrained()
        self.chat = NoTools()
        self.chosen = NothingOff()
        self.inbox = HandInbox(self.store, self.bus)

    @property
    def clock(self):
        """The time of this house."""
        return lambda: self.now

    failures = 0

    async def values_left(self):
        return 0

    async def measured(self):
        """No message has met any end; None where the store is taken away."""
        return None if self.store is None else {"waiting": 4, "sent": 7}

    def later(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)

    async def person(
        self,
        login: str,
        *networks: str,
        role: Role = Role.OPERATOR,
        languages: tuple[str, ...] = ("it", "ar"),
    ) -> Account:
        """Somebody who can log in with ``PASSWORD``."""
        account = Account(f"id-{login}", login, role, networks, languages, self.now)
        self.secrets[login] = pyotp.random_base32()
        hashed = CHEAP.hash(PASSWORD)
        await self.accounts.add(Credentials(account, hashed, self.secrets[login]))
        return account

    def code(self, login: str) -> str:
        """The one-time code of this moment."""
        return pyotp.TOTP(self.secrets[login]).at(self.now)

    async def asks_for_a_person(
        self,
        case: str,
        network: str = "north",
        *,
        danger: bool = False,
        text: str = "Mi serve una mano",
        language: str = "ar",
    ) -> None:
        """A woman whose case enters the queue; her first line is before her consent."""
        id, now = f"talk-{case}", self.now
        forget = now + timedelta(hours=72)
        address = Address(Channel.WEB, f"token-{case}")
        talk = Conversation(id, address, Curtain.OPEN, None, 2, now, forget)
        lines = tuple(
            Shown(f"{id}-{seq}", seq, now, Voice.HER, Speech(said))
            for seq, said in enumerate(("detto prima del consenso", text), 1)
        )
        state = CaseState.QUEUED
        opened = Case(case, id, network, state, language, now, 2, {"need": "work"}, danger)
        await self.store.begin(talk, shown=lines, case=opened)
        self.bus.publish(f"network:{network}")

    async def has_a_word(self, case: str) -> None:
        """She has set a word to come back with."""
        word = {"words": ((WordKind.RETURN, "lampadario"),)}
        await self.store.change(f"talk-{case}", word, words=frozenset({WordKind.RETURN}))

    async def takes_back(self, case: str) -> None:
        """She takes her consent back."""
        known = await self.store.case(f"talk-{case}")
        ended = replace(
            known, state=CaseState.CLOSED, closed_at=self.now, shared={}, taken_back=True
        )
        await self.store.change(known.conversation, {"case": ended})
        self.bus.publish(f"network:{known.network}")

    async def raises_an_alarm(self, id: str, case: str = "", network: str = "north") -> None:
        """A woman who has written her alarm word, with or without a case."""
        alarm = raised(id, f"talk-{case}" if case else "talk-gone", network, self.now)
        await self.store.begin(alarm=alarm)
        self.bus.publish(f"network:{network}")

    async def leaves_a_request(
        self, id: str, network: str = "north", text: str = "Quando aprite?"
    ) -> None:
        """A woman who found nobody on duty."""
        forget = self.now + timedelta(days=7)
        letter = Letter(id, network, "es", self.now, forget, text, "12345678", "parola")
        await self.store.begin(letter=letter)

    async def audited(self) -> list[tuple[str, str, str]]:
        """What was recorded, in order: (account, act, subject)."""
        query = audit.select().order_by(audit.c.at, audit.c.id)
        rows = await self.store.read(lambda connection: connection.execute(query).all())
        return [(row.account, row.act, row.subject) for row in rows]


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
async def site() -> AsyncIterator[Site]:
    """A house with two operators in the north and one in the south."""
    site = Site()
    for login, network in (("prima", "north"), ("seconda", "north"), ("terza", "south")):
        await site.person(login, network)
    yield site
    await site.store.close()


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


@pytest.fixture
async def desk(site, browser) -> AsyncIterator:
    """Opens pages at the site, each in a browser profile of its own."""
    site.now = datetime.now(UTC)
    problems: list[str] = []
    async with TestServer(build(site), host="localhost") as server, emptied(browser):

        async def opened(login: str = "", **options) -> Page:
            context = await browser.new_context(locale="it-IT", **options)
            page = await context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: problems.append(str(error)))
            await page.goto(str(server.make_url("/")))
            if login:
                await enter(page, site, login)
            return page

        yield opened
    assert problems == []
