"""A JSON package held against the schemas that HSDS publishes: an installation brings them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from bot.directory.tables import Problem

MOST_TOLD = 200
_KINDS = (
    ("service_at_location", "location"),
    ("service", "status"),
    ("organization", "name"),
)


def against_schemas(
    package: Path, schemas: Path, meter: Callable[[str, int, int], None]
) -> list[Problem]:
    """What the published schemas find wrong in each JSON file. Raises ``OSError``."""
    folder = schemas / "compiled" if (schemas / "compiled").is_dir() else schemas
    validators = {
        name: Draft202012Validator(json.loads((folder / f"{name}.json").read_text("utf-8")))
        for name, _ in _KINDS
    }
    files = sorted(package.glob("*.json")) if package.is_dir() else [package]
    found: list[Problem] = []
    for file in files:
        if file.suffix != ".json" or file.name == "datapackage.json":
            continue
        things = list(_things(file))
        for at, thing in enumerate(things):
            meter("validating", at + 1, len(things))
            found += _judged(file.name, at, thing, validators)
            if len(found) >= MOST_TOLD:
                return found
    return found


def _things(file: Path) -> Iterator[Any]:
    try:
        whole = json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        return  # The reader has said so, with the line.
    if isinstance(whole, dict) and isinstance(whole.get("contents"), list):
        yield from whole["contents"]
    elif isinstance(whole, list):
        yield from whole
    else:
        yield whole


def _judged(
    file: str, at: int, thing: Any, validators: dict[str, Draft202012Validator]
) -> Iterator[Problem]:
    for name, sign in _KINDS:
        if isinstance(thing, dict) and sign in thing and "location_type" not in thing:
            error: ValidationError
            for error in validators[name].iter_errors(thing):
                way = ".".join(str(part) for part in error.absolute_path) or name
                what = f"[{at}].{way}: the schema of HSDS refuses it ({error.validator})."
                yield Problem(file, 1, what, "Correct it, or import it without --schemas.")
            return
