"""Rows of any source become calls, or are refused with their line and the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.safety import refuge
from bot.safety.telling import telling
from bot.text.decoding import is_text
from bot.text.spelling import fold
from bot.training import values
from bot.training.call import ROME, Terms, TrainingCall, differences, id_of
from bot.training.kinds import Audience, Eligibility, Kind, Mode
from bot.training.same import doubles, page_of

V = TypeVar("V")

LONGEST, LONGEST_TITLE = 4_000, 200
MOST_CALLS = 10_000
EVERY = 50
MOST_TOLD = 1_000
"""Refused rows after which the rest of a file is only counted."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("codice",),
    "title": ("titolo",),
    "provider": ("ente",),
    "kind": ("tipo",),
    "audience": ("destinatari",),
    "eligibility": ("accesso",),
    "neutral": ("titolo_neutro", "neutral_title"),
    "text": ("descrizione", "description"),
    "begins": ("inizio", "start_date"),
    "ends": ("fine", "end_date"),
    "deadline": ("scadenza",),
    "hours": ("ore",),
    "timetable": ("orari",),
    "school_hours": ("orario_scolastico",),
    "mode": ("modalita",),
    "town": ("comune",),
    "place": ("luogo", "indirizzo"),
    "child_care": ("bambini",),
    "italian": ("italiano",),
    "languages": ("lingue",),
    "education": ("titolo_di_studio",),
    "documents": ("documenti",),
    "permit": ("permesso_di_soggiorno",),
    "identity": ("identita_digitale", "spid"),
    "stipend": ("indennita",),
    "stipend_with": ("compatibilita",),
    "seats": ("posti",),
    "certificate": ("attestato",),
    "apply": ("come",),
    "page": ("sito", "url"),
    "basis": ("base",),
}
"""The columns of a sheet with their Italian names. ``title`` and ``provider`` must be there."""

