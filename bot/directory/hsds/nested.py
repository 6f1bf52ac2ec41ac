"""HSDS as nested JSON: one thing, a list, a page with ``contents``, or all tables at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from bot.directory.hsds.package import Package, Progress, Spot
from bot.directory.hsds.tables import INSIDE, MANY, NOT_KEPT_INSIDE, SHEETS, TO_ONE, link_of
from bot.directory.hsds.tabular import read_tables
from bot.text.decoding import UnreadableError

EVERY = 50
"""Things between two signs of progress."""

DEEPEST = 12
"""Things within things: HSDS needs seven."""

_PAGE = re.compile(r'\s*\{[^\[\]{}]*"contents"\s*:\s*\[')
_SPACE = re.compile(r"\s*")


def read_nested(file: str, text: str, package: Package, progress: Progress) -> None:
    """Read one JSON file into the package. Raises ``UnreadableError`` where it is no JSON."""
    page = _PAGE.match(text)
    if page is None and text.lstrip()[:1] != "[":
        _top(_whole(text), Spot(file, 1), package, progress)
        return
    begins, lines = page.end() if page else text.index("[") + 1, text.count("\n") + 1
    for at, (line, item) in enumerate(_items(text, begins)):
        _top(item, Spot(file, line, f"[{at}]"), package, progress)
        if at % EVERY == 0:
            progress(line, lines)
    progress(lines, lines)


def _top(item: Any, spot: Spot, package: Package, progress: Progress) -> None:
    if not isinstance(item, dict):
        package.refuse(spot, "It is no thing of HSDS.", "Write an object.")
    elif "services.csv" in item:
        read_tables(item, spot.file, package, progress)
    elif entity := _entity_of(item):
        _walk(entity, item, spot, package, 0)
    else:
        package.refuse(spot, "Nobody can tell what it is.", f"Use one of: {', '.join(SHEETS)}.")


def _entity_of(item: Mapping[str, Any]) -> str:
    """What a thing is, told by the fields that only it has."""
    if "location_type" in item:
        return "location"
    if "location" in item or "location_id" in item:
        return "service_at_location"
    if "status" in item:
        return "service"
    if any(name in item for name in ("term_uri", "taxonomy_id", "taxonomy_detail", "parent_id")):
        return "taxonomy_term"
    if "version" in item and "name" in item:
        return "taxonomy"
    return "organization" if "name" in item else ""


def _walk(entity: str, item: Mapping[str, Any], spot: Spot, package: Package, depth: int) -> str:
    """Take in a thing and what stands inside it; its id, empty where it was refused."""
    if depth > DEEPEST:
        package.refuse(spot, "Things stand too deep within each other.", "Name them by their ids.")
        return ""
    row = {name: value for name, value in item.items() if not isinstance(value, list | dict)}
    inside: list[tuple[str, str, Any, Spot]] = []
    for name, value in item.items():
        if not isinstance(value, list | dict) or not value:
            continue
        if name in NOT_KEPT_INSIDE or name not in (*INSIDE.get(entity, ()), "attributes"):
            count = len(value) if isinstance(value, list) else 1
            package.unkept[name if name in NOT_KEPT_INSIDE else f"{entity}.{name}"] += count
            continue
        inner, many = MANY[name]
        if isinstance(value, list) is not many:
            what = f"'{name}' is {'no list' if many else 'a list'}."
            package.refuse(spot, what, "Write it as HSDS does.")
            continue
        for at, one in enumerate(value if many else [value]):
            way = f"{name}[{at}]" if many else name
            at_spot = Spot(spot.file, spot.line, f"{spot.way}.{way}" if spot.way else way)
            if isinstance(one, dict):
                inside.append((name, inner, one, at_spot))
            else:
                package.refuse(at_spot, "It is no thing of HSDS.", "Write an object.")
    for name, _, one, _ in inside:
        if (entity, name) in TO_ONE:
            row.setdefault(TO_ONE[entity, name], one.get("id"))
    package.add(entity, row, spot)
    id = str(item.get("id", ""))
    for _name, inner, one, at_spot in inside:
        link = link_of(entity, inner)
        child = {link: id, **one} if link else one
        _walk(inner, child, at_spot, package, depth + 1)
    return id


def _whole(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(error, text) from None


def _items(text: str, begins: int) -> Iterator[tuple[int, Any]]:
    """Line and value of each item of an array that begins there."""
    at, line, counted = begins, 1, 0
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise _unreadable(error, text) from None
        yield line, value
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "]":
            raise UnreadableError(f"Line {text.count(chr(10), 0, at) + 1}: a comma is missing.")


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _unreadable(error: Exception, text: str) -> UnreadableError:
    if isinstance(error, json.JSONDecodeError):
        return UnreadableError(f"Line {error.lineno}, column {error.colno}: it is no JSON.")
    if isinstance(error, RecursionError):
        return UnreadableError("Its brackets stand too deep within each other.")
    return UnreadableError("A number in it is none that can be kept.")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
