"""The queue and the cases: see, claim, read, reply, close."""

from __future__ import annotations

from datetime import timedelta

from admin import answers, schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.held import INSTEAD, hold
from admin.of_a_case import MISSING, NOT_HERS, OF_A_CASE, check, happened, held, post, ticket_of
from admin.refused import Refused
from bot.handoff.case import Ticket, claim_refusal, may_read, reply_refusal
from bot.handoff.queue import in_order
from bot.handoff.reading import readable
from bot.handoff.reasons import Reason
from bot.messages import AskedWho, CaseClosed, OperatorSaid

LOOKED_BACK = timedelta(days=7)
"""How long the desk is shown that cases were forgotten before anybody took them."""


@endpoint("GET", "/api/queue", "What waits and what is being answered.", gives=schema.QueueState)
async def queue(call: Call) -> Answered:
    """Everything open in her networks, in the order in which it should be taken."""
    return await _queue(call)


@endpoint("GET", "/api/queue/mine", "The same of those that she holds.", gives=schema.QueueState)
async def mine(call: Call) -> Answered:
    """What a word of hers can change, read for a page that has the rest."""
    return await _queue(call, call.account.id)


async def _queue(call: Call, holder: str = "") -> Answered:
    account = call.account
    found = await call.house.desk.queue(account.networks, holder)
    tickets = in_order(found, account.languages)
    names = await answers.holders(call.house, tickets)
    cases = [answers.case(call.house, one, account, names, call.now) for one in tickets]
    unanswered = await call.house.desk.unanswered(account.networks, call.now - LOOKED_BACK)
    state = schema.QueueState(
        at=call.now,
        cases=cases,
        unanswered=unanswered,
        held=await call.house.tray.count(account, call.now),
        letters=await call.house.desk.letters_waiting(account.networks),
    )
    return Answered(state)


@endpoint(
    "GET",
    "/api/cases/{id}",
    "One case, without its conversation.",
    gives=schema.Case,
    refusals=MISSING,
    audit="case.view",
)
async def read_case(call: Call) -> Answered:
    """One case of her networks."""
    return await _as_it_is(call)


@endpoint(
    "POST",
    "/api/cases/{id}/claim",
    "Take a case: exactly one person gets it.",
    gives=schema.Case,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.HELD, Reason.FULL, Reason.CLOSED, Reason.TAKEN_BACK, Reason.UNTRAINED),
    },
    audit="case.claim",
)
async def claim(call: Call) -> Answered:
    """Take a queued case; whoever comes second is told who has it."""
    house, account = call.house, call.account
    waiting = await ticket_of(call)
    trained = await house.together.is_trained(account.id, waiting.network, call.now)
    await _check_claim(call, waiting, claim_refusal(account, waiting, trained=trained))
    ticket = existing(
        await house.desk.claim(account.networks, call.path["id"], account.id, call.now)
    )
    await _check_claim(call, ticket, claim_refusal(account, ticket))
    if ticket.state == "queued":
        reader = (await house.routing.floor(account.networks, account, call.now)).reader
        raise Refused(409, Reason.FULL, load=str(reader.load), units=str(reader.units))
    _tell(call, ticket)
    return Answered(await answers.one_case(house, ticket, account, call.now))


@endpoint(
    "POST",
    "/api/cases/{id}/release",
    "Put a case back into the queue: she waits again, with the wait that she has had.",
    gives=schema.Case,
    refusals=OF_A_CASE,
    audit="case.release",
)
async def release(call: Call) -> Answered:
    """Give up a case that she holds, so that a colleague can take it."""
    house, account = call.house, call.account
    own = await held(call)
    ticket = existing(await house.desk.release(account.networks, own.id, account.id))
    await _put_down(call, ticket)
    _tell(call, ticket)
    return Answered(await answers.one_case(house, ticket, account, call.now))


@endpoint(
    "GET",
    "/api/cases/{id}/thread",
    "The conversation since her consent: only for who holds the case.",
    gives=schema.ThreadState,
    refusals={404: (Reason.UNKNOWN,), 403: (Reason.NOT_HOLDER, Reason.TAKEN_BACK)},
    audit="thread.view",
    query={"after": "Only lines with a greater seq. A first reading, without it, is audited."},
)
async def thread(call: Call) -> Answered:
    """What was said, as far as its holder may read it."""
    ticket = await ticket_of(call)
    if not may_read(call.account, ticket):
        raise Refused(403, Reason.TAKEN_BACK if ticket.taken_back else Reason.NOT_HOLDER)
    after = _number(call.query.get("after", "0"))
    lines = readable(ticket, await call.house.desk.thread(ticket))
    authors = sorted({shown.author for shown in lines if shown.author})
    names = await call.house.accounts.names(authors) if authors else {}
    return Answered(
        schema.ThreadState(
            case=await answers.one_case(call.house, ticket, call.account, call.now),
            lines=[answers.line(shown, names) for shown in lines if shown.seq > after],
            undelivered=[shown.seq for shown in lines if shown.undelivered],
        )
    )


