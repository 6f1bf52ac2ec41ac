"""Who is forgotten is gone: from tables, files, logs, metrics, exports and queues."""

from __future__ import annotations

import asyncio
import logging
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher
from sqlalchemy import LargeBinary, select

from admin.app import build
from bot.appointments.booking import Booking, Waiting
from bot.assemble import house
from bot.config import load
from bot.conversation.state import Conversation, Curtain, Received, TurnRecord
from bot.crypto.keys import Keyring, create_key_file, read_key_file
from bot.crypto.sealing import KEY, NONCE, NotOurs
from bot.demonstration.furnishing import train
from bot.engine.session import Frame, Session
from bot.handoff.people import Account, Credentials, Role
from bot.handoff.trained import Course
from bot.house import House
from bot.messages import Address, Channel, Erased, Inbound, Left, Said, Shown, Speech, Thread, Voice
from bot.serve import configure_logs
from bot.storage import sql_forget
from bot.storage.hers import scrubbed, scrubbed_wholly
from bot.storage.tables import conversations, metadata
from bot.training.asked import AskedCall
from tests.contracts.stores import queued, to_send
from tests.databases import migrated
from tests.place import TO_A_PERSON
from tests.postgres import PostgresServer
from tests.promises.traces import Haystack, traces, writings

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STEM = "qzàxvkwtrpb"
"""It is in every text, name and word that anybody types here, and in no file before."""

SEALED_KEY = NONCE + KEY + 16
NETWORK = "rho-garbagnate"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "una-parola-di-prova"
Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class Town:
    """The service with both its sites, a clock, and everything that was typed into it."""

    house: House
    public: Client
    staff: Client
    now: list[datetime]
    csrf: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)

    async def says(self, token: str, text: str) -> str:
        """She types into the page; what the page answers."""
        form = self.house.keys.tokens.form(token, self.now[0])
        headers = _browser(token) | {"Accept": "application/json"}
        answer = await self.public.post("/", data={"form": form, "text": text}, headers=headers)
        return await answer.text()

    async def person(self, login: str, role: Role) -> None:
        """Somebody of the staff logs in."""
        account = Account(f"id-{login}", login, role, (NETWORK,), ("it",), self.now[0])
        self.secrets[login] = pyotp.random_base32()
        await self.house.accounts.add(
            Credentials(account, CHEAP.hash(PASSWORD), self.secrets[login])
        )
        await train(self.house.together.agencies, account.id, self.now[0], Course.RECEPTION)
        body = {"login": login, "password": PASSWORD, "code": self.code(login)}
        self.csrf[login] = (await self.act("POST", "/api/session", body))[1]["csrf"]
        self.now[0] += timedelta(seconds=30)

    def code(self, login: str) -> str:
        """Her one-time code of this moment."""
        return pyotp.TOTP(self.secrets[login]).at(self.now[0])

    async def act(self, method: str, path: str, body: Any = None, login: str = "") -> Any:
        """(status, JSON) of a request of the staff."""
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": self.csrf.get(login, "")}
        async with self.staff.request(method, path, json=body, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)


def _browser(token: str) -> dict[str, str]:
    return {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}


@asynccontextmanager
async def _town(folder: Path, database: str) -> AsyncIterator[Town]:
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database,
            "FILO_MASTER_KEY_FILE": f"{folder}/keys/master.key",
            "FILO_LEDGER_FILE": f"{folder}/data/ledger",
        }
    )
    (folder / "data").mkdir()
    create_key_file(settings.master_key_file)
    await migrated(settings.database_url)
    now = [NOW]
    configure_logs()
    async with house(settings, clock=lambda: now[0]) as service:
        sites = TestServer(service.public_site()), TestServer(build(service, CHEAP))
        for site in sites:
            # As it is served (``bot.serve``): without an access log.
            await site.start_server(access_log=None)
        async with (
            TestClient(sites[0], cookie_jar=DummyCookieJar()) as public,
            TestClient(sites[1]) as staff,
        ):
            yield Town(service, public, staff, now)


