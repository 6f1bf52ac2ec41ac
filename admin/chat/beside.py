"""Beside the conversation: safety state, delivery of each message, typing and the draft."""

from __future__ import annotations

from admin.chat import schema
from admin.chat.asked import read
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import OF_A_CASE, check, held
from admin.refused import Refused
from bot.handoff.case import Ticket
from bot.handoff.delivery import state_of
from bot.handoff.drafts import Draft, draft_refusal
from bot.handoff.held import held_id
from bot.handoff.pseudonym import pseudonym
from bot.handoff.reading import readable
from bot.handoff.reasons import Reason
from bot.handoff.safety import SHUT, safety_of
from bot.messages import Channel, Shown, Voice


@endpoint(
    "GET",
    "/api/cases/{id}/beside",
    "Safety state, channel and the delivery of each message: for who may read the conversation.",
    gives=schema.BesideState,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.TAKEN_BACK, Reason.NOT_HOLDER)},
)
async def beside(call: Call) -> Answered:
    """What the banner, the composer and the ticks show. It holds nothing that anybody wrote."""
    ticket = await read(call)
    silent = ticket.state == "claimed" and await call.house.chat.silent(ticket, call.now)
    safety = safety_of(ticket, silent=silent)
    pairs = await call.house.chat.translation.pairs()
    return Answered(
        schema.BesideState(
            case=ticket.id,
            name=pseudonym(ticket.id),
            channel=ticket.channel,
            language=ticket.language,
            safety=safety,
            writable=safety not in SHUT and ticket.state == "claimed",
            typing=ticket.channel is Channel.WEB and safety not in SHUT,
            deliveries=await _deliveries(call, ticket),
            translates=any(source == ticket.language for source, _ in pairs),
        )
    )


@endpoint(
    "POST",
    "/api/cases/{id}/typing",
    "She is writing: seen on the woman's open web page for a few seconds, and nowhere else.",
    refusals=OF_A_CASE,
)
async def typing(call: Call) -> Answered:
    """Nothing is stored. On a messenger nothing happens: there it would be a message."""
    ticket = await held(call)
    check(draft_refusal(call.account, ticket))
    chat = call.house.chat
    if ticket.channel is Channel.WEB and chat.beside.types(ticket.conversation, call.now):
        call.house.bus.publish(f"page:{ticket.conversation}")
    return Answered(None)


@endpoint(
    "GET",
    "/api/cases/{id}/draft",
    "What she was typing before a reload.",
    gives=schema.DraftState,
    refusals=OF_A_CASE,
)
async def draft(call: Call) -> Answered:
    """Her own, of this case, while she holds it."""
    ticket = await held(call)
    found = await call.house.chat.drafts.of(ticket, call.account.id)
    if found is None:
        return Answered(schema.DraftState(id="", text="", at=None))
    return Answered(schema.DraftState(id=found.key, text=found.text, at=found.at))


@endpoint(
    "PUT",
    "/api/cases/{id}/draft",
    "Keep what she is typing; an empty text destroys it. After an exit nothing is kept.",
    takes=schema.DraftText,
    refusals={**OF_A_CASE, 409: (*OF_A_CASE[409], Reason.EXITED), 422: (Reason.TOO_LONG,)},
)
async def keep_draft(call: Call) -> Answered:
    """Sealed under the woman's key. When she leaves it goes to the hold tray with her exit."""
    body = call.taken(schema.DraftText)
    ticket = await held(call)
    check(draft_refusal(call.account, ticket))
    kept = await call.house.chat.drafts.keep(
        Draft(
            id=held_id(call.account.id, body.id),
            key=body.id,
            case=ticket.id,
            conversation=ticket.conversation,
            network=ticket.network,
            operator=call.account.id,
            at=call.now,
            held_for=call.house.staff.held,
            text=body.text,
        )
    )
    if not kept:
        raise Refused(409, Reason.EXITED)
    if not body.text.strip():
        call.house.chat.beside.rests(ticket.conversation)
        call.house.bus.publish(f"page:{ticket.conversation}")
    return Answered(None)


@endpoint(
    "POST",
    "/api/cases/{id}/attachments",
    "Attachments are off, for both sides: this says so.",
    refusals={**OF_A_CASE, 409: (*OF_A_CASE[409], Reason.NO_ATTACHMENTS)},
    audit="case.attachment",
)
async def attach(call: Call) -> Answered:
    """Refused in any case, with a sentence; nothing of a body is read."""
    await held(call)
    raise Refused(409, Reason.NO_ATTACHMENTS)


async def _deliveries(call: Call, ticket: Ticket) -> list[schema.Delivered]:
    shown = readable(ticket, await call.house.desk.thread(ticket))
    written = [line for line in shown if line.voice is Voice.OPERATOR]
    if not written:
        return []
    waiting, ends, places = await call.house.chat.deliveries.of(ticket)
    given = call.house.chat.beside.given(ticket.conversation)

    def delivered(line: Shown) -> schema.Delivered:
        state = state_of(
            waits=line.id in waiting,
            end=ends.get(line.id),
            place=places.get(line.id),
            undelivered=line.undelivered,
            given=ticket.channel is Channel.WEB and line.seq <= given,
        )
        return schema.Delivered(seq=line.seq, id=line.id, state=state)

    return [delivered(line) for line in written]


ENDPOINTS = (beside, typing, draft, keep_draft, attach)
