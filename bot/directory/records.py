"""The directory's records in the terms of Open Referral HSDS 3.0, one class for each table.

What the standard has and is not here is left out on purpose: names of people (``contact``,
``attention``), who paid (``funding``), what stood there before (``metadata``). No class has a field
that could hold a refuge: a service's kind is one of a closed list (``kinds.KINDS``), and
``refuge.names_a_refuge`` keeps out every text that speaks of one.

Ids are UUIDs; an empty text or None means that nothing is known. Dates are days in Italy, times
those of Italian clocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

Number = int | float


@dataclass(frozen=True, slots=True)
class Organization:
    """Who runs services."""

    id: str
    name: str
    description: str = ""
    alternate_name: str = ""
    email: str = ""
    website: str = ""
    uri: str = ""
    parent_organization_id: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """A group of services of one organisation."""

    id: str
    organization_id: str = ""
    name: str = ""
    description: str = ""
    alternate_name: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Something that helps. ``status`` is one of ``active``, ``inactive``, ``defunct``,
    ``temporarily closed``; ``assured_date`` the day on which its owner last vouched for it."""

    id: str
    name: str
    status: str = "active"
    organization_id: str = ""
    program_id: str = ""
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    interpretation_services: str = ""
    application_process: str = ""
    fees_description: str = ""
    wait_time: str = ""
    fees: str = ""
    accreditations: str = ""
    eligibility_description: str = ""
    minimum_age: Number | None = None
    maximum_age: Number | None = None
    assured_date: date | None = None
    assurer_email: str = ""
    licenses: str = ""
    alert: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class ServiceAtLocation:
    """A service at one of its places."""

    id: str
    service_id: str = ""
    location_id: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place that everybody may know: ``physical``, ``postal`` or ``virtual``."""

    id: str
    location_type: str
    url: str = ""
    organization_id: str = ""
    name: str = ""
    alternate_name: str = ""
    description: str = ""
    transportation: str = ""
    latitude: Number | None = None
    longitude: Number | None = None
    external_identifier: str = ""
    external_identifier_type: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address of a location."""

    id: str
    location_id: str = ""
    address_1: str = field(default="", repr=False)
    address_2: str = field(default="", repr=False)
    city: str = ""
    region: str = ""
    state_province: str = ""
    postal_code: str = ""
    country: str = ""
    address_type: str = "physical"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number of a service, place or organisation, never of a person."""

    id: str
    number: str = field(repr=False)
    location_id: str = ""
    service_id: str = ""
    organization_id: str = ""
    service_at_location_id: str = ""
    extension: Number | None = None
    type: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When it is open, as a repetition of RFC 5545. ``attending_type`` says by which channel.

    With both ``valid_from`` and ``valid_to`` it stands for the undated ones in those days; one
    without hours then closes them.
    """

    id: str
    service_id: str = ""
    location_id: str = ""
    service_at_location_id: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    timezone: Number | None = None
    until: date | None = None
    count: Number | None = None
    wkst: str = ""
    freq: str = ""
    interval: Number | None = None
    byday: str = ""
    byweekno: str = ""
    bymonthday: str = ""
    byyearday: str = ""
    description: str = ""
    opens_at: time | None = None
    closes_at: time | None = None
    schedule_link: str = ""
    attending_type: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Where those live whom a service is meant for."""

    id: str
    service_id: str = ""
    name: str = ""
    description: str = ""
    extent: str = ""
    extent_type: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """A paper that one needs."""

    id: str
    service_id: str = ""
    document: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class CostOption:
    """What it costs for whom."""

    id: str
    service_id: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    option: str = ""
    currency: str = ""
    amount: Number | None = None
    amount_description: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that is spoken. ``code``: ISO 639."""

    id: str
    service_id: str = ""
    location_id: str = ""
    phone_id: str = ""
    name: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What makes a place easier to enter and use."""

    id: str
    location_id: str = ""
    description: str = ""
    details: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A list of terms."""

    id: str
    name: str = ""
    description: str = ""
    uri: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class TaxonomyTerm:
    """One term of a list. Ours have a ``code`` that ``kinds.Trait`` knows."""

    id: str
    code: str = ""
    name: str = ""
    description: str = ""
    parent_id: str = ""
    taxonomy: str = ""
    language: str = ""
    taxonomy_id: str = ""
    term_uri: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A term, with a value, of any other record (``link_id``)."""

    id: str
    link_id: str = ""
    taxonomy_term_id: str = ""
    link_type: str = ""
    link_entity: str = ""
    value: str = ""


Record = (
    Organization
    | Program
    | Service
    | ServiceAtLocation
    | Location
    | Address
    | Phone
    | Schedule
    | ServiceArea
    | RequiredDocument
    | CostOption
    | Language
    | Accessibility
    | Taxonomy
    | TaxonomyTerm
    | Attribute
)

CLASSES: Mapping[str, type[Record]] = {
    "organization": Organization,
    "program": Program,
    "taxonomy": Taxonomy,
    "taxonomy_term": TaxonomyTerm,
    "service": Service,
    "location": Location,
    "service_at_location": ServiceAtLocation,
    "address": Address,
    "phone": Phone,
    "schedule": Schedule,
    "service_area": ServiceArea,
    "required_document": RequiredDocument,
    "cost_option": CostOption,
    "language": Language,
    "accessibility": Accessibility,
    "attribute": Attribute,
}
"""Every table that is kept, whatever is referred to before what refers to it."""

ENTITY: Mapping[type[Record], str] = {kind: name for name, kind in CLASSES.items()}

Key = tuple[str, str]
"""Table and id."""

Records = Mapping[Key, Record]
