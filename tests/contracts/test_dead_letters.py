"""What the databases promise about messages that a provider did not take."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import Conversation, Curtain, Held, Outgoing
from bot.handoff.reasons import Reason
from bot.messages import Voice
from bot.storage.sql import SqlStore
from bot.storage.tray import SqlTray
from bot.storage.undelivered import SqlUndelivered
from tests.contracts.stores import NOW, begin, chat, go_on, queued, to_send

LEASE = 60.0
SOON = NOW + timedelta(minutes=1)
LATE = NOW + timedelta(minutes=5)
TEXT = "Ci vediamo alle tre."


async def _refused(store: SqlStore, name: str = "a") -> Conversation:
    """A conversation whose only message the provider refused for good."""
    known = await begin(store, name, chat(name), outgoing=1, case=queued(f"case-{name}", name))
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_failed(one.id, None, NOW)
    return known


async def _ids(store: SqlStore, *networks: str) -> list[str]:
    return [one.id for one in await SqlUndelivered(store).all(networks, SOON)]


async def test_a_refused_message_is_seen_in_its_network_until_it_is_late(
    sql_store: SqlStore,
) -> None:
    """Another network sees nothing; what is late is shown to nobody and destroyed."""
    await _refused(sql_store)
    (one,) = await SqlUndelivered(sql_store).all(["north"], SOON)
    assert (one.network, one.channel, one.why, one.staff) == ("north", "telegram", "failed", False)
    assert await _ids(sql_store, "south") == []
    assert await SqlUndelivered(sql_store).all(["north"], LATE) == []
    await sql_store.forget_due(LATE, 10)
    assert await _ids(sql_store, "north") == []


async def test_an_outcome_unknown_for_good_is_seen_too(sql_store: SqlStore) -> None:
    """After its second attempt."""
    await begin(sql_store, "a", chat("a"), outgoing=1)
    for seconds in (0, 61, 122):
        await sql_store.claim(NOW + timedelta(seconds=seconds), LEASE, 1)
    (one,) = await SqlUndelivered(sql_store).all(["north"], NOW + timedelta(seconds=123))
    assert (one.network, one.why) == ("", "unknown")


async def test_another_try_goes_out_as_if_there_had_been_none(sql_store: SqlStore) -> None:
    """Once: then it is no dead letter any more."""
    await _refused(sql_store)
    (id,) = await _ids(sql_store, "north")
    assert await SqlUndelivered(sql_store).retry(["south"], id, SOON) is Reason.UNKNOWN
    assert await SqlUndelivered(sql_store).retry(["north"], id, SOON) is None
    assert await SqlUndelivered(sql_store).retry(["north"], id, SOON) is Reason.UNKNOWN
    (one,) = await sql_store.claim(SOON, LEASE, 1)
    assert (one.id, one.attempts, one.speech.text) == (id, 1, "risposta")
    assert one.expires_at == LATE


async def test_no_other_try_is_late(sql_store: SqlStore) -> None:
    """A late message may be read by somebody else."""
    await _refused(sql_store)
    (id,) = await _ids(sql_store, "north")
    assert await SqlUndelivered(sql_store).retry(["north"], id, LATE) is Reason.TOO_LATE
    assert list(await sql_store.claim(LATE, LEASE, 1)) == []


async def test_whoever_leaves_takes_her_dead_letters_with_her(sql_store: SqlStore) -> None:
    """After an exit there is nothing to be tried, and forgetting leaves none."""
    known = await _refused(sql_store)
    (id,) = await _ids(sql_store, "north")
    left = replace(known, curtain=Curtain.EXITED, seq=known.seq + 1)
    await go_on(sql_store, known, "exit", after=left, shown=(), cancel_outgoing=True)
    assert await _ids(sql_store, "north") == []
    assert await SqlUndelivered(sql_store).retry(["north"], id, SOON) is Reason.UNKNOWN
    other = await _refused(sql_store, "b")
    await go_on(sql_store, other, "forget", forget=True, shown=())
    assert await _ids(sql_store, "north") == []


async def test_behind_a_fallen_curtain_nothing_is_tried(sql_store: SqlStore) -> None:
    """Whatever brought it down."""
    known = await _refused(sql_store)
    (id,) = await _ids(sql_store, "north")
    await go_on(
        sql_store, known, "x", after=replace(known, curtain=Curtain.COVERED, seq=known.seq + 1)
    )
    assert await SqlUndelivered(sql_store).retry(["north"], id, SOON) is Reason.EXITED


def _from_operator(known: Conversation) -> Outgoing:
    message = to_send(known, known.seq + 1, TEXT, Voice.OPERATOR)
    day = NOW + timedelta(hours=24)
    kept = Held(message.id, known.id, "case-a", "north", "op", NOW, day, "tray", TEXT)
    return replace(message, fallback=kept)


@pytest.mark.parametrize("discarded", [False, True])
async def test_an_operators_text_leaves_the_tray_for_another_try(
    sql_store: SqlStore, discarded: bool
) -> None:
    """One that somebody has thrown away meanwhile is not sent any more."""
    known = await begin(sql_store, "a", chat("a"), case=queued("case-a", "a"))
    await go_on(sql_store, known, "x", outgoing=(_from_operator(known),))
    (one,) = await sql_store.claim(NOW, LEASE, 1)
    await sql_store.mark_failed(one.id, None, NOW)
    undelivered = SqlUndelivered(sql_store)
    (dead,) = await undelivered.all(["north"], SOON)
    assert dead.staff
    if discarded:
        await SqlTray(sql_store).discard(dead.id)
        assert await undelivered.retry(["north"], dead.id, SOON) is Reason.UNKNOWN
        return
    assert await undelivered.retry(["north"], dead.id, SOON) is None
    (again,) = await sql_store.claim(SOON, LEASE, 1)
    assert again.speech.text == TEXT
    await sql_store.mark_failed(again.id, None, SOON)
    assert await _ids(sql_store, "north") == [dead.id], "put aside once more, and once only"
