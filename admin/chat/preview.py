"""How a draft would look on her locked phone, per channel, before it is sent.

The draft is looked at and forgotten: it is in no log, in no audit and in no table.
"""

from __future__ import annotations

from datetime import datetime

from admin.chat import schema
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import OF_A_CASE, check, held
from bot.channels.fit import fit
from bot.channels.segments import segments
from bot.conversation.parting import parted
from bot.conversation.state import Outgoing
from bot.handoff.case import Ticket, text_refusal
from bot.handoff.reasons import Reason
from bot.messages import STAYS, Address, Channel, Speech, Voice
from bot.safety.telling import telling_spans

LOCKED = 150
"""Characters that a locked phone shows of a message, about: two to four lines. Phones differ, and
so do their owners' settings; a phone that shows more shows what was sent, not more than that."""

ORDER = (Channel.WEB, Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS)


@endpoint(
    "POST",
    "/api/cases/{id}/preview",
    "How a draft would look on her lock screen, per channel; nothing of it is kept.",
    takes=schema.Drafted,
    gives=schema.Preview,
    refusals={**OF_A_CASE, 422: (Reason.TOO_LONG,)},
)
async def preview(call: Call) -> Answered:
    """Her own channel first, and the words that would tell wherever it stays on her phone."""
    ticket = await held(call)
    text = call.taken(schema.Drafted).text.strip()
    check(text_refusal(text) if text else None)
    spans = telling_spans(text, call.house.chat.telling(ticket.language))
    order = sorted(ORDER, key=lambda channel: channel is not ticket.channel)
    sender, telling = call.house.chat.sender(ticket.language), bool(spans)
    looks = [_look(text, one, ticket, call.now, sender, telling=telling) for one in order]
    places = [(_units(text[:start]), _units(text[:end])) for start, end in spans]
    risky = [schema.Span(start=start, end=end) for start, end in places]
    return Answered(schema.Preview(looks=looks, risky=risky))


def _look(
    text: str, channel: Channel, ticket: Ticket, now: datetime, sender: str, *, telling: bool
) -> schema.Look:
    sent = _messages(text, channel, ticket, now)
    first = sent[0] if sent else ""
    counted = segments("".join(sent)) if channel is Channel.SMS and len(sent) == 1 else None
    each = [segments(one) for one in sent] if channel is Channel.SMS else []
    shows = channel is not Channel.WEB and bool(first)
    return schema.Look(
        channel=channel,
        hers=channel is ticket.channel,
        shows=shows,
        sender=sender if channel in (Channel.TELEGRAM, Channel.WHATSAPP) else "",
        text=first[:LOCKED] if shows else "",
        cut=shows and len(first) > LOCKED,
        messages=len(sent),
        encoding=each[0].encoding if each else "",
        segments=sum(one.count for one in each),
        left=counted.left if counted is not None else 0,
        refused=telling and channel in STAYS,
    )


def _messages(text: str, channel: Channel, ticket: Ticket, now: datetime) -> list[str]:
    """What is sent, in order, as the channel writes it."""
    if not text:
        return []
    whole = Outgoing(
        "preview",
        ticket.conversation,
        0,
        Address(channel, ""),
        Speech(text, voice=Voice.OPERATOR),
        now,
    )
    return [fit(one.speech, channel).message for one in parted(whole)]


def _units(text: str) -> int:
    """How long JavaScript finds it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


ENDPOINTS = (preview,)
