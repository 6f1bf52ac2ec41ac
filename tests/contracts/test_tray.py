"""What every store promises about the hold tray."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handoff.case import Ticket
from bot.handoff.held import HeldTicket
from bot.handoff.people import Account, Role
from bot.safety.her_words import WordKind
from bot.storage.desk import SqlDesk
from bot.storage.sql import SqlStore
from bot.storage.tray import SqlTray
from tests.contracts.stores import NOW, begin, go_on, queued, said, web

DAY = timedelta(hours=24)


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: what the desk reads is in no store that lives in memory."""
    return sql_url


async def _case(store: SqlStore, name: str, network: str = "north", holder: str = "") -> Ticket:
    """The case of a conversation of that name, claimed where a holder is named."""
    desk = SqlDesk(store, lambda: "x")
    await begin(store, name, case=queued(f"case-{name}", name, network))
    if holder:
        await desk.claim([network], f"case-{name}", holder, NOW)
    ticket = await desk.ticket([network], f"case-{name}")
    assert ticket is not None
    return ticket


def _text(ticket: Ticket, id: str = "h1", author: str = "op", text: str = "Ci sono.") -> HeldTicket:
    return HeldTicket(
        id, ticket.id, ticket.network, author, ticket.operator, NOW, NOW + DAY, "tray", False, text
    )


def _account(id: str, *networks: str) -> Account:
    return Account(id, id, Role.OPERATOR, networks or ("north",), ("it",), NOW)


async def test_a_text_is_held_once_and_found_in_its_network_only(store: SqlStore) -> None:
    """A page that repeats its request lays nothing on top."""
    tray, ticket = SqlTray(store), await _case(store, "a", holder="op")
    first = await tray.hold(ticket, _text(ticket))
    assert first == _text(ticket)
    assert await tray.hold(ticket, replace(_text(ticket), text="Altro.")) == first
    await tray.hold(ticket, replace(_text(ticket, "h2"), at=NOW - DAY))
    assert [one.id for one in await tray.all(["north", "south"], NOW)] == ["h2", "h1"]
    assert await tray.all(["south"], NOW) == []
    assert await tray.one(["south"], "h1", NOW) is None
    assert await tray.one(["north"], "h1", NOW) == first


async def test_the_holder_of_today_is_named(store: SqlStore) -> None:
    """Whoever has the case now may decide what becomes of it."""
    tray, ticket = SqlTray(store), await _case(store, "a", holder="someone")
    await tray.hold(ticket, _text(ticket))
    found = await tray.one(["north"], "h1", NOW)
    assert found is not None
    assert (found.author, found.holder) == ("op", "someone")


async def test_each_is_told_how_many_wait_for_her(store: SqlStore) -> None:
    """As author or holder, in the tray, in time and in her networks."""
    tray, ticket = SqlTray(store), await _case(store, "a", holder="holder")
    other = await _case(store, "b", "south")
    await tray.hold(ticket, _text(ticket))
    await tray.hold(other, _text(other, "h2"))
    assert await tray.count(_account("op"), NOW) == 1
    assert await tray.count(_account("op", "north", "south"), NOW) == 2
    assert await tray.count(_account("holder"), NOW) == 1
    assert await tray.count(_account("colleague"), NOW) == 0
    assert await tray.count(_account("op"), NOW + DAY) == 0
    await tray.put_in_box("h1", NOW + DAY)
    assert await tray.count(_account("op"), NOW) == 0


async def test_what_is_too_old_is_nobodys(store: SqlStore) -> None:
    """Also before the sweep has come."""
    tray, ticket = SqlTray(store), await _case(store, "a")
    await tray.hold(ticket, _text(ticket))
    assert await tray.one(["north"], "h1", NOW + DAY) is None
    assert await tray.all(["north"], NOW + DAY) == []


async def test_a_discarded_text_is_gone(store: SqlStore) -> None:
    """And the others are not."""
    tray, ticket = SqlTray(store), await _case(store, "a")
    await tray.hold(ticket, _text(ticket))
    await tray.hold(ticket, _text(ticket, "h2"))
    await tray.discard("h1")
    assert [one.id for one in await tray.all(["north"], NOW)] == ["h2"]


async def test_only_who_has_a_word_can_fetch_what_is_put_into_her_box(store: SqlStore) -> None:
    """There it waits until its new time."""
    tray, ticket = SqlTray(store), await _case(store, "a", holder="op")
    held = await tray.hold(ticket, _text(ticket))
    assert held is not None
    assert held.fetchable is False
    async with store.batch() as batch:
        loaded = await batch.load_many([said("look", web("a"))])
    (known,) = loaded.conversations.values()
    after = replace(known, words=frozenset({WordKind.RETURN}), seq=known.seq + 1)
    await go_on(store, known, "word", after=after, words=((WordKind.RETURN, "tramezzino"),))
    found = await tray.one(["north"], "h1", NOW)
    assert found is not None
    assert found.fetchable is True
    await tray.put_in_box("h1", NOW + 7 * DAY)
    found = await tray.one(["north"], "h1", NOW + 6 * DAY)
    assert found is not None
    assert (found.place, found.forget_at) == ("box", NOW + 7 * DAY)
    async with store.batch() as batch:
        await batch.load_many([said("open", known.address)])
        assert [one.text for one in await batch.box("a", NOW)] == ["Ci sono."]


async def test_nothing_is_held_of_who_is_forgotten(store: SqlStore) -> None:
    """Neither what was there before nor what comes too late."""
    tray, ticket = SqlTray(store), await _case(store, "a")
    await tray.hold(ticket, _text(ticket))
    await store.forget_due(NOW + DAY, 10)
    assert await tray.hold(ticket, _text(ticket, "h2")) is None
    assert await tray.all(["north"], NOW) == []
