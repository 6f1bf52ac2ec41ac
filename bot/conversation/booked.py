"""What becomes of appointments while she is not asking: an agency calls one off, one becomes free.

She is told where she is; where she is not, by a neutral line, if her agreement lets her be reached;
else when she asks for her appointment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.appointments.booking import Booking, Waiting, freed, waits_still
from bot.conversation.arranging import arrange
from bot.conversation.calls import FAILED, FREED, KEEPS
from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.terms import Reminder
from bot.engine.effects import Arrange, Call, Effect
from bot.messages import STAYS, BookingFailed, PlaceFreed, Speech, Voice
from bot.safety.contract import forbidden, next_allowed
from bot.values.proposals import Proposal

T = TypeVar("T")
CALLED_OFF = "x"
"""What the id of a line ends with that brings her back because her booking does not hold."""


def fails(turn: Turn, what: BookingFailed) -> str | None:
    """Her agency called the booking off: its moment is free, and she is not to go in vain."""
    answer = turn.answer(Call(FAILED.name, (("booking", what.booking),)))
    booking = _arranged(answer.effects, Booking)
    if booking is None:
        return "unknown"
    draft = turn.draft
    if may_send(draft.conversation.curtain) and not turn.silent() and not turn.late():
        # Told now: she need not hear of it once more when she asks.
        arrange(freed(booking, "cancelled", draft.inbound.at), draft)
        key = "booking_called_off.short" if draft.channel in STAYS else "booking_called_off"
        language = draft.session.language
        when = str(answer.values.get("when_said", ""))
        text = turn.scene.translator.text(key, language, when=when)
        draft.show(Speech(text), Voice.SERVICE)
        return None
    arrange(booking, draft)
    _call_back(turn, booking)
    return None


def _call_back(turn: Turn, booking: Booking) -> None:
    """A neutral line at the next moment that she allowed, if that is before she would go."""
    draft = turn.draft
    contract = draft.conversation.contract
    away = not may_send(draft.conversation.curtain)
    at = next_allowed(contract, draft.channel, draft.inbound.at, away=away)
    reachable = forbidden(contract, draft.channel, at, away=away) is None if at else False
    if at is None or contract is None or not reachable or at >= booking.starts_at:
        return
    id = f"{booking.id[:60]}{CALLED_OFF}"
    arrange(
        Reminder(id, draft.conversation.id, "", booking.agency, at, contract.line),
        draft,
    )


def frees(turn: Turn, what: PlaceFreed) -> str | None:
    """There may be a moment for her: a neutral line says so, where she may be contacted now."""
    draft = turn.draft
    contract, now = draft.conversation.contract, draft.inbound.at
    away = not may_send(draft.conversation.curtain)
    why = forbidden(contract, draft.channel, now, away=away)
    if why is not None or contract is None:
        return f"contact_{why.value}" if why else "contact_never"
    answer = turn.answer(Call(FREED.name, (("waiting", what.waiting),)))
    waiting = _arranged(answer.effects, Waiting)
    if answer.outcome != "found" or waiting is None or not waits_still(waiting, now):
        return "unknown"
    arrange(replace(waiting, told=now), draft)
    agency = str(answer.values.get("agency_id", ""))
    arrange(Reminder(waiting.id, draft.conversation.id, "", agency, now, contract.line), draft)
    return None


def keeps(turn: Turn, proposal: Proposal) -> str | None:
    """Her human keeps a moment for her before she is asked; why that cannot be, or None."""
    terms = ("slot", "wants", "instead", "id")
    values = (proposal.slot, proposal.wants, proposal.instead, proposal.id)
    answer = turn.answer(Call(KEEPS.name, tuple(zip(terms, values, strict=True))))
    if answer.outcome != "held":
        return f"moment_{answer.outcome}"
    _carry_out(turn, answer.effects)
    return None


def lets_go(turn: Turn, proposal: Proposal) -> None:
    """The question is taken back: the moment that was kept for her is free."""
    answer = turn.answer(Call("appointments.release", (("booking", proposal.id),)))
    _carry_out(turn, answer.effects)


def _carry_out(turn: Turn, effects: Sequence[Effect]) -> None:
    for one in effects:
        if isinstance(one, Arrange):
            arrange(one.what, turn.draft)


def _arranged(effects: Sequence[Effect], kind: type[T]) -> T | None:
    """The one value of that kind among effects that arrange something."""
    found = (one.what for one in effects if isinstance(one, Arrange))
    return next((what for what in found if isinstance(what, kind)), None)
