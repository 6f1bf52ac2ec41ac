"""Who is offered which waiting case now: capacity, language and skill, priority, «not this one».

An offer takes nothing from anybody: every case that waits in a network stays in its queue, where
whoever works there may take it. What is offered comes first, and is never more than one can carry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.handoff.case import Ticket
from bot.handoff.queue import in_order
from bot.handoff.routing_waiting import Wait
from bot.text.tongues import speaks

DEFAULT_UNITS = 3
"""How much one person carries at once where nothing else was said."""

FEWEST_UNITS, MOST_UNITS = 2, 12
"""Never less than one heavy chat: whoever has nobody can always be offered whoever needs most."""

LIGHT, HEAVY = 1, 2
"""What a chat weighs: with a danger flag, or marked by its operator, as much as two."""

BEST_FIRST = timedelta(seconds=60)
"""For so long a case is offered only to those who fit it best; then to everybody with room."""

PAUSE = timedelta(minutes=15)
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(minutes=60)


class Skill(StrEnum):
    """What somebody at a desk is prepared for beyond her languages: a closed list."""

    MINOR = "minor"
    PREGNANCY = "pregnancy"
    SEXUAL_VIOLENCE = "sexual_violence"
    WORK = "work"
    LEGAL = "legal"
    PERMIT = "permit"
    DIGITAL = "digital"
    SIGN_LANGUAGE = "sign_language"


NEEDED: Mapping[str, Skill] = {
    "minor": Skill.MINOR,
    "sexual_violence": Skill.SEXUAL_VIOLENCE,
    "work": Skill.WORK,
    "training": Skill.WORK,
    "workplace_violence": Skill.WORK,
    "leave": Skill.WORK,
    "legal": Skill.LEGAL,
    "report": Skill.LEGAL,
    "permit": Skill.PERMIT,
    "documents": Skill.PERMIT,
    "digital": Skill.DIGITAL,
}
"""The topic that she agreed to share -> the skill that serves it."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """How much one person takes at once, and what she is prepared for. ``paused_until``: nothing
    is offered to her before then; why is nobody's business, and is not kept."""

    units: int = DEFAULT_UNITS
    skills: frozenset[Skill] = frozenset()
    paused_until: datetime | None = None

    def is_paused(self, now: datetime) -> bool:
        """Whether she pauses now."""
        return self.paused_until is not None and now < self.paused_until

    def takes_more(self, load: int, now: datetime) -> bool:
        """Whether she could be offered anything beside what she carries now."""
        return not self.is_paused(now) and load + LIGHT <= self.units


USUAL = Carrying()
"""Where nothing else was said."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is on duty. ``load`` and ``units`` count chats; ``paused`` says that, not why.

    ``passed`` are the ids of cases that she put aside: only she is asked nothing about them.
    """

    account: str
    networks: frozenset[str]
    languages: frozenset[str]
    skills: frozenset[Skill] = frozenset()
    units: int = DEFAULT_UNITS
    load: int = 0
    paused: bool = False
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Floor:
    """Who is there in some networks at one moment, and what is marked.

    ``reader`` is who looks, on duty or not; ``heavy`` are ids of cases, ``waits`` those of the
    cases that wait, by id.
    """

    reader: Person
    people: tuple[Person, ...] = ()
    heavy: frozenset[str] = frozenset()
    waits: Mapping[str, Wait] = field(default_factory=dict)


def needed(ticket: Ticket) -> Skill | None:
    """The skill that the topic she shared asks for, or None."""
    return NEEDED.get(ticket.shared.get("need", ""))


def weight(ticket: Ticket, heavy: Collection[str]) -> int:
    """What the case weighs; ``heavy`` are the ids that operators marked so."""
    return HEAVY if ticket.danger or ticket.id in heavy else LIGHT


def may_take(carries: int, units: int, case: int, *, danger: bool) -> bool:
    """Whether somebody who carries so much may take a case of that weight. Whoever is in danger may
    always be taken, and who carries nothing may take any."""
    return danger or not carries or carries + case <= units


def has_room(person: Person, units: int) -> bool:
    """Whether so much more is within what she carries."""
    return person.load + units <= person.units


def may_be_offered(person: Person, ticket: Ticket, heavy: Collection[str]) -> bool:
    """Whether the case may be offered to her at all now."""
    return (
        ticket.state == "queued"
        and not ticket.taken_back
        and ticket.network in person.networks
        and not person.paused
        and ticket.id not in person.passed
        and has_room(person, weight(ticket, heavy))
    )


def fit(person: Person, ticket: Ticket) -> int:
    """How well she serves the case: language first, then what it is about."""
    tongue = 2 if speaks(person.languages, ticket.language) else 0
    return tongue + (1 if needed(ticket) in person.skills else 0)


def offers(
    reader: Person,
    people: Iterable[Person],
    tickets: Iterable[Ticket],
    heavy: Collection[str],
    now: datetime,
) -> tuple[str, ...]:
    """The ids of the cases that are offered to the reader, first what she should take first.

    ``people`` are those on duty, the reader among them or not. Together with what she has, the
    offers never weigh more than she carries. Danger is offered to everybody with room at once.
    """
    others = [one for one in people if one.account != reader.account]
    found: list[str] = []
    room = reader.units - reader.load
    for ticket in in_order(tickets, reader.languages):
        if not may_be_offered(reader, ticket, heavy) or weight(ticket, heavy) > room:
            continue
        if _somebody_fits_better(reader, others, ticket, heavy, now):
            continue
        found.append(ticket.id)
        room -= weight(ticket, heavy)
    return tuple(found)


def _somebody_fits_better(
    reader: Person,
    others: Iterable[Person],
    ticket: Ticket,
    heavy: Collection[str],
    now: datetime,
) -> bool:
    """Whether it still is for those to take who serve her better and have room."""
    if ticket.danger or now - ticket.opened_at >= BEST_FIRST:
        return False
    here = fit(reader, ticket)
    return any(may_be_offered(one, ticket, heavy) and fit(one, ticket) > here for one in others)