@endpoint(
    "POST",
    "/api/cases/{id}/reply",
    "Write to her. When she left or fell silent the text is not sent: it waits in the hold tray.",
    takes=schema.Reply,
    gives=schema.Sent,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.HELD_EXITED, Reason.HELD_SILENT, *NOT_HERS, Reason.NOT_SENT),
        422: (Reason.EMPTY, Reason.TOO_LONG, Reason.TELLING),
    },
    audit="case.reply",
)
async def reply(call: Call) -> Answered:
    """Send her a text; the same id twice has one effect."""
    body = call.taken(schema.Reply)
    ticket = await ticket_of(call)
    refusal, duplicate = await _said(call, ticket, body)
    if refusal is None or refusal in INSTEAD:
        # Sent or held, it is typed no longer.
        await _put_down(call, ticket)
    if refusal in INSTEAD:
        await hold(call, ticket, body)
        raise Refused(409, INSTEAD[refusal])
    check(refusal)
    return Answered(schema.Sent(duplicate=duplicate))


@endpoint(
    "POST",
    "/api/cases/{id}/who",
    "Ask whether it is she who writes: she is asked for her word, and only yes or no is learnt.",
    gives=schema.Case,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.EXITED, Reason.SILENT, Reason.WORDLESS, *NOT_HERS, Reason.NOT_SENT),
    },
    audit="case.ask_who",
)
async def ask_who(call: Call) -> Answered:
    """Ask «is it you?» once; asking again begins anew."""
    ticket = await held(call)
    what = AskedWho(ticket.id, call.account.id)
    await post(call, ticket, f"who:{ticket.id}:{ticket.seq}", what)
    return await _as_it_is(call)


@endpoint(
    "POST",
    "/api/cases/{id}/close",
    "Close a case: the service goes on with her, and nobody can write to her any more.",
    gives=schema.Case,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (*NOT_HERS, Reason.NOT_SENT),
    },
    audit="case.close",
)
async def close(call: Call) -> Answered:
    """Close a case that she holds, also after the woman left."""
    ticket = await held(call)
    await post(call, ticket, f"close:{ticket.id}", CaseClosed(ticket.id, call.account.id))
    return await _as_it_is(call)


async def _as_it_is(call: Call) -> Answered:
    """The case of the path as it now is."""
    ticket = await ticket_of(call)
    return Answered(await answers.one_case(call.house, ticket, call.account, call.now))


async def _said(call: Call, ticket: Ticket, body: schema.Reply) -> tuple[Reason | None, bool]:
    """Let her be told. Why that is refused, or None; and whether it had happened before."""
    refusal = reply_refusal(call.account, ticket, body.text)
    if refusal is not None:
        return refusal, False
    what = OperatorSaid(ticket.id, call.account.id, body.text.strip())
    return await happened(call, ticket, f"{call.account.id}:{body.id}", what)


async def _check_claim(call: Call, ticket: Ticket, reason: Reason | None) -> None:
    """Refuse, naming the holder where somebody has the case."""
    if reason is Reason.HELD:
        names = await answers.holders(call.house, [ticket])
        check(reason, holder=names.get(ticket.operator, "una collega"))
    check(reason)


async def _put_down(call: Call, ticket: Ticket) -> None:
    """Her draft of this case is gone, and she writes no longer."""
    await call.house.chat.drafts.drop(ticket.id, call.account.id)
    call.house.chat.beside.rests(ticket.conversation)


def _tell(call: Call, ticket: Ticket) -> None:
    """Wake the desks of the network, and her page: somebody came, or went."""
    call.house.bus.publish(f"network:{ticket.network}")
    call.house.bus.publish(f"thread:{ticket.conversation}")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused(422, Reason.BAD_REQUEST)
    return int(text)


ENDPOINTS = (queue, mine, read_case, claim, release, thread, reply, ask_who, close)
