"""The directory's facts as she reads them: what, for whom, from where, and how old."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.directory.facts import Fact
from bot.directory.kinds import Way
from bot.directory.model import JobCentre, Network
from bot.directory.seen import Seen, closes
from bot.directory.texts import Thing, passage


class Label(Protocol):
    """Gives a fixed text of ours by its key, with its gaps filled."""

    def __call__(self, key: str, **values: str) -> str: ...


class Listed(Protocol):
    """Joins names to a list in one language."""

    def __call__(self, names: Sequence[str], *, either: bool = False) -> str: ...


@dataclass(frozen=True, slots=True)
class Tongue:
    """How things are said in one language.

    ``say`` gives the translation of a context and its Italian source (the source itself where
    there is none), ``day`` a date in words, ``moment`` a moment as one says it, ``languages`` their
    names, ``aside`` what stays Italian, so that it cannot turn a sentence written from right to
    left, ``listed`` several things as a list, the last two joined by "or" with ``either``.
    """

    label: Label
    say: Callable[[str, str], str]
    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    languages: Callable[[Sequence[str]], str]
    aside: Callable[[str], str]
    listed: Listed


def services_text(services: Iterable[Seen], tongue: Tongue, now: datetime) -> str:
    """Each service in a few lines: name, what for, for whom, where, when and how to reach it.

    Where its name was translated the Italian one follows: it is what stands on the door.
    """
    return "\n\n".join(_service_text(service, tongue, now) for service in services)


def name_text(seen: Seen, tongue: Tongue) -> str:
    """A service's name in her language; the Italian one where it was not translated."""
    name = said_in(seen.service, "name", tongue)
    return tongue.aside(name) if name == seen.service.name else name


def _service_text(seen: Seen, tongue: Tongue, now: datetime) -> str:
    service = seen.service
    name, verified = said_in(service, "name", tongue), verified_text(seen.fact, tongue)
    headed = name_text(seen, tongue)
    who_for, purpose = said_in(service, "who_for", tongue), said_in(service, "purpose", tongue)
    lines = [
        f"{headed} ({verified})" if verified else headed,
        tongue.label("directory_in_italian", name=service.name) if name != service.name else "",
        f"{purpose.rstrip('.')}." if purpose else "",
        tongue.label("directory_for", what=f"{who_for.rstrip('.')}.") if who_for else "",
        said_in(service, "contact", tongue),
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


def agency_text(network: Network, tongue: Tongue) -> str:
    """Who answers in a network."""
    return said_in(network, "agency", tongue)


def area_text(centre: JobCentre, tongue: Tongue) -> str:
    """How it is known that an employment centre is hers."""
    return said_in(centre, "area", tongue)


def said_in(thing: Thing, field: str, tongue: Tongue) -> str:
    """One text of a thing in her language; empty where it has none."""
    found = passage(thing, field)
    return tongue.say(found.context, found.source) if found.source else ""


def verified_text(fact: Fact, tongue: Tongue) -> str:
    """How old a fact is, or that it was made up; empty where nobody ever verified it."""
    if fact.is_demonstration:
        return tongue.label("directory_demonstration")
    if fact.verified_on is None:
        return ""
    return tongue.label("directory_verified", day=tongue.day(fact.verified_on))
