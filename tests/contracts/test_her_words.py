"""What every store promises about her words, her number and wrong tries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.state import Conversation, Curtain, TurnRecord
from bot.engine.effects import Tried
from bot.messages import Thread
from bot.safety.her_words import WordKind
from bot.safety.tries import FORGOTTEN, NEVER_TRIED, Tries
from tests.contracts.stores import NOW, AnyStore, begin, begun, go_on, load, said, save, sms, web

NUMBER = "20000001"


async def _with_word(
    store: AnyStore, name: str, word: str, kind: WordKind = WordKind.RETURN, number: str = ""
) -> Conversation:
    """A stored conversation with that word."""
    known = await begin(store, name)
    after = replace(known, seq=2, words=known.words | {kind}, numbered=bool(number))
    await go_on(store, known, f"set-{name}", after=after, words=((kind, word),), number=number)
    return after


async def test_a_text_is_known_for_her_word_in_whatever_spelling(store: AnyStore) -> None:
    """Case, accents and punctuation do not matter; another word is nothing."""
    await _with_word(store, "anna", "melograno")
    right = said("a", web("anna"), " MÉLOGRANO! ")
    wrong, longer = said("b", web("anna"), "melograna"), said("c", web("anna"), "un melograno")
    loaded = await load(store, right, wrong, longer, said("d", Thread("anna"), "melograno"))
    assert loaded.words == {
        (web("anna"), "a"): {WordKind.RETURN},
        (Thread("anna"), "d"): {WordKind.RETURN},
    }


async def test_a_word_means_nothing_in_the_thread_of_another(store: AnyStore) -> None:
    """Equal words of two women are two words."""
    await _with_word(store, "anna", "melograno")
    await _with_word(store, "bice", "tartaruga")
    loaded = await load(store, said("a", web("bice"), "melograno"))
    assert loaded.words == {}


async def test_a_new_word_takes_the_place_of_the_old_one(store: AnyStore) -> None:
    """The old word opens nothing any more."""
    known = await _with_word(store, "anna", "melograno")
    await go_on(
        store, known, "again", after=replace(known, seq=3), words=((WordKind.RETURN, "lanterna"),)
    )
    loaded = await load(
        store, said("a", web("anna"), "melograno"), said("b", web("anna"), "lanterna")
    )
    assert loaded.words == {(web("anna"), "b"): {WordKind.RETURN}}


async def test_two_of_her_words_are_never_one_letter_apart(store: AnyStore) -> None:
    """Put in, left out, changed: near. The word of the same kind is the one that is replaced."""
    await _with_word(store, "anna", "melograno")
    async with store.batch() as batch:
        for near in ("melograno", "melagrano", "melogran", "mmelograno"):
            assert await batch.near_words("anna", WordKind.EXIT, near), near
        assert not await batch.near_words("anna", WordKind.EXIT, "tartaruga")
        assert not await batch.near_words("anna", WordKind.RETURN, "melograna")
        assert not await batch.near_words("bice", WordKind.EXIT, "melograno")


async def test_number_and_word_find_her_talk_together_only(store: AnyStore) -> None:
    """Each alone opens nothing, and her exit word does not open."""
    await _with_word(store, "anna", "melograno", number=NUMBER)
    known = await _with_word(store, "bice", "melograno", kind=WordKind.EXIT, number="20000002")
    assert known.numbered
    async with store.batch() as batch:
        assert await batch.find_numbered(NUMBER, "melograno") == "anna"
        assert await batch.find_numbered(NUMBER, "tartaruga") is None
        assert await batch.find_numbered("20000002", "melograno") is None
        assert await batch.find_numbered("20000003", "melograno") is None
        assert not await batch.number_free(NUMBER)
        assert await batch.number_free("20000003")


async def test_a_resumed_talk_lives_at_her_new_address(store: AnyStore) -> None:
    """What had just begun there is gone, and the old address opens nothing."""
    hers = await _with_word(store, "anna", "melograno", number=NUMBER)
    fresh = await begin(store, "new", sms("new"))
    here = replace(hers, seq=3, address=sms("new"), curtain=Curtain.VERIFIED)
    async with store.batch() as batch:
        await batch.load_many([said("open", sms("new"))])
        await batch.load_many([said("open", Thread("anna"))])
        await batch.save_many(
            [
                TurnRecord("open", fresh, fresh, forget=True),
                TurnRecord("", hers, here, moved=True),
            ]
        )
    assert await store.read_thread(web("anna")) is None
    assert await store.read_thread(Thread("new")) is None
    found = await store.read_thread(sms("new"))
    assert found is not None
    assert found[0] == here
    assert (sms("new"), "open") in (await load(store, said("open", sms("new")))).seen
    async with store.batch() as batch:
        assert await batch.find_numbered(NUMBER, "melograno") == "anna"


async def test_wrong_tries_are_counted_for_a_number_and_swept_after_a_day(store: AnyStore) -> None:
    """Also for a number that nobody has; a right word clears them."""
    known = await begin(store, "anna")
    late = NOW + timedelta(minutes=1)
    known = await go_on(store, known, "x", tried=(Tried(NUMBER, 5, NOW, late),))
    async with store.batch() as batch:
        assert await batch.tries(NUMBER) == Tries(5, NOW, late)
        assert await batch.tries("20000002") == NEVER_TRIED
    known = await go_on(store, known, "y", tried=(Tried(NUMBER, 6, NOW, None),))
    await store.forget_due(NOW + FORGOTTEN - timedelta(hours=1), 10)
    async with store.batch() as batch:
        assert await batch.tries(NUMBER) == Tries(6, NOW, None)
    await go_on(store, known, "z", tried=(Tried(NUMBER, 0, None, None),))
    async with store.batch() as batch:
        assert await batch.tries(NUMBER) == NEVER_TRIED


async def test_her_words_go_with_her(store: AnyStore) -> None:
    """Forgetting her frees the number, and the word opens nothing."""
    known = await _with_word(store, "anna", "melograno", number=NUMBER)
    await go_on(store, known, "forget", after=known, forget=True)
    async with store.batch() as batch:
        assert await batch.find_numbered(NUMBER, "melograno") is None
        assert await batch.number_free(NUMBER)
        assert not await batch.near_words("anna", WordKind.EXIT, "melograno")


async def test_words_cost_no_statement_where_nobody_has_one(store: AnyStore) -> None:
    """A conversation without words is never asked for them."""
    known = begun("one", web("1"))
    await save(store, [said("a", web("1"))], [TurnRecord("a", None, known)])
    assert (await load(store, said("b", web("1"), "melograno"))).words == {}
