"""What the desk and the accounts promise, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace

import pytest

from bot.conversation.state import Case, CaseState, Conversation, Curtain, Letter, TurnRecord
from bot.crypto.keys import Keyring
from bot.handoff.people import Account, Credentials, Role, StaffSession
from bot.messages import Address, Channel, Inbound, Opened, Said, Shown, Speech, Voice
from bot.storage.desk import SqlDesk
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_enrol import create, reset
from bot.storage.staff_trouble import LoginTakenError, UnknownLoginError
from tests.databases import migrated

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
HERS = Account("op-1", "Operatrice Uno", Role.OPERATOR, ("north", "south"), ("it", "ar"), NOW)


@pytest.fixture
async def sqlite(tmp_path):
    """The embedded database."""
    url = f"sqlite:///{tmp_path / 'filo.sqlite'}"
    await migrated(url)
    async with opened(url) as house:
        yield house


@pytest.fixture
async def postgres(postgres_url):
    """A real PostgreSQL."""
    async with opened(postgres_url) as house:
        yield house


@asynccontextmanager
async def opened(url: str):
    """Store, desk and accounts of a database."""
    store = await SqlStore.open(url, Keyring(os.urandom(32)))
    ids = count()
    desk = SqlDesk(store, lambda: f"audit-{next(ids)}")
    yield SimpleNamespace(store=store, desk=desk, accounts=SqlAccounts(store))
    await store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def house(request):
    """Both engines, one after the other."""
    return request.getfixturevalue(request.param)


async def asks(house, id: str, network: str = "north", *, minute: int = 0, danger: bool = False):
    """A conversation of four lines whose case was opened at the third."""
    at = NOW + timedelta(minutes=minute)
    address = Address(Channel.WEB, f"token-{id}")
    talk = Conversation(f"talk-{id}", address, Curtain.OPEN, None, 4, at, at + WEEK)
    lines = tuple(
        Shown(f"{id}-{seq}", seq, at, Voice.HER, Speech(f"line {seq}")) for seq in (1, 2, 3, 4)
    )
    case = Case(id, talk.id, network, CaseState.QUEUED, "ar", at, 3, {"Bisogno": "Lavoro"}, danger)
    inbound = Inbound(f"in-{id}", address, at, Opened())
    async with house.store.batch() as batch:
        await batch.load_many([inbound])
        await batch.save_many([TurnRecord(inbound.id, None, talk, lines, case=case)])


async def leaves_a_request(house, id: str, network: str = "north", *, minute: int = 0):
    """A letter without an answer."""
    at = NOW + timedelta(minutes=minute)
    address = Address(Channel.WEB, f"letter-{id}")
    talk = Conversation(f"of-{id}", address, Curtain.OPEN, None, 0, at, at + WEEK)
    number = f"{10_000_000 + minute}"
    letter = Letter(id, network, "es", at, at + WEEK, f"domanda {id}", number, "parola")
    inbound = Inbound(f"in-{id}", address, at, Said("domanda"))
    async with house.store.batch() as batch:
        await batch.load_many([inbound])
        await batch.save_many([TurnRecord(inbound.id, None, talk, letter=letter)])


async def duty(house, at: datetime):
    """What the shell learns of duty at that moment."""
    inbound = Inbound("duty", Address(Channel.WEB, "nobody"), at, Opened())
    async with house.store.batch() as batch:
        return {k: dict(v) for k, v in (await batch.load_many([inbound])).duty.items()}


async def test_the_queue_holds_the_open_cases_of_the_networks(house):
    """With what she shared, the curtain and the last seq; other networks' cases are not there."""
    await asks(house, "one", danger=True)
    await asks(house, "two", "south")
    await asks(house, "three", "elsewhere")
    found = {one.id: one for one in await house.desk.queue(["north", "south"])}
    assert set(found) == {"one", "two"}
    one = found["one"]
    assert (one.danger, one.curtain, one.seq, one.since) == (True, "open", 4, 3)
    assert one.shared == {"Bisogno": "Lavoro"}
    assert await house.desk.queue([]) == []


