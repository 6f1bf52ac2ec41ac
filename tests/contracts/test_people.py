"""What every store promises to a data officer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import Letter, TurnRecord
from bot.handoff.subject import Found, Reference
from bot.messages import Thread
from bot.storage import sql_forget
from bot.storage.export import PARTS
from bot.storage.hers import hers
from bot.storage.people import SqlPeople
from bot.storage.sql import SqlStore
from tests.contracts.stores import (
    NOW,
    begin,
    begun,
    queued,
    said,
    save,
    sms,
    web,
)

SOON = NOW + timedelta(hours=24)


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: what the desk reads is in no store that lives in memory."""
    return sql_url


async def _everything(store: SqlStore) -> None:
    """Anna with a case in the north, Berta without any, and a letter to the south."""
    await begin(store, "anna", sms("anna"), outgoing=1, case=queued("case", "anna"))
    await begin(store, "berta")
    letter = Letter(
        "letter", "south", "es", NOW, NOW + timedelta(days=7), "una domanda", "12345678", "papavero"
    )
    turn = TurnRecord("a", None, begun("clara", web("clara")), letter=letter)
    await save(store, [said("a", web("clara"))], [turn])


ANNA = Found("conversation", "anna", "north", "it", NOW, SOON)
LETTER = Found("letter", "letter", "south", "es", NOW, NOW + timedelta(days=7))


async def test_she_is_found_by_the_ids_that_staff_see_and_by_her_number(store: SqlStore) -> None:
    """The case, the conversation, the letter, the letter's number."""
    await _everything(store)
    people = SqlPeople(store)
    for networks in (None, ["north", "south"]):
        assert await people.find(Reference(id="case"), networks) == ANNA
        assert await people.find(Reference(id="anna"), networks) == ANNA
        assert await people.find(Reference(id="letter"), networks) == LETTER
        assert await people.find(Reference(number="12345678"), networks) == LETTER
    berta = await people.find(Reference(id="berta"), None)
    assert berta is not None
    assert (berta.id, berta.network) == ("berta", "")


async def test_nobody_is_found_outside_the_networks(store: SqlStore) -> None:
    """Nor by what is nobody's."""
    await _everything(store)
    people = SqlPeople(store)
    for reference in (Reference(id="case"), Reference(id="anna"), Reference(id="berta")):
        assert await people.find(reference, ["south"]) is None
    assert await people.find(Reference(number="12345678"), ["north"]) is None
    assert await people.find(Reference(number="87654321"), None) is None
    assert await people.find(Reference(id="nobody"), None) is None


async def test_an_erased_letter_is_gone_and_in_the_ledger(store: SqlStore) -> None:
    """So that a restored backup erases it again."""
    await _everything(store)
    people = SqlPeople(store)
    assert await people.erase_letter("letter", SOON)
    assert not await people.erase_letter("letter", SOON)
    assert await people.find(Reference(number="12345678"), None) is None
    assert await people.export(LETTER) is None
    ledger = await store.read(sql_forget.entries)
    assert set(ledger) == {"letter"}


async def test_the_export_is_everything_that_is_kept_in_words(sql_store: SqlStore) -> None:
    """Where she is reached, what was said, what she shared, what still waits to be sent."""
    await _everything(sql_store)
    people = SqlPeople(sql_store)
    kept = await people.export(ANNA)
    assert kept is not None
    assert kept["conversation"]["address"] == "number-anna"
    assert kept["conversation"]["answers"] == {"town": "Paese", "n": 1}
    assert kept["conversation"]["kept_until"] == SOON.isoformat()
    assert [line["text"] for line in kept["messages"]] == ["benvenuta anna"]
    assert kept["messages"][0]["from"] == "service"
    assert kept["cases"][0]["shared"] == {"Lingua": "italiano"}
    assert [one["text"] for one in kept["outgoing"]] == ["risposta"]
    letter = await people.export(LETTER)
    assert letter is not None
    assert letter["letter"]["text"] == "una domanda"
    assert json.loads(json.dumps([kept, letter])) == [kept, letter]


async def test_the_token_of_her_browser_is_not_exported(sql_store: SqlStore) -> None:
    """Whoever finds the export could open her page with it."""
    await _everything(sql_store)
    kept = await SqlPeople(sql_store).export(replace(ANNA, id="berta"))
    assert "token-berta" not in json.dumps(kept)


async def test_what_is_gone_is_not_exported(sql_store: SqlStore) -> None:
    """Between finding and exporting she may have asked to be forgotten."""
    await _everything(sql_store)
    await sql_store.forget_due(SOON, 100)
    assert await sql_store.read_thread(Thread("anna")) is None
    assert await SqlPeople(sql_store).export(ANNA) is None


def test_every_table_of_hers_is_exported() -> None:
    """A new table has to say what of it she gets to read."""
    assert set(PARTS) == {table.name for table in hers()}
