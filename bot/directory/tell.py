"""The directory's facts as she reads them: what, for whom, from where, and how old."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.directory.facts import Fact
from bot.directory.model import JobCentre, Measure, Network, Service
from bot.directory.texts import Thing, passage


class Label(Protocol):
    """Gives a fixed text of ours by its key, with its gaps filled."""

    def __call__(self, key: str, **values: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Tongue:
    """How things are said in one language.

    ``say`` gives the translation of a context and its Italian source (the source itself where
    there is none), ``day`` a date in words, ``aside`` what stays Italian, so that it cannot turn
    a sentence written from right to left.
    """

    label: Label
    say: Callable[[str, str], str]
    day: Callable[[date], str]
    aside: Callable[[str], str]


def services_text(services: Iterable[Service], tongue: Tongue) -> str:
    """Each service in a few lines: name, what for, for whom and how to reach it.

    Where its name was translated the Italian one follows: it is what stands on the door.
    """
    return "\n\n".join(_service_text(service, tongue) for service in services)


def _service_text(service: Service, tongue: Tongue) -> str:
    name, verified = _said(service, "name", tongue), _verified(service.fact, tongue)
    headed = tongue.aside(name) if name == service.name else name
    who_for = _said(service, "who_for", tongue)
    lines = [
        f"{headed} ({verified})" if verified else headed,
        tongue.label("directory_in_italian", name=service.name) if name != service.name else "",
        f"{_said(service, 'purpose', tongue)}.",
        tongue.label("directory_for", what=f"{who_for}.") if who_for else "",
        _said(service, "contact", tongue),
    ]
    return "\n".join(line for line in lines if line)


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