async def test_what_came_in_behind_the_curtain_is_a_counter_and_a_moment(house):
    """That there was something, how often, and when it told of danger: never what it was."""
    await asks(house, "one")
    at = NOW + timedelta(minutes=5)
    inbound = Inbound("after", Address(Channel.WEB, "token-one"), at, Said("x"))
    async with house.store.batch() as batch:
        loaded = await batch.load_many([inbound])
        (known,) = loaded.conversations.values()
        away = replace(known, curtain=Curtain.EXITED, left_at=NOW, behind=3, danger_at=at)
        await batch.save_many([TurnRecord(inbound.id, known, away)])
    (ticket,) = await house.desk.queue(["north"])
    assert (ticket.behind, ticket.possible_danger_at) == (3, at)


async def test_a_case_outside_the_networks_is_not_found(house):
    """The scope is in the query, for reading and for claiming."""
    await asks(house, "one")
    assert await house.desk.ticket(["south"], "one") is None
    assert await house.desk.claim(["south"], "one", "op-1", NOW) is None
    untouched = await house.desk.ticket(["north"], "one")
    assert untouched.state == "queued"


async def test_of_ten_who_claim_at_once_one_has_it(house):
    """Compare and set: all ten learn the same holder."""
    await asks(house, "one")
    claims = [house.desk.claim(["north"], "one", f"op-{n}", NOW) for n in range(10)]
    tickets = await asyncio.gather(*claims)
    assert len({ticket.operator for ticket in tickets}) == 1
    assert {ticket.state for ticket in tickets} == {"claimed"}
    assert {ticket.claimed_at for ticket in tickets} == {NOW}


async def test_a_claim_is_seen_by_the_next_turn(house):
    """The shell reads the same row: the service falls silent at once."""
    await asks(house, "one")
    await house.desk.claim(["north"], "one", "op-1", NOW)
    inbound = Inbound("next", Address(Channel.WEB, "token-one"), NOW, Said("ci sono"))
    async with house.store.batch() as batch:
        loaded = await batch.load_many([inbound])
    case = loaded.cases["talk-one"]
    assert (case.state, case.operator) == (CaseState.CLAIMED, "op-1")


async def test_only_its_holder_puts_a_case_back(house):
    """Compare and set again: somebody else's attempt changes nothing."""
    await asks(house, "one")
    await house.desk.claim(["north"], "one", "op-1", NOW)
    assert (await house.desk.release(["north"], "one", "op-2")).operator == "op-1"
    assert await house.desk.release(["south"], "one", "op-1") is None
    freed = await house.desk.release(["north"], "one", "op-1")
    assert (freed.state, freed.operator, freed.claimed_at) == ("queued", "", None)


async def test_the_thread_begins_at_her_consent(house):
    """Lines before the case's ``since`` are not even read."""
    await asks(house, "one")
    ticket = await house.desk.ticket(["north"], "one")
    assert [line.seq for line in await house.desk.thread(ticket)] == [3, 4]


async def test_letters_without_an_answer_come_first_and_are_answered_once(house):
    """The longest waiting first; a second answer changes nothing, another network's neither."""
    for minute, id in ((2, "late"), (1, "early"), (0, "first")):
        await leaves_a_request(house, id, minute=minute)
    answer = house.desk.answer
    assert not await answer(["south"], "first", "Altrove", "op-1", NOW)
    assert await answer(["north"], "first", "Da lunedì.", "op-1", NOW)
    assert not await answer(["north"], "first", "Altro", "op-2", NOW)
    letters = await house.desk.letters(["north"])
    assert [letter.id for letter in letters] == ["early", "late", "first"]
    assert (letters[2].answer, letters[2].answered_at) == ("Da lunedì.", NOW)
    assert letters[0].text == "domanda early"
    assert await house.desk.letter(["south"], "early") is None


