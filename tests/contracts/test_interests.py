"""What every store promises about her interest in training calls, and what she looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.state import Marked
from bot.handoff.agencies import Agency, Kind
from bot.handoff.interest import Interested, Passed, Uninterested
from bot.handoff.referral import KEPT, Referral, State
from bot.messages import Address, Channel, Thread
from bot.training.asked import AskedCall
from bot.values.proposals import Unshared
from tests.contracts.stores import NOW, AnyStore, begin, go_on, load, said

LATER = NOW + timedelta(days=3)
ASKED = (
    AskedCall("call-1", 1, NOW, LATER, "r-1", LATER, "interest-1"),
    AskedCall("call-2", 2, NOW),
)
INTEREST = Referral(
    id="interest-1",
    conversation="anna",
    case="",
    network="",
    agency="school",
    state=State.SENT,
    prepared_by="",
    prepared_at=NOW,
    forget_at=NOW + KEPT,
    sheet={"needs": ("training",), "languages": ("it",), "route": ("in_person",)},
    pseudonym="Acero 100",
    decided_at=NOW,
    due_at=LATER,
    call="call-1",
    about="Aiuto cuoca, fino al 10 dicembre 2026",
)
MARKS: tuple[tuple[str, Marked], ...] = (
    ("alone", Uninterested("interest-1", LATER)),
    ("with everything", Unshared(LATER)),
)


async def _of(store: AnyStore) -> list[Referral]:
    async with store.batch() as batch:
        await batch.load_many([said("looks", Thread("anna"))])
        return list(await batch.interests.of("anna"))


async def test_what_she_looked_at_and_sent_comes_back_as_it_was(store: AnyStore) -> None:
    """Every field; and another woman's talk has none of it."""
    anna = await begin(store, "anna")
    await begin(store, "bea", Address(Channel.SMS, "bea"))
    await go_on(
        store, replace(anna, courses=ASKED, followed=3), "sends", marks=(Interested(INTEREST),)
    )
    found = await load(store, said("reads", Thread("anna")))
    known = found.conversations[Thread("anna")]
    assert (known.courses, known.followed) == (ASKED, 3)
    assert await _of(store) == [INTEREST]
    async with store.batch() as batch:
        await batch.load_many([said("looks-too", Thread("bea"))])
        assert list(await batch.interests.of("bea")) == []


async def test_what_reached_an_agency_is_told_with_its_name(store: AnyStore) -> None:
    """By the name that the agency has; of one that is not known nothing, nor what went back."""
    anna = await begin(store, "anna")
    anna = await go_on(store, anna, "sends", marks=(Interested(INTEREST),))
    school = Agency(id="school", kind=Kind.TRAINING, name="Scuola di cucina")

    async def passed(name: str, seeds: dict[str, Agency]) -> list[Passed]:
        async with store.batch() as batch:
            await batch.load_many([said(name, Thread("anna"))])
            return list(await batch.interests.passed("anna", seeds))

    assert await passed("looks", {"school": school}) == [Passed(INTEREST, school)]
    assert await passed("looks again", {}) == []
    await go_on(store, anna, "takes back", marks=(Unshared(LATER),))
    assert await passed("looks at last", {"school": school}) == []


async def test_what_she_takes_back_is_empty_and_only_hers(store: AnyStore) -> None:
    """Alone, or with everything that she allowed; an id that is not hers changes nothing."""
    for name, mark in MARKS:
        id = f"interest-{name}"
        own = replace(INTEREST, id=id, conversation=name)
        anna = await begin(store, name, Address(Channel.SMS, name))
        anna = await go_on(store, anna, f"sends {name}", marks=(Interested(own),))
        other = Uninterested("interest-of-somebody", LATER)
        anna = await go_on(store, anna, f"errs {name}", marks=(other,))
        back = replace(mark, id=id) if isinstance(mark, Uninterested) else mark
        await go_on(store, anna, f"takes back {name}", marks=(back,))
        async with store.batch() as batch:
            await batch.load_many([said(f"looks {name}", Thread(name))])
            (left,) = await batch.interests.of(name)
        assert left.state is State.WITHDRAWN
        assert (dict(left.sheet), left.pseudonym, left.about) == ({}, "", "")
