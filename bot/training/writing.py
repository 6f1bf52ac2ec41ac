"""Calls as the cells of a sheet again: for an export, and for who corrects one by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from bot.text.decoding import written_sheet
from bot.training.call import ROME, TrainingCall
from bot.training.kinds import Eligibility
from bot.training.reading import COLUMNS

_SCHOOLING = {"middle": "licenza media", "qualification": "qualifica", "degree": "laurea"}
_WORDS: Mapping[str, str] = {
    "course": "corso",
    "placement": "tirocinio",
    "path": "percorso",
    "women": "donne",
    "organisations": "enti",
    "open": "aperto",
    "centre": "centro",
    "onsite": "in presenza",
    "online": "online",
    "blended": "misto",
    **_SCHOOLING,
    "none": "nessuno",
    "diploma": "diploma",
}


def cells_of(call: TrainingCall, towns: Mapping[str, str]) -> dict[str, str]:
    """The texts of its columns, by their names (``reading.COLUMNS``), without those that are empty.

    ``towns``: the name of each comune by its ISTAT code. Read as a row they give the same call.
    """
    terms, centre = call.terms, call.eligibility is Eligibility.CENTRE
    found = {
        "id": call.id,
        "title": call.title,
        "provider": call.provider,
        "kind": _WORDS[call.kind],
        "audience": _WORDS.get(call.audience, ""),
        "eligibility": _WORDS[call.eligibility] if centre else "",
        "neutral": call.neutral,
        "text": call.text,
        "begins": _day(call.begins),
        "ends": _day(call.ends),
        "deadline": _moment(call.deadline),
        "hours": _number(call.hours),
        "timetable": call.timetable,
        "school_hours": _yes(call.school_hours),
        "mode": _WORDS.get(call.mode, ""),
        "town": towns.get(call.town, call.town),
        "place": call.place,
        "child_care": _yes(call.child_care),
        "italian": terms.italian.value.upper() if terms.italian else "",
        "languages": "; ".join(terms.languages),
        "education": _WORDS[terms.education] if terms.education else "",
        "documents": "; ".join(terms.documents),
        "permit": _yes(terms.permit),
        "identity": _yes(terms.identity),
        "stipend": call.stipend,
        "stipend_with": call.stipend_with,
        "seats": _number(call.seats),
        "certificate": call.certificate,
        "apply": call.apply,
        "page": call.page,
        "basis": "dimostrativo" if call.demonstration else "",
    }
    return {name: text for name, text in found.items() if text}


def calls_sheet(calls: Iterable[TrainingCall], towns: Mapping[str, str]) -> str:
    """A sheet that an import reads again: one row a call, with Italian columns."""
    header = [others[0] for others in COLUMNS.values()]
    rows = (cells_of(call, towns) for call in calls)
    return written_sheet([header, *([row.get(name, "") for name in COLUMNS] for row in rows)])


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: datetime | None) -> str:
    """As it is said in Rome; the hour that is there twice in autumn, with its zone."""
    if moment is None:
        return ""
    local = moment.astimezone(ROME)
    text = local.strftime("%Y-%m-%d %H:%M")
    plain = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ROME)
    return text if plain.astimezone(UTC) == moment else f"{text}{local.strftime('%z')}"


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _yes(value: bool | None) -> str:
    return "" if value is None else "sì" if value else "no"
