"""What the directory knows, immutable: municipalities, networks, services, measures, hotlines.

A refuge has no place here: no field can hold one, and ``load`` refuses rows that name one. Services
are ``records`` in the terms of HSDS, put together in a ``listing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.calendar.timetable import Timetable, is_open, opens_next
from bot.directory import finding
from bot.directory.facts import Fact
from bot.directory.gazetteer import Gazetteer
from bot.directory.kinds import Upkeep
from bot.directory.listing import Listing, listing_of
from bot.directory.measures import keeping
from bot.directory.measures.model import Measure
from bot.directory.records import Records
from bot.directory.searching import Map, Match, Wanted, search
from bot.text.spelling import fold

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
    timetable: Timetable
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
class Hotline:
    """A national number, with the languages that it answers in by itself."""

    number: str
    name: str
    hours: str
    languages: tuple[str, ...]
    note: str
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
class Seeds:
    """What the files hold, before anybody imported services or vouched for anything."""

    records: Records
    upkeep: tuple[Upkeep, ...]
    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True, repr=False)
class Directory:
    """The whole directory of one publication."""

    municipalities: Mapping[str, Municipality]
    offices: Mapping[str, Network]
    job_centres: Mapping[str, JobCentre]
    job_centre_of: Mapping[str, str]
    listing: Listing
    measures: Mapping[str, Measure]
    hotlines: tuple[Hotline, ...]
    names: Gazetteer = field(repr=False)
    map: Map = field(repr=False)
    seeds: Seeds = field(repr=False)
    named: dict[str, Finding] = field(init=False, default_factory=dict, repr=False, compare=False)
    """What each municipality's own name finds. For all of them at the first text: which were
    written is not remembered."""

    def find(self, text: str) -> Finding:
        """The municipalities that the text may mean, likeliest first."""
        if not self.named:
            names = {town.name for town in self.municipalities.values()}
            spelt = names | {name.lower() for name in names}
            self.named.update({name: self._found(name) for name in spelt})
        return self.named.get(text) or self._found(text)

    def _found(self, text: str) -> Finding:
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

    def search(self, wanted: Wanted, now: datetime) -> list[Match]:
        """What fits her best of what she may see."""
        return search(self.listing, wanted, self.map, now)

    def holding(self, records: Records, upkeep: Iterable[Upkeep]) -> Directory:
        """The same with these services beside those of the files, where the same id replaces, and
        with what was vouched for, of services and measures."""
        both = {**self.seeds.records, **records}
        kept = {(one.service, one.aspect): one for one in (*self.seeds.upkeep, *upkeep)}
        return replace(
            self,
            listing=listing_of(both, kept.values(), self.town_codes),
            measures=keeping.held(self.seeds.measures, kept.values()),
        )

    def vouched(self, upkeep: Upkeep) -> Directory:
        """The same after somebody vouched for one fact of a service, or for a measure."""
        if upkeep.service.startswith(keeping.KEPT_AS):
            return replace(self, measures=keeping.held(self.measures, (upkeep,)))
        known = self.listing.offers[upkeep.service]
        assert upkeep.verified_on is not None, "who vouches does so on a day"
        fact = known.facts[upkeep.aspect].verified(upkeep.verified_on, upkeep.interval)
        offer = replace(known, facts={**known.facts, upkeep.aspect: fact})
        return replace(self, listing=Listing({**self.listing.offers, offer.id: offer}))

    @property
    def town_codes(self) -> Mapping[str, str]:
        """ISTAT code by itself and by the folded name of the comune."""
        return {
            **{code: code for code in self.municipalities},
            **{fold(town.name): code for code, town in self.municipalities.items()},
        }

    def job_centre(self, istat_code: str) -> JobCentre | None:
        """The employment centre of a municipality, or None where its area is not known."""
        return self.job_centres.get(self.job_centre_of.get(istat_code, ""))

    def measure(self, id: str, now: datetime) -> Measure | None:
        """The measure, or None when it is unknown, unverified or out of date."""
        measure = self.measures.get(id)
        return measure if measure and measure.is_current(now) else None

    def is_open(self, network: str, at: datetime) -> bool:
        """Whether the network's office is open at this moment."""
        office = self.offices.get(network)
        return office is not None and is_open(office.timetable, at)

    def opens_next(self, network: str, at: datetime) -> datetime | None:
        """When the network opens next, or None where its hours are not known."""
        office = self.offices.get(network)
        return opens_next(office.timetable, at) if office else None
