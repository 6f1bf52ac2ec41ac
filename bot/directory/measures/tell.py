"""A measure as she reads it: who will know first, then what it is, what it asks, and where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.directory.measures.model import Knows, Measure, Watcher, WhoWillKnow
from bot.directory.tell import Tongue, said_in, verified_text

EVERY = (Knows.YES, Knows.PERHAPS, Knows.NO, Knows.UNKNOWN)
LEFT_UNSAID = (Knows.NO, Knows.UNKNOWN)
"""Answers that a measure's own sentences do not give."""


@dataclass(frozen=True, slots=True)
class Told:
    """A measure in one language. ``whom`` names who can say whether she may have it."""

    name: str
    text: str
    who_knows: str
    source: str
    papers: str
    where: str
    whom: str


def told(measure: Measure, tongue: Tongue) -> Told:
    """Everything that she may read of it; papers that are not known are said to be so."""
    name = said_in(measure, "name", tongue)
    named = name if name == measure.name else f"{name} ({tongue.aside(measure.name)})"
    source = tongue.label("directory_source", source=measure.fact.source)
    verified = verified_text(measure.fact, tongue)
    own = said_in(measure, "who_knows", tongue)
    rest = watchers_text(measure.who_will_know, tongue, LEFT_UNSAID)
    return Told(
        name=name,
        text=f"{named}. {said_in(measure, 'text', tongue)}",
        who_knows=f"{own}\n{rest}" if rest else own,
        source=f"{source} ({verified})" if verified else source,
        papers=said_in(measure, "papers", tongue) or tongue.label("measure_papers_unknown"),
        where=said_in(measure, "where", tongue),
        whom=tongue.listed([tongue.label(f"measure_at_{at}") for at in measure.at], either=True),
    )


def watchers_text(who: WhoWillKnow, tongue: Tongue, only: Collection[Knows] = EVERY) -> str:
    """Who will come to know, a line for each of these answers that anybody has."""
    lines = []
    for answer in EVERY:
        names = [tongue.label(f"watcher_{one.value}") for one in Watcher if who.get(one) is answer]
        if names and answer in only:
            lines.append(tongue.label(f"knows_{answer.value}", who=tongue.listed(names)))
    return "\n".join(lines)
