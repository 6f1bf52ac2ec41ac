"""What every store promises about turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import CaseState, Letter, TurnRecord
from bot.engine.session import Frame, Session
from bot.messages import Option, Shown, Speech, Thread, Voice
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
    sms,
    web,
)


async def test_an_unknown_address_has_no_conversation(store: AnyStore) -> None:
    """Nothing is stored by asking."""
    loaded = await load(store, said("a", web("x")), said("b", Thread("nobody")))
    assert not loaded.conversations
    assert not loaded.seen
    assert await store.read_thread(web("x")) is None


async def test_a_saved_conversation_is_found_by_address_and_by_id(store: AnyStore) -> None:
    """What was written comes back whole."""
    kept = await begin(store, "anna")
    loaded = await load(store, said("b", web("anna")), said("c", Thread("anna")))
    assert loaded.conversations == {web("anna"): kept, Thread("anna"): kept}
    assert await store.read_thread(web("anna")) == (
        kept,
        None,
        (line("anna", 1, "benvenuta anna"),),
    )


async def test_every_field_of_a_turn_survives(store: AnyStore) -> None:
    """Session, speech and case come back equal."""
    session = Session(
        "b" * 64,
        "ar",
        (Frame("start", "a"), Frame("work", "b")),
        {"list": ({"id": "1", "label": "uno"},), "none": None, "yes": True, "f": 1.5, "s": "é\0"},
        2,
        7,
        NOW + timedelta(minutes=10),
        (Frame("start", "c"),),
    )
    new = replace(
        begun("one", sms("1")),
        session=session,
        seq=1,
        left_at=NOW,
        began=1,
        longer=True,
        hidden_at=NOW,
    )
    speech = Speech("t", (Option("a", "A"),), {"sms": "corto"}, "7.work.b", True, Voice.OPERATOR)
    shown = Shown("m1", 1, NOW, Voice.OPERATOR, speech, "operator-1")
    case = replace(queued("case", "one"), operator="op", claimed_at=NOW, state=CaseState.CLAIMED)
    await save(
        store, [said("i", sms("1"))], [TurnRecord("i", None, new, shown=(shown,), case=case)]
    )
    assert await store.read_thread(Thread("one")) == (new, case, (shown,))
    loaded = await load(store, said("j", sms("1")))
    assert loaded.cases == {"one": case}


async def test_what_happened_is_seen_for_its_conversation_only(store: AnyStore) -> None:
    """The same id of another conversation is another happening."""
    await begin(store, "anna")
    await begin(store, "bice")
    loaded = await load(
        store,
        said("first-anna", web("anna")),
        said("first-anna", Thread("anna")),
        said("first-anna", web("bice")),
        said("new", web("anna")),
    )
    assert loaded.seen == {(web("anna"), "first-anna"), (Thread("anna"), "first-anna")}


async def test_two_turns_of_one_conversation_in_a_batch_are_one_change(store: AnyStore) -> None:
    """The first creates, the second goes on; both lines are there in order."""
    first = replace(begun("one", web("1")), seq=1)
    second = replace(first, seq=2)
    turns = [
        TurnRecord("a", None, first, shown=(line("one", 1, "uno"),), case=queued("c", "one")),
        TurnRecord("b", first, second, shown=(line("one", 2, "due"),)),
    ]
    await save(store, [said("a", web("1")), said("b", web("1"))], turns)
    found = await store.read_thread(web("1"), after=1)
    assert found == (second, queued("c", "one"), (line("one", 2, "due"),))


async def test_a_batch_that_raises_leaves_nothing(store: AnyStore) -> None:
    """Everything is whole or absent together."""
    kept = await begin(store, "anna")
    with pytest.raises(LookupError):  # noqa: PT012 - the block is what must raise
        async with store.batch() as batch:
            await batch.load_many([said("x", web("anna")), said("y", web("new"))])
            turn = TurnRecord("x", kept, replace(kept, seq=2), shown=(line("anna", 2, "no"),))
            new = begun("new", web("new"))
            await batch.save_many([turn, TurnRecord("y", None, new)])
            raise LookupError
    assert (await store.read_thread(web("anna"))) == (
        kept,
        None,
        (line("anna", 1, "benvenuta anna"),),
    )
    assert await store.read_thread(web("new")) is None
    assert not (await load(store, said("x", web("anna")))).seen


async def test_many_conversations_are_written_in_one_batch(store: AnyStore) -> None:
    """A full batch of 256 turns, created and then continued."""
    inbound = [said(f"a{n}", web(str(n))) for n in range(256)]
    new = [replace(begun(f"c{n}", web(str(n))), seq=1) for n in range(256)]
    first = [
        TurnRecord(one.id, None, state, shown=(line(state.id, 1, "x"),))
        for one, state in zip(inbound, new, strict=True)
    ]
    await save(store, inbound, first)
    again = [said(f"b{n}", web(str(n))) for n in range(256)]
    loaded = await load(store, *again)
    assert len(loaded.conversations) == 256
    second = [
        TurnRecord(one.id, loaded.conversations[one.to], replace(state, seq=2))
        for one, state in zip(again, new, strict=True)
    ]
    await save(store, again, second)
    found = await store.read_thread(Thread("c255"))
    assert found is not None
    assert found[0].seq == 2


async def test_a_write_that_does_not_follow_from_its_read_is_refused(store: AnyStore) -> None:
    """A conversation that was not loaded in the batch is not written."""
    kept = await begin(store, "anna")
    with pytest.raises(AssertionError, match="locked"):
        await save(
            store,
            [said("x", web("anna"))],
            [TurnRecord("x", replace(kept, seq=9), replace(kept, seq=10))],
        )


async def test_the_newest_open_case_is_loaded_and_closed_ones_are_read(store: AnyStore) -> None:
    """A closed case never speaks again, but its end can be shown."""
    case = queued("case", "anna")
    kept = await begin(store, "anna", case=case)
    assert (await load(store, said("x", web("anna")))).cases == {"anna": case}
    closed = replace(case, state=CaseState.CLOSED, closed_at=NOW)
    kept = await go_on(store, kept, "close", case=closed)
    assert (await load(store, said("y", web("anna")))).cases == {}
    found = await store.read_thread(web("anna"))
    assert found is not None
    assert found[1] == closed
    newer = replace(queued("case-2", "anna"), opened_at=NOW + timedelta(hours=1))
    await go_on(store, kept, "again", case=newer)
    assert (await load(store, said("z", web("anna")))).cases == {"anna": newer}


async def test_timers_fire_by_their_moment_and_name_their_question(store: AnyStore) -> None:
    """A timer of a question that was answered meanwhile can be told by its name."""
    kept = await begin(store, "anna")
    assert kept.session is not None
    waiting = replace(kept.session, wake_at=NOW + timedelta(minutes=10), turn=3)
    await go_on(store, kept, "x", after=replace(kept, session=waiting, seq=2))
    assert list(await store.due_timers(NOW + timedelta(minutes=9), 10)) == []
    due = list(await store.due_timers(NOW + timedelta(minutes=10), 10))
    assert due == [("anna", "3.start.hello")]


async def test_a_letter_opens_with_number_and_word_only(store: AnyStore) -> None:
    """A right number with a wrong word opens nothing."""
    new = begun("one", web("1"))
    letter = Letter(
        "l1", "north", "it", NOW, NOW + timedelta(days=7), "la mia domanda", "12345678", "papavero"
    )
    await save(store, [said("a", web("1"))], [TurnRecord("a", None, new, letter=letter)])
    async with store.batch() as batch:
        opened = await batch.find_letter("12345678", "papavero")
        assert opened == replace(letter, number="", word="")
        assert await batch.find_letter("12345678", "girasole") is None
        assert await batch.find_letter("87654321", "papavero") is None
        assert not await batch.number_free("12345678")
        assert await batch.number_free("87654321")


async def test_bundles_are_kept_and_named_while_a_session_uses_them(store: AnyStore) -> None:
    """A session that is pinned to an older bundle lives on after a restart."""
    await store.save_bundle("bundle-1", b"flows")
    await store.save_bundle("bundle-1", b"flows")
    await begin(store, "anna")
    assert await store.live_bundles() == {"bundle-1"}
    assert await store.load_bundles(["bundle-1", "absent"]) == {"bundle-1": b"flows"}
