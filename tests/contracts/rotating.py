"""Two keys over one database: steps of a rotation, and what there is to be sealed anew."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, Table, insert, select

from bot.crypto.keys import Keyring
from bot.safety.her_words import WordKind
from bot.storage.ids import RandomIds
from bot.storage.resealing import left, register
from bot.storage.rotation import SETTLES, begin, end
from bot.storage.sealed import Hashed, Sealed, seal, unseal, what_of
from bot.storage.sql import SqlStore
from bot.storage.tables import installation
from tests.contracts.stores import NOW, go_on, load, said, web
from tests.contracts.stores import begin as talk

NEW, OTHER = os.urandom(32), os.urandom(32)
LATER = NOW + SETTLES
NUMBER = "20000001"
PLAIN = b"something that only the keys of the installation open"


@asynccontextmanager
async def with_keys(sql_url: str, *masters: bytes) -> AsyncIterator[SqlStore]:
    """A store that has these keys, within the block."""
    found = await SqlStore.open(sql_url, Keyring(*masters))
    try:
        yield found
    finally:
        await found.close()


async def rotate(store: SqlStore) -> None:
    """The new key seals, and this process knows it."""
    await store.write(lambda one: begin(one, store.keys, RandomIds().new(), NOW))


async def retire(store: SqlStore) -> None:
    """The old key is of no use."""
    await store.write(lambda one: end(one, store.keys, RandomIds().new(), LATER))


async def under_old(store: SqlStore) -> int:
    """How many values are left."""
    return (await store.read(lambda one: left(one, store.keys))).left


async def with_word(store: SqlStore, name: str) -> None:
    """A talk that has a word and a number."""
    known = await talk(store, name)
    after = replace(known, seq=2, words=frozenset({WordKind.RETURN}), numbered=True)
    words = ((WordKind.RETURN, "melograno"),)
    await go_on(store, known, f"set-{name}", after=after, words=words, number=NUMBER)


async def is_hers(store: SqlStore, name: str) -> bool:
    """Whether she is found by her address, her number and her word, and what was said opens."""
    found = await store.read_thread(web(name))
    loaded = await load(store, said("word", web(name), "melograno"))
    async with store.batch() as batch:
        numbered = await batch.find_numbered(NUMBER, "melograno")
        near = await batch.near_words(name, WordKind.EXIT, "melagrano")
        again = await batch.load_many([said(f"first-{name}", web(name))])
    return (
        found is not None
        and found[2][0].speech.text == f"benvenuta {name}"
        and (web(name), "word") in loaded.words
        and numbered == name
        and near
        and (web(name), f"first-{name}") in again.seen
    )


def filled(table: Table, keys: Keyring, number: int) -> dict[str, Any]:
    """A row whose every value is as the store would write it under these keys."""
    row: dict[str, Any] = {}
    for column in table.c:
        if isinstance(column.type, LargeBinary):
            row[column.name] = f"bare-{number}".encode()
        else:
            row[column.name] = number if isinstance(column.type, Integer) else f"x{number}"
    for column in table.c:
        what = what_of(column)
        if isinstance(what, Hashed):
            row[column.name] = keys.index.of(column.name, str(number), what.size)
        elif isinstance(what, Sealed):
            named = what.place or tuple(one.name for one in table.primary_key)
            row[column.name] = seal(keys, column, PLAIN, *(row[name] for name in named))
    return row


async def fill(store: SqlStore, rows: int) -> set[str]:
    """So many rows in every table that depends on the master key; the tables' names."""
    tables = {one.table for one in register()} - {installation}
    for table in tables:
        some = [filled(table, store.keys, number) for number in range(rows)]
        await store.write(lambda one, some=some, table=table: one.execute(insert(table), some))
    return {table.name for table in tables}


def opened(connection: Any, keys: Keyring, column: Column[bytes]) -> set[bytes]:
    """What a column holds, in the clear or as it would be looked for."""
    rows = connection.execute(select(column.table)).all()
    if isinstance(what_of(column), Hashed):
        return {getattr(row, column.name) for row in rows}
    return {unseal(keys, column, row) for row in rows}