async def _she_writes_and_is_answered(town: Town) -> str:
    """By every door of the web: texts, a name, wrong words; an operator claims and answers.

    Her token.
    """
    token = town.house.keys.tokens.mint(town.now[0])
    await town.person("operatrice", Role.OPERATOR)
    await town.act("PUT", "/api/duty", {"on": True}, "operatrice")
    for text in ("Italiano", "Sì", f"mi chiamo {STEM}", "Una persona", "Rho"):
        await town.says(token, text)
    await town.says(token, "Sì, avvisa")
    await town.says(token, f"ho paura, {STEM}")
    (case,) = (await town.act("GET", "/api/queue", login="operatrice"))[1]["cases"]
    assert (await town.act("POST", f"/api/cases/{case['id']}/pass", login="operatrice"))[0] == 204
    await town.act("POST", f"/api/cases/{case['id']}/claim", login="operatrice")
    heavy = {"heavy": True}
    await town.act("PUT", f"/api/cases/{case['id']}/heavy", heavy, "operatrice")
    reply = {"id": "reply-0001", "text": f"sono qui, {STEM}"}
    path = f"/api/cases/{case['id']}/reply"
    assert (await town.act("POST", path, reply, "operatrice"))[0] == 200
    await _others_are_asked_to_help(town, f"/api/cases/{case['id']}")
    status, thread = await town.act("GET", f"/api/cases/{case['id']}/thread", login="operatrice")
    assert status == 200
    assert STEM in str(thread)
    return token


async def _others_are_asked_to_help(town: Town, case: str) -> None:
    """A step, a referral, an aside and the risk aid: whatever an operator can write down of her."""
    for path, body in (
        ("pathway/steps", {"id": "step-0001", "kind": "job", "agency": "cpi-rho"}),
        (
            "referrals",
            {
                "id": "referral-1",
                "agency": "cpi-rho",
                "sheet": {"needs": ["work"], "languages": ["it"], "route": ["in_person"]},
            },
        ),
        ("asides", {"id": "aside-001", "text": f"attenzione, {STEM}"}),
        ("risk", {"guide": 0, "answers": {"fear": "yes"}, "plan": {"bag": STEM}}),
    ):
        assert (await town.act("POST", f"{case}/{path}", body, "operatrice"))[0] == 200


async def _she_leaves_a_request(town: Town) -> None:
    """With a word of hers; the service tells her a number; an operator answers."""
    await town.act("PUT", "/api/duty", {"on": False}, "operatrice")
    token = town.house.keys.tokens.mint(town.now[0])
    said = ("Italiano", "Sì", "Una persona", "Rho", "Lascio un messaggio")
    for text in (*said, f"cerco {STEM}"):
        await town.says(token, text)
    told = await town.says(token, STEM.replace("à", "a"))
    number = re.search(r"\b(\d{4}) (\d{4})\b", told)
    assert number, "the letter was left"
    town.numbers += ["".join(number.groups()), " ".join(number.groups())]
    (letter,) = (await town.act("GET", "/api/letters", login="operatrice"))[1]["letters"]
    answer = {"text": f"martedì alle 9, {STEM}"}
    path = f"/api/letters/{letter['id']}/answer"
    assert (await town.act("POST", path, answer, "operatrice"))[0] == 200


async def _beside_the_case(town: Town) -> None:
    """What the desk writes about her and is not sent: a note, a draft, and the next shift's."""
    (case,) = (await town.act("GET", "/api/queue", login="operatrice"))[1]["cases"]
    path = f"/api/cases/{case['id']}"
    note = {"text": f"preferisce il mattino, {STEM}"}
    assert (await town.act("POST", f"{path}/notes", note, "operatrice"))[0] == 200
    assert STEM in str(await town.act("GET", f"{path}/notes", login="operatrice"))
    look = {"text": f"domani, {STEM}"}
    assert (await town.act("POST", f"{path}/preview", look, "operatrice"))[0] == 200
    assert (await town.act("POST", f"{path}/translate", look, "operatrice"))[0] == 409
    draft = {"id": "reply-0003", "text": f"volevo dirti, {STEM}"}
    assert (await town.act("PUT", f"{path}/draft", draft, "operatrice"))[0] == 204
    shift = {"network": NETWORK, "text": f"da richiamare, {STEM}"}
    assert (await town.act("POST", "/api/handovers", shift, "operatrice"))[0] == 200


