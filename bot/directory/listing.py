"""The services of one moment, put together out of their records: what staff and search look at.

A woman never sees an ``Offer``: ``seen`` gives of it what is verified and has not run out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from bot.calendar.timetable import Timetable
from bot.directory.card import Card, Minutes, minutes_of, times_of, vector_of
from bot.directory.facts import Fact
from bot.directory.kinds import KINDS, YES, Aspect, Trait, Upkeep, Way
from bot.directory.opening import Hours, by_way, timetable_on
from bot.directory.records import (
    Accessibility,
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Record,
    Records,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from bot.directory.upheld import fact_of
from bot.text.spelling import fold


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is. ``town``: the ISTAT code; empty for a place outside the area."""

    name: str
    street: str = field(repr=False)
    postal_code: str
    city: str
    town: str
    where: tuple[float, float] | None
    transportation: str
    accessibility: str
    step_free: bool
    virtual: bool

    @property
    def address(self) -> str:
        """Street, postal code and town in one line; empty where none is known."""
        parts = (self.street, f"{self.postal_code} {self.city}".strip())
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Offer:
    """One service with everything that is said of it, verified or not.

    ``towns``: where it is; ``for_towns``: where those live whom it is meant for, empty for
    everybody. ``kind`` empty: nobody has said yet what it is for.
    """

    service: Service
    kind: str
    organization: str
    network: str
    owner: str
    places: tuple[Place, ...]
    phones: tuple[str, ...] = field(repr=False)
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    for_towns: frozenset[str]
    towns: frozenset[str]
    child_care: bool
    women_only: bool
    hours: Hours
    facts: Mapping[Aspect, Fact]
    digests: Mapping[Aspect, str]
    words: str
    _days: dict[date, tuple[Mapping[Way, Timetable], Minutes]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def id(self) -> str:
        """The service's id."""
        return self.service.id

    @property
    def is_demonstration(self) -> bool:
        """Whether it was made up to show how the service works."""
        return self.facts[Aspect.ABOUT].is_demonstration

    @cached_property
    def step_free(self) -> bool:
        """Whether one of its places has no steps."""
        return any(place.step_free for place in self.places)

    @cached_property
    def card(self) -> Card:
        """What a search looks at."""
        verified = self.facts[Aspect.ABOUT].verified_on
        return Card(
            about=times_of(self.facts, Aspect.ABOUT),
            place=times_of(self.facts, Aspect.PLACE),
            hours=times_of(self.facts, Aspect.HOURS),
            languages=times_of(self.facts, Aspect.LANGUAGES),
            spoken=frozenset(self.languages),
            child_care=self.child_care,
            step_free=self.step_free,
            women_only=self.women_only,
            towns=self.towns,
            for_towns=self.for_towns,
            network=self.network,
            vectors=tuple(vector_of(one.where) for one in self.places if one.where),
            freshness=-(verified or date.min).toordinal(),
            id=self.id,
        )

    def timetables(self, today: date) -> Mapping[Way, Timetable]:
        """The hours by each way around that day."""
        return self._day(today)[0]

    def minutes(self, today: date) -> Minutes:
        """The minutes of that day in which it is open, by each way."""
        return self._day(today)[1]

    def _day(self, today: date) -> tuple[Mapping[Way, Timetable], Minutes]:
        found = self._days.get(today)
        if found is None:
            tables = {way: timetable_on(ones, today) for way, ones in self.hours.items()}
            found = tables, minutes_of(tables, today)
            self._days.clear()
            self._days[today] = found
        return found


class Traits:
    """What the attributes say of each record, in our own terms."""

    def __init__(self, records: Records) -> None:
        codes = {
            one.id: one.code
            for one in records.values()
            if isinstance(one, TaxonomyTerm) and one.code.startswith("filo-")
        }
        self._of: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in records.values():
            if isinstance(one, Attribute) and one.taxonomy_term_id in codes:
                self._of[one.link_id, codes[one.taxonomy_term_id]].append(one.value)

    def all(self, id: str, which: Trait) -> list[str]:
        """Every value of a trait of a record."""
        return self._of.get((id, which.value), [])

    def one(self, id: str, which: Trait) -> str:
        """The value of a trait of a record; empty where it has none."""
        return next(iter(self.all(id, which)), "")

    def has(self, id: str, which: Trait) -> bool:
        """Whether a record has a trait that holds or does not."""
        return self.one(id, which) == YES


@dataclass(frozen=True, repr=False)
class Listing:
    """All services of one version, by id."""

    offers: Mapping[str, Offer] = field(default_factory=dict)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Offer, ...]]:
        """The services of each kind that are there to be found."""
        found: dict[str, list[Offer]] = defaultdict(list)
        for offer in self.offers.values():
            if offer.kind and offer.service.status == "active":
                found[offer.kind].append(offer)
        return {kind: tuple(offers) for kind, offers in found.items()}


