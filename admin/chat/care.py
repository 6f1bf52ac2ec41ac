"""Care for operators: an ending with dignity, steps at hand, time to talk, the next shift."""

from __future__ import annotations

from collections.abc import Iterable

from admin import answers
from admin.chat import schema
from admin.chat.asked import of_hers
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, OF_A_CASE, happened, held
from admin.refused import Refused
from bot.handoff.care import (
    DEFAULT_STEPS,
    HANDOVER_KEPT,
    LONGEST_HANDOVER,
    SELF_HARM,
    Debrief,
    Handover,
    Written,
    may_see_debrief,
    may_write_protocol,
    steps_of,
)
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.messages import CaseClosed

COORDINATORS = frozenset({Role.COORDINATOR})


@endpoint(
    "POST",
    "/api/cases/{id}/close-kindly",
    "End an abusive contact with dignity: fixed words, the case closes, the service stays open.",
    refusals={**OF_A_CASE, 409: (*OF_A_CASE[409], Reason.NOT_SENT)},
    audit="case.close_kindly",
)
async def close_kindly(call: Call) -> Answered:
    """It is counted, never per person. The door to the bot and 112 stays open."""
    ticket = await held(call)
    what = CaseClosed(ticket.id, call.account.id, kindly=True)
    # The id of an ordinary closing: whichever comes first is the one.
    reason, _ = await happened(call, ticket, f"close:{ticket.id}", what)
    if reason is not None:
        raise Refused(409, Reason.NOT_SENT)
    call.house.bus.publish(f"network:{ticket.network}")
    return Answered(None)


@endpoint(
    "GET",
    "/api/protocols",
    "The steps for the worst hour, in each of the reader's networks.",
    gives=schema.Protocols,
)
async def protocols(call: Call) -> Answered:
    """What the network wrote, or the steps that come with Filo."""
    return Answered(await _protocols(call))


@endpoint(
    "PUT",
    "/api/protocols",
    "Write the steps of a network: a new version; who wrote an older one stays known.",
    takes=schema.WrittenProtocol,
    gives=schema.Protocols,
    roles=COORDINATORS,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.OVERTAKEN,)},
    audit="protocol.write",
)
async def write_protocol(call: Call) -> Answered:
    """Refused where somebody wrote a newer version meanwhile."""
    body = call.taken(schema.WrittenProtocol)
    network = of_hers(call, body.network)
    one = Written(
        call.house.ids.new(),
        network,
        SELF_HARM,
        body.version + 1,
        call.now,
        call.account.id,
        "\n".join(steps_of(body.text)),
    )
    if await call.house.chat.care.write_protocol(one) is None:
        raise Refused(409, Reason.OVERTAKEN)
    return Answered(await _protocols(call), subject=network)


@endpoint(
    "GET",
    "/api/debriefs",
    "Requests for time to talk: a coordinator sees those of her networks, others their own.",
    gives=schema.Debriefs,
)
async def debriefs(call: Call) -> Answered:
    """The newest first."""
    return Answered(await _debriefs(call))


@endpoint(
    "POST",
    "/api/debriefs",
    "Ask a coordinator for time to talk. Nothing of any case is written down.",
    takes=schema.AskedDebrief,
    gives=schema.Debriefs,
    refusals=MISSING,
    audit="debrief.ask",
)
async def ask_debrief(call: Call) -> Answered:
    """Once, until somebody has seen it."""
    network = of_hers(call, call.taken(schema.AskedDebrief).network)
    one = Debrief(call.house.ids.new(), network, call.account.id, call.now)
    await call.house.chat.care.ask_debrief(one)
    call.house.bus.publish(f"network:{network}")
    return Answered(await _debriefs(call), subject=network)


@endpoint(
    "POST",
    "/api/debriefs/{id}/seen",
    "Say that she has seen it, and will talk.",
    gives=schema.Debriefs,
    roles=COORDINATORS,
    refusals=MISSING,
    audit="debrief.seen",
)
async def see_debrief(call: Call) -> Answered:
    """Once: the first who says so is named."""
    account = call.account
    id = call.path["id"]
    found = existing(
        await call.house.chat.care.see_debrief(account.networks, id, account.id, call.now)
    )
    call.house.bus.publish(f"network:{found.network}")
    return Answered(await _debriefs(call))


