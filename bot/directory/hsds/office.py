"""An office's own spreadsheet: one row a service, with columns in Italian or English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from bot.calendar.timetable import DAY_MINUTES, BadHours, Week, read_week
from bot.directory.hsds.package import Package, Progress, Spot
from bot.directory.hsds.traits import terms, trait, uuid_of
from bot.directory.kinds import KINDS, LONGEST_INTERVAL, YES, Aspect, Trait, Upkeep, Way
from bot.directory.records import ENTITY, Attribute
from bot.safety import refuge
from bot.text.decoding import UnreadableError, sheet

WORDS: Mapping[str, tuple[str, ...]] = {
    "id": ("codice",),
    "name": ("nome", "servizio"),
    "kind": ("tipo",),
    "organization": ("ente",),
    "town": ("comune",),
    "address": ("indirizzo",),
    "postal_code": ("cap",),
    "latitude": ("latitudine",),
    "longitude": ("longitudine",),
    "phone": ("telefono",),
    "email": ("posta", "mail"),
    "web": ("sito",),
    "hours": ("orari",),
    "phone_hours": ("orari_telefono",),
    "online_hours": ("orari_online",),
    "august": ("agosto",),
    "holidays": ("festivi",),
    "languages": ("lingue",),
    "child_care": ("bambini",),
    "step_free": ("senza_gradini",),
    "women_only": ("solo_donne",),
    "purpose": ("cosa_fa",),
    "who_for": ("per_chi",),
    "contact": ("come",),
    "cost": ("costo",),
    "documents": ("documenti",),
    "network": ("rete",),
    "for_towns": ("per_comuni",),
    "owner": ("responsabile",),
    "verified_on": ("verificato_il",),
    "interval": ("intervallo_giorni", "intervallo"),
    "basis": ("base",),
}
"""The columns with their Italian names. Only ``name`` and ``kind`` must be there."""

TYPES: Mapping[str, str] = {
    "centro antiviolenza": "centre",
    "lavoro": "work",
    "corsi": "training",
    "formazione": "training",
    "sindacato": "union",
    "parita": "equality",
    "legale": "legal",
    "casa": "home",
    "soldi": "money",
    "salute": "health",
    "ascolto": "mind",
    "documenti": "documents",
    "sociale": "social",
    "minori": "minors",
    "uomini": "men",
}
"""The kinds as an office may call them."""

_CANONICAL = {word: name for name, words in WORDS.items() for word in (name, *words)}
_DAYS = {
    "lun": "mon",
    "mar": "tue",
    "mer": "wed",
    "gio": "thu",
    "ven": "fri",
    "sab": "sat",
    "dom": "sun",
}
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TRUE = frozenset({"yes", "si", "sì", "x", "1", "vero", "true"})
_FALSE = frozenset({"", "no", "0", "falso", "false"})
_CLOSED = frozenset({"chiuso", "closed", "no"})
_HOUR = re.compile(r"(?<![\d:])(\d{1,2})(?:[.:](\d\d))?(?=\s*-|\s*$|\s*;)")
_SEVERAL = re.compile(r"[;,/\s]+")
EVERY = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row with canonical names of columns."""

    values: Mapping[str, str]
    spot: Spot

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()


def read_office(file: str, text: str, package: Package, progress: Progress) -> list[Upkeep]:
    """Read the rows of a spreadsheet; what is said of who keeps each fact right.

    Raises ``UnreadableError`` where it is no such spreadsheet.
    """
    lines = text.count("\n") + 1
    rows = list(_rows(file, text, package))
    for one in terms():
        package.records[ENTITY[type(one)], one.id] = one
    upkeep: list[Upkeep] = []
    for at, row in enumerate(rows):
        upkeep += take_row(row, package)
        if at % EVERY == 0:
            progress(row.spot.line, lines)
    progress(lines, lines)
    return upkeep


