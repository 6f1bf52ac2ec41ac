"""Reminders of a case: what she allows, in words, and asking for one at a time."""

from __future__ import annotations

from datetime import datetime

from admin import schema
from admin.endpoint import Answered, Call, Refused, endpoint
from admin.texts import hers, say
from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.contact import Agreement, in_words, standing
from bot.handoff.reasons import Reason
from bot.i18n.moments import say_moment
from bot.messages import AskedReminder, Channel, Inbound, Thread
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
_REFUSED = {
    "exited": Reason.EXITED,
    "shut": Reason.SWITCHED_OFF,
    "drill": Reason.IN_DRILL,
    "silent": Reason.SILENT,
    "closed": Reason.CLOSED,
    "not_holder": Reason.NOT_HOLDER,
    "unknown": Reason.UNKNOWN,
    **{reason.value: reason for reason in Reason if reason.value.startswith("contact_")},
}
CONTACT_REASONS = tuple(reason for reason in Reason if reason.value.startswith("contact_"))


@endpoint(
    "GET",
    "/api/cases/{id}/contact",
    "How she may be contacted, in words, and the reminders that were asked for.",
    gives=schema.Contact,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.CLOSED, Reason.TAKEN_BACK, Reason.NOT_HOLDER)},
    audit="contact.view",
)
async def contact(call: Call) -> Answered:
    """Only for who holds the case."""
    ticket = await _held(call)
    return Answered(await _told(call, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/reminders",
    "Ask that she be reminded at a time: refused, with the reason, where her contract forbids it.",
    takes=schema.AskedReminder,
    gives=schema.Contact,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (
            *CONTACT_REASONS,
            Reason.CLOSED,
            Reason.TAKEN_BACK,
            Reason.NOT_HOLDER,
            Reason.NOT_SENT,
        ),
    },
    audit="contact.remind",
)
async def remind(call: Call) -> Answered:
    """Ask for a reminder; what it says she has chosen herself."""
    body = call.taken(schema.AskedReminder)
    ticket = await _held(call)
    what = AskedReminder(ticket.id, call.account.id, body.at)
    id = f"staff:remind:{call.account.id}:{body.id}"
    turned = await call.house.inbox.post(Inbound(id, Thread(ticket.conversation), call.now, what))
    if turned.refused:
        await refuse(call, ticket, turned.refused, body.at)
    return Answered(await _told(call, ticket))


async def _held(call: Call) -> Ticket:
    """The case of the path, which this reader holds."""
    ticket = await call.house.desk.ticket(call.account.networks, call.path["id"])
    if ticket is None:
        raise Refused(404, Reason.UNKNOWN)
    reason = holder_refusal(call.account, ticket)
    if reason is not None:
        raise Refused(409, reason)
    return ticket


async def refuse(call: Call, ticket: Ticket, refused: str, at: datetime) -> None:
    """Refuse what her contract, or her case, does not allow at that time; with the first moment
    that it would."""
    reason = _REFUSED.get(refused, Reason.NOT_SENT)
    if reason in (Reason.CONTACT_DAY, Reason.CONTACT_HOUR):
        agreement = await call.house.desk.agreement(ticket)
        moment = next_allowed(agreement.contract, agreement.channel, at)
        said = say(NO_MOMENT, call.language)
        if moment is not None:
            said = say_moment(moment, call.language, call.now, hers())
        raise Refused(409, reason, next=said)
    raise Refused(404 if reason is Reason.UNKNOWN else 409, reason)


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