async def _she_is_typed_to(town: Town) -> None:
    """Another case, whose holder is still typing when everything ends."""
    await town.act("PUT", "/api/duty", {"on": True}, "operatrice")
    token = town.house.keys.tokens.mint(town.now[0])
    for text in TO_A_PERSON:
        await town.says(token, text)
    cases = (await town.act("GET", "/api/queue", login="operatrice"))[1]["cases"]
    (case,) = [one for one in cases if one["state"] == "queued" and one["channel"] == "web"]
    path = f"/api/cases/{case['id']}"
    assert (await town.act("POST", f"{path}/claim", login="operatrice"))[0] == 200
    draft = {"id": "reply-0004", "text": f"sto scrivendo, {STEM}"}
    assert (await town.act("PUT", f"{path}/draft", draft, "operatrice"))[0] == 204


async def _everything_fails(town: Town, token: str) -> None:
    """Texts that nobody accepts: in addresses, headers, bodies, logs and exceptions."""
    await town.public.get(f"/{STEM}", headers={"User-Agent": STEM})
    await town.public.post("/", data={"form": STEM, "text": STEM}, headers=_browser(token))
    await town.public.post("/", data=STEM * 50_000, headers=_browser(token))
    await town.public.get("/", headers={"Cookie": f"giorno={STEM}".encode().decode("latin1")})
    await town.act("GET", f"/api/cases/{STEM}", login="operatrice")
    await town.act("POST", "/api/session", {"login": STEM, "password": STEM, "code": "000000"})
    await town.act("PUT", "/api/duty", {"on": STEM}, "operatrice")
    wrong = Inbound(STEM, Thread(STEM), town.now[0], Said(STEM))
    await town.house.inbox.post(wrong)

    async def failing() -> None:
        raise RuntimeError(STEM)

    town.house.loops.every(3600, "failing", failing)


async def _she_leaves_and_the_operator_still_types(town: Town, token: str) -> None:
    """What she was being written when she left: refused, and kept nowhere but in the tray."""
    await town.public.post("/exit", headers=_browser(token))
    (case,) = (await town.act("GET", "/api/queue", login="operatrice"))[1]["cases"]
    draft = {"id": "reply-0002", "text": f"sei ancora lì, {STEM}?"}
    path = f"/api/cases/{case['id']}/reply"
    assert (await town.act("POST", path, draft, "operatrice"))[0] == 409


async def _another_on_a_phone(town: Town) -> None:
    """Whatever a row can hold, by way of a channel with an outbox: one message sent, one waiting,
    one whose outcome is unknown."""
    her = Address(Channel.SMS, STEM)
    session = Session("bundle", "it", (Frame("start", "hello"),), {STEM: STEM, "n": STEM})
    later = town.now[0] + timedelta(hours=24)
    new = Conversation("phone", her, Curtain.OPEN, session, 1, town.now[0], later)
    new = replace(new, courses=(AskedCall(STEM, 1, town.now[0], interest="interest-1"),))
    speech = Speech(STEM, short={"sms": STEM}, ask=STEM)
    expiry = town.now[0] + timedelta(hours=1)
    waiting = [replace(to_send(new, n, STEM), expires_at=expiry) for n in (1, 2, 3)]
    shown = (Shown("m", 1, town.now[0], Voice.HER, speech, STEM),)
    case = replace(queued("phone-case", "phone", NETWORK), shared={"need": STEM, STEM: STEM})
    async with town.house.store.batch() as batch:
        await batch.load_many([Inbound(STEM, her, town.now[0], Said(STEM))])
        received = Received("received", STEM, town.now[0])
        turn = TurnRecord(STEM, None, new, shown, tuple(waiting), case, received=received)
        turn = replace(turn, arranged=(_booked(town.now[0]), _waits(town.now[0])))
        await batch.save_many([turn])
    (first,) = await town.house.store.claim(town.now[0], 60.0, 1)
    await town.house.store.mark_sent(first, STEM, town.now[0])
    (second,) = await town.house.store.claim(town.now[0], 60.0, 1)
    await town.house.store.mark_failed(second.id, None, town.now[0])
    await town.house.store.claim(town.now[0], 60.0, 1)