def _rows(file: str, text: str, package: Package) -> Iterator[Row]:
    sheet_rows = sheet("\n".join(_uncommented(text)))
    header = [_plain(cell) for cell in next(sheet_rows, (1, []))[1]]
    names = [_CANONICAL.get(cell, "") for cell in header]
    if "name" not in names or "kind" not in names:
        raise UnreadableError(
            "It has no columns 'name' and 'kind' ('nome' and 'tipo') in its first line."
        )
    for cell, name in zip(header, names, strict=True):
        if not name and cell:
            package.remarks.append(f"{file}: a column was not read; it is no known one.")
    for line, cells in sheet_rows:
        spot = Spot(file, line)
        if len(cells) > len(names):
            what = f"There are {len(cells)} cells where the header has {len(names)}."
            package.refuse(spot, what, "Put text with commas or semicolons between quotes.")
            continue
        yield Row({name: cell for name, cell in zip(names, cells, strict=False) if name}, spot)


def _uncommented(text: str) -> list[str]:
    """The lines, those above the header that begin with # made empty: line numbers stay."""
    lines = text.splitlines()
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return [*([""] * head), *lines[head:]]


def _plain(cell: str) -> str:
    return cell.strip().lower().replace(" ", "_").replace("à", "a")


def take_row(row: Row, package: Package) -> list[Upkeep]:
    """Take one service in, with its place, numbers and hours."""
    if refuge.names_a_refuge("\n".join(row.values.values())):
        package.refuse(row.spot, refuge.WHAT, refuge.REMEDY)
        return []
    before = len(package.problems) + package.more_problems
    id = row["id"] or uuid_of(f"{row['organization']}/{row['name']}/{row['town']}")
    if ("service", id) in package.records:
        package.refuse(row.spot, "This service stands here twice.", "Give each an id of its own.")
    kind = row["kind"].lower()
    kind = TYPES.get(kind.replace("à", "a"), kind)
    if kind not in KINDS:
        package.refuse(row.spot, "The kind is not a known one.", f"Use one of: {', '.join(KINDS)}.")
    _take_service(id, kind, row, package)
    _take_place(id, row, package)
    _take_lines(id, row, package)
    _take_hours(id, row, package)
    found = _upkeep(id, row, package)
    return found if len(package.problems) + package.more_problems == before else []


def _take_service(id: str, kind: str, row: Row, package: Package) -> None:
    organization = ""
    if row["organization"]:
        organization = uuid_of(f"organization/{row['organization']}")
        _add(package, "organization", row, id=organization, name=row["organization"],
             description=row["organization"])  # fmt: skip
    _add(
        package,
        "service",
        row,
        id=id,
        name=row["name"],
        status="active",
        organization_id=organization,
        description=row["purpose"],
        eligibility_description=row["who_for"],
        application_process=row["contact"],
        url=row["web"],
        email=row["email"],
        fees_description=row["cost"],
        assured_date=row["verified_on"],
    )
    if row["documents"]:
        _add(package, "required_document", row, id=f"{id}.documents", service_id=id,
             document=row["documents"])  # fmt: skip
    traits = [(Trait.KIND, kind), (Trait.NETWORK, row["network"]), (Trait.OWNER, row["owner"])]
    if row["basis"] in ("demonstration", "dimostrativo"):
        traits.append((Trait.DEMONSTRATION, YES))
    for name, which in (("child_care", Trait.CHILD_CARE), ("women_only", Trait.WOMEN_ONLY)):
        if _yes(name, row, package):
            traits.append((which, YES))
    for which, value in traits:
        if value:
            _add_trait(package, row, trait(id, "service", which, value))
    for at, town in enumerate(filter(None, re.split(r"[;,/]", row["for_towns"]))):
        _add_trait(package, row, trait(id, "service", Trait.FOR_TOWN, town.strip(), at))
    for code in filter(None, _SEVERAL.split(row["languages"].lower())):
        _add(package, "language", row, id=f"{id}.{code[:20]}", service_id=id, code=code)


def _take_place(id: str, row: Row, package: Package) -> None:
    if not row["address"]:
        if row["town"]:
            _add_trait(package, row, trait(id, "service", Trait.TOWN, row["town"]))
        return
    place = f"{id}.place"
    _add(
        package,
        "location",
        row,
        id=place,
        location_type="physical",
        latitude=row["latitude"].replace(",", "."),
        longitude=row["longitude"].replace(",", "."),
    )
    _add(
        package,
        "address",
        row,
        id=f"{id}.address",
        location_id=place,
        address_1=row["address"],
        city=row["town"],
        state_province="MI",
        postal_code=row["postal_code"] or "-",
        country="IT",
        address_type="physical",
    )
    _add(package, "service_at_location", row, id=f"{id}.at", service_id=id, location_id=place)
    if _yes("step_free", row, package):
        _add_trait(package, row, trait(place, "location", Trait.STEP_FREE, YES))


