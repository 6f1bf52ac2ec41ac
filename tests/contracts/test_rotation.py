"""A key follows another while women write: nothing is lost, and the old key opens nothing then."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Integer, LargeBinary, Table, delete, func, insert, select, update

from bot.conversation.state import TurnRecord
from bot.crypto.chain import content
from bot.crypto.keys import Keyring
from bot.handoff.audit import Fault
from bot.handoff.trace import Trace
from bot.rotating import Rotating
from bot.safety.her_words import WordKind
from bot.storage import resealing
from bot.storage.audit import SqlAudit
from bot.storage.ids import RandomIds
from bot.storage.key_tables import key_nodes
from bot.storage.plain import to_ms
from bot.storage.resealing import left, register, renew
from bot.storage.rotation import GONE_AFTER, SETTLES, begin, end, note_node, progress
from bot.storage.rows import address_hashes
from bot.storage.sealed import Hashed, Sealed, seal, unseal, what_of
from bot.storage.sql import SqlStore
from bot.storage.sql_words import own_hashes
from bot.storage.staff_tables import audit, audit_batches
from bot.storage.tables import conversations, her_words, installation
from bot.storage.trouble import StorageError
from tests.contracts.stores import MASTER, NOW, go_on, load, said, save, web
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


@pytest.fixture
async def store(sql_url: str) -> AsyncIterator[SqlStore]:
    """A store of each engine that has both keys; the old one seals."""
    async with with_keys(sql_url, MASTER, NEW) as found:
        yield found


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


async def test_every_value_opens_under_the_new_key_alone(sql_url: str) -> None:
    """A row in each table that depends on the key, more of them than one transaction takes."""
    rows = resealing.AT_ONCE + 3
    async with with_keys(sql_url, MASTER, NEW) as store:
        assert len(await fill(store, rows)) > 25
        await rotate(store)
        assert await under_old(store) > rows * 40
        keeper = Rotating(store, lambda: NOW)
        assert await keeper.go_on() > rows * 40
        assert await under_old(store) == await keeper.go_on() == 0
        await retire(store)
    with pytest.raises(StorageError, match="another master key"):
        await SqlStore.open(sql_url, Keyring(MASTER))
    async with with_keys(sql_url, NEW) as alone:
        for column in register():
            found = await alone.read(lambda one, column=column: opened(one, alone.keys, column))
            if isinstance(what := what_of(column), Hashed):
                index = alone.keys.index
                wanted = {index.of(column.name, str(number), what.size) for number in range(rows)}
                assert found == wanted, column
            elif column.table is not installation:
                assert found == {PLAIN}, column


async def test_she_is_found_at_every_moment_of_it(sql_url: str) -> None:
    """Before, while the new key seals, half way, when all is done, and under the new key alone."""
    async with with_keys(sql_url, MASTER, NEW) as store:
        await with_word(store, "anna")
        assert await is_hers(store, "anna")
        await rotate(store)
        assert await is_hers(store, "anna")
        for column in register():
            await store.write(lambda one, column=column: renew(one, store.keys, column, None))
            assert await is_hers(store, "anna"), column
        await retire(store)
        assert await is_hers(store, "anna")
        assert len(address_hashes(store.keys, web("anna"))) == 1
    async with with_keys(sql_url, NEW) as again:
        assert await is_hers(again, "anna")


async def test_women_write_while_it_goes_on(store: SqlStore) -> None:
    """Talks begin, go on, and are forgotten beside the worker: none is doubled or comes back."""
    names = [f"woman-{number}" for number in range(40)]
    known = {name: await talk(store, name) for name in names}
    await rotate(store)
    keeper = Rotating(store, lambda: NOW)

    async def write(name: str) -> None:
        before = await go_on(store, known[name], f"a-{name}")
        before = await go_on(store, before, f"b-{name}")
        await talk(store, f"new-{name}")
        if name.endswith("7"):
            gone = TurnRecord(f"c-{name}", before, before, forget=True)
            await save(store, [said(f"c-{name}", before.address)], [gone])

    await asyncio.gather(keeper.go_on(), *map(write, names))
    while await under_old(store):
        await keeper.go_on()
    await retire(store)
    there = await store.read(
        lambda one: one.execute(select(func.count()).select_from(conversations)).scalar()
    )
    assert there == 2 * len(names) - 4
    for name in names:
        found = await store.read_thread(web(name))
        if name.endswith("7"):
            assert found is None
        else:
            assert found is not None
            assert [shown.seq for shown in found[2]] == [1, 2, 3]


async def test_what_was_changed_meanwhile_is_not_written_over(store: SqlStore) -> None:
    """The worker writes only where the value is still the one that it has read."""
    await talk(store, "anna")
    row = await store.read(lambda one: one.execute(select(conversations)).one())
    await rotate(store)
    _, newer = store.keys.new_data_key("anna")
    new = update(conversations).values(sealed_key=newer)
    await store.write(lambda one: one.execute(new))
    column = conversations.c.sealed_key
    await store.write(lambda one: resealing.write(one, store.keys, column, [row]))
    assert await store.read(lambda one: one.execute(select(column)).scalar()) == newer


async def test_a_hash_that_was_written_again_meanwhile_holds_nobody_up(store: SqlStore) -> None:
    """Two processes at the moment of the turn: the older row stays for its time, and is told."""
    await talk(store, "anna")
    await rotate(store)
    row = await store.read(lambda one: one.execute(select(conversations)).one())
    twin = dict(row._mapping) | {
        "id": "twin",
        "address_hash": address_hashes(store.keys, web("anna"))[0],
        "sealed_key": store.keys.new_data_key("twin")[1],
    }
    await store.write(lambda one: one.execute(insert(conversations).values(**twin)))
    keeper = Rotating(store, lambda: NOW)
    await keeper.go_on()
    assert await under_old(store) == 1
    with pytest.raises(StorageError, match="1 values are left"):
        await retire(store)
    await store.write(
        lambda one: one.execute(delete(conversations).where(conversations.c.id == "anna"))
    )
    await retire(store)


async def test_who_was_killed_in_the_middle_is_followed_by_another(sql_url: str) -> None:
    """Nothing is noted anywhere: what carries the mark of the new key is done."""
    async with with_keys(sql_url, MASTER, NEW) as store:
        await fill(store, resealing.AT_ONCE + 3)
        await rotate(store)
        for column in register()[::2]:
            await store.write(lambda one, column=column: renew(one, store.keys, column, None))
        before = await under_old(store)
    async with with_keys(sql_url, NEW, MASTER) as again:
        assert await under_old(again) == before > 0
        assert await Rotating(again, lambda: NOW).go_on() == before
        await retire(again)


async def test_a_missing_key_is_told_at_the_start(sql_url: str) -> None:
    """The old one while it is needed, the new one, a wrong one; which is which is no matter."""
    async with with_keys(sql_url, MASTER, NEW) as store:
        await rotate(store)
    for keys, told in (
        (Keyring(NEW), "FILO_NEXT_KEY_FILE until `filo keys retire`"),
        (Keyring(MASTER), "another master key"),
        (Keyring(MASTER, OTHER), "another master key"),
        (Keyring(NEW, OTHER), "A key is missing"),
    ):
        with pytest.raises(StorageError, match=told):
            await SqlStore.open(sql_url, keys)
    async with with_keys(sql_url, NEW, MASTER) as swapped:
        assert swapped.keys.standing == store.keys.standing


async def test_the_new_key_seals_only_where_every_process_has_it(store: SqlStore) -> None:
    """One that runs without it, or with another, is waited for; one that is gone is not."""
    poor, odd = Keyring(MASTER), Keyring(MASTER, OTHER)
    await store.write(lambda one: note_node(one, store.keys, "ours", NOW))
    for keys in (poor, odd):
        await store.write(lambda one, keys=keys: note_node(one, keys, "theirs", NOW))
        with pytest.raises(StorageError, match="1 of 2 running processes do not have"):
            await rotate(store)
    with pytest.raises(StorageError, match="There is no new key"):
        await store.write(lambda one: begin(one, poor, "act", NOW))
    long_ago = NOW - GONE_AFTER
    await store.write(lambda one: note_node(one, odd, "theirs", long_ago))
    await rotate(store)
    with pytest.raises(StorageError, match="another master key"):
        await store.write(lambda one: note_node(one, poor, "late", NOW))
    with pytest.raises(StorageError, match="last rotation is not over"):
        await rotate(store)


async def test_a_running_process_turns_when_it_says_that_it_runs(
    store: SqlStore, sql_url: str
) -> None:
    """Until then it seals with the old key and reads both; the old one is not retired so long."""
    if sql_url.startswith("sqlite"):
        pytest.skip("only PostgreSQL is shared by several processes")
    other = await SqlStore.open(sql_url, Keyring(MASTER, NEW))
    kept = Rotating(other, lambda: LATER)
    await kept.say()
    await rotate(store)
    await talk(store, "anna")
    await talk(other, "bice")
    assert await other.read_thread(web("anna")) is not None
    assert await store.read_thread(web("bice")) is not None
    await Rotating(store, lambda: NOW).go_on()
    with pytest.raises(StorageError, match="1 of 1 running processes still seal"):
        await retire(store)
    await kept.say()
    assert other.keys.standing == store.keys.standing
    await retire(store)
    await kept.leave()
    assert await store.read(lambda one: one.execute(select(key_nodes)).all()) == []
    await other.close()


async def test_the_old_key_is_retired_late_and_once(store: SqlStore) -> None:
    """Not within a day, not while anything is left, and nothing where no rotation was."""
    with pytest.raises(StorageError, match="No key is to be retired"):
        await retire(store)
    await talk(store, "anna")
    await rotate(store)
    soon = LATER - timedelta(minutes=1)
    with pytest.raises(StorageError, match="still need the old key"):
        await store.write(lambda one: end(one, store.keys, "early", soon))
    with pytest.raises(StorageError, match="are left under the old key"):
        await retire(store)
    await Rotating(store, lambda: NOW).go_on()
    await retire(store)
    with pytest.raises(StorageError, match="No key is to be retired"):
        await retire(store)
    with pytest.raises(StorageError, match="never taken again"):
        await rotate(store)


async def test_one_key_after_another(sql_url: str) -> None:
    """Three generations: she is found, and every earlier key is refused."""
    async with with_keys(sql_url, MASTER, NEW) as store:
        await with_word(store, "anna")
        await rotate(store)
        await Rotating(store, lambda: NOW).go_on()
        await retire(store)
    async with with_keys(sql_url, NEW, OTHER) as third:
        await rotate(third)
        assert await is_hers(third, "anna")
        await Rotating(third, lambda: NOW).go_on()
        await retire(third)
        assert await is_hers(third, "anna")
    for former in (MASTER, NEW):
        with pytest.raises(StorageError, match="another master key"):
            await SqlStore.open(sql_url, Keyring(former))


async def test_her_word_cannot_be_tried_with_the_old_key(store: SqlStore) -> None:
    """Who has the old key and a later copy of the database tries words in vain; whoever had
    only been given what is kept of it, too."""
    await with_word(store, "anna")
    kept = await store.read(lambda one: one.execute(select(her_words.c.hash)).scalar())
    old = own_hashes(Keyring(MASTER), "anna", "melograno")
    assert old == (kept,)
    await rotate(store)
    await Rotating(store, lambda: NOW).go_on()
    now = await store.read(lambda one: one.execute(select(her_words.c.hash)).scalar())
    assert old[0] not in now
    assert own_hashes(store.keys, "anna", "melograno")[0] == now


async def test_the_audit_is_whole_across_keys_and_the_old_one_forges_nothing(
    store: SqlStore,
) -> None:
    """Rows and batches of before are verified; a row or a batch made with the old key is found."""
    thief = Keyring(MASTER)
    kept = SqlAudit(store)
    for number in range(3):
        await kept.record(Trace(f"a-{number}", "op", "thread.view", "case", NOW))
        await kept.seal(NOW)
    await kept.forget(NOW, NOW)
    await rotate(store)
    await kept.record(Trace("b", "op", "thread.view", "case", NOW))
    await Rotating(store, lambda: NOW).go_on()
    await retire(store)
    await kept.seal(LATER)
    seen = await kept.verify()
    assert (seen.whole, seen.rows) == (True, 6)

    fields = ("forged", to_ms(LATER), "op", "", "thread.view", "case", "")
    names = ("id", "at", "account", "role", "act", "subject", "network")
    row = dict(zip(names, fields, strict=True)) | {"signature": thief.audit.row(*fields)}
    await store.write(lambda one: one.execute(insert(audit).values(row)))
    await kept.seal(LATER)
    assert {one.fault for one in (await kept.verify()).found} == {Fault.FORGED}

    def chained(connection: Any) -> None:
        last = connection.execute(
            select(audit_batches).order_by(audit_batches.c.number.desc()).limit(1)
        ).one()
        number, at = last.number + 1, to_ms(LATER)
        made = thief.audit.batch(last.seal, number, at, [content(*fields)])
        batch = {"number": number, "at": at, "newest_at": at, "size": 1, "seal": made}
        connection.execute(insert(audit_batches).values(batch))
        connection.execute(update(audit).where(audit.c.id == "forged").values(batch=number))

    await store.write(chained)
    assert {one.fault for one in (await kept.verify()).found} == {Fault.BROKEN}


async def test_cookies_of_before_are_good_until_the_old_key_is_retired(store: SqlStore) -> None:
    """She is not thrown out by a rotation; forms, too, go on."""
    before = store.keys.tokens.mint(NOW)
    form = store.keys.tokens.form(before, NOW)
    await rotate(store)
    after = store.keys.tokens.mint(NOW)
    other = Keyring(MASTER, NEW)
    for tokens in (store.keys.tokens, other.tokens):
        assert tokens.minted_at(before) == tokens.minted_at(after) == NOW
        assert tokens.form_fits(before, form, NOW)
    await Rotating(store, lambda: NOW).go_on()
    await retire(store)
    assert store.keys.tokens.minted_at(before) is None
    assert store.keys.tokens.minted_at(after) == NOW


async def test_how_far_it_is_says_numbers_only(store: SqlStore) -> None:
    """Before, in the middle, and at the end."""
    await talk(store, "anna")
    before = await store.read(lambda one: progress(one, store.keys, NOW))
    assert (before.rotating, before.rotated, before.waits, before.left.left) == (
        *(False, False, True),
        0,
    )
    await rotate(store)
    await store.write(lambda one: note_node(one, store.keys, "ours", NOW))
    amid = await store.read(lambda one: progress(one, store.keys, NOW))
    assert (amid.rotating, amid.since, amid.nodes, amid.have, amid.seal) == (True, NOW, 1, 1, 1)
    assert 0 < amid.left.left < amid.left.of
    await Rotating(store, lambda: NOW).go_on()
    assert (await store.read(lambda one: progress(one, store.keys, NOW))).left.left == 0


async def test_an_older_program_reads_what_was_sealed_before_a_rotation(
    sql_store: SqlStore,
) -> None:
    """Nothing carries a mark before a first rotation: nodes are upgraded one by one."""
    await fill(sql_store, 1)
    for column in register():
        if column.table is installation:
            continue
        (value,) = await sql_store.read(
            lambda one, column=column: one.execute(select(column)).scalars().all()
        )
        what = what_of(column)
        bare = len(PLAIN) + 28 if isinstance(what, Sealed) else getattr(what, "size", 0)
        assert len(value) == bare, column