@endpoint(
    "GET",
    "/api/handovers",
    "Notes from one shift to the next, of the reader's networks.",
    gives=schema.Handovers,
)
async def handovers(call: Call) -> Answered:
    """What has not expired, the newest first."""
    return Answered(await _handovers(call))


@endpoint(
    "POST",
    "/api/handovers",
    "Leave a note for the next shift: it goes by itself after a day.",
    takes=schema.WrittenHandover,
    gives=schema.Handovers,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.EMPTY, Reason.HANDOVER_LONG)},
    audit="handover.write",
)
async def hand_over(call: Call) -> Answered:
    """For whoever comes on duty in that network."""
    body = call.taken(schema.WrittenHandover)
    network = of_hers(call, body.network)
    text = body.text.strip()
    if not text:
        raise Refused(422, Reason.EMPTY)
    if len(text) > LONGEST_HANDOVER:
        raise Refused(422, Reason.HANDOVER_LONG)
    until = call.now + HANDOVER_KEPT
    note = Handover(call.house.ids.new(), network, call.account.id, call.now, until, text)
    await call.house.chat.care.hand_over(note)
    call.house.bus.publish(f"network:{network}")
    return Answered(await _handovers(call), subject=network)


@endpoint(
    "DELETE",
    "/api/handovers/{id}",
    "Take a note for the next shift away.",
    gives=schema.Handovers,
    refusals=MISSING,
    audit="handover.remove",
)
async def remove_handover(call: Call) -> Answered:
    """Anybody of the network may: whoever has read it knows whether it is still needed."""
    existing(await call.house.chat.care.remove_handover(call.account.networks, call.path["id"]))
    for network in call.account.networks:
        call.house.bus.publish(f"network:{network}")
    return Answered(await _handovers(call))


async def _protocols(call: Call) -> schema.Protocols:
    found = [await _protocol(call, network) for network in call.account.networks]
    return schema.Protocols(protocols=found)


async def _protocol(call: Call, network: str) -> schema.ProtocolState:
    known = await call.house.chat.care.protocol(network, SELF_HARM)
    steps = steps_of(known.text) if known else ()
    names = await _names(call, [known.author] if known else [])
    return schema.ProtocolState(
        network=network,
        name=answers.network(call.house, network).name,
        kind="self_harm",
        version=known.version if known else 0,
        at=known.at if known else None,
        author=names.get(known.author, "") if known else "",
        steps=list(steps or DEFAULT_STEPS),
        editable=may_write_protocol(call.account, network),
    )


async def _debriefs(call: Call) -> schema.Debriefs:
    kept = await call.house.chat.care.debriefs(call.account.networks)
    found = [one for one in kept if may_see_debrief(call.account, one)]
    people = [one.operator for one in found] + [one.seen_by for one in found]
    names = await _names(call, people)
    return schema.Debriefs(
        debriefs=[
            schema.Debrief(
                id=one.id,
                network=answers.network(call.house, one.network).name,
                operator=names.get(one.operator, ""),
                mine=one.operator == call.account.id,
                at=one.at,
                seen_at=one.seen_at,
                seen_by=names.get(one.seen_by, ""),
            )
            for one in found
        ]
    )


async def _handovers(call: Call) -> schema.Handovers:
    found = await call.house.chat.care.handovers(call.account.networks, call.now)
    names = await _names(call, [one.author for one in found])
    return schema.Handovers(
        handovers=[
            schema.Handover(
                id=one.id,
                network=answers.network(call.house, one.network).name,
                author=names.get(one.author, ""),
                mine=one.author == call.account.id,
                at=one.at,
                forget_at=one.forget_at,
                text=one.text,
            )
            for one in found
        ]
    )


async def _names(call: Call, ids: Iterable[str]) -> dict[str, str]:
    wanted = sorted({id for id in ids if id})
    return await call.house.accounts.names(wanted) if wanted else {}


ENDPOINTS = (
    close_kindly,
    protocols,
    write_protocol,
    debriefs,
    ask_debrief,
    see_debrief,
    handovers,
    hand_over,
    remove_handover,
)
