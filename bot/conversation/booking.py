"""Appointments in her talk: three good moments, a hold, her yes; to change and to cancel them.

A booking is seen and changed by who has said her word, or in the very talk that it was made in:
whoever else holds her telephone is told of none.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.appointments.booking import (
    WAITS_FOR,
    Booking,
    Waiting,
    confirmed,
    freed,
    is_hers_to_see,
    reminds_at,
    waits_still,
)
from bot.appointments.calendar import Calendar
from bot.appointments.slots import Wish, at_moment, proposals
from bot.appointments.words import say_half_day, say_slots
from bot.conversation.booking_ports import Book
from bot.conversation.calls import FAILED, FREED
from bot.conversation.contact import is_surely_hers
from bot.conversation.holding import hold
from bot.conversation.moments import (
    arranged,
    book_of,
    can_be_booked,
    look,
    look_from,
    minutes_of,
    serving,
    slot_id,
    wish_of,
)
from bot.conversation.question import Question
from bot.conversation.state import Curtain
from bot.conversation.terms import Reminder
from bot.directory.tell import agency_text
from bot.engine.effects import Answer, AnswerAsked, Arrange, Effect
from bot.engine.expressions import Value
from bot.messages import STAYS, Channel


async def _offer(question: Question) -> Answer:
    """Three moments, each called by its half-day. ``unavailable``: nobody has such a calendar."""
    calendars = await serving(
        question, question.text("kind"), question.text("town"), question.text("network")
    )
    none: dict[str, Value] = {"candidates": (), "offers": "", "last_offered": ""}
    if not calendars:
        return Answer("unavailable", none)
    found = await look(question, calendars, wish_of(question), look_from(question))
    chosen = proposals(found)
    if not chosen:
        return Answer("none", none)
    told = (question.language, question.now, question.scene.translator)
    candidates = tuple({"id": slot_id(slot), "label": say_half_day(slot, *told)} for slot in chosen)
    last = max(slot.starts_at for slot in chosen)
    values: dict[str, Value] = {
        "candidates": candidates,
        "offers": say_slots(chosen, *told),
        "last_offered": str(minutes_of(last)),
    }
    return Answer("found", values)


async def _hold(question: Question) -> Answer:
    """The moment is hers for ten minutes; what she held before is let go."""
    own = await book_of(question).bookings(question.conversation.id)
    instead = _own(question, own, question.text("instead"))
    return await hold(question, question.text("slot"), wish_of(question), instead)


async def _who(question: Question) -> Answer:
    """Who receives her, said before she says yes."""
    book = book_of(question)
    own = await book.bookings(question.conversation.id)
    booking = next((one for one in own if one.id == question.text("booking")), None)
    if booking is None:
        return Answer("found", {"agency": "", "agency_id": "", "duty_to_report": "unknown"})
    agency, duty = _agency(question, await book.calendar(booking.calendar), booking.agency)
    return Answer("found", {"agency": agency, "agency_id": booking.agency, "duty_to_report": duty})


async def _confirm(question: Question) -> Answer:
    """Her yes, also to what her human asked her. A hold that ran out is no loss where nobody took
    the moment meanwhile."""
    book, now = book_of(question), question.now
    own = await book.bookings(question.conversation.id)
    found = [one for one in own if one.id == question.text("booking")]
    lost = Answer("lost", {"number": "", "place_said": "", "reminder_said": ""})
    if not found or found[0].agency != question.text("network"):
        return lost
    (booking,) = found
    calendar = await book.calendar(booking.calendar)
    done = confirmed(booking, question.text("word"), now)
    if done is None:
        done = await _late(book, calendar, booking, question.text("word"), now)
    if done is None:
        return lost
    effects: list[Effect] = [arranged(book, done)]
    before = _own(question, own, booking.instead)
    if before is not None:
        effects.append(arranged(book, freed(before, "cancelled", now)))
    reminder = _reminder(question, done)
    if reminder is not None:
        effects.append(Arrange(reminder))
    asked = question.conversation.proposal
    if asked is not None and asked.id == done.id:
        effects.append(AnswerAsked(yes=True))
    values = {
        **_told(question, done, calendar),
        "reminder_said": question.moment(reminder.at) if reminder else "",
    }
    return Answer("booked", values, tuple(effects))


async def _late(
    book: Book, calendar: Calendar | None, booking: Booking, word: str, now: datetime
) -> Booking | None:
    if calendar is None or booking.state != "held":
        return None
    slot = at_moment(calendar, booking.starts_at)
    wish = Wish(booking.need, booking.woman)
    if slot is None or not await can_be_booked(book, calendar, slot, wish, now):
        return None
    return confirmed(replace(booking, until=now + timedelta(seconds=1)), word, now)


def _reminder(question: Question, booking: Booking) -> Reminder | None:
    """A neutral line before it, where her agreement lets one be sent then."""
    conversation = question.conversation
    contract, channel = conversation.contract, conversation.address.channel
    at = reminds_at(booking, contract, channel, question.now)
    if at is None or contract is None:
        return None
    return Reminder(booking.id, conversation.id, "", booking.agency, at, contract.line)


async def _release(question: Question) -> Answer:
    """She wants another moment: this one is free at once."""
    book = book_of(question)
    own = await book.bookings(question.conversation.id)
    held = [one for one in own if one.id == question.text("booking") and one.state == "held"]
    gone = tuple(arranged(book, freed(one, "cancelled", question.now)) for one in held)
    return Answer("done", {"booking": ""}, gone)


async def _mine(question: Question) -> Answer:
    """The next one that she has, or one that was called off and of which she was not told."""
    book, now = book_of(question), question.now
    own = _seen(question, await book.bookings(question.conversation.id))
    off = [one for one in own if one.state == "called_off"]
    ahead = [one for one in own if one.is_ahead(now)]
    if not off and not ahead:
        return Answer("none", {"booking": ""})
    booking = (off or ahead)[0]
    calendar = await book.calendar(booking.calendar)
    agency, _ = _agency(question, calendar, booking.agency)
    values: dict[str, Value] = {
        **_told(question, booking, calendar),
        "my_agency": agency,
        "kind": calendar.kind if calendar else "",
        "booking": booking.id,
    }
    if off:
        told = arranged(book, freed(booking, "cancelled", now))
        return Answer("off", {**values, "booking": ""}, (told,))
    return Answer("some", values)


async def _cancel(question: Question) -> Answer:
    """The moment is free; what remains says only that it was."""
    book = book_of(question)
    own = await book.bookings(question.conversation.id)
    booking = _own(question, own, question.text("booking"))
    if booking is None:
        return Answer("none", {"booking": ""})
    gone = arranged(book, freed(booking, "cancelled", question.now))
    return Answer("done", {"booking": ""}, (gone,))


async def _remind(question: Question) -> Answer:
    """She agreed to a reminder after she had booked."""
    own = await book_of(question).bookings(question.conversation.id)
    booking = _own(question, own, question.text("booking"))
    reminder = _reminder(question, booking) if booking else None
    if reminder is None:
        return Answer("none", {"reminder_said": ""})
    said = question.moment(reminder.at)
    return Answer("reminds", {"reminder_said": said}, (Arrange(reminder),))


async def _wait(question: Question) -> Answer:
    """On the waiting list, if she could be told."""
    if question.conversation.address.channel is Channel.WEB:
        return Answer("web")
    contract, now = question.conversation.contract, question.now
    if contract is None or contract.expires_at <= now:
        return Answer("never")
    wish = wish_of(question)
    kind, town, network = (question.text(name) for name in ("kind", "town", "network"))
    calendars = await serving(question, kind, town, network)
    waiting = Waiting(
        id=question.ids.new(),
        conversation=question.conversation.id,
        kind=kind,
        town=town,
        network=network,
        since=now,
        until=min(now + WAITS_FOR, contract.expires_at),
        need=wish.need,
        woman=wish.woman,
        agencies=tuple(sorted({one.agency for one in calendars})),
    )
    return Answer("waits", effects=(arranged(book_of(question), waiting),))


# --- asked by the shell ---------------------------------------------------------------------


async def _failed(question: Question) -> Answer:
    """A booking that its agency calls off, with what it is then."""
    own = await book_of(question).bookings(question.conversation.id)
    found = [one for one in own if one.id == question.text("booking")]
    if not found or not found[0].is_ahead(question.now):
        return Answer("unknown")
    gone = freed(found[0], "called_off", question.now)
    return Answer(
        "known",
        {"when_said": _when(question, gone)},
        (arranged(book_of(question), gone),),
    )


async def _freed(question: Question) -> Answer:
    """Whether somebody on a waiting list could book now."""
    book, now = book_of(question), question.now
    waiting = await book.waiting(question.text("waiting"))
    if waiting is None or waiting.conversation != question.conversation.id:
        return Answer("none")
    if not waits_still(waiting, now):
        return Answer("none")
    calendars = await serving(question, waiting.kind, waiting.town, waiting.network)
    wish = Wish(waiting.need, waiting.woman)
    found = await look(question, calendars, wish, now)
    if not found:
        return Answer("none")
    agency = next(one.agency for one in calendars if one.id == found[0].calendar)
    return Answer("found", {"agency_id": agency}, (Arrange(waiting),))


# --- what they share ------------------------------------------------------------------------


def _own(question: Question, own: Sequence[Booking], id: str) -> Booking | None:
    """One of hers that is ahead and that whoever writes may change, or None."""
    ahead = (one for one in _seen(question, own) if one.is_ahead(question.now))
    return next((one for one in ahead if id and one.id == id), None)


def _seen(question: Question, own: Sequence[Booking]) -> list[Booking]:
    conversation = question.conversation
    verified = conversation.curtain is Curtain.VERIFIED
    surely = is_surely_hers(conversation)
    return [
        one
        for one in own
        if is_hers_to_see(one, verified=verified, surely=surely, began=conversation.began)
    ]


def _agency(question: Question, calendar: Calendar | None, agency: str) -> tuple[str, str]:
    """Who receives, and whether they may have to report: the directory knows better than a desk."""
    network = question.scene.directory.network(agency)
    if network is not None:
        return agency_text(network, question.tongue), network.duty_to_report
    return (calendar.who, calendar.duty_to_report) if calendar else ("", "unknown")


def _told(question: Question, booking: Booking, calendar: Calendar | None) -> dict[str, Value]:
    """When, by which number, and, where it does not stay on her phone, where."""
    stays = question.conversation.address.channel in STAYS
    return {
        "when_said": _when(question, booking),
        "number": booking.number,
        "place_said": f" {calendar.place}." if calendar and calendar.place and not stays else "",
    }


def _when(question: Question, booking: Booking) -> str:
    return question.moment(booking.starts_at)


BOOKING: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "appointments.offer": _offer,
    "appointments.hold": _hold,
    "appointments.who": _who,
    "appointments.book": _confirm,
    "appointments.release": _release,
    "appointments.mine": _mine,
    "appointments.cancel": _cancel,
    "appointments.wait": _wait,
    "appointments.remind": _remind,
    FAILED.name: _failed,
    FREED.name: _freed,
}
"""The calls that are answered here."""