NAMES = {word: name for name, others in COLUMNS.items() for word in (name, *others)}
_DATE = "Write it as 2026-12-10 or 10/12/2026."
_MADE_UP = frozenset({"demonstration", "dimostrativo"})
_ID = re.compile(r"[\w.:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was refused: where, why, and what to do. It never repeats what stood there."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """What a source says of one call, by the name of the column. ``way``: where inside a line."""

    values: Mapping[str, str] = field(repr=False)
    file: str
    line: int
    way: str = ""

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def refused(self, what: str, remedy: str) -> Refused:
        """This row, refused."""
        return Refused(self.file, self.line, f"{self.way}: {what}" if self.way else what, remedy)


@dataclass(slots=True)
class Reading:
    """A file as it is read. ``towns``: ISTAT code by itself and by the folded name of each comune;
    ``telling``: words that no neutral title holds; ``unkept``: names of what has no place here.
    ``meter`` is told how many ``rows`` were read, and stops everything by what it raises.
    """

    towns: Mapping[str, str] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    calls: dict[str, TrainingCall] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Refused] = field(default_factory=list)
    refused: int = 0
    remarks: list[str] = field(default_factory=list)
    unkept: Counter[str] = field(default_factory=Counter)
    meter: Callable[[int], None] = field(default=lambda _rows: None, repr=False)
    rows: int = 0

    def refuse(self, one: Refused) -> None:
        """Write down a refused row."""
        self.refused += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(one)

    def take(self, row: Row) -> None:
        """Take one row in as a call, or refuse it with every reason."""
        self.rows += 1
        if self.rows % EVERY == 0:
            self.meter(self.rows)
        before = self.refused
        for name, text in row.values.items():
            self._check_text(name, text, row)
        # The parts of a refuge's address may stand in several cells.
        if refuge.names_a_refuge("\n".join(row.values.values())):
            self.refuse(row.refused(refuge.WHAT, refuge.REMEDY))
        if self.refused > before:
            return
        call = self._call(row)
        if self.refused == before:
            self._keep(call, row)

    def name_doubles(self, file: str) -> None:
        """Say which calls of the file are the same one under two ids."""
        for one, other in doubles(self.calls.values()):
            first, second = self.lines[one.id], self.lines[other.id]
            what = "is the same call as the one of line"
            self.remarks.append(f"{file}:{second}: it {what} {first}: women see it once.")

    def _keep(self, call: TrainingCall, row: Row) -> None:
        known = self.calls.get(call.id)
        if known is not None:
            at = self.lines[call.id]
            if known == call or not differences(known, call):
                self.remarks.append(f"{row.file}:{row.line}: it stands also in line {at}.")
                return
            what = f"Its id stands also in line {at}, with something else."
            self.refuse(row.refused(what, "Give each a 'codice' of its own, or correct one."))
        elif len(self.calls) >= MOST_CALLS:
            what = f"There are more than {MOST_CALLS} calls in it."
            self.refuse(row.refused(what, "Split it into several files."))
        else:
            self.calls[call.id] = call
            self.lines[call.id] = row.line

    def _check_text(self, name: str, text: str, row: Row) -> None:
        longest = LONGEST_TITLE if name in ("title", "provider", "neutral") else LONGEST
        if len(text) > longest:
            self.refuse(row.refused(f"'{name}' is longer than {longest} signs.", "Shorten it."))
        elif not is_text(text) or any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text):
            what = f"'{name}' holds signs that are no text."
            self.refuse(row.refused(what, "Save it as UTF-8."))

    def _call(self, row: Row) -> TrainingCall:
        for name in ("title", "provider"):
            if not row[name]:
                self.refuse(row.refused(f"'{name}' is missing.", "Fill it in."))
        take = _Taking(self, row)
        town = self.towns.get(fold(row["town"]), "") if row["town"] else ""
        place = _place(row["place"], row["town"])
        call = TrainingCall(
            id=self._id(row),
            title=row["title"],
            provider=row["provider"],
            kind=take("kind", lambda text: values.one_of(text, values.KINDS)) or Kind.COURSE,
            audience=take("audience", lambda text: values.one_of(text, values.AUDIENCES))
            or Audience.UNSAID,
            eligibility=take("eligibility", lambda text: values.one_of(text, values.ELIGIBILITIES))
            or Eligibility.OPEN,
            neutral=row["neutral"],
            text=row["text"],
            begins=take("begins", values.day_of, _DATE),
            ends=take("ends", values.day_of, _DATE),
            deadline=take("deadline", values.moment_of, "Write it as 2026-12-10 12:00."),
            hours=take("hours", values.hours_of, "Write a number of hours, as 40."),
            timetable=row["timetable"],
            school_hours=take("school_hours", values.yes_or_no, "Write 'yes' or 'no'."),
            mode=take("mode", lambda text: values.one_of(text, values.MODES)) or Mode.UNSAID,
            town=town,
            place=place,
            child_care=take("child_care", values.yes_or_no, "Write 'yes' or 'no'."),
            terms=_terms(take),
            stipend=row["stipend"],
            stipend_with=row["stipend_with"],
            seats=take("seats", _count, "Write a number."),
            certificate=row["certificate"],
            apply=row["apply"],
            page=take("page", _page, "Write the address of a page, as https://example.org/bando.")
            or "",
            demonstration=row["basis"] in _MADE_UP,
        )
        self._check(call, row)
        return call

    def _check(self, call: TrainingCall, row: Row) -> None:
        if call.begins and call.ends and call.ends < call.begins:
            self.refuse(row.refused("It ends before it begins.", "Check the two days."))
        if call.deadline and call.ends and call.deadline.astimezone(ROME).date() > call.ends:
            self.refuse(row.refused("Its deadline is after its end.", "Check the two days."))
        if telling(call.neutral, self.telling):
            what = "The neutral title tells what it is about."
            self.refuse(row.refused(what, "Write one that anybody may read, as 'Corso di cucina'."))

    def _id(self, row: Row) -> str:
        """Its own id; else one of its page or its names, so that a changed date is a change."""
        given = row["id"]
        if given:
            return given if _ID.fullmatch(given) else id_of("id", given)
        if row["page"]:
            return id_of("page", page_of(row["page"]), fold(row["title"]))
        return id_of("names", fold(row["provider"]), fold(row["title"]), fold(row["town"]))


@dataclass(frozen=True, slots=True)
class _Taking:
    """Reads the cells of one row, and refuses it where one says nothing that we know."""

    reading: Reading
    row: Row

    def __call__(
        self, name: str, read: Callable[[str], V | None], remedy: str = "See docs/training.md."
    ) -> V | None:
        text = self.row[name]
        if not text:
            return None
        found = read(text)
        if found is None:
            self.reading.refuse(self.row.refused(f"'{name}' cannot be read.", remedy))
        return found


def _terms(take: _Taking) -> Terms:
    none = values.words(take.row["italian"]) in ("nessuno", "none", "no")
    return Terms(
        italian=None if none else take("italian", values.level, "Write a level from A1 to C2."),
        languages=take("languages", values.codes, "Write codes, as 'ar; fr'.") or (),
        education=take("education", lambda text: values.one_of(text, values.SCHOOLING)),
        documents=values.parted(take.row["documents"]),
        permit=take("permit", values.yes_or_no, "Write 'yes' or 'no'."),
        identity=take("identity", values.yes_or_no, "Write 'yes' or 'no'."),
    )


def _place(place: str, town: str) -> str:
    """Where it is, with its town named once."""
    if not place or not town:
        return place or town
    return place if fold(place).endswith(fold(town)) else f"{place}, {town}"


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _page(text: str) -> str | None:
    return text if values.is_page(text) else None


def row_of(found: Mapping[str, Any], file: str, line: int, way: str = "") -> Row:
    """A row without what is empty."""
    filled = {name: str(text) for name, text in found.items() if text not in ("", None)}
    return Row(filled, file, line, way)