async def test_she_finds_the_answer_with_her_number_and_word(house):
    """What the desk laid into the letter box is what the shell reads."""
    await leaves_a_request(house, "first")
    await house.desk.answer(["north"], "first", "Da lunedì: è aperto.", "op-1", NOW)
    async with house.store.batch() as batch:
        letter = await batch.find_letter("10000000", "parola")
    assert letter.answer == "Da lunedì: è aperto."


async def test_duty_counts_per_network_and_language_until_its_end(house):
    """What the shell is told; it ends by itself, by hand, and only an open one is prolonged."""
    until = NOW + timedelta(minutes=5)
    await house.desk.set_duty(HERS, until, NOW)
    await house.desk.set_duty(HERS, until, NOW)
    both = {"north": {"it": 1, "ar": 1}, "south": {"it": 1, "ar": 1}}
    assert await duty(house, NOW) == both
    await house.desk.stay_on_duty(HERS.id, until + WEEK, NOW)
    assert await duty(house, until) == both
    await house.desk.set_duty(HERS, None, NOW)
    assert await duty(house, NOW) == {}
    await house.desk.stay_on_duty(HERS.id, until, NOW)
    assert not await house.desk.on_duty(HERS.id, NOW)


async def waiting(house, at: datetime):
    """The cases that wait where nobody is on duty."""
    return [case for _, case in await house.store.unattended(at, 10)]


async def told(house, id: str, at: datetime):
    """She was told that nobody is there."""
    inbound = Inbound(f"told-{id}", Address(Channel.WEB, f"token-{id}"), at, Said("?"))
    async with house.store.batch() as batch:
        loaded = await batch.load_many([inbound])
        talk = loaded.conversations[inbound.to]
        case = replace(loaded.cases[talk.id], unattended_at=at)
        await batch.save_many([TurnRecord(inbound.id, talk, talk, case=case)])


async def test_who_waits_where_nobody_is_on_duty_is_found_until_she_is_told(house):
    """Her last act first; not who is served, was claimed, left, or was told already."""
    until = NOW + timedelta(minutes=5)
    for minute, id in enumerate(("one", "two", "three", "four")):
        await asks(house, id, minute=minute)
    await asks(house, "served", "south", minute=9)
    await house.desk.set_duty(replace(HERS, networks=("south",)), until, NOW)
    assert await waiting(house, NOW) == ["four", "three", "two", "one"]
    assert await waiting(house, until) == ["served", "four", "three", "two", "one"]
    assert await house.store.unattended(NOW, 1) == [("talk-four", "four")]
    await house.desk.claim(["north"], "one", "op-1", NOW)
    await told(house, "two", NOW)
    assert await waiting(house, NOW) == ["four", "three"]


async def test_who_is_put_back_is_told_again(house):
    """A case that was claimed and released begins anew, by hand and by itself."""
    for id in ("one", "two"):
        await asks(house, id)
        await told(house, id, NOW)
        await house.desk.claim(["north"], id, "op-1", NOW)
    await house.desk.release(["north"], "one", "op-1")
    assert await waiting(house, NOW) == ["one"]


async def test_what_nobody_took_before_it_was_forgotten_is_counted(house):
    """Per network, from a moment on; a claimed or a closed case was somebody's."""
    for id, network in (("one", "north"), ("two", "south"), ("three", "north"), ("held", "north")):
        await asks(house, id, network)
    await house.desk.claim(["north"], "held", "op-1", NOW)
    at = NOW + WEEK
    assert await house.desk.unanswered(["north", "south"], NOW) == 0
    await house.store.forget_due(at, 100)
    assert await house.desk.queue(["north", "south"]) == []
    assert await house.desk.unanswered(["north"], NOW) == 2
    assert await house.desk.unanswered(["north", "south"], at) == 3
    assert await house.desk.unanswered(["north"], at + timedelta(seconds=1)) == 0
    assert await house.desk.unanswered([], NOW) == 0


