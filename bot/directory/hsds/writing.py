"""Records as HSDS again: nested JSON, a tabular package, or an office's spreadsheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from bot.calendar.timetable import write_week
from bot.directory.hsds.tables import COLUMNS, INSIDE, MANY, REFERENCES, SHEETS, TO_ONE, link_of
from bot.directory.hsds.traits import uuid_of
from bot.directory.kinds import Aspect, Way
from bot.directory.listing import Listing, Offer
from bot.directory.opening import timetable_on
from bot.directory.records import Key, Record, Records
from bot.text.decoding import written_sheet

_FILES = {"service": "services.json", "organization": "organizations.json"} | {
    "location": "locations.json",
    "taxonomy_term": "taxonomy_terms.json",
    "taxonomy": "taxonomies.json",
}
"""What may stand alone in JSON, services first."""


class Nested:
    """Nested JSON of some records. Each is written in full once; where it stands again, only what
    the standard requires of it does."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._written: set[Key] = set()
        self._children: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for (entity, id), record in records.items():
            for column in COLUMNS[entity]:
                if column.name in REFERENCES or column.name == "link_id":
                    link = getattr(record, column.name)
                    if link:
                        self._children[entity, column.name, link].append(id)

    def files(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Name and things of each file: services, then what belongs to none."""
        for entity, file in _FILES.items():
            things = [
                self._thing(entity, id, top=True)
                for kind, id in self._records
                if kind == entity and (entity == "service" or (kind, id) not in self._written)
            ]
            if things or entity == "service":
                yield file, things

    def left_out(self) -> Counter[str]:
        """Table -> how many records belong to nothing that JSON could hold them in."""
        return Counter(entity for entity, id in self._records if (entity, id) not in self._written)

    def _thing(self, entity: str, id: str, outer: str = "", *, top: bool = False) -> dict[str, Any]:
        record = self._records[entity, id]
        again = (entity, id) in self._written and entity in ("organization", "location", "program")
        self._written.add((entity, id))
        thing = self._row(entity, record, outer)
        if again:
            return thing
        # An attribute of a term would stand in its term again, without end.
        of_terms = entity in ("attribute", "taxonomy_term", "taxonomy")
        for name in (*INSIDE.get(entity, ()), *(() if of_terms else ("attributes",))):
            inner, many = MANY[name]
            if (entity, name) in TO_ONE:
                if not (entity == "service_at_location" and name == "service"):
                    self._put_one(thing, entity, name, inner, record)
            elif many and not (entity == "organization" and name == "services"):
                things = self._many(entity, id, inner)
                if things:
                    thing[name] = things
        return thing

    def _put_one(
        self, thing: dict[str, Any], entity: str, name: str, inner: str, record: Record
    ) -> None:
        column = TO_ONE[entity, name]
        target = getattr(record, column)
        if target and (inner, target) in self._records:
            thing[name] = self._thing(inner, target, entity)
            thing.pop(column, None)

    def _many(self, entity: str, id: str, inner: str) -> list[dict[str, Any]]:
        link = link_of(entity, inner)
        found = self._children.get((inner, link, id), ()) if link else ()
        return [self._thing(inner, one, entity) for one in found]

    def _row(self, entity: str, record: Record, outer: str) -> dict[str, Any]:
        """Its own columns. The columns that say what stands around it are left out, and so are
        those of what it stands in elsewhere: there it stands again."""
        row: dict[str, Any] = {}
        for column in COLUMNS[entity]:
            value = getattr(record, column.name)
            if value in ("", None):
                continue
            if self._stands_there(entity, column.name, value, outer):
                continue
            row[column.name] = _json(column.name, value)
        return row

    def _stands_there(self, entity: str, name: str, value: str, outer: str) -> bool:
        """Whether the column says only what the place in the JSON says."""
        if name == "link_id":
            return True
        target = REFERENCES.get(name, "")
        if not target or name in _UP or (target, value) not in self._records:
            return False
        return bool(outer) or (entity, name) not in _OWN_LINKS


_UP = frozenset({"parent_organization_id", "parent_id"})
"""Links to a record of the same table, which does not stand around it."""

_OWN_LINKS = frozenset({("location", "organization_id"), ("program", "organization_id")})
"""Links that stay where a thing stands alone."""


def _json(name: str, value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return uuid_of(value) if _is_id(name) else value


def _is_id(name: str) -> bool:
    return name in ("id", "link_id") or name in REFERENCES


def sheets(records: Records) -> Iterator[tuple[str, str]]:
    """Name and text of each table's file. No cell of them is run by a spreadsheet."""
    rows: dict[str, list[Record]] = defaultdict(list)
    for (entity, _), record in records.items():
        rows[entity].append(record)
    for entity, file in SHEETS.items():
        names = [column.name for column in COLUMNS[entity]]
        yield file, _csv(names, ([_cell(one, name) for name in names] for one in rows[entity]))


def _cell(record: Record, name: str) -> str:
    value = _json(name, getattr(record, name)) if getattr(record, name) not in ("", None) else ""
    return str(value)


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return written_sheet([[*header], *([*row] for row in rows)])


def office_sheet(listing: Listing, today: date) -> str:
    """The services as an office's spreadsheet: what fits into one row of each."""
    return _csv(
        _OFFICE, ([cell(one, today) for cell in _OFFICE.values()] for one in _by_name(listing))
    )


def _by_name(listing: Listing) -> list[Offer]:
    return sorted(listing.offers.values(), key=lambda one: (one.service.name, one.id))


def _hours(way: Way) -> Callable[[Offer, date], str]:
    def said(offer: Offer, today: date) -> str:
        openings = offer.hours.get(way, ())
        return write_week(timetable_on(openings, today).week)

    return said


def _august(offer: Offer, today: date) -> str:
    for openings in offer.hours.values():
        august = timetable_on(openings, today).august
        if august is not None:
            return write_week(august) or "chiuso"
    return ""


def _yes(value: object) -> str:
    return "si" if value else "no"


def _place(name: str) -> Callable[[Offer, date], str]:
    return lambda offer, _: str(getattr(offer.places[0], name)) if offer.places else ""


def _always(offer: Offer, _: date) -> str:
    return _yes(any(one.holidays for ones in offer.hours.values() for one in ones))


def _verified(offer: Offer, _: date) -> str:
    day = offer.facts[Aspect.ABOUT].verified_on
    return day.isoformat() if day else ""


_OFFICE: Mapping[str, Callable[[Offer, date], str]] = {
    "codice": lambda offer, _: offer.id,
    "nome": lambda offer, _: offer.service.name,
    "tipo": lambda offer, _: offer.kind,
    "ente": lambda offer, _: offer.organization,
    "comune": _place("city"),
    "indirizzo": _place("street"),
    "cap": _place("postal_code"),
    "latitudine": lambda offer, _: _degrees(offer, 0),
    "longitudine": lambda offer, _: _degrees(offer, 1),
    "telefono": lambda offer, _: "; ".join(offer.phones),
    "posta": lambda offer, _: offer.service.email,
    "sito": lambda offer, _: offer.service.url,
    "orari": _hours(Way.IN_PERSON),
    "orari_telefono": _hours(Way.PHONE),
    "orari_online": _hours(Way.ONLINE),
    "agosto": _august,
    "festivi": _always,
    "lingue": lambda offer, _: " ".join(offer.languages),
    "bambini": lambda offer, _: _yes(offer.child_care),
    "senza_gradini": lambda offer, _: _yes(offer.step_free),
    "solo_donne": lambda offer, _: _yes(offer.women_only),
    "cosa_fa": lambda offer, _: offer.service.description,
    "per_chi": lambda offer, _: offer.service.eligibility_description,
    "come": lambda offer, _: offer.service.application_process,
    "costo": lambda offer, _: offer.service.fees_description,
    "documenti": lambda offer, _: "; ".join(offer.documents),
    "rete": lambda offer, _: offer.network,
    "responsabile": lambda offer, _: offer.owner,
    "verificato_il": _verified,
    "base": lambda offer, _: "dimostrativo" if offer.is_demonstration else "",
}
"""The columns of the spreadsheet, with what stands in each."""


def _degrees(offer: Offer, which: int) -> str:
    where = offer.places[0].where if offer.places else None
    return str(where[which]) if where else ""
