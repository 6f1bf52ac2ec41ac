"""Requests that were left while nobody was there, and their answers."""

from __future__ import annotations

from admin import answers, schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.refused import Refused
from bot.handoff.letters import LetterTicket, answer_refusal
from bot.handoff.reasons import Reason

_STATUS = {Reason.UNKNOWN: 404, Reason.ANSWERED: 409}


@endpoint(
    "GET",
    "/api/letters",
    "The requests of her networks, those without an answer first.",
    gives=schema.Letters,
    audit="letters.view",
)
async def letters(call: Call) -> Answered:
    """All requests that exist for her."""
    found = await call.house.desk.letters(call.account.networks)
    return Answered(schema.Letters(letters=[answers.letter(call.house, one) for one in found]))


@endpoint(
    "POST",
    "/api/letters/{id}/answer",
    "Answer a request: it waits for her in the letter box and cannot be changed.",
    takes=schema.Answer,
    gives=schema.Letter,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.ANSWERED,),
        422: (Reason.EMPTY, Reason.TOO_LONG),
    },
    audit="letter.answer",
)
async def answer(call: Call) -> Answered:
    """Lay one answer into the letter box."""
    house, account = call.house, call.account
    text = call.taken(schema.Answer).text.strip()
    found = await _letter(call)
    refusal = answer_refusal(account, found, text)
    if refusal is not None:
        raise Refused(_STATUS.get(refusal, 422), refusal)
    if not await house.desk.answer(account.networks, found.id, text, account.id, call.now):
        raise Refused(409, Reason.ANSWERED)
    house.bus.publish(f"network:{found.network}")
    return Answered(answers.letter(house, await _letter(call)))


async def _letter(call: Call) -> LetterTicket:
    return existing(await call.house.desk.letter(call.account.networks, call.path["id"]))


ENDPOINTS = (letters, answer)