async def test_an_account_is_found_by_its_login_however_it_is_typed(house):
    """Spaces and capitals do not matter; the name, networks and languages come back."""
    made = await create(house.accounts, "Prima", ["north"], ["it"], Role.COORDINATOR, NOW)
    found = await house.accounts.credentials("  prima ")
    assert found.account == made.account
    assert found.totp_secret == made.totp_secret
    assert made.password not in found.password_hash
    assert made.otpauth_uri.startswith("otpauth://totp/Filo:Prima?secret=")
    assert [one.login for one in await house.accounts.all()] == ["Prima"]
    assert await house.accounts.names([made.account.id, "x"]) == {made.account.id: "Prima"}


async def test_a_login_is_taken_once(house):
    """The second is told what to do."""
    await create(house.accounts, "Prima", ["north"], ["it"], Role.OPERATOR, NOW)
    with pytest.raises(LoginTakenError):
        await create(house.accounts, "prima", ["south"], ["it"], Role.OPERATOR, NOW)


async def test_new_secrets_end_the_old_ones_and_every_session(house):
    """After a reset the lost telephone and the open laptop are worth nothing."""
    made = await create(house.accounts, "Prima", ["north"], ["it"], Role.OPERATOR, NOW)
    await house.accounts.use_code(made.account.id, 100)
    await house.accounts.open_session(StaffSession("key", made.account, "csrf", NOW, NOW))
    await house.accounts.remember_browser("browser", made.account.id, NOW + WEEK)
    new = await reset(house.accounts, "prima")
    assert new.password != made.password
    assert (await house.accounts.credentials("prima")).totp_secret == new.totp_secret
    assert await house.accounts.session("key") is None
    assert not await house.accounts.knows_browser("browser", made.account.id, NOW)
    with pytest.raises(UnknownLoginError):
        await reset(house.accounts, "nessuna")


async def test_a_code_is_spent_once_whoever_comes_first(house):
    """Ten requests with the same code: one passes; an earlier code passes never again."""
    credentials = Credentials(HERS, "hash", "secret")
    await house.accounts.add(credentials)
    spent = await asyncio.gather(*(house.accounts.use_code(HERS.id, 50) for _ in range(10)))
    assert sorted(spent) == [False] * 9 + [True]
    assert not await house.accounts.use_code(HERS.id, 49)
    assert await house.accounts.use_code(HERS.id, 51)


async def test_a_session_is_kept_until_it_is_closed_or_old(house):
    """With its account, its token and when it was last used."""
    await house.accounts.add(Credentials(HERS, "hash", "secret"))
    session = StaffSession("key", HERS, "csrf", NOW, NOW)
    await house.accounts.open_session(session)
    later = NOW + timedelta(minutes=5)
    await house.accounts.touch_session("key", later)
    assert await house.accounts.session("key") == StaffSession("key", HERS, "csrf", NOW, later)
    assert await house.accounts.forget_sessions(NOW, NOW) == 0
    assert await house.accounts.forget_sessions(later, later) == 1
    assert await house.accounts.session("key") is None


async def test_a_browser_is_known_for_its_time(house):
    """Only for the account that logged in there, and only until then."""
    await house.accounts.remember_browser("browser", "op-1", NOW + WEEK)
    await house.accounts.remember_browser("browser", "op-1", NOW + WEEK)
    assert await house.accounts.knows_browser("browser", "op-1", NOW)
    assert not await house.accounts.knows_browser("browser", "op-2", NOW)
    assert not await house.accounts.knows_browser("browser", "op-1", NOW + WEEK)


async def test_names_secrets_and_answers_lie_sealed(sqlite, tmp_path):
    """A copy of the database names nobody of the staff and opens no letter."""
    made = await create(sqlite.accounts, "Nome Proprio", ["north"], ["it"], Role.OPERATOR, NOW)
    await leaves_a_request(sqlite, "first")
    await sqlite.desk.answer(["north"], "first", "risposta segreta", "op", NOW)
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert made.account.id.encode() in files
    for secret in ("Nome Proprio", made.password, made.totp_secret, "risposta segreta"):
        assert secret.encode() not in files
        assert secret not in repr(made) or secret == "Nome Proprio"
