"""The directory's facts as she reads them: what, for whom, from where, and how old."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from bot.directory.facts import Fact
from bot.directory.model import Measure, Service

Label = Callable[[str], str]
"""Gives a fixed text of ours in her language, by its key."""

LABELS = ("directory_for", "directory_demonstration", "directory_verified", "directory_source")
"""The keys that are asked for: "Per", "dato dimostrativo", "verificato il", "Fonte"."""


def _day(day: date) -> str:
    """A date that no language reads wrongly: 24.11.2026."""
    return f"{day:%d.%m.%Y}"


def _verified(fact: Fact, label: Label) -> str:
    if fact.is_demonstration:
        return label("directory_demonstration")
    return f"{label('directory_verified')} {_day(fact.verified_on)}" if fact.verified_on else ""


def services_text(services: Iterable[Service], label: Label) -> str:
    """Each service in two or three lines: name, what for, for whom and how to reach it."""
    return "\n\n".join(_service_text(service, label) for service in services)


def _service_text(service: Service, label: Label) -> str:
    lines = [
        f"{service.name} ({_verified(service.fact, label)})",
        f"{service.purpose}.",
        f"{label('directory_for')}: {service.who_for}." if service.who_for else "",
        service.contact,
    ]
    return "\n".join(line for line in lines if line)


def measure_text(measure: Measure, label: Label) -> tuple[str, str, str]:
    """A measure as (what it is, who will know, the source with the day it was verified)."""
    source = f"{label('directory_source')}: {measure.fact.source}"
    verified = _verified(measure.fact, label)
    text = f"{measure.name}. {measure.text}"
    return text, measure.who_knows, f"{source} ({verified})" if verified else source
