"""Canned answers: kept by coordinators, filled in by the server for one case at a time."""

from __future__ import annotations

from collections.abc import Mapping

from admin import answers
from admin.chat import schema
from admin.chat.asked import of_hers
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import MISSING, OF_A_CASE, check, held
from admin.refused import Refused
from bot.handoff.canned import (
    MOST_PER_LANGUAGE,
    VARIABLES,
    Canned,
    greeting,
    is_savable,
    may_edit,
    rendered,
    unknown_variables,
)
from bot.handoff.case import Ticket
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.messages import STAYS
from bot.safety.contract import ROME
from bot.safety.emergency import EMERGENCY
from bot.safety.telling import telling, telling_spans

COORDINATORS = frozenset({Role.COORDINATOR})


@endpoint(
    "GET",
    "/api/canned",
    "The answers that the reader's networks keep ready, as they were written.",
    gives=schema.CannedAnswers,
)
async def canned(call: Call) -> Answered:
    """By language and shortcut."""
    return Answered(await _told(call))


@endpoint(
    "PUT",
    "/api/canned",
    "Keep an answer, new or changed. A variable that cannot be filled in is refused.",
    takes=schema.EditedCanned,
    gives=schema.CannedAnswers,
    roles=COORDINATORS,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.TAKEN_SHORTCUT,),
        422: (Reason.UNKNOWN_VARIABLE, Reason.BAD_CANNED),
    },
    audit="canned.save",
)
async def save_canned(call: Call) -> Answered:
    """For a network that she coordinates."""
    body = call.taken(schema.EditedCanned)
    known = await call.house.chat.canned.all([of_hers(call, body.network)])
    if body.id and body.id not in {one.id for one in known}:
        raise Refused(404, Reason.UNKNOWN)
    if unknown := unknown_variables(body.text):
        named = ", ".join(f"{{{name}}}" for name in VARIABLES)
        check(Reason.UNKNOWN_VARIABLE, name=f"«{unknown[0][:40]}»", known=named)
    shortcut, title = body.shortcut.strip().removeprefix("/"), body.title.strip()
    same = [one for one in known if one.language == body.language and one.id != body.id]
    if len(same) >= MOST_PER_LANGUAGE or not is_savable(shortcut, title, body.text):
        check(Reason.BAD_CANNED)
    id = body.id or call.house.ids.new()
    where = body.network, body.language, shortcut, title, body.text.strip()
    if not await call.house.chat.canned.save(Canned(id, *where, call.now, call.account.id)):
        raise Refused(409, Reason.TAKEN_SHORTCUT)
    return Answered(await _told(call), subject=id)


@endpoint(
    "DELETE",
    "/api/canned/{id}",
    "Take an answer away.",
    gives=schema.CannedAnswers,
    roles=COORDINATORS,
    refusals=MISSING,
    audit="canned.remove",
)
async def remove_canned(call: Call) -> Answered:
    """One of a network that she coordinates."""
    if not await call.house.chat.canned.remove(
        call.account.networks, call.path["id"], call.account.id, call.now
    ):
        raise Refused(404, Reason.UNKNOWN)
    return Answered(await _told(call))


@endpoint(
    "GET",
    "/api/canned-versions",
    "How the answers were before, and those that were taken away.",
    gives=schema.CannedVersions,
    roles=COORDINATORS,
)
async def canned_versions(call: Call) -> Answered:
    """The newest first: any of them can be saved again."""
    networks = call.account.networks
    found = await call.house.chat.canned.past(networks)
    kept = {one.id for one in await call.house.chat.canned.all(networks)}
    names = await call.house.accounts.names(sorted({one.canned.edited_by for one in found}))
    return Answered(
        schema.CannedVersions(
            versions=[
                schema.CannedVersion(
                    id=one.canned.id,
                    number=one.number,
                    network=one.canned.network,
                    language=one.canned.language,
                    shortcut=one.canned.shortcut,
                    title=one.canned.title,
                    text=one.canned.text,
                    edited_at=one.canned.edited_at,
                    by=names.get(one.canned.edited_by, ""),
                    gone=one.gone,
                    kept=one.canned.id in kept,
                )
                for one in found
            ]
        )
    )


@endpoint(
    "GET",
    "/api/cases/{id}/canned",
    "The answers of the case's network with their variables filled in, her language first.",
    gives=schema.ReadyAnswers,
    refusals=OF_A_CASE,
)
async def ready_answers(call: Call) -> Answered:
    """The server fills them in: what the page shows is what would be sent."""
    ticket = await held(call)
    kept = await call.house.chat.canned.all([ticket.network])
    risky = call.house.chat.telling(ticket.language)
    found = [_ready(call, ticket, one, risky) for one in kept]
    found.sort(key=lambda one: (not one.hers, one.language, one.shortcut))
    return Answered(schema.ReadyAnswers(answers=found))


def _ready(call: Call, ticket: Ticket, one: Canned, risky: frozenset[str]) -> schema.Ready:
    text = rendered(one.text, _values(call, ticket, one.language))
    return schema.Ready(
        id=one.id,
        language=one.language,
        shortcut=one.shortcut,
        title=one.title,
        text=text,
        hers=one.language == ticket.language,
        refused=ticket.channel in STAYS and bool(telling(text, risky)),
    )


def _values(call: Call, ticket: Ticket, language: str) -> Mapping[str, str]:
    facts = answers.network(call.house, ticket.network)
    return {
        "network": facts.name,
        "agency": facts.agency,
        "greeting": call.house.chat.label(greeting(call.now.astimezone(ROME).hour), language),
        "emergency": EMERGENCY[0],
    }


def _telling(call: Call, one: Canned) -> list[str]:
    risky = call.house.chat.telling(one.language)
    found = [one.text[start:end] for start, end in telling_spans(one.text, risky)]
    return list(dict.fromkeys(found))


async def _told(call: Call) -> schema.CannedAnswers:
    kept = await call.house.chat.canned.all(call.account.networks)
    return schema.CannedAnswers(
        answers=[
            schema.Canned(
                id=one.id,
                network=one.network,
                language=one.language,
                shortcut=one.shortcut,
                title=one.title,
                text=one.text,
                edited_at=one.edited_at,
                editable=may_edit(call.account, one.network),
                telling=_telling(call, one),
            )
            for one in kept
        ],
        variables=list(VARIABLES),
    )


ENDPOINTS = (canned, canned_versions, save_canned, remove_canned, ready_answers)
