"""What every store promises about an operator's text that was sent and never delivered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.state import Place
from tests.contracts.stores import NOW, AnyStore, go_on
from tests.contracts.test_boxes import LEASE, box, everything, kept, undelivered, written


@pytest.mark.parametrize("place", ["box", "tray"])
async def test_it_waits_for_her_or_at_the_desk_with_what_it_said(
    store: AnyStore, place: Place
) -> None:
    """Once, however often the provider reports it; the thread says that it never reached her."""
    known = await written(store, "a", place=place)
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_sent(one, "SM1", NOW)
    lost = replace(kept(known, 2, place), operator="", text="")
    for number in range(2):
        known = await go_on(store, known, f"report-{number}", after=known, shown=(), lost=lost)
    assert await everything(store) == {(lost.id, place)}
    assert await undelivered(store, "a") == [2]
    if place == "box":
        (waiting,) = await box(store, "a")
        assert (waiting.text, waiting.operator) == ("risposta", "op")


async def test_what_the_service_said_itself_is_not_kept(store: AnyStore) -> None:
    """A late answer of a flow is nobody's letter."""
    known = await written(store, "a")
    lost = replace(kept(known, 2), id="a-1", text="")
    await go_on(store, known, "report", after=known, shown=(), lost=lost)
    assert await everything(store) == set()
