"""What the old key is still good for while another follows it, and that it is for nothing then."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from bot.crypto.chain import content
from bot.crypto.keys import Keyring
from bot.handoff.audit import Fault
from bot.handoff.trace import Trace
from bot.storage.audit import SqlAudit
from bot.storage.plain import to_ms
from bot.storage.resealing import register
from bot.storage.rotation import note_node, progress
from bot.storage.sealed import Sealed, what_of
from bot.storage.sql import SqlStore
from bot.storage.sql_words import own_hashes
from bot.storage.staff_tables import audit, audit_batches
from bot.storage.tables import her_words, installation
from bot.wiring.rotating import Rotating
from tests.contracts.rotating import (
    LATER,
    NEW,
    PLAIN,
    fill,
    retire,
    rotate,
    with_word,
)
from tests.contracts.stores import MASTER, NOW
from tests.contracts.stores import begin as talk


async def test_her_word_cannot_be_tried_with_the_old_key(keyed: SqlStore) -> None:
    """Who has the old key and a later copy of the database tries words in vain; whoever had
    only been given what is kept of it, too."""
    await with_word(keyed, "anna")
    kept = await keyed.read(lambda one: one.execute(select(her_words.c.hash)).scalar())
    old = own_hashes(Keyring(MASTER), "anna", "melograno")
    assert old == (kept,)
    await rotate(keyed)
    await Rotating(keyed, lambda: NOW).go_on()
    now = await keyed.read(lambda one: one.execute(select(her_words.c.hash)).scalar())
    assert old[0] not in now
    assert own_hashes(keyed.keys, "anna", "melograno")[0] == now


async def test_the_audit_is_whole_across_keys_and_the_old_one_forges_nothing(
    keyed: SqlStore,
) -> None:
    """Rows and batches of before are verified; a row or a batch made with the old key is found."""
    thief = Keyring(MASTER)
    kept = SqlAudit(keyed)
    for number in range(3):
        await kept.record(Trace(f"a-{number}", "op", "thread.view", "case", NOW))
        await kept.seal(NOW)
    await kept.forget(NOW, NOW)
    await rotate(keyed)
    await kept.record(Trace("b", "op", "thread.view", "case", NOW))
    await Rotating(keyed, lambda: NOW).go_on()
    await retire(keyed)
    await kept.seal(LATER)
    seen = await kept.verify()
    assert (seen.whole, seen.rows) == (True, 6)

    fields = ("forged", to_ms(LATER), "op", "", "thread.view", "case", "")
    names = ("id", "at", "account", "role", "act", "subject", "network")
    row = dict(zip(names, fields, strict=True)) | {"signature": thief.audit.row(*fields)}
    await keyed.write(lambda one: one.execute(insert(audit).values(row)))
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

    await keyed.write(chained)
    assert {one.fault for one in (await kept.verify()).found} == {Fault.BROKEN}


async def test_cookies_of_before_are_good_until_the_old_key_is_retired(keyed: SqlStore) -> None:
    """She is not thrown out by a rotation; forms, too, go on."""
    before = keyed.keys.tokens.mint(NOW)
    form = keyed.keys.tokens.form(before, NOW)
    await rotate(keyed)
    after = keyed.keys.tokens.mint(NOW)
    other = Keyring(MASTER, NEW)
    for tokens in (keyed.keys.tokens, other.tokens):
        assert tokens.minted_at(before) == tokens.minted_at(after) == NOW
        assert tokens.form_fits(before, form, NOW)
    await Rotating(keyed, lambda: NOW).go_on()
    await retire(keyed)
    assert keyed.keys.tokens.minted_at(before) is None
    assert keyed.keys.tokens.minted_at(after) == NOW


async def test_how_far_it_is_says_numbers_only(keyed: SqlStore) -> None:
    """Before, in the middle, and at the end."""
    await talk(keyed, "anna")
    before = await keyed.read(lambda one: progress(one, keyed.keys, NOW))
    assert (before.rotating, before.rotated, before.waits, before.left.left) == (
        *(False, False, True),
        0,
    )
    await rotate(keyed)
    await keyed.write(lambda one: note_node(one, keyed.keys, "ours", NOW))
    amid = await keyed.read(lambda one: progress(one, keyed.keys, NOW))
    assert (amid.rotating, amid.since, amid.nodes, amid.have, amid.seal) == (True, NOW, 1, 1, 1)
    assert 0 < amid.left.left < amid.left.of
    await Rotating(keyed, lambda: NOW).go_on()
    assert (await keyed.read(lambda one: progress(one, keyed.keys, NOW))).left.left == 0


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
