"""A key follows another while women write: nothing is lost, nobody overlooks anybody."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, event, func, insert, select, update

from bot.conversation.state import TurnRecord
from bot.crypto.keys import Keyring
from bot.storage import resealing
from bot.storage.agency_tables import agencies
from bot.storage.installation import stand_by
from bot.storage.key_tables import key_nodes
from bot.storage.resealing import register, renew
from bot.storage.rotation import GONE_AFTER, begin, end, note_node
from bot.storage.rows import address_hashes
from bot.storage.sealed import Hashed, what_of
from bot.storage.sql import SqlStore
from bot.storage.tables import conversations, installation
from bot.storage.trouble import StorageError
from bot.wiring.rotating import Rotating
from tests.contracts.rotating import (
    LATER,
    NEW,
    OTHER,
    PLAIN,
    fill,
    is_hers,
    opened,
    retire,
    rotate,
    under_old,
    with_keys,
    with_word,
)
from tests.contracts.stores import MASTER, NOW, go_on, said, save, web
from tests.contracts.stores import begin as talk


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


async def test_women_write_while_it_goes_on(keyed: SqlStore) -> None:
    """Talks begin, go on, and are forgotten beside the worker: none is doubled or comes back."""
    names = [f"woman-{number}" for number in range(40)]
    known = {name: await talk(keyed, name) for name in names}
    await rotate(keyed)
    keeper = Rotating(keyed, lambda: NOW)

    async def write(name: str) -> None:
        before = await go_on(keyed, known[name], f"a-{name}")
        before = await go_on(keyed, before, f"b-{name}")
        await talk(keyed, f"new-{name}")
        if name.endswith("7"):
            gone = TurnRecord(f"c-{name}", before, before, forget=True)
            await save(keyed, [said(f"c-{name}", before.address)], [gone])

    await asyncio.gather(keeper.go_on(), *map(write, names))
    while await under_old(keyed):
        await keeper.go_on()
    await retire(keyed)
    there = await keyed.read(
        lambda one: one.execute(select(func.count()).select_from(conversations)).scalar()
    )
    assert there == 2 * len(names) - 4
    for name in names:
        found = await keyed.read_thread(web(name))
        if name.endswith("7"):
            assert found is None
        else:
            assert found is not None
            assert [shown.seq for shown in found[2]] == [1, 2, 3]


async def test_what_was_changed_meanwhile_is_not_written_over(keyed: SqlStore) -> None:
    """The worker writes only where the value is still the one that it has read."""
    await talk(keyed, "anna")
    row = await keyed.read(lambda one: one.execute(select(conversations)).one())
    await rotate(keyed)
    _, newer = keyed.keys.new_data_key("anna")
    new = update(conversations).values(sealed_key=newer)
    await keyed.write(lambda one: one.execute(new))
    column = conversations.c.sealed_key
    await keyed.write(lambda one: resealing.write(one, keyed.keys, column, [row]))
    assert await keyed.read(lambda one: one.execute(select(column)).scalar()) == newer


async def test_a_hash_that_was_written_again_meanwhile_holds_nobody_up(keyed: SqlStore) -> None:
    """Two processes at the moment of the turn: the older row stays for its time, and is told."""
    await talk(keyed, "anna")
    await rotate(keyed)
    row = await keyed.read(lambda one: one.execute(select(conversations)).one())
    twin = dict(row._mapping) | {
        "id": "twin",
        "address_hash": address_hashes(keyed.keys, web("anna"))[0],
        "sealed_key": keyed.keys.new_data_key("twin")[1],
    }
    await keyed.write(lambda one: one.execute(insert(conversations).values(**twin)))
    keeper = Rotating(keyed, lambda: NOW)
    await keeper.go_on()
    assert await under_old(keyed) == 1
    with pytest.raises(StorageError, match="1 values are left"):
        await retire(keyed)
    await keyed.write(
        lambda one: one.execute(delete(conversations).where(conversations.c.id == "anna"))
    )
    await retire(keyed)


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


async def test_the_new_key_seals_only_where_every_process_has_it(keyed: SqlStore) -> None:
    """One that runs without it, or with another, is waited for; one that is gone is not."""
    poor, odd = Keyring(MASTER), Keyring(MASTER, OTHER)
    await keyed.write(lambda one: note_node(one, keyed.keys, "ours", NOW))
    for keys in (poor, odd):
        await keyed.write(lambda one, keys=keys: note_node(one, keys, "theirs", NOW))
        with pytest.raises(StorageError, match="1 of 2 running processes do not have"):
            await rotate(keyed)
    with pytest.raises(StorageError, match="There is no new key"):
        await keyed.write(lambda one: begin(one, poor, "act", NOW))
    long_ago = NOW - GONE_AFTER
    await keyed.write(lambda one: note_node(one, odd, "theirs", long_ago))
    await rotate(keyed)
    with pytest.raises(StorageError, match="another master key"):
        await keyed.write(lambda one: note_node(one, poor, "late", NOW))
    with pytest.raises(StorageError, match="last rotation is not over"):
        await rotate(keyed)


async def test_a_running_process_turns_when_it_says_that_it_runs(
    keyed: SqlStore, sql_url: str
) -> None:
    """Until then it seals with the old key and reads both; the old one is not retired so long."""
    if sql_url.startswith("sqlite"):
        pytest.skip("only PostgreSQL is shared by several processes")
    other = await SqlStore.open(sql_url, Keyring(MASTER, NEW))
    kept = Rotating(other, lambda: LATER)
    await kept.say()
    await rotate(keyed)
    await talk(keyed, "anna")
    await talk(other, "bice")
    assert await other.read_thread(web("anna")) is not None
    assert await keyed.read_thread(web("bice")) is not None
    await Rotating(keyed, lambda: NOW).go_on()
    with pytest.raises(StorageError, match="1 of 1 running processes still seal"):
        await retire(keyed)
    await kept.say()
    assert other.keys.standing == keyed.keys.standing
    await retire(keyed)
    await kept.leave()
    assert await keyed.read(lambda one: one.execute(select(key_nodes)).all()) == []
    await other.close()


async def test_the_old_key_is_retired_late_and_once(keyed: SqlStore) -> None:
    """Not within a day, not while anything is left, and nothing where no rotation was."""
    with pytest.raises(StorageError, match="No key is to be retired"):
        await retire(keyed)
    await talk(keyed, "anna")
    await rotate(keyed)
    soon = LATER - timedelta(minutes=1)
    with pytest.raises(StorageError, match="still need the old key"):
        await keyed.write(lambda one: end(one, keyed.keys, "early", soon))
    with pytest.raises(StorageError, match="are left under the old key"):
        await retire(keyed)
    await Rotating(keyed, lambda: NOW).go_on()
    await retire(keyed)
    with pytest.raises(StorageError, match="No key is to be retired"):
        await retire(keyed)
    with pytest.raises(StorageError, match="never taken again"):
        await rotate(keyed)


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


async def test_a_value_that_no_key_opens_holds_up_nothing_else(keyed: SqlStore) -> None:
    """Damaged, or written by somebody else: it stays as it is, is told by its place, and keeps the
    old key from being retired; whatever stands behind it is sealed anew."""
    await fill(keyed, 3)
    spoilt = {"id": "x1", "sealed": b"no key opens what somebody has written over it"}
    await keyed.write(
        lambda one: one.execute(update(agencies).where(agencies.c.id == "x1").values(spoilt))
    )
    await rotate(keyed)
    await Rotating(keyed, lambda: NOW).go_on()
    assert await under_old(keyed) == 1
    with pytest.raises(StorageError, match=r"agencies\.sealed"):
        await retire(keyed)


async def test_which_keys_there_are_is_read_at_one_moment(keyed: SqlStore) -> None:
    """A process that starts while a rotation begins finds the one before it or the one after, and
    never the old key that seals behind itself."""
    await rotate(keyed)
    asked: list[str] = []

    def note(_one: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def reads(connection: Connection) -> None:
        event.listen(connection, "before_cursor_execute", note)
        assert stand_by(connection, keyed.keys)

    await keyed.write(reads)
    assert len(asked) == 1
