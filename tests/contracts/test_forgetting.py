"""What every store promises about forgetting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.state import Letter, TurnRecord
from bot.messages import Thread
from tests.contracts.stores import (
    NOW,
    AnyStore,
    begin,
    begun,
    go_on,
    line,
    load,
    queued,
    said,
    save,
    web,
)


async def test_a_forgotten_conversation_is_gone_and_its_happenings_stay_known(
    store: AnyStore,
) -> None:
    """A form that is sent again after "forget me" has no effect."""
    kept = await begin(store, "anna", case=queued("case", "anna"))
    await go_on(store, kept, "forget", forget=True, shown=())
    assert await store.read_thread(web("anna")) is None
    assert await store.read_thread(Thread("anna")) is None
    loaded = await load(store, said("forget", web("anna")), said("other", web("anna")))
    assert loaded.conversations == {}
    assert loaded.cases == {}
    assert loaded.seen == {(web("anna"), "forget")}


async def test_after_forgetting_the_same_address_begins_anew_in_the_same_batch(
    store: AnyStore,
) -> None:
    """What comes next belongs to a new conversation with nothing of the old one."""
    kept = await begin(store, "anna")
    new = replace(begun("new", web("anna")), seq=1)
    turns = [
        TurnRecord("forget", kept, replace(kept, seq=2), forget=True),
        TurnRecord("next", None, new, shown=(line("new", 1, "salve"),)),
    ]
    await save(store, [said("forget", web("anna")), said("next", web("anna"))], turns)
    assert await store.read_thread(web("anna")) == (new, None, (line("new", 1, "salve"),))
    assert await store.read_thread(Thread("anna")) is None


async def test_a_conversation_begun_and_forgotten_in_one_batch_never_was(store: AnyStore) -> None:
    """Nothing of it is written."""
    first = replace(begun("one", web("1")), seq=1)
    turns = [
        TurnRecord("a", None, first, shown=(line("one", 1, "uno"),)),
        TurnRecord("b", first, replace(first, seq=2), forget=True),
    ]
    await save(store, [said("a", web("1")), said("b", web("1"))], turns)
    assert await store.read_thread(web("1")) is None


async def test_a_talk_alone_can_be_forgotten(store: AnyStore) -> None:
    """The lines from its first on go, those of the same batch too; what was before stays."""
    kept = await begin(store, "anna", case=queued("case", "anna"))
    kept = await go_on(store, kept, "his")
    after = replace(kept, seq=4, began=1)
    turns = [
        TurnRecord("more", kept, replace(kept, seq=3), shown=(line("anna", 3, "ancora"),)),
        TurnRecord("forget", replace(kept, seq=3), after, wiped_from=2),
    ]
    await save(store, [said("more", web("anna")), said("forget", web("anna"))], turns)
    found = await store.read_thread(web("anna"))
    assert found is not None
    assert found[0] == after
    assert found[1] == queued("case", "anna")
    assert [one.speech.text for one in found[2]] == ["benvenuta anna"]


async def test_what_is_past_its_time_is_destroyed(store: AnyStore) -> None:
    """Conversations and letters by their own time, happenings after 48 hours."""
    kept = await begin(store, "old")
    letter = Letter("l", "north", "it", NOW, NOW + timedelta(days=7), "t", "12345678", "papavero")
    new = replace(begun("young", web("young")), forget_at=NOW + timedelta(days=30))
    turn = TurnRecord("a", None, new, letter=letter)
    await save(store, [said("a", web("young"))], [turn])
    assert await store.forget_due(kept.forget_at - timedelta(seconds=1), 100) == 0
    assert await store.forget_due(kept.forget_at, 100) == 1
    assert await store.read_thread(web("old")) is None
    assert (await load(store, said("first-old", web("old")))).seen
    assert await store.forget_due(NOW + timedelta(hours=48), 100) == 2
    assert not (await load(store, said("first-old", web("old")))).seen
    assert await store.forget_due(NOW + timedelta(days=7), 100) == 1
    async with store.batch() as batch:
        assert await batch.number_free("12345678")
    assert await store.read_thread(web("young")) is not None
