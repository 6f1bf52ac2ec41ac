"""``filo db copy``: a SQLite database goes into PostgreSQL whole, or not at all."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select
from sqlalchemy.engine import Engine

from bot.assemble import keyring_of, store_of
from bot.house import House
from bot.messages import Inbound, Said
from bot.storage import postgres
from bot.storage.copying import copy_into_postgres
from bot.storage.database import parsed
from bot.storage.sqlite import lock, sqlite_engine
from bot.storage.tables import metadata, tallies
from bot.storage.trouble import StorageError
from tests.commands.conftest import (
    HER,
    WORDS,
    Installation,
    half_rotated,
    nothing_left,
    she_asks_for_a_person,
)
from tests.postgres import TEMPLATE, PostgresServer

pytestmark = pytest.mark.in_a_file

ROWS = 3
"""Rows that every table is given: its texts with signs, its bytes with zeros."""


@pytest.fixture
def target(installation: Installation, postgres_server: PostgresServer) -> Installation:
    """The same installation over a new database of PostgreSQL, migrated and empty."""
    name = f"copy_{os.getpid()}_{id(installation)}"
    asyncio.run(postgres_server.execute(f"create database {name} template {TEMPLATE}"))
    url = postgres_server.url(name)
    return replace(installation, environ=installation.environ | {"FILO_DATABASE_URL": url})


def _file(installation: Installation) -> Path:
    return installation.folder / "var" / "filo.sqlite"


def _cell(column: Any, row: int) -> str | int | bytes:
    kind, length = column.type.python_type, getattr(column.type, "length", None) or 64
    if kind is str:
        return f"è‍ß {row}"[:length]
    return bytes((0, row, 255)) if kind is bytes else 2**31 - 1 - row


def _fill(file: Path) -> None:
    """Something in every table that a conversation did not fill."""
    engine = sqlite_engine(parsed(f"sqlite:///{file}"), begin="BEGIN IMMEDIATE", size=1)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table is tallies or connection.execute(select(table)).first() is not None:
                continue
            rows = [
                {column.name: _cell(column, row) for column in table.columns} for row in range(ROWS)
            ]
            connection.execute(insert(table), rows)
    engine.dispose()


async def _everything(url: str) -> dict[str, list[Any]]:
    def read(connection: Any) -> dict[str, list[Any]]:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }

    return await postgres.once(parsed(url), read)


async def _opened(installation: Installation) -> None:
    """As a node that starts opens it."""
    async with store_of(installation.settings):
        pass


def test_she_goes_on_talking_over_postgres(
    installation: Installation, target: Installation
) -> None:
    """Her case, her words and her thread are there, and only there: the file is shut."""
    installation.within(she_asks_for_a_person)
    done = target.run("db", "copy", str(_file(installation)))
    assert done.exit_code == 0, done.output
    assert "same keyed checksums" in done.stdout
    assert WORDS not in done.stdout

    async def goes_on(service: House) -> Sequence[str]:
        (_,) = await service.desk.queue(["rho-garbagnate"])
        await service.inbox.post(Inbound("more", HER, service.clock(), Said("ancora")))
        found = await service.store.read_thread(HER)
        assert found is not None
        return [line.speech.text for line in found[2]]

    lines = target.within(goes_on)
    assert WORDS in lines
    assert "ancora" in lines
    with pytest.raises(StorageError, match="was copied into PostgreSQL"):
        asyncio.run(_opened(installation))
    again = target.run("db", "copy", str(_file(installation)))
    assert again.exit_code == 1
    assert "is not empty" in again.stderr


def test_a_copy_in_the_middle_of_a_rotation_opens_with_both_keys(
    turning: Installation, target: Installation
) -> None:
    """Half of it under either key: there it is gone on with, and she is found."""
    case = half_rotated(turning)
    there = replace(
        turning,
        environ=turning.environ | {"FILO_DATABASE_URL": target.environ["FILO_DATABASE_URL"]},
    )
    copied = there.run("db", "copy", str(_file(turning)))
    assert copied.exit_code == 0, copied.output
    there.within(nothing_left)
    assert there.run("people", "find", typed=case).exit_code == 0
    assert target.run("people", "find", typed=case).exit_code == 1


def test_every_table_arrives_cell_by_cell(installation: Installation, target: Installation) -> None:
    """No table is left out, and no byte of a row changes on the way."""
    _fill(_file(installation))
    url = target.environ["FILO_DATABASE_URL"]
    keys = keyring_of(installation.settings)
    copied = asyncio.run(copy_into_postgres(_file(installation), url, keys))
    assert {one.name for one in copied} == set(metadata.tables)
    assert all(one.rows for one in copied)
    engine = sqlite_engine(parsed(f"sqlite:///{_file(installation)}"), begin="BEGIN", size=1)
    there = asyncio.run(_everything(url))
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name != "installation":
                rows = sorted(map(tuple, connection.execute(select(table))), key=repr)
                assert there[table.name] == rows, table.name
    engine.dispose()


def test_nothing_is_copied_where_a_row_changes_on_the_way(
    installation: Installation, target: Installation
) -> None:
    """What arrives otherwise than it left is found, and nothing of it stays; the file goes on."""
    installation.within(she_asks_for_a_person)
    url = target.environ["FILO_DATABASE_URL"]

    def tampering(connection: Any) -> None:
        connection.exec_driver_sql(
            "create function other() returns trigger language plpgsql as"
            " $$begin new.seq := new.seq + 1; return new; end$$"
        )
        connection.exec_driver_sql(
            "create trigger other before insert on messages for each row execute function other()"
        )

    asyncio.run(postgres.once(parsed(url), tampering))
    refused = target.run("db", "copy", str(_file(installation)))
    assert refused.exit_code == 1
    assert "messages did not arrive as it left" in refused.stderr
    assert not any(asyncio.run(_everything(url))["conversations"])
    asyncio.run(_opened(installation))


def test_it_waits_for_nobody_who_runs(installation: Installation, target: Installation) -> None:
    """A node on the file, a node on the target, another version, a lost connection: refused."""
    file = _file(installation)
    held = lock(file)
    busy = target.run("db", "copy", str(file))
    os.close(held)
    assert busy.exit_code == 1
    assert "Another filo runs" in busy.stderr
    asyncio.run(_opened(target))
    used = target.run("db", "copy", str(file))
    assert used.exit_code == 1
    assert "a node ran on it" in used.stderr
    backwards = installation.run("db", "copy", str(file))
    assert "goes into PostgreSQL" in backwards.stderr


def test_who_was_killed_in_the_middle_of_it_begins_again(
    installation: Installation, target: Installation
) -> None:
    """Nothing of it is there, and the file goes on; who comes before PostgreSQL has noticed is told
    so. The second time it is whole."""
    case = installation.within(she_asks_for_a_person)
    file, url = _file(installation), target.environ["FILO_DATABASE_URL"]
    _ask(
        url,
        "create function slow() returns trigger language plpgsql as"
        " $$begin perform pg_sleep(600); return new; end$$",
        "create trigger slow before insert on messages for each row execute function slow()",
    )
    command = (sys.executable, "-m", "bot", "db", "copy", str(file))
    with subprocess.Popen(command, env=target.environ) as copying:
        asleep = (
            "from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
        )
        while not _ask(url, f"select pid {asleep}"):
            assert copying.poll() is None
        copying.kill()
    early = target.run("db", "copy", str(file))
    assert (early.exit_code, "uses the database" in early.stderr) == (1, True), early.output
    _ask(url, f"select pg_terminate_backend(pid) {asleep}", "drop function slow cascade")
    assert not any(asyncio.run(_everything(url))["conversations"])
    assert installation.run("people", "find", typed=case).exit_code == 0
    done = target.run("db", "copy", str(file))
    assert done.exit_code == 0, done.output
    assert target.run("people", "find", typed=case).exit_code == 0


def _ask(url: str, *statements: str) -> Sequence[Any]:
    """What the last of them gives."""

    def ask(connection: Connection) -> Sequence[Any]:
        for one in statements:
            found = connection.exec_driver_sql(one)
        return found.all() if found.returns_rows else ()

    return asyncio.run(postgres.once(parsed(url), ask))


def test_whoever_lost_the_answer_to_the_commit_is_told(
    installation: Installation, target: Installation, postgres_server: PostgresServer
) -> None:
    """Nobody knows then where she lives: the file is shut, and it is said."""
    file, url = _file(installation), target.environ["FILO_DATABASE_URL"]
    keys = keyring_of(installation.settings)

    def cut(connection: Any) -> None:
        if connection.dialect.name == "postgresql":
            pid = connection.connection.driver_connection.get_server_pid()
            connection.exec_driver_sql(f"select pg_terminate_backend({pid})")

    event.listen(Engine, "commit", cut)
    try:
        with pytest.raises(StorageError, match="nobody knows whether"):
            asyncio.run(copy_into_postgres(file, url, keys))
    finally:
        event.remove(Engine, "commit", cut)
    with pytest.raises(StorageError, match="was copied into PostgreSQL"):
        asyncio.run(_opened(installation))
    assert target.run("db", "copy", str(file)).exit_code == 0
