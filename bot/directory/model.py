"""What the directory knows, immutable: municipalities, networks, services, measures, hotlines.

A refuge has no place here: no field can hold one, and ``load`` refuses rows that name one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.directory import finding, hours
from bot.directory.facts import Fact
from bot.directory.gazetteer import Gazetteer
from bot.directory.hours import Opening

DutyToReport = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Municipality:
    """A comune and the network that it is sent to by default, never as a refusal."""

    istat_code: str
    name: str
    network: str
    lead: str
    ambito: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Network:
    """A network that a conversation can be routed to.

    ``agency`` is who answers. ``address`` is empty unless it was marked public.
    ``duty_to_report``: whether who answers must report a crime to the authorities.
    """

    id: str
    name: str
    agency: str
    lead: str
    duty_to_report: DutyToReport
    openings: tuple[Opening, ...]
    fact: Fact
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class JobCentre:
    """An employment centre. ``name`` is its town. ``area`` says how it was assigned, in words."""

    id: str
    name: str
    area: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Service:
    """Something that helps. Empty ``network`` and ``town``: it is for every network and town."""

    id: str
    name: str
    kind: str
    network: str
    town: str
    purpose: str
    who_for: str
    contact: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Hotline:
    """A national number, with the languages that it answers in by itself."""

    number: str
    name: str
    hours: str
    languages: tuple[str, ...]
    note: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Measure:
    """A right or a support, in plain words. ``who_knows``: who will learn that she uses it."""

    id: str
    name: str
    text: str
    who_knows: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Finding:
    """What a text says about where she is.

    ``sure``: exactly one municipality, and she need not confirm it. ``outside``: a town that is
    not in the area. Neither and no candidates: no town was named.
    """

    candidates: tuple[Municipality, ...] = ()
    sure: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole directory of one publication."""

    municipalities: Mapping[str, Municipality]
    offices: Mapping[str, Network]
    job_centres: Mapping[str, JobCentre]
    job_centre_of: Mapping[str, str]
    all_services: tuple[Service, ...]
    measures: Mapping[str, Measure]
    hotlines: tuple[Hotline, ...]
    names: Gazetteer = field(repr=False)

    def find(self, text: str) -> Finding:
        """The municipalities that the text may mean, likeliest first."""
        found = finding.find(self.names, text)
        candidates = tuple(self.municipalities[code] for code in found.codes)
        return Finding(candidates, found.sure, found.outside)

    def municipality(self, istat_code: str) -> Municipality | None:
        """The municipality of this code, or None outside the area."""
        return self.municipalities.get(istat_code)

    def network(self, id: str) -> Network | None:
        """The network of this id."""
        return self.offices.get(id)

    def networks(self) -> tuple[Network, ...]:
        """All networks in the order of the file."""
        return tuple(self.offices.values())

    def services(self, kind: str, network: str, town: str, now: datetime) -> tuple[Service, ...]:
        """Current services of a kind, nearest first: her town's, her network's, everybody's.

        An empty argument does not narrow. Nothing that is expired or unverified is given.
        """
        found = [
            service
            for service in self.all_services
            if (not kind or service.kind == kind)
            and (not network or service.network in ("", network))
            and (not town or service.town in ("", town))
            and service.fact.is_current(now)
        ]
        return tuple(sorted(found, key=lambda one: (not one.town, not one.network, one.id)))

    def job_centre(self, istat_code: str) -> JobCentre | None:
        """The employment centre of a municipality, or None where its area is not known."""
        return self.job_centres.get(self.job_centre_of.get(istat_code, ""))

    def measure(self, id: str, now: datetime) -> Measure | None:
        """The measure, or None when it is unknown, unverified or out of date."""
        measure = self.measures.get(id)
        return measure if measure and measure.fact.is_current(now) else None

    def is_open(self, network: str, at: datetime) -> bool:
        """Whether the network's office is open at this moment."""
        office = self.offices.get(network)
        return office is not None and hours.is_open(office.openings, at)

    def opens_next(self, network: str, at: datetime) -> datetime | None:
        """When the network opens next, or None where its hours are not known."""
        office = self.offices.get(network)
        return hours.opens_next(office.openings, at) if office else None
