"""Arrangements to be in touch again, within her contract and with her yes.

Nothing is sent to her when the moment comes. The operator is reminded, and is told whether her
contract still allows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from admin.chat import schema
from admin.contact import CONTACT_REASONS, arrange
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, NOT_HERS, OF_A_CASE, held
from bot.handoff.callback import Callback, is_due, is_shown
from bot.handoff.case import Ticket
from bot.handoff.pseudonym import pseudonym
from bot.handoff.reasons import Reason
from bot.messages import AskedCallback
from bot.safety.contract import forbidden


@endpoint(
    "GET",
    "/api/cases/{id}/callbacks",
    "The arrangements of a case, with what she answered.",
    gives=schema.Callbacks,
    refusals=OF_A_CASE,
)
async def callbacks(call: Call) -> Answered:
    """Only for who holds the case."""
    return Answered(await _told(call, await held(call)))


@endpoint(
    "POST",
    "/api/cases/{id}/callbacks",
    "Offer her to be in touch at a moment; refused, with the reason, where she forbids it.",
    takes=schema.AskedCallback,
    gives=schema.Callbacks,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (*CONTACT_REASONS, Reason.EXITED, Reason.SILENT, *NOT_HERS, Reason.NOT_SENT),
    },
    audit="callback.offer",
)
async def offer_callback(call: Call) -> Answered:
    """She is asked in the chat, in fixed words, and answers yes or no."""
    body = call.taken(schema.AskedCallback)
    ticket = await held(call)
    what = AskedCallback(ticket.id, call.account.id, body.at)
    await arrange(call, ticket, f"callback:{call.account.id}:{body.id}", what, body.at)
    return Answered(await _told(call, ticket))


@endpoint(
    "GET",
    "/api/callbacks",
    "Arrangements whose moment has come, of the reader or of cases that she holds.",
    gives=schema.Callbacks,
)
async def due_callbacks(call: Call) -> Answered:
    """The reminder of the operator. The stream wakes her page when one comes due."""
    account = call.account
    found = await call.house.chat.callbacks.due(account.networks, account.id, call.now)
    return Answered(await _shown(call, found))


@endpoint(
    "POST",
    "/api/callbacks/{id}/settle",
    "It was done, or is off.",
    refusals=MISSING,
    audit="callback.settle",
)
async def settle_callback(call: Call) -> Answered:
    """It is destroyed."""
    existing(await call.house.chat.callbacks.settle(call.account.networks, call.path["id"]))
    for network in call.account.networks:
        call.house.bus.publish(f"network:{network}")
    return Answered(None)


async def _told(call: Call, ticket: Ticket) -> schema.Callbacks:
    found = await call.house.chat.callbacks.of(ticket)
    return await _shown(call, (one for one in found if is_shown(one, call.now)))


async def _shown(call: Call, found: Iterable[Callback]) -> schema.Callbacks:
    return schema.Callbacks(callbacks=[await _one(call, one) for one in found])


async def _one(call: Call, one: Callback) -> schema.Callback:
    return schema.Callback(
        id=one.id,
        case=one.case,
        name=pseudonym(one.case),
        channel=one.channel,
        at=one.at,
        state=one.state,
        due=is_due(one, call.now),
        forbidden=await _forbidden(call, one) if is_due(one, call.now) else "",
    )


async def _forbidden(call: Call, one: Callback) -> str:
    """Why her contract does not allow it now: it may have changed, and so may her channel."""
    ticket = await call.house.desk.ticket([one.network], one.case)
    if ticket is None:
        return "never"
    agreement = await call.house.desk.agreement(ticket)
    why = forbidden(agreement.contract, agreement.channel, call.now, away=ticket.left)
    return why.value if why is not None else ""


ENDPOINTS = (callbacks, offer_callback, due_callbacks, settle_callback)