def _booked(now: datetime) -> Booking:
    """An appointment, with what she says at the desk."""
    made = (now, now + timedelta(hours=1), "booked", now, now + timedelta(days=3))
    of = ("booked", "phone", "desk", NETWORK)
    return Booking(*of, *made, 1, "it", None, "", STEM, STEM, instead=STEM)  # type: ignore[arg-type]


def _waits(now: datetime) -> Waiting:
    """A place on a waiting list, with her municipality."""
    return Waiting("waits", "phone", "cpi", STEM, now, now + timedelta(days=3))


async def _one_leaves_a_messenger(town: Town) -> None:
    """What was sent there must be taken back, and nobody can do it for now."""
    store, now = town.house.store, town.now[0]
    her = Address(Channel.TELEGRAM, STEM)
    new = Conversation("chat", her, Curtain.OPEN, None, 1, now, now + timedelta(hours=24))
    message = replace(to_send(new, 1, STEM), expires_at=now + timedelta(hours=1))
    async with store.batch() as batch:
        await batch.load_many([Inbound(f"a{STEM}", her, now, Said(STEM))])
        await batch.save_many([TurnRecord(f"a{STEM}", None, new, outgoing=(message,))])
    for sent in await store.claim(now, 60.0, 9):
        await store.mark_sent(sent, STEM, now)
    left = Inbound(f"b{STEM}", her, now, Left("blocked"))
    assert not (await town.house.inbox.post(left)).refused


async def _she_sets_a_word(town: Town, token: str) -> None:
    """She says more, chooses a word to come back with, is told a number, and keeps a plan; somebody
    who finds the number tries a word of his."""
    word = STEM.replace("à", "a")
    for text in ("Italiano", "Sì", STEM, "Le mie parole", "Per tornare", word):
        await town.says(token, text)
    number = re.search(r"\b(\d{4}) (\d{4})\b", await town.says(token, word))
    assert number, "the word was kept"
    town.numbers += ["".join(number.groups()), " ".join(number.groups())]
    for text in ("Va bene", "il mio piano", "Sì", "Il medico", "Senza data"):
        kept = await town.says(token, text)
    assert "Il medico: da fare" in kept, "her plan is kept"
    other = town.house.keys.tokens.mint(town.now[0])
    for text in ("Italiano", "Sì", "Ho un numero", town.numbers[-1], f"x{word}"):
        await town.says(other, text)


WORDLESS = frozenset(
    {"alarms", "reminders", "seats", "pathways", "pathway_allowed", "deliveries", "callbacks"}
)
"""Tables with ids, moments and states alone: there is no column that could hold a word of hers."""


async def _empty(town: Town) -> set[str]:
    """The tables of hers that nobody has written to."""
    found = set()
    for name in set(scrubbed()) - WORDLESS:
        query = select(metadata.tables[name]).limit(1)
        if not await town.house.store.read(lambda c, query=query: c.execute(query).all()):
            found.add(name)
    return found


async def _sealed(town: Town) -> tuple[dict[str, bytes], list[bytes], list[bytes]]:
    """Every sealed data key by conversation; what the master key opens or proves; the rest."""
    read = town.house.store.read
    keys = await read(lambda c: c.execute(select(conversations.c.id, conversations.c.sealed_key)))
    named = {row.id: row.sealed_key for row in keys}
    under_master: list[bytes] = []
    under_hers: list[bytes] = []
    for name in scrubbed():
        blobs = [one for one in metadata.tables[name].c if isinstance(one.type, LargeBinary)]
        if not blobs:
            continue
        rows = await read(lambda c, blobs=blobs: c.execute(select(*blobs)).all())
        cells = (cell for row in rows for cell in row if cell)
        (under_master if name in scrubbed_wholly() else under_hers).extend(cells)
    return named, under_master, under_hers


