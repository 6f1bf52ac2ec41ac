"""What every store promises about her notebook: each change counts, and it goes when it should."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.handoff.abilities import known
from bot.handoff.notebook import Aim, Notebook, Paper
from bot.messages import Thread
from bot.safety.her_words import WordKind
from bot.storage.notebooks import SqlNotebooks
from bot.storage.sql import SqlStore
from bot.storage.together_tables import notebooks
from bot.values.proposals import Mark, Unshared, Wrote
from tests.contracts.stores import NOW, AnyStore, begin, go_on, said, web

ANNA = Thread("anna")


def _wrote(what: str, of: str = "", value: str = "", **more: bool) -> Wrote:
    return Wrote(what, of, value, NOW, more.pop("worded", True), **more)


async def _read(store: AnyStore) -> Notebook | None:
    async with store.batch() as batch:
        await batch.load_many([said("looks", web("anna"))])
        return await batch.notebook("anna")


async def _anna(store: AnyStore, *marks: Mark) -> None:
    anna = await begin(store, "anna")
    words = ((WordKind.RETURN, "lanterna"),)
    await go_on(store, anna, "writes", marks=marks, words=words)


async def test_every_change_of_one_batch_counts(store: AnyStore) -> None:
    """Two taps in a row are two changes, in their order, also where neither saw the other."""
    await _anna(
        store,
        _wrote("step", "desk", "2026-12-03"),
        _wrote("paper", "identity", "have"),
        _wrote("abilities", "shop speaks_ar"),
        _wrote("state", "desk", "done"),
    )
    found = await _read(store)
    assert found is not None
    assert [(one.aim, one.done) for one in found.aims] == [(Aim.DESK, True)]
    assert found.papers == {Paper.IDENTITY: True}
    assert found.abilities == known(["shop", "speaks_ar"])
    assert found.until == NOW + timedelta(days=90)


async def test_an_emptied_notebook_is_none(store: AnyStore) -> None:
    """And so is that of whoever never wrote in it."""
    await _anna(store, _wrote("step", "desk"), _wrote("all"))
    assert await _read(store) is None


async def test_taking_back_ends_what_a_sheet_may_say(store: AnyStore) -> None:
    """What she can do stays hers."""
    await _anna(store, _wrote("abilities", "shop", share=True), Unshared(NOW))
    found = await _read(store)
    assert found is not None
    assert (found.abilities, found.shared) == (("shop",), False)


async def test_the_desk_reads_only_what_she_let_it(sql_store: SqlStore) -> None:
    """Her abilities with her yes, nothing without it, never her plan."""
    await _anna(sql_store, _wrote("abilities", "shop"), _wrote("step", "home"))
    assert await SqlNotebooks(sql_store).shared("anna") == ()
    found = await sql_store.read_thread(ANNA)
    assert found is not None
    await go_on(sql_store, found[0], "shares", marks=(_wrote("renew", share=True),))
    assert await SqlNotebooks(sql_store).shared("anna") == ("shop",)
    assert await SqlNotebooks(sql_store).shared("nobody") == ()


async def test_taking_all_back_in_the_batch_of_a_yes_is_the_last_word(sql_store: SqlStore) -> None:
    """A yes and its end that are written together leave nothing to read."""
    anna = await begin(sql_store, "anna")
    wrote = (_wrote("abilities", "shop", share=True),)
    await go_on(sql_store, anna, "all back", marks=wrote)
    found = await sql_store.read_thread(ANNA)
    assert found is not None
    await go_on(sql_store, found[0], "again", taken_back=NOW)
    assert await SqlNotebooks(sql_store).shared("anna") == ()


async def test_it_outlives_her_talk_under_a_new_key_and_then_goes(sql_store: SqlStore) -> None:
    """90 days, where she has a word; nothing is left then."""
    await _anna(sql_store, _wrote("step", "desk"))
    await sql_store.forget_due(NOW + timedelta(days=5), 100)
    found = await _read(sql_store)
    assert found is not None
    assert [one.aim for one in found.aims] == [Aim.DESK]
    await sql_store.forget_due(NOW + timedelta(days=91), 100)
    assert await _count(sql_store) == 0


async def test_without_a_word_it_goes_with_her_talk(sql_store: SqlStore) -> None:
    """Nobody could open it any more."""
    await _anna(sql_store, _wrote("step", "desk", worded=False))
    await sql_store.forget_due(NOW + timedelta(days=5), 100)
    assert await _count(sql_store) == 0


async def _count(store: SqlStore) -> int:
    query = select(func.count()).select_from(notebooks)
    return await store.read(lambda connection: connection.execute(query).scalar_one())
