"""HSDS 3.0 as it lies in files: names of tables, what may stand inside what, what is not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, time
from typing import get_type_hints

from bot.directory.records import CLASSES, Number, Record

SHEETS: Mapping[str, str] = {
    "organization": "organizations.csv",
    "program": "programs.csv",
    "taxonomy": "taxonomies.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "service": "services.csv",
    "location": "locations.csv",
    "service_at_location": "service_at_location.csv",
    "address": "addresses.csv",
    "phone": "phones.csv",
    "schedule": "schedules.csv",
    "service_area": "service_areas.csv",
    "required_document": "required_documents.csv",
    "cost_option": "cost_options.csv",
    "language": "languages.csv",
    "accessibility": "accessibility.csv",
    "attribute": "attributes.csv",
}
"""The file of each table that is kept, in the order in which they are read and written."""

NOT_KEPT: Mapping[str, str] = {
    "contacts.csv": "contact",
    "funding.csv": "funding",
    "metadata.csv": "metadata",
    "meta_table_descriptions.csv": "meta_table_description",
    "organization_identifiers.csv": "organization_identifier",
}
"""Tables of the standard that have no place here: people's names, money, what stood there once."""

MANY: Mapping[str, tuple[str, bool]] = {
    "phones": ("phone", True),
    "schedules": ("schedule", True),
    "service_areas": ("service_area", True),
    "service_at_locations": ("service_at_location", True),
    "languages": ("language", True),
    "cost_options": ("cost_option", True),
    "required_documents": ("required_document", True),
    "addresses": ("address", True),
    "accessibility": ("accessibility", True),
    "locations": ("location", True),
    "programs": ("program", True),
    "services": ("service", True),
    "attributes": ("attribute", True),
    "organization": ("organization", False),
    "program": ("program", False),
    "location": ("location", False),
    "service": ("service", False),
    "taxonomy_term": ("taxonomy_term", False),
    "taxonomy_detail": ("taxonomy", False),
}
"""Keys of nested JSON: the table inside, and whether there are many of it."""

INSIDE: Mapping[str, tuple[str, ...]] = {
    "organization": ("phones", "locations", "programs", "services"),
    "service": (
        *("phones", "schedules", "service_areas", "service_at_locations", "languages"),
        *("cost_options", "required_documents", "organization", "program"),
    ),
    "service_at_location": ("phones", "schedules", "location", "service"),
    "location": ("languages", "addresses", "accessibility", "phones", "schedules"),
    "phone": ("languages",),
    "attribute": ("taxonomy_term",),
    "taxonomy_term": ("taxonomy_detail",),
}
"""What the standard lets stand inside each, besides ``attributes``, which everything has."""

TO_ONE: Mapping[tuple[str, str], str] = {
    ("service", "organization"): "organization_id",
    ("service", "program"): "program_id",
    ("service_at_location", "location"): "location_id",
    ("service_at_location", "service"): "service_id",
    ("attribute", "taxonomy_term"): "taxonomy_term_id",
    ("taxonomy_term", "taxonomy_detail"): "taxonomy_id",
}
"""The column of the outer record that names the inner one."""

NOT_KEPT_INSIDE = frozenset({"contacts", "funding", "metadata", "organization_identifiers"})

REFERENCES: Mapping[str, str] = {
    "organization_id": "organization",
    "program_id": "program",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "phone_id": "phone",
    "taxonomy_term_id": "taxonomy_term",
    "taxonomy_id": "taxonomy",
    "parent_organization_id": "organization",
    "parent_id": "taxonomy_term",
}
"""Columns that name a record of another table; ``link_id`` may name one of any."""

LISTED: Mapping[tuple[str, str], frozenset[str]] = {
    ("service", "status"): frozenset({"active", "inactive", "defunct", "temporarily closed"}),
    ("location", "location_type"): frozenset({"physical", "postal", "virtual"}),
    ("address", "address_type"): frozenset({"physical", "postal", "virtual"}),
    ("schedule", "wkst"): frozenset({"MO", "TU", "WE", "TH", "FR", "SA", "SU"}),
    ("schedule", "freq"): frozenset({"WEEKLY", "MONTHLY"}),
}
"""Columns whose values are one of a closed list."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "organization": ("name", "description"),
    "program": ("name", "description"),
    "taxonomy": ("name", "description"),
    "taxonomy_term": ("name", "description"),
    "service": ("name", "status"),
    "location": ("location_type",),
    "address": ("address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "phone": ("number",),
}
"""Columns that the standard requires beside ``id``, as far as they are kept."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: ``kind`` is ``text``, ``number``, ``date`` or ``time``."""

    name: str
    kind: str
    default: object


def _kind(hint: object) -> str:
    if hint == date | None:
        return "date"
    if hint == time | None:
        return "time"
    return "number" if hint == Number | None else "text"


def _columns(made: type[Record]) -> tuple[Column, ...]:
    hints = get_type_hints(made)
    return tuple(
        Column(one.name, _kind(hints[one.name]), "" if one.default is MISSING else one.default)
        for one in fields(made)
    )


COLUMNS: Mapping[str, tuple[Column, ...]] = {name: _columns(made) for name, made in CLASSES.items()}
"""The columns of every table that is kept."""


def link_of(outer: str, inner: str) -> str:
    """The column of a record inside that names the one around it; empty where there is none."""
    if inner == "attribute":
        return "link_id"
    column = f"{outer}_id"
    return column if any(one.name == column for one in COLUMNS[inner]) else ""
