"""What is not needed is not stored, and her words are in no log."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import MetaData, text
from structlog.testing import capture_logs

from bot.config import Settings
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.world import World
from bot.house import House
from bot.messages import Address, Channel, Inbound, Left, Said
from bot.storage import staff_tables, tables
from bot.storage.memory import MemoryBatch, MemoryStore
from bot.web.cookies import NAME
from tests.promises.conftest import Client

FORBIDDEN = re.compile(
    r"(^|_)(ip|ip_address|remote|peer|user_agent|agent|location|lat|lon|name|surname|email|phone)($|_)"
)
SENTINEL = "Sentinella-Zaffiro-77"
ROWS = (tables.conversations, tables.messages, tables.inbox, tables.outgoing, tables.cases)


def test_no_table_has_a_place_for_who_or_where_she_is() -> None:
    """No column for an IP address, a user agent, a location, a name or a telephone number."""
    found = [
        f"{table.name}.{column.name}"
        for metadata in {tables.metadata, _metadata_of_staff()}
        for table in metadata.tables.values()
        for column in table.columns
        if FORBIDDEN.search(column.name) and (table.name, column.name) not in _NOT_ABOUT_HER
    ]
    assert found == []


_NOT_ABOUT_HER = {
    (table, "name")
    for table in (
        "tallies",
        "installation",
        "choices",
        "switched_off",
        "sweep_marks",
        "flow_recordings",
    )
}


def _metadata_of_staff() -> MetaData:
    found = {
        value.metadata
        for value in vars(staff_tables).values()
        if hasattr(value, "metadata") and hasattr(value, "columns")
    }
    assert len(found) == 1
    return found.pop()


async def _rows(service: House) -> int:
    counted = 0
    for table in ROWS:
        counted += await _count(service, table.name)
    return counted


async def _count(service: House, table: str) -> int:
    query = text(f"select count(*) from {table}")  # noqa: S608 - a name of ours
    return int(await service.store.read(lambda one: one.execute(query).scalar_one()))


async def test_looking_stores_nothing(service: House, client: Client) -> None:
    """Scanners, previews and floods leave no row: rows begin with the first message of hers."""
    entry = service.settings.entry
    for path in ("/exit", f"/{entry}", "/", "/healthz", "/events", "/nothing-here"):
        await (await client.get(path, allow_redirects=False)).read()
    await client.get(f"/{entry}")
    await client.get("/")
    assert await _rows(service) == 0


@pytest.mark.parametrize("value", ["x", "0" * 64, "é", "a.b.c", ""])
async def test_a_wrong_cookie_gets_the_cover(client: Client, value: str) -> None:
    """A forged or old cookie shows what everybody sees, to the byte."""
    cover = await (await client.get("/")).read()
    answer = await client.get("/", headers={"Cookie": f"{NAME}={value}".encode().decode("latin1")})
    assert answer.status == 200
    assert await answer.read() == cover


class DeadStore(MemoryStore):
    """A database that fails under every turn, with her words in its own complaint."""

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[MemoryBatch]:
        """Fails when the turn is written."""
        async with super().batch() as batch:
            yield batch
            raise OSError(f"cannot write {SENTINEL}")


async def test_her_words_are_in_no_log(service: House, caplog: pytest.LogCaptureFixture) -> None:
    """Not when all goes well, and not when the database fails under her message."""
    caplog.set_level(logging.DEBUG)
    token = service.keys.tokens.mint(service.clock())
    said = Inbound("1", Address(Channel.WEB, token), service.clock(), Said(SENTINEL))
    dead = Inbox(
        DeadStore(),
        lambda: service.scene,
        World(service.ids),
        service.bus,
        service.ids,
        Presence(),
    )
    await dead.start()
    with capture_logs() as events:
        turned = await service.inbox.post(said)
        with pytest.raises(OSError, match="cannot write"):
            await dead.post(said)
    await dead.stop()
    assert events, "the failure was logged"
    for written in (str(events), caplog.text, repr(said), repr(turned)):
        assert SENTINEL not in written
        assert token not in written


async def test_a_message_that_comes_twice_has_one_effect(service: House) -> None:
    """Resubmit, double tap and retry: the second time nothing is added."""
    address = Address(Channel.WEB, service.keys.tokens.mint(service.clock()))
    said = Inbound("once", address, service.clock(), Said("ciao"))
    first = await service.inbox.post(said)
    again = await service.inbox.post(said)
    assert again.duplicate
    assert again.shown == ()
    page = await service.views.page(address, ("it",), service.clock())
    assert page.seq == first.shown[-1].seq


async def test_the_old_cookie_shows_the_cover_after_an_exit(service: House, client: Client) -> None:
    """The curtain falls on the server: whoever holds the cookie afterwards sees the almanac."""
    cover = await (await client.get("/")).read()
    token = service.keys.tokens.mint(service.clock())
    address = Address(Channel.WEB, token)
    await service.inbox.post(Inbound("1", address, service.clock(), Said("ciao")))
    with_cookie = {"Cookie": f"{NAME}={token}"}
    assert await (await client.get("/", headers=with_cookie)).read() != cover
    await service.inbox.post(Inbound("2", address, service.clock(), Left()))
    assert await (await client.get("/", headers=with_cookie)).read() == cover


def test_settings_have_no_place_for_an_access_log() -> None:
    """There is nothing to switch on by mistake."""
    assert not [name for name in Settings.model_fields if "log" in name]
