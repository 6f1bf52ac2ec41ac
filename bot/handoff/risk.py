"""The risk aid: the network's own questions and a guide to a safety plan, for operators.

An operator fills it in, never the bot; nothing is added up, and no number comes out of it. A marker
that was seen calls a human: the case comes first, and a sentence says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.handoff.reasons import Reason

KEPT = timedelta(days=14)
"""As long as notes are kept."""

MOST_QUESTIONS = 40
LONGEST_QUESTION = 240
LONGEST_PLAN = 600


class Marker(StrEnum):
    """What by itself asks for a human now."""

    STRANGULATION = "strangulation"
    WEAPON = "weapon"
    SEPARATION = "separation"
    PREGNANCY = "pregnancy"
    THREAT_TO_KILL = "threat_to_kill"


PROMPTS: Mapping[Marker, str] = {
    Marker.STRANGULATION: "Ha detto di essere stata afferrata al collo: può avere bisogno di un "
    "medico anche senza segni visibili. Ne parli adesso con la coordinatrice.",
    Marker.WEAPON: "C'è un'arma: chieda se ora è al sicuro, e ne parli adesso con la "
    "coordinatrice. In pericolo: 112.",
    Marker.SEPARATION: "Una separazione è in corso o vicina: è un momento in cui il rischio può "
    "crescere. Riveda con lei il piano.",
    Marker.PREGNANCY: "È incinta: riveda con lei il piano, anche con un medico di cui si fida.",
    Marker.THREAT_TO_KILL: "Ci sono minacce di morte: ne parli adesso con la coordinatrice. In "
    "pericolo: 112.",
}
"""What the operator reads when a marker was seen."""

Reply = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the network. ``marker``: what a yes to it means; empty: nothing by itself."""

    id: str
    text: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A network's questions and the headings of its safety plan, as one version."""

    network: str
    version: int
    questions: tuple[Question, ...]
    plan: tuple[Question, ...]
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What an operator has filled in for a case. There is no score."""

    case: str
    by: str
    at: datetime
    forget_at: datetime
    guide: int
    answers: Mapping[str, Reply] = field(default_factory=dict, repr=False)
    plan: Mapping[str, str] = field(default_factory=dict, repr=False)


STARTING = Guide(
    "",
    0,
    (
        Question(
            "neck", "Le ha messo le mani al collo, o le ha tolto il respiro?", "strangulation"
        ),
        Question("weapon", "Ha un'arma, o può averla facilmente?", "weapon"),
        Question("leaving", "Si sta separando, o glielo ha detto da poco?", "separation"),
        Question("pregnant", "È incinta, o ha partorito da poco?", "pregnancy"),
        Question("kill", "Ha minacciato di uccidere lei, i figli o sé stesso?", "threat_to_kill"),
        Question("worse", "Negli ultimi mesi è diventato più spesso o più grave?"),
        Question("watched", "Controlla il telefono, i soldi o dove va?"),
        Question("children", "I figli vedono, sentono o sono coinvolti?"),
        Question("fear", "Di che cosa ha più paura, adesso?"),
    ),
    (
        Question("signal", "Un segnale con una persona vicina"),
        Question("way_out", "Come uscire, e a che ora è più facile"),
        Question("bag", "Che cosa tenere pronto, e dove"),
        Question("phone", "Un telefono che nessuno controlla"),
        Question("children_plan", "Che cosa sanno e fanno i figli"),
    ),
)
"""What a network starts from, until it writes its own."""


def guide_refusal(guide: Guide) -> Reason | None:
    """Why these cannot be a network's questions, or None."""
    every = (*guide.questions, *guide.plan)
    markers = {marker.value for marker in Marker} | {""}
    sound = (
        0 < len(guide.questions) <= MOST_QUESTIONS
        and len(guide.plan) <= MOST_QUESTIONS
        and len({one.id for one in every}) == len(every)
        and all(one.text.strip() and len(one.text) <= LONGEST_QUESTION for one in every)
        and all(one.marker in markers for one in every)
    )
    return None if sound else Reason.BAD_REQUEST


def filled_refusal(guide: Guide, filled: Filled) -> Reason | None:
    """Why this cannot be kept as an answer to that guide, or None."""
    if filled.guide != guide.version:
        return Reason.OVERTAKEN
    asked = {one.id for one in guide.questions}
    headings = {one.id for one in guide.plan}
    sound = (
        set(filled.answers) <= asked
        and set(filled.plan) <= headings
        and all(len(text) <= LONGEST_PLAN for text in filled.plan.values())
    )
    return None if sound else Reason.BAD_REQUEST


def seen(guide: Guide, filled: Filled) -> tuple[Marker, ...]:
    """The markers that were seen: each by itself calls a human, and none is counted."""
    found = {one.marker for one in guide.questions if filled.answers.get(one.id) == "yes"}
    return tuple(marker for marker in Marker if marker.value in found)