def _take_lines(id: str, row: Row, package: Package) -> None:
    for at, number in enumerate(filter(None, re.split(r"[;/]", row["phone"]))):
        _add(package, "phone", row, id=f"{id}.phone{at}", service_id=id, number=number.strip())


def _take_hours(id: str, row: Row, package: Package) -> None:
    august = row["august"].lower()
    for name, way in (
        ("hours", Way.IN_PERSON),
        ("phone_hours", Way.PHONE),
        ("online_hours", Way.ONLINE),
    ):
        week = _week(row[name], row, package)
        if not week:
            continue
        _add_week(f"{id}.{way.value}", id, way, week, row, package)
        if august:
            spans = () if august in _CLOSED else _week(august, row, package)
            _add_week(f"{id}.{way.value}.august", id, way, spans, row, package, august=True)


def _add_week(
    name: str, id: str, way: Way, week: Week, row: Row, package: Package, *, august: bool = False
) -> None:
    hours: dict[tuple[int, int], list[str]] = {}
    for span in week:
        hours.setdefault((span.begins, span.ends), []).append(_BYDAY[span.weekday])
    always = _yes("holidays", row, package)
    for at, ((begins, ends), days) in enumerate(hours.items() or [((-1, -1), list[str]())]):
        one = f"{name}{at}"
        open_at = {} if begins < 0 else {"opens_at": _clock(begins), "closes_at": _clock(ends)}
        _add(package, "schedule", row, id=one, service_id=id, freq="WEEKLY",
             byday=",".join(days), attending_type=way.value, **open_at)  # fmt: skip
        if august:
            _add_trait(package, row, trait(one, "schedule", Trait.AUGUST_ONLY, YES))
        if always:
            _add_trait(package, row, trait(one, "schedule", Trait.ON_HOLIDAYS, YES))


def _upkeep(id: str, row: Row, package: Package) -> list[Upkeep]:
    verified = None
    with suppress(ValueError):  # What is no day was refused as ``assured_date``.
        verified = date.fromisoformat(row["verified_on"]) if row["verified_on"] else None
    interval = row["interval"]
    if interval and not (interval.isdecimal() and 0 < int(interval) <= LONGEST_INTERVAL):
        what = "The interval is no number of days."
        package.refuse(row.spot, what, f"Write a number from 1 to {LONGEST_INTERVAL}.")
        return []
    days = int(interval) if interval else 0
    return [Upkeep(id, one, row["owner"], verified, days, "") for one in Aspect]


def _week(text: str, row: Row, package: Package) -> Week:
    try:
        return read_week(_as_we_write(text))
    except BadHours as wrong:
        package.refuse(row.spot, "The hours cannot be read:", f"{wrong}.")
        return ()


def _as_we_write(text: str) -> str:
    """Italian days and short hours as ``timetable.read_week`` wants them."""
    plain = text.strip().lower().replace("–", "-").replace(" - ", "-")
    for short, day in _DAYS.items():
        plain = re.sub(rf"\b{short}[a-zì]*\b\.?", day, plain)
    return _HOUR.sub(lambda hour: f"{int(hour[1]):02d}:{hour[2] or '00'}", plain)


def _yes(name: str, row: Row, package: Package) -> bool:
    value = row[name].lower()
    if value not in _TRUE | _FALSE:
        package.refuse(row.spot, f"'{name}' is neither yes nor no.", "Write 'yes' or 'no'.")
    return value in _TRUE


def _clock(minute: int) -> str:
    within = minute % DAY_MINUTES
    return time(within // 60, within % 60).isoformat()


def _add(package: Package, entity: str, row: Row, **values: Any) -> None:
    package.add(entity, values, row.spot)


def _add_trait(package: Package, row: Row, one: Attribute) -> None:
    values = {name: getattr(one, name) for name in Attribute.__slots__}
    package.add("attribute", values, row.spot)


def valid_until(upkeep: Upkeep, interval: int) -> date | None:
    """The last day on which the fact may be shown."""
    days = upkeep.interval or interval
    return None if upkeep.verified_on is None else upkeep.verified_on + timedelta(days=days)
