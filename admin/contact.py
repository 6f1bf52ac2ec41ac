"""Reminders of a case: what she allows, in words, and asking for one at a time."""

from __future__ import annotations

from datetime import datetime

from admin import schema
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import MISSING, NOT_HERS, OF_A_CASE, check, happened, held
from admin.refused import Refused
from admin.texts import hers, say
from bot.handoff.case import Ticket
from bot.handoff.contact import Agreement, in_words, standing
from bot.handoff.reasons import Reason
from bot.i18n.moments import say_moment
from bot.messages import AskedReminder, Channel, Happening
from bot.safety.contract import next_allowed

NO_MOMENT = "nessuno, prima che finisca"
WHY = {
    "never": "Non consentito dal suo accordo: nessun permesso.",
    "web": "Non consentito dal suo accordo: da una pagina web non è possibile.",
    "channel": "Non consentito dal suo accordo: scrive da un altro canale.",
    "expired": "Non consentito dal suo accordo: non vale più.",
    "day": "Non consentito dal suo accordo: non in quel giorno.",
    "hour": "Non consentito dal suo accordo: non a quell'ora.",
    "words": "Non consentito dal suo accordo: ha scelto altre parole.",
    "left": "Non consentito dal suo accordo: era uscita in sicurezza.",
    "late": "Non inviato: il momento era passato.",
}
CONTACT_REASONS = tuple(reason for reason in Reason if reason.value.startswith("contact_"))


@endpoint(
    "GET",
    "/api/cases/{id}/contact",
    "How she may be contacted, in words, and the reminders that were asked for.",
    gives=schema.Contact,
    refusals=OF_A_CASE,
    audit="contact.view",
)
async def contact(call: Call) -> Answered:
    """Only for who holds the case."""
    ticket = await held(call)
    return Answered(await _told(call, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/reminders",
    "Ask that she be reminded at a time: refused, with the reason, where her contract forbids it.",
    takes=schema.AskedReminder,
    gives=schema.Contact,
    refusals={**MISSING, 409: (*CONTACT_REASONS, *NOT_HERS, Reason.NOT_SENT)},
    audit="contact.remind",
)
async def remind(call: Call) -> Answered:
    """Ask for a reminder; what it says she has chosen herself."""
    body = call.taken(schema.AskedReminder)
    ticket = await held(call)
    what = AskedReminder(ticket.id, call.account.id, body.at)
    await arrange(call, ticket, f"remind:{call.account.id}:{body.id}", what, body.at)
    return Answered(await _told(call, ticket))


async def arrange(call: Call, ticket: Ticket, id: str, what: Happening, at: datetime) -> None:
    """Let it happen; refuses what her contract, or her case, does not allow at that time, with the
    first moment that it would."""
    reason, _ = await happened(call, ticket, id, what)
    if reason in (Reason.CONTACT_DAY, Reason.CONTACT_HOUR):
        agreement = await call.house.desk.agreement(ticket)
        moment = next_allowed(agreement.contract, agreement.channel, at)
        said = say(NO_MOMENT, call.language)
        if moment is not None:
            said = say_moment(moment, call.language, call.now, hers())
        raise Refused(409, reason, next=said)
    check(reason)


async def _told(call: Call, ticket: Ticket) -> schema.Contact:
    agreement: Agreement = await call.house.desk.agreement(ticket)
    contract = standing(agreement, call.now)
    allowed = in_words(contract, call.language, hers())
    if agreement.channel is Channel.WEB:
        allowed = hers().text("contact.web", call.language)
    return schema.Contact(
        allowed=allowed,
        possible=contract is not None and agreement.channel is not Channel.WEB,
        reminders=[
            schema.Reminder(id=one.id, at=one.at, state=one.state, why=_why(one.why, call.language))
            for one in agreement.reminders
        ],
    )


def _why(why: str, language: str) -> str:
    return say(WHY[why], language) if why in WHY else ""


ENDPOINTS = (contact, remind)