class _Index:
    """The records by what they belong to."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.children: dict[tuple[type[Record], str], list[Record]] = defaultdict(list)
        for one in records.values():
            for column in ("service_id", "location_id", "service_at_location_id"):
                owner = getattr(one, column, "")
                if owner:
                    self.children[type(one), f"{column}/{owner}"].append(one)

    def of(self, made: type[Record], column: str, id: str) -> list[Record]:
        """The records of a class whose column names this id."""
        return self.children.get((made, f"{column}/{id}"), [])


def listing_of(
    records: Records, upkeep: Iterable[Upkeep], towns: Mapping[str, str], source: str = ""
) -> Listing:
    """The services that these records make. ``towns``: folded name or code -> ISTAT code."""
    index, traits = _Index(records), Traits(records)
    kept = {(one.service, one.aspect): one for one in upkeep}
    offers = {
        one.id: _offer(one, index, traits, kept, towns, source)
        for one in records.values()
        if isinstance(one, Service)
    }
    return Listing(offers)


def _offer(
    service: Service,
    index: _Index,
    traits: Traits,
    kept: Mapping[tuple[str, Aspect], Upkeep],
    towns: Mapping[str, str],
    source: str,
) -> Offer:
    id = service.id
    ats = [one.id for one in index.of(ServiceAtLocation, "service_id", id)]
    locations = _locations(id, index)
    places = tuple(_place(one, index, traits, towns) for one in locations)
    phones = _texts(
        Phone, "number", index,
        service_id=[id], service_at_location_id=ats, location_id=[one.id for one in locations],
    )  # fmt: skip
    languages = _texts(
        Language, "code", index, service_id=[id], location_id=[one.id for one in locations]
    )
    documents = _texts(RequiredDocument, "document", index, service_id=[id])
    stated = {towns.get(fold(name), "") for name in traits.all(id, Trait.TOWN)}
    schedules = _schedules(id, ats, locations, index)
    hours = by_way(
        schedules,
        lambda one: traits.has(one, Trait.AUGUST_ONLY),
        lambda one: traits.has(one, Trait.ON_HOLIDAYS),
    )
    run_by = _run_by(service, index)
    digests = {
        Aspect.ABOUT: _digest(_about(service, documents, run_by, traits)),
        Aspect.PLACE: _digest(tuple((*_of_place(one),) for one in places)),
        Aspect.CONTACT: _digest((phones, service.email, service.url)),
        Aspect.HOURS: _digest(tuple(sorted((way.value, ones) for way, ones in hours.items()))),
        Aspect.LANGUAGES: _digest(languages),
    }
    kind = traits.one(id, Trait.KIND)
    return Offer(
        service=service,
        kind=kind if kind in KINDS else "",
        organization=run_by,
        network=traits.one(id, Trait.NETWORK),
        owner=_owner(id, traits),
        places=places,
        phones=phones,
        languages=languages,
        documents=documents,
        for_towns=_for_towns(id, index, traits, towns),
        towns=frozenset(filter(None, (*stated, *(one.town for one in places)))),
        child_care=traits.has(id, Trait.CHILD_CARE),
        women_only=traits.has(id, Trait.WOMEN_ONLY),
        hours=hours,
        facts=_facts(service, traits, kept, digests, run_by or source),
        digests=digests,
        words=fold(f"{service.name} {service.alternate_name} {run_by} {service.description}"),
    )


def _owner(id: str, traits: Traits) -> str:
    """Who is asked before a fact of it runs out."""
    return traits.one(id, Trait.OWNER) or traits.one(id, Trait.NETWORK)


def _run_by(service: Service, index: _Index) -> str:
    organization = index.records.get(("organization", service.organization_id))
    return organization.name if isinstance(organization, Organization) else ""


def _for_towns(id: str, index: _Index, traits: Traits, towns: Mapping[str, str]) -> frozenset[str]:
    """The municipalities whose women it is for; empty: it says none that we know."""
    names = (*traits.all(id, Trait.FOR_TOWN), *_texts(ServiceArea, "name", index, service_id=[id]))
    return frozenset(code for name in names if (code := towns.get(fold(name))))


def _about(
    service: Service, documents: tuple[str, ...], run_by: str, traits: Traits
) -> tuple[object, ...]:
    """What the fact that says what it is rests on."""
    id = service.id
    return (
        *(service.name, service.status, service.description, service.eligibility_description),
        *(service.application_process, service.fees_description, service.alert, documents, run_by),
        *(traits.one(id, Trait.KIND), traits.has(id, Trait.CHILD_CARE)),
        traits.has(id, Trait.WOMEN_ONLY),
    )


def _facts(
    service: Service,
    traits: Traits,
    kept: Mapping[tuple[str, Aspect], Upkeep],
    digests: Mapping[Aspect, str],
    source: str,
) -> Mapping[Aspect, Fact]:
    owner, made_up = _owner(service.id, traits), traits.has(service.id, Trait.DEMONSTRATION)
    return {
        one: fact_of(
            one, service, kept.get((service.id, one)), digests[one], owner, source, made_up=made_up
        )
        for one in Aspect
    }


def _locations(id: str, index: _Index) -> list[Location]:
    found: dict[str, Location] = {}
    for at in index.of(ServiceAtLocation, "service_id", id):
        location = index.records.get(("location", getattr(at, "location_id", "")))
        if isinstance(location, Location):
            found[location.id] = location
    return list(found.values())


def _place(one: Location, index: _Index, traits: Traits, towns: Mapping[str, str]) -> Place:
    addresses = [
        address
        for address in index.of(Address, "location_id", one.id)
        if isinstance(address, Address) and address.address_type != "postal"
    ]
    address = addresses[0] if addresses else Address("")
    street = ", ".join(part for part in (address.address_1, address.address_2) if part.strip())
    known = one.latitude is not None and one.longitude is not None
    where = (float(one.latitude or 0), float(one.longitude or 0)) if known else None
    usable = where and -90 <= where[0] <= 90 and -180 <= where[1] <= 180
    accessibility = _texts(Accessibility, "description", index, location_id=[one.id])
    return Place(
        one.name,
        street.strip(),
        address.postal_code.strip("- "),
        address.city,
        towns.get(fold(address.city), ""),
        where if usable else None,
        one.transportation,
        " ".join(accessibility),
        traits.has(one.id, Trait.STEP_FREE),
        one.location_type == "virtual",
    )


def _of_place(one: Place) -> tuple[object, ...]:
    return (one.name, one.address, one.where, one.transportation, one.accessibility, one.step_free)


def _texts(made: type[Record], column: str, index: _Index, **owners: list[str]) -> tuple[str, ...]:
    values = (
        getattr(one, column)
        for link, ids in owners.items()
        for id in ids
        for one in index.of(made, link, id)
    )
    return tuple(dict.fromkeys(filter(None, values)))


def _schedules(
    id: str, ats: list[str], locations: list[Location], index: _Index
) -> list[tuple[Schedule, bool]]:
    """Its own schedules; where it has none, those of its places."""
    own = [
        *index.of(Schedule, "service_id", id),
        *(one for at in ats for one in index.of(Schedule, "service_at_location_id", at)),
    ]
    if own:
        return [(one, False) for one in dict.fromkeys(own) if isinstance(one, Schedule)]
    return [
        (one, location.location_type == "virtual")
        for location in locations
        for one in index.of(Schedule, "location_id", location.id)
        if isinstance(one, Schedule)
    ]


def _digest(parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