async def _forget_all(town: Town, token: str, fresh: str) -> None:
    """Each way to be forgotten: she asks, a data officer erases, time goes by."""
    await town.person("garante", Role.DATA_OFFICER)
    for reference in ("phone-case", town.numbers[0]):
        body = {"reference": reference, "code": town.code("garante")}
        status, given = await town.act("POST", "/api/people/export", body, "garante")
        assert (status, STEM in str(given)) == (200, True)
        town.now[0] += timedelta(seconds=30)
    body = {"reference": town.numbers[1], "code": town.code("garante")}
    assert (await town.act("POST", "/api/people/erase", body, "garante"))[0] == 200
    erased = Inbound("erased", Thread("phone"), town.now[0], Erased("id-garante"))
    assert not (await town.house.inbox.post(erased)).refused
    for text in ("cancella tutto", "Sì"):
        await town.says(fresh, text)
    town.now[0] += timedelta(hours=73)
    await town.house.erasing.work_off()
    async with asyncio.timeout(60):
        await town.house.sweep()
        while await town.house.store.read(sql_forget.unsettled):
            # PostgreSQL's own vacuum may hold a table just then: the next sweep cleans it.
            await town.house.sweep()


@dataclass(frozen=True, slots=True)
class Remains:
    """What can be found afterwards, and what there was before."""

    live: Haystack
    keys: Mapping[str, bytes]
    under_master: Sequence[bytes]
    under_hers: Sequence[bytes]
    alive: bytes
    numbers: Sequence[str]
    tokens: Sequence[str]
    house: House


@dataclass(frozen=True, slots=True)
class Machine:
    """One engine: the database's address, where its files lie, and where it logs, if it does."""

    database: str
    folders: tuple[Path, ...]
    log: Path | None = None


