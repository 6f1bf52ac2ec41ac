"""A moment that is kept for her: chosen by her, or by her human, who then asks her about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.appointments.booking import MOST_LIVE, Booking, freed, held
from bot.appointments.calendar import NEEDS, Need
from bot.appointments.slots import Wish, at_moment
from bot.conversation.calls import KEEPS
from bot.conversation.moments import arranged, book_of, can_be_booked, named, wish_of
from bot.conversation.proposing import asked_now
from bot.conversation.question import Question
from bot.engine.effects import Answer
from bot.values.proposals import Proposal
from bot.values.proposals import Wish as Asked


async def hold(
    question: Question, slot_name: str, wish: Wish, instead: Booking | None, id: str = ""
) -> Answer:
    """The moment is hers for ten minutes; what she held before is let go."""
    book, now = book_of(question), question.now
    calendar, starts_at = await named(book, slot_name)
    own = await book.bookings(question.conversation.id)
    live = [one for one in own if one.is_ahead(now) and (not instead or one.id != instead.id)]
    if len(live) >= MOST_LIVE:
        return Answer("many", {"booking": ""})
    dropped = [arranged(book, freed(one, "cancelled", now)) for one in own if one.state == "held"]
    slot = at_moment(calendar, starts_at) if calendar and starts_at else None
    if calendar is None or slot is None or not await can_be_booked(book, calendar, slot, wish, now):
        return Answer("taken", {"booking": ""}, tuple(dropped))
    booking = held(
        slot,
        calendar,
        id=id or question.ids.new(),
        conversation=question.conversation.id,
        number=question.ids.number()[::-1],
        seq=question.conversation.seq + 1,
        language=question.language,
        now=now,
        need=wish.need,
        woman=wish.woman,
        instead=instead.id if instead else "",
    )
    values = {"booking": booking.id, "when_said": question.moment(booking.starts_at)}
    return Answer("held", values, (*dropped, arranged(book, booking)))


async def _keep(question: Question) -> Answer:
    """Her human keeps a moment for her, before she is asked about it."""
    own = await book_of(question).bookings(question.conversation.id)
    ahead = {one.id: one for one in own if one.is_ahead(question.now)}
    slot, instead = question.text("slot"), ahead.get(question.text("instead"))
    return await hold(question, slot, wish_of(question), instead, question.text("id"))


async def _meant(question: Question) -> Answer:
    """What her human keeps for her: held still, or held anew where nobody took it meanwhile."""
    proposal = asked_now(question.conversation, question.case, question.now)
    if proposal is None or proposal.wish is not Asked.APPOINTMENT:
        return Answer("none", {"meant": ""})
    book = book_of(question)
    own = {one.id: one for one in await book.bookings(question.conversation.id)}
    known, instead = own.get(proposal.id), own.get(proposal.instead)
    calendar, _ = await named(book, proposal.slot)
    values = {"desk_kind": calendar.kind if calendar else "", "meant": "kept"}
    if known is not None and known.takes_place(question.now):
        when = question.moment(known.starts_at)
        return Answer("kept", {**values, "booking": known.id, "when_said": when})
    done = await hold(question, proposal.slot, _wish(proposal), instead, proposal.id)
    if done.outcome != "held":
        return Answer("lost", {**values, "booking": "", "meant": "lost"}, done.effects)
    return Answer("kept", {**done.values, **values}, done.effects)


def _wish(proposal: Proposal) -> Wish:
    need: Need = next((need for need in NEEDS if need and need == proposal.wants), "")
    return Wish(need, woman=proposal.wants == "woman")


HOLDING: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "appointments.meant": _meant,
    KEEPS.name: _keep,
}
"""The calls that are answered here."""
