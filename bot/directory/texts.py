"""Which texts of the directory are said in her language, and where their translations stand.

A context is ``directory/<kind>/<id>/<field>``. What is not in ``FIELDS`` stays Italian: the names
of networks and municipalities, addresses, and the source of a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.directory.measures.model import Measure, Question
from bot.directory.model import Directory, Hotline, JobCentre, Network
from bot.directory.records import Service

Thing = Hotline | JobCentre | Measure | Network | Question | Service

FIELDS: Mapping[type[Thing], tuple[str, tuple[str, ...]]] = {
    Measure: ("measure", ("name", "text", "who_knows", "papers", "where")),
    Question: ("question", ("text",)),
    Service: ("service", ("name", "purpose", "who_for", "contact")),
    Network: ("network", ("agency",)),
    JobCentre: ("job_centre", ("area",)),
    Hotline: ("hotline", ("name", "hours", "note")),
}
"""Kind and translated fields of each thing, as its translations call them."""

_COLUMNS: Mapping[str, str] = {
    "service/purpose": "description",
    "service/who_for": "eligibility_description",
    "service/contact": "application_process",
}
"""Where HSDS has a name of its own for a field."""

CRITICAL = frozenset({"measure/who_knows", "hotline/name", "hotline/hours", "hotline/note"})
"""What must be understood: who will learn of it, and whom to call in danger."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to translate: its context and Italian source. ``kind`` is ``measure/who_knows``."""

    context: str
    source: str
    kind: str

    @property
    def critical(self) -> bool:
        """Whether a language that lacks it may not be offered."""
        return self.kind in CRITICAL


def passage(thing: Thing, field: str) -> Passage:
    """One text of a thing; ``field`` is one of its ``FIELDS``."""
    kind, fields = FIELDS[type(thing)]
    assert field in fields, f"{field} of a {kind} is not translated"
    id = thing.number if isinstance(thing, Hotline) else thing.id
    source = getattr(thing, _COLUMNS.get(f"{kind}/{field}", field))
    return Passage(f"directory/{kind}/{id}/{field}", source, f"{kind}/{field}")


def passages(directory: Directory) -> Iterator[Passage]:
    """Every text to translate, in the order of the files; empty ones are left out."""
    things: tuple[Thing, ...] = (
        *directory.hotlines,
        *directory.measures.values(),
        *_questions(directory),
        *(offer.service for offer in directory.listing.offers.values()),
        *directory.networks(),
        *directory.job_centres.values(),
    )
    for thing in things:
        for field in FIELDS[type(thing)][1]:
            found = passage(thing, field)
            if found.source:
                yield found


def _questions(directory: Directory) -> Iterable[Question]:
    """What measures ask her, each once."""
    asked = (one.question for known in directory.measures.values() for one in known.who_may)
    return {one.id: one for one in asked}.values()
