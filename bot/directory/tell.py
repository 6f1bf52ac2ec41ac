"""The directory's facts as she reads them: what, for whom, from where, and how old."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.directory.facts import Fact
from bot.directory.kinds import Way
from bot.directory.model import JobCentre, Measure, Network
from bot.directory.seen import Seen, closes
from bot.directory.texts import Thing, passage


class Label(Protocol):
    """Gives a fixed text of ours by its key, with its gaps filled."""

    def __call__(self, key: str, **values: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Tongue:
    """How things are said in one language.

    ``say`` gives the translation of a context and its Italian source (the source itself where
    there is none), ``day`` a date in words, ``moment`` a moment as one says it, ``languages`` their
    names, ``aside`` what stays Italian, so that it cannot turn a sentence written from right to
    left.
    """

    label: Label
    say: Callable[[str, str], str]
    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    languages: Callable[[Sequence[str]], str]
    aside: Callable[[str], str]


def services_text(services: Iterable[Seen], tongue: Tongue, now: datetime) -> str:
    """Each service in a few lines: name, what for, for whom, where, when and how to reach it.

    Where its name was translated the Italian one follows: it is what stands on the door.
    """
    return "\n\n".join(_service_text(service, tongue, now) for service in services)


def name_text(seen: Seen, tongue: Tongue) -> str:
    """A service's name in her language; the Italian one where it was not translated."""
    name = _said(seen.service, "name", tongue)
    return tongue.aside(name) if name == seen.service.name else name


def _service_text(seen: Seen, tongue: Tongue, now: datetime) -> str:
    service = seen.service
    name, verified = _said(service, "name", tongue), _verified(seen.fact, tongue)
    headed = name_text(seen, tongue)
    who_for, purpose = _said(service, "who_for", tongue), _said(service, "purpose", tongue)
    lines = [
        f"{headed} ({verified})" if verified else headed,
        tongue.label("directory_in_italian", name=service.name) if name != service.name else "",
        f"{purpose.rstrip('.')}." if purpose else "",
        tongue.label("directory_for", what=f"{who_for.rstrip('.')}.") if who_for else "",
        _said(service, "contact", tongue),
        *_details(seen, tongue),
        *hours_lines(seen, tongue, now),
    ]
    return "\n".join(line for line in lines if line)


def _details(seen: Seen, tongue: Tongue) -> Iterable[str]:
    for place in seen.places:
        if place.address and not place.virtual:
            yield tongue.label("directory_where", where=tongue.aside(place.address))
    if seen.phones:
        phones = ", ".join(tongue.aside(number) for number in seen.phones[:3])
        yield tongue.label("directory_phone", number=phones)
    if seen.languages:
        yield tongue.label("directory_languages", languages=tongue.languages(seen.languages))
    if seen.child_care:
        yield tongue.label("directory_child_care")
    if seen.step_free:
        yield tongue.label("directory_step_free")
    if seen.documents:
        yield tongue.label("directory_documents", documents=tongue.aside("; ".join(seen.documents)))


def hours_lines(seen: Seen, tongue: Tongue, now: datetime) -> Iterable[str]:
    """By each way: open now and until when, or when it opens next. Nothing where it is unknown."""
    for way in Way:
        table = seen.timetables.get(way)
        if table is None:
            continue
        how = tongue.label(f"directory_way_{way.value}")
        if way in seen.open_ways(now):
            until = closes(table, now)
            key = "directory_open_until" if until else "directory_open"
            yield tongue.label(key, way=how, until=until)
        elif opens := seen.opens(way, now):
            yield tongue.label("directory_opens", way=how, moment=tongue.moment(opens))


def measure_text(measure: Measure, tongue: Tongue) -> tuple[str, str, str]:
    """A measure as (what it is, who will know, the source with the day it was verified)."""
    name = _said(measure, "name", tongue)
    named = name if name == measure.name else f"{name} ({tongue.aside(measure.name)})"
    source = tongue.label("directory_source", source=measure.fact.source)
    verified = _verified(measure.fact, tongue)
    return (
        f"{named}. {_said(measure, 'text', tongue)}",
        _said(measure, "who_knows", tongue),
        f"{source} ({verified})" if verified else source,
    )


def agency_text(network: Network, tongue: Tongue) -> str:
    """Who answers in a network."""
    return _said(network, "agency", tongue)


def area_text(centre: JobCentre, tongue: Tongue) -> str:
    """How it is known that an employment centre is hers."""
    return _said(centre, "area", tongue)


def _said(thing: Thing, field: str, tongue: Tongue) -> str:
    found = passage(thing, field)
    return tongue.say(found.context, found.source) if found.source else ""


def _verified(fact: Fact, tongue: Tongue) -> str:
    if fact.is_demonstration:
        return tongue.label("directory_demonstration")
    if fact.verified_on is None:
        return ""
    return tongue.label("directory_verified", day=tongue.day(fact.verified_on))