@pytest.fixture(params=["sqlite", "postgres"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    """Each engine in turn."""
    data = tmp_path / "data"
    if request.param == "sqlite":
        return Machine(f"sqlite:///{data}/filo.sqlite", (data,))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url: str = request.getfixturevalue("postgres_url")
    return Machine(url, (data, server.folder / "data"), server.folder / "log")


async def _folders(service: House, machine: Machine) -> list[Path]:
    """Where to search: on PostgreSQL not in the databases of other tests."""
    if machine.log is None:
        return [*machine.folders]
    query = "select oid from pg_database where datname = current_database()"
    own = await service.store.read(lambda c: c.exec_driver_sql(query).scalar_one())
    *others, cluster = machine.folders
    parts = [path for path in cluster.iterdir() if path.is_dir() and path.name != "base"]
    return [*others, *parts, cluster / "base" / str(own)]


@pytest.fixture
async def remains(
    machine: Machine,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> AsyncIterator[Remains]:
    """Everything happened, everybody is forgotten: what is left on the machine."""
    async with _town(tmp_path, machine.database) as town:
        caplog.set_level(logging.DEBUG)
        token = await _she_writes_and_is_answered(town)
        await _beside_the_case(town)
        await _she_leaves_a_request(town)
        await _everything_fails(town, token)
        await _she_leaves_and_the_operator_still_types(town, token)
        await _she_is_typed_to(town)
        await _another_on_a_phone(town)
        await _one_leaves_a_messenger(town)
        fresh = town.house.keys.tokens.mint(town.now[0])
        await _she_sets_a_word(town, fresh)
        assert await _empty(town) == set(), "write something of hers to a new table here, too"
        keys, under_master, under_hers = await _sealed(town)
        await _forget_all(town, token, fresh)
        last = town.house.keys.tokens.mint(town.now[0])
        await town.says(last, "Italiano")
        (alive,) = (await _sealed(town))[0].values()
        async with town.staff.get("/metrics") as answer:
            metrics = await answer.text()
        out, err = capfd.readouterr()
        texts = {"stdout": out, "stderr": err, "logging": caplog.text, "metrics": metrics}
        if machine.log is not None:
            texts["server log"] = machine.log.read_text()
        yield Remains(
            Haystack.of(await _folders(town.house, machine), **texts),
            keys,
            under_master,
            under_hers,
            alive,
            town.numbers,
            (token, fresh),
            town.house,
        )


async def test_nothing_of_the_forgotten_is_left_and_nothing_that_is_left_opens(
    remains: Remains,
) -> None:
    """Of tables, files, their names, the database's own log, the service's log, metrics, queue:
    no byte of what was typed, in no encoding; no data key; nothing that the master key opens."""
    assert len(remains.keys) >= 4, "they were there"
    assert remains.live.holds(remains.alive), "the search reads where the rows are"
    assert "round_failed" in remains.live.parts["stdout"].decode(), "the search reads the log"
    _nothing_is_readable(remains)
    _nothing_opens(remains)


def _nothing_is_readable(remains: Remains) -> None:
    """Neither her words nor what she is known by."""
    assert remains.live.betrays(STEM) == []
    for known in (*remains.numbers, *remains.tokens):
        assert remains.live.betrays(known) == []


def _nothing_opens(remains: Remains) -> None:
    """Every data key is destroyed in the files too, and whatever the master key itself opens."""
    for id, key in remains.keys.items():
        assert remains.live.holds(key) == [], id
    assert [blob for blob in remains.under_master if remains.live.holds(blob)] == []
    for blob in (blob for blob in remains.under_hers if remains.live.holds(blob)):
        for table, column in (("messages", "sealed"), ("conversations", "sealed")):
            with pytest.raises(NotOurs):
                remains.house.keys.installation.unseal(table, column, "phone", blob)


async def test_no_place_of_the_sqlite_files_opens_as_her_key(tmp_path: Path) -> None:
    """Not even a copy that nobody knows of: the master key is tried on each place of each file."""
    async with _town(tmp_path, f"sqlite:///{tmp_path}/data/filo.sqlite") as town:
        await _another_on_a_phone(town)
        assert await asyncio.to_thread(_opens_somewhere, tmp_path)
        erased = Inbound("erased", Thread("phone"), town.now[0], Erased("id-garante"))
        await town.house.inbox.post(erased)
        await town.house.sweep()
        assert not await asyncio.to_thread(_opens_somewhere, tmp_path)


def _opens_somewhere(folder: Path) -> bool:
    """Whether her data key can be had from any place of the files, with the master key."""
    keys = Keyring(read_key_file(folder / "keys" / "master.key"))
    raw = b"".join(path.read_bytes() for path in sorted((folder / "data").iterdir()))
    places = (raw[at : at + SEALED_KEY] for at in range(len(raw) - SEALED_KEY))
    return any(_opens(keys, place) for place in places if any(place[:NONCE]))


def _opens(keys: Keyring, sealed: bytes) -> bool:
    try:
        keys.data_key("phone", sealed)
    except NotOurs:
        return False
    return True


@pytest.mark.parametrize("how", sorted(traces(STEM)))
def test_the_search_finds_every_encoding(tmp_path: Path, how: str) -> None:
    """A search that finds nothing must be one that would have found it."""
    raw = b"\0some bytes before " + traces(STEM)[how] + b" and after\xff"
    (tmp_path / "file").write_bytes(raw)
    assert any(one.endswith(how) for one in Haystack.of([tmp_path]).betrays(STEM))


@pytest.mark.parametrize("written", sorted(writings(STEM)))
def test_the_search_finds_a_text_within_base64_and_in_a_name(tmp_path: Path, written: str) -> None:
    """At whatever place of a longer text it stood."""
    for before in range(4):
        text = "." * before + written + "..."
        assert Haystack({"x": b64encode(text.encode())}).betrays(STEM)
    (tmp_path / f"with {written}.txt").touch()
    assert Haystack.of([tmp_path]).betrays(STEM)
