"""Training calls as plain JSON and back.

What was stored by an older version must still be read: add fields with a default, never rename.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from bot.storage.plain import from_ms, to_ms
from bot.training.call import Terms, TrainingCall
from bot.training.importing import Amended, Down, Kept, Noted
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling

_CALL: Mapping[str, Callable[[Any], Any]] = {
    "kind": Kind,
    "audience": Audience,
    "eligibility": Eligibility,
    "mode": Mode,
    "begins": date.fromisoformat,
    "ends": date.fromisoformat,
    "deadline": from_ms,
    "terms": lambda plain: _made(Terms, plain, _TERMS),
}
_TERMS: Mapping[str, Callable[[Any], Any]] = {
    "italian": Cefr,
    "education": Schooling,
    "languages": tuple,
    "documents": tuple,
}


def kept_to_plain(one: Kept) -> dict[str, Any]:
    """A call with its history, without what is empty."""
    return {
        "call": _plain(one.call),
        "seen": to_ms(one.seen),
        "changes": [[to_ms(change.at), list(change.fields)] for change in one.changes],
        "withdrawn": one.withdrawn,
        "imported": None if one.imported is None else to_ms(one.imported),
        "amended": _amended(one.amended),
        "down": None if one.down is None else [one.down.by, to_ms(one.down.at)],
    }


def _amended(one: Amended | None) -> dict[str, Any] | None:
    if one is None:
        return None
    before, call = _plain(one.before), _plain(one.call)
    return {"before": before, "call": call, "by": one.by, "at": to_ms(one.at)}


def kept_of(source: str, plain: Mapping[str, Any]) -> Kept:
    """What ``kept_to_plain`` was given."""
    changes = (Noted(from_ms(at), tuple(names)) for at, names in plain.get("changes", ()))
    call = _made(TrainingCall, plain["call"], _CALL)
    imported, amended, down = (plain.get(name) for name in ("imported", "amended", "down"))
    return Kept(
        source,
        call,
        from_ms(plain["seen"]),
        tuple(changes),
        bool(plain.get("withdrawn")),
        None if imported is None else from_ms(imported),
        amended and _amended_of(amended),
        down and Down(down[0], from_ms(down[1])),
    )


def _amended_of(plain: Mapping[str, Any]) -> Amended:
    before, call = (_made(TrainingCall, plain[name], _CALL) for name in ("before", "call"))
    return Amended(before, call, plain["by"], from_ms(plain["at"]))


def _plain(one: TrainingCall | Terms) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, Terms):
            value = _plain(value)
        elif isinstance(value, datetime):
            value = to_ms(value)
        elif isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        if value not in (None, "", [], {}):
            found[field.name] = value
    return found


def _made(kind: type, plain: Mapping[str, Any], read: Mapping[str, Callable[[Any], Any]]) -> Any:
    known = {field.name for field in fields(kind)}
    values = {
        name: read[name](value) if name in read else value
        for name, value in plain.items()
        if name in known
    }
    return kind(**values)
