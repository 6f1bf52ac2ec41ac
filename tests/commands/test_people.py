"""``filo people``: find, export and erase from the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.house import House
from bot.messages import Inbound, Said
from bot.storage.staff_tables import audit
from bot.storage.tables import conversations
from tests.commands.conftest import HER, WORDS, Installation, she_asks_for_a_person


@pytest.fixture
def officer(installation: Installation) -> str:
    """The login of a data officer."""
    made = installation.run(
        "staff", "add", "garante", "--network", "rho-garbagnate", "--role", "data_officer"
    )
    assert made.exit_code == 0, made.output
    return "garante"


async def _audited(service: House) -> Sequence[Any]:
    query = select(audit.c.act, audit.c.subject)
    rows = await service.store.read(lambda connection: connection.execute(query).all())
    return [tuple(row) for row in rows]


def test_she_is_found_exported_and_erased(installation: Installation, officer: str) -> None:
    """By the id of her case, typed on standard input; afterwards nothing is there."""
    case = installation.within(she_asks_for_a_person)
    found = json.loads(installation.run("people", "find", typed=f"{case}\n").stdout)
    assert (found["kind"], found["network"]) == ("conversation", "rho-garbagnate")
    exported = installation.run("people", "export", "--as", officer, typed=case)
    kept = json.loads(exported.stdout)
    assert WORDS in [line["text"] for line in kept["messages"]]
    erased = installation.run("people", "erase", "--as", officer, typed=case)
    assert erased.exit_code == 0, erased.output
    assert WORDS not in found["id"] + erased.output
    again = installation.run("people", "find", typed=case)
    assert again.exit_code == 1
    assert "Nothing is kept" in again.stderr
    assert set(installation.within(_audited)) == {
        ("person.export", found["id"]),
        ("person.erase", found["id"]),
    }


def test_after_an_erasure_her_cookie_opens_nothing(
    installation: Installation, officer: str
) -> None:
    """What is erased is erased like by herself: the page that she left open is the cover."""
    case = installation.within(she_asks_for_a_person)
    installation.run("people", "erase", "--as", officer, typed=case)

    async def come_back(service: House) -> bool:
        await service.inbox.post(Inbound("late", HER, service.clock(), Said("ciao")))
        return (await service.views.page(HER, ("it",), service.clock())).live

    assert installation.within(come_back) is False


@pytest.mark.in_a_file
def test_the_files_hold_nothing_of_what_was_erased(
    installation: Installation, officer: str
) -> None:
    """The sealed key is gone at once, not at some later sweep."""
    case = installation.within(she_asks_for_a_person)

    async def sealed_keys(service: House) -> Sequence[bytes]:
        query = select(conversations.c.sealed_key)
        return await service.store.read(lambda c: c.execute(query).scalars().all())

    (key,) = installation.within(sealed_keys)
    files = [path for path in (installation.folder / "var").iterdir() if path.is_file()]
    assert any(key in path.read_bytes() for path in files)
    installation.run("people", "erase", "--as", officer, typed=case)
    assert not any(key in path.read_bytes() for path in files if path.exists())


def test_only_a_data_officer_exports_and_erases(installation: Installation, officer: str) -> None:
    """The audit has to name somebody who may."""
    installation.run("staff", "add", "operatrice", "--network", "rho-garbagnate")
    case = installation.within(she_asks_for_a_person)
    for login in ("operatrice", "nessuna"):
        for act in ("export", "erase"):
            refused = installation.run("people", act, "--as", login, typed=case)
            assert refused.exit_code == 1
            assert "no data officer" in refused.stderr
    assert installation.run("people", "find", typed=case).exit_code == 0


@pytest.mark.parametrize("typed", ["", "\n", "due parole\n", "12345678\n", "x"])
def test_what_leads_to_nobody_is_told_without_being_repeated(
    installation: Installation, officer: str, typed: str
) -> None:
    """A sentence and status 1; a number that was mistyped is in no output."""
    for words in (("find",), ("export", "--as", officer), ("erase", "--as", officer)):
        refused = installation.run("people", *words, typed=typed)
        assert refused.exit_code == 1
        assert len(typed) < 2 or typed.strip() == "" or typed.strip() not in refused.output
