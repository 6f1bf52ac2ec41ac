"""Turns what the desk knows into what the API gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Literal, cast

from babel import Locale, UnknownLocaleError

from admin import schema
from admin.ports import House
from bot.handoff.case import Ticket
from bot.handoff.held import HeldTicket, may_read_held
from bot.handoff.letters import LetterTicket
from bot.handoff.people import Account
from bot.handoff.pseudonym import pseudonym
from bot.handoff.queue import waited_seconds
from bot.handoff.undelivered import DeadLetter
from bot.messages import Shown

_VOICES: dict[str, Literal["her", "service", "operator"]] = {
    "her": "her",
    "service": "service",
    "operator": "operator",
}


@lru_cache(maxsize=256)
def language_name(code: str) -> str:
    """The Italian name of a language; its code where Babel knows none."""
    try:
        return Locale.parse(code).get_display_name("it") or code
    except (UnknownLocaleError, ValueError):
        return code


def network(house: House, id: str) -> schema.Network:
    """A network by its id; one that left the directory keeps its id as a name."""
    facts = house.networks.network(id)
    if facts is None:
        return schema.Network(id=id, name=id, agency=id, duty_to_report="unknown")
    known = facts.duty_to_report if facts.duty_to_report in ("yes", "no") else "unknown"
    duty = cast('Literal["yes", "no", "unknown"]', known)
    return schema.Network(id=id, name=facts.name, agency=facts.agency, duty_to_report=duty)


async def agencies(house: House, ids: Iterable[str]) -> list[schema.Network]:
    """These agencies with their names: networks of the directory, and agencies that somebody
    added."""
    known = {one.id: one for one in await house.together.agencies.all()}
    found = [network(house, id) for id in ids]
    return [
        one.model_copy(update={"name": known[one.id].name, "agency": known[one.id].answers})
        if one.id in known and one.name == one.id
        else one
        for one in found
    ]


async def holders(house: House, tickets: Iterable[Ticket]) -> dict[str, str]:
    """The names of those who hold these cases, by account id."""
    ids = {ticket.operator for ticket in tickets if ticket.operator}
    return await house.accounts.names(sorted(ids)) if ids else {}


def case(
    house: House, ticket: Ticket, account: Account, names: dict[str, str], now: datetime
) -> schema.Case:
    """A case as this reader sees it."""
    return schema.Case(
        id=ticket.id,
        name=pseudonym(ticket.id),
        network=network(house, ticket.network).name,
        channel=ticket.channel.value,
        state=ticket.state,
        danger=ticket.danger,
        language=ticket.language,
        language_name=language_name(ticket.language),
        spoken=ticket.language in account.languages,
        opened_at=ticket.opened_at,
        claimed_at=ticket.claimed_at,
        closed_at=ticket.closed_at,
        waited=waited_seconds(ticket, now),
        mine=ticket.operator == account.id,
        holder=names.get(ticket.operator, ""),
        left_at=ticket.left_at if ticket.left else None,
        check=ticket.check,
        checked_at=ticket.checked_at,
        verified=ticket.curtain == "verified",
        taken_back=ticket.taken_back,
        muted=ticket.muted and ticket.left,
        behind=ticket.behind if ticket.left else 0,
        possible_danger_at=ticket.possible_danger_at,
        shared=dict(ticket.shared),
        seq=ticket.seq,
        drill=ticket.drill,
    )


async def one_case(house: House, ticket: Ticket, account: Account, now: datetime) -> schema.Case:
    """The same, with the holder's name looked up."""
    return case(house, ticket, account, await holders(house, [ticket]), now)


def line(shown: Shown, names: dict[str, str]) -> schema.Line:
    """One line of a thread."""
    return schema.Line(
        seq=shown.seq,
        id=shown.id,
        at=shown.at,
        voice=_VOICES[shown.voice.value],
        author=names.get(shown.author, ""),
        text=shown.speech.text,
        undelivered=shown.undelivered,
    )


def held(house: House, ticket: HeldTicket, account: Account, names: dict[str, str]) -> schema.Held:
    """A text of the tray or a box as this reader sees it."""
    mine = may_read_held(account, ticket)
    return schema.Held(
        id=ticket.id,
        case=ticket.case,
        network=network(house, ticket.network).name,
        author=names.get(ticket.author, ""),
        mine=mine,
        at=ticket.at,
        forget_at=ticket.forget_at,
        place=ticket.place,
        fetchable=ticket.fetchable,
        # What lies in her box is hers: nobody of the desk reads it any more.
        text=ticket.text if mine and ticket.place == "tray" else "",
    )


def undelivered(house: House, one: DeadLetter) -> schema.Undelivered:
    """A message that no provider took."""
    return schema.Undelivered(
        id=one.id,
        network=network(house, one.network).name if one.network else "",
        channel=one.channel,
        why=one.why,
        staff=one.staff,
        at=one.at,
        expires_at=one.expires_at,
    )


def letter(house: House, ticket: LetterTicket) -> schema.Letter:
    """A request as the API gives it."""
    return schema.Letter(
        id=ticket.id,
        network=network(house, ticket.network).name,
        language=ticket.language,
        language_name=language_name(ticket.language),
        asked_at=ticket.asked_at,
        forget_at=ticket.forget_at,
        answered_at=ticket.answered_at,
        text=ticket.text,
        answer=ticket.answer,
    )
