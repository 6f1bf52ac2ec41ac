"""What is gathered while a package is read: records, refused rows, and what could not be kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from math import isfinite
from typing import Any

from bot.directory.hsds.tables import COLUMNS, LISTED, REFERENCES, REQUIRED, Column
from bot.directory.records import CLASSES, ENTITY, Key, Record
from bot.directory.tables import Problem
from bot.safety import refuge
from bot.text.decoding import is_text

Progress = Callable[[int, int], None]
"""Is told how many of how many rows were read. What it raises stops the reading."""

LONGEST = 8_000
"""Signs of one text."""

MOST_TOLD = 10_000
"""Refused rows after which the rest of a file is only counted."""

_TIME = re.compile(r"(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_ZONE = re.compile(r"Z|[+-]")
_ID = re.compile(r"[\w.:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the files something stands, as it is told: file, line, and way inside it."""

    file: str
    line: int
    way: str = ""

    def problem(self, what: str, remedy: str) -> Problem:
        """A refused row."""
        return Problem(self.file, self.line, f"{self.way}: {what}" if self.way else what, remedy)


@dataclass(slots=True)
class Package:
    """One package as it was read.

    ``unkept``: table or ``table.column`` -> how often it held something that has no place here.
    ``dangling``: references to records that are not there; they are kept as they are.
    """

    records: dict[Key, Record] = field(default_factory=dict)
    spots: dict[Key, Spot] = field(default_factory=dict, repr=False)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    unkept: Counter[str] = field(default_factory=Counter)
    dangling: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def refuse(self, spot: Spot, what: str, remedy: str) -> None:
        """Write down a refused row."""
        if len(self.problems) < MOST_TOLD:
            self.problems.append(spot.problem(what, remedy))
        else:
            self.more_problems += 1

    def add(self, entity: str, row: Mapping[str, Any], spot: Spot) -> Record | None:
        """Take one row in; the record, or None where it was refused.

        The same id again completes what was empty; a contradiction is refused.
        """
        if refuge.names_a_refuge(" \n".join(one for one in row.values() if isinstance(one, str))):
            self.refuse(spot, refuge.WHAT, refuge.REMEDY)
            return None
        made = self._made(entity, row, spot)
        if made is None:
            return None
        key = (entity, made.id)
        known = self.records.get(key)
        both = made if known is None else merged(known, made)
        if both is None:
            where = self.spots[key]
            what = f"The id of this {entity} stands also at {where.file}:{where.line}, otherwise."
            self.refuse(spot, what, "Give each its own id, or write both the same.")
            return None
        self.records[key] = both
        self.spots.setdefault(key, spot)
        return both

    def name_dangling(self) -> None:
        """Name every reference that leads nowhere, in the order of the rows."""
        ids = {id for _, id in self.records}
        for (entity, id), record in self.records.items():
            for column in COLUMNS[entity]:
                target = REFERENCES.get(column.name)
                value = getattr(record, column.name) if target or column.name == "link_id" else ""
                lost = value and (
                    (target, value) not in self.records if target else value not in ids
                )
                if lost:
                    spot = self.spots[entity, id]
                    self.dangling.append(
                        f"{spot.file}:{spot.line}: {entity}.{column.name} names nothing here."
                    )

    def _made(self, entity: str, row: Mapping[str, Any], spot: Spot) -> Record | None:
        before = len(self.problems) + self.more_problems
        values: dict[str, Any] = {}
        for column in COLUMNS[entity]:
            given = row.get(column.name)
            if isinstance(given, str) and (column.kind != "text" or column.name in _IDS):
                given = given.strip()
            if given is None or given == "":
                continue
            values[column.name] = self._value(entity, column, given, spot)
        if not _ID.fullmatch(str(values.get("id", ""))):
            self.refuse(spot, "It has no usable id.", "Give it a UUID of its own.")
        for name in REQUIRED.get(entity, ()):
            if name not in values:
                self.refuse(spot, f"'{name}' of the {entity} is missing.", "Fill it in.")
        for name, value in row.items():
            if name not in _KNOWN[entity] and value not in (None, "", [], {}):
                self.unkept[f"{entity}.{name}"] += 1
        if len(self.problems) + self.more_problems > before:
            return None
        return CLASSES[entity](**values)

    def _value(self, entity: str, column: Column, given: Any, spot: Spot) -> Any:
        read = _READ[column.kind](given)
        if read is None:
            what = f"'{column.name}' cannot be read."
            self.refuse(spot, what, _REMEDIES[column.kind])
        elif column.kind == "text":
            self._check_text(entity, column.name, read, spot)
        elif column.kind == "time" and _ZONE.search(str(given)):
            self.unkept[f"{entity}.{column.name} (zone)"] += 1
        return read

    def _check_text(self, entity: str, name: str, text: str, spot: Spot) -> None:
        if len(text) > LONGEST:
            self.refuse(spot, f"'{name}' is longer than {LONGEST} signs.", "Shorten it.")
        elif not is_text(text):
            self.refuse(spot, f"'{name}' holds signs that are no text.", "Save it as UTF-8.")
        allowed = LISTED.get((entity, name))
        if allowed and text not in allowed:
            self.refuse(
                spot, f"'{name}' is not a known one.", f"Use one of: {', '.join(sorted(allowed))}."
            )


def merged(one: Record, other: Record) -> Record | None:
    """Both as one record, where neither contradicts the other; otherwise None."""
    if one == other:
        return one
    default = {column.name: column.default for column in COLUMNS[ENTITY[type(one)]]}
    filled: dict[str, Any] = {}
    for column in fields(one):
        mine, its = getattr(one, column.name), getattr(other, column.name)
        if its == mine or its in ("", None):
            continue
        if mine not in ("", None) and not (column.name in default and mine == default[column.name]):
            return None
        filled[column.name] = its
    return replace(one, **filled)


def _text(given: Any) -> str | None:
    if isinstance(given, str):
        return given
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return str(given) if is_number else None


def _number(given: Any) -> int | float | None:
    if isinstance(given, bool):
        return None
    try:
        value = float(given) if not isinstance(given, int) else given
    except (TypeError, ValueError, OverflowError):
        return None
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    return value if abs(value) < 10**15 else None


def _date(given: Any) -> date | None:
    try:
        return date.fromisoformat(given[:10]) if isinstance(given, str) else None
    except ValueError:
        return None


def _time(given: Any) -> time | None:
    found = _TIME.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if (hour, minute, second) == (24, 0, 0):
        return time()
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


_READ: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "time": _time,
}
_REMEDIES: Mapping[str, str] = {
    "text": "Write it as text.",
    "number": "Write it as a number, as 45.47.",
    "date": "Write it as 2026-11-24.",
    "time": "Write it as 09:00.",
}
_IDS = frozenset({"id", "link_id", *REFERENCES})
_KNOWN: Mapping[str, frozenset[str]] = {
    entity: frozenset(column.name for column in columns) for entity, columns in COLUMNS.items()
}
