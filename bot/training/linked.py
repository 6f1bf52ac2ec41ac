"""JSON-LD with schema.org's Course, CourseInstance and EducationalOccupationalProgram.

No context is ever looked up: the names of schema.org are read as they are usually written.
https://schema.org/Course, https://schema.org/EducationalOccupationalProgram
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.text.decoding import UnreadableError
from bot.training.markup import plain_text, scripts
from bot.training.reading import NAMES, Reading, row_of
from bot.training.schema_org import KNOWN, Thing, values_of

READ = frozenset({"Course", "CourseInstance", "EducationalOccupationalProgram"})
DEEPEST = 64


def read_page(file: str, text: str, reading: Reading) -> None:
    """The calls in the linked data of a page. Raises ``UnreadableError`` where there is none."""
    found = scripts(text)
    if not found:
        raise UnreadableError("There is no JSON-LD in the page.")
    for one in found:
        try:
            read_linked(file, one.text, reading, line=one.line)
        except UnreadableError as error:
            row = row_of({}, file, one.line)
            reading.refuse(row.refused(str(error), "Nothing of this script was read."))


def read_linked(file: str, text: str, reading: Reading, *, line: int = 1) -> None:
    """The calls in a JSON-LD text that begins on this line.

    Raises ``UnreadableError`` where it is no JSON.
    """
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as wrong:
        at = line + wrong.lineno - 1
        raise UnreadableError(f"Line {at} is no JSON: a comma or a bracket is wrong.") from None
    except (RecursionError, ValueError):
        raise UnreadableError("It is no JSON that can be read.") from None
    by_id = {
        one["@id"]: one
        for one in _things(whole)
        if isinstance(one.get("@id"), str) and len(one) > 1
    }
    inside = {id(one) for thing in _things(whole) for one in _instances(thing, by_id)}
    at = 0
    for thing in _things(whole):
        kinds = _kinds(thing) & READ
        if not kinds or id(thing) in inside:
            continue
        at += 1
        _take(thing, by_id, reading, file, line, at)


def _take(
    thing: Thing, by_id: Mapping[str, Thing], reading: Reading, file: str, line: int, at: int
) -> None:
    """One call for each time at which it is held; one where no time is given."""
    held = _instances(thing, by_id) or [{}]
    for number, instance in enumerate(held, 1):
        way = f"call {at}" if len(held) == 1 else f"call {at}, instance {number}"
        found = values_of(thing, instance, by_id, alone=len(held) == 1)
        for name, text in (*_properties(thing), *_properties(instance)):
            column = NAMES.get(name)
            if column is None:
                reading.unkept["additionalProperty"] += 1
            else:
                found[column] = text
        for name in (*thing, *instance):
            if not name.startswith("@") and name not in KNOWN:
                reading.unkept[name] += 1
        clean = {name: plain_text(value) for name, value in found.items()}
        reading.take(row_of(clean, file, line, way))


def _things(whole: Any) -> Iterator[Thing]:
    """Every object of the text, the outer ones first, none deeper than people write them."""
    waiting = [(whole, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, dict):
            yield one
        if depth < DEEPEST:
            inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            waiting += [(x, depth + 1) for x in reversed([*inner]) if isinstance(x, dict | list)]


def _kinds(thing: Thing) -> set[str]:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return {str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in named}


def _instances(thing: Thing, by_id: Mapping[str, Thing]) -> list[Thing]:
    if "Course" not in _kinds(thing):
        return []
    given = thing.get("hasCourseInstance")
    found = given if isinstance(given, list) else [given]
    return [by_id.get(str(one.get("@id")), one) for one in found if isinstance(one, dict)]


def _properties(thing: Thing) -> Iterator[tuple[str, str]]:
    """What has no name in schema.org, given under the name of our column."""
    given = thing.get("additionalProperty")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict) and isinstance(one.get("value"), str | int | bool):
            value = one["value"]
            text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            yield str(one.get("name", "")).strip().lower().replace(" ", "_"), text
