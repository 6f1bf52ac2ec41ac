"""Her text and the operator's own beside a translation, where an engine runs on this machine."""

from __future__ import annotations

from admin.chat import schema
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import OF_A_CASE, held
from admin.refused import Refused
from bot.handoff.case import Ticket
from bot.handoff.reading import readable
from bot.handoff.reasons import Reason
from bot.handoff.translation import NotTranslated


@endpoint(
    "POST",
    "/api/cases/{id}/translate",
    "A line of the thread in the reader's language, or a draft in hers; nothing of it is kept.",
    takes=schema.ToTranslate,
    gives=schema.Translated,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (*OF_A_CASE[409], Reason.NO_TRANSLATION),
        422: (Reason.BAD_REQUEST,),
    },
    audit="case.translate",
)
async def translate(call: Call) -> Answered:
    """With ``seq`` that line into ``target``; with ``text`` a draft out of ``target`` into hers."""
    body = call.taken(schema.ToTranslate)
    ticket = await held(call)
    if bool(body.seq) == bool(body.text.strip()):
        raise Refused(422, Reason.BAD_REQUEST)
    if body.seq:
        source, target = ticket.language, body.target
        text = await _line(call, ticket, body.seq)
    else:
        source, target, text = body.target, ticket.language, body.text.strip()
    try:
        translated = await call.house.chat.translation.translate(text, source, target)
    except NotTranslated:
        raise Refused(409, Reason.NO_TRANSLATION) from None
    return Answered(schema.Translated(source=source, target=target, text=translated))


async def _line(call: Call, ticket: Ticket, seq: int) -> str:
    """What may be read of that line; what may not does not exist."""
    shown = readable(ticket, await call.house.desk.thread(ticket))
    for line in shown:
        if line.seq == seq:
            return line.speech.text
    raise Refused(404, Reason.UNKNOWN)


ENDPOINTS = (translate,)
