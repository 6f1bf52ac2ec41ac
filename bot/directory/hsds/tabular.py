"""A tabular HSDS package: a CSV file for each table, or all tables in one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.directory.hsds.package import Package, Progress, Spot
from bot.directory.hsds.tables import NOT_KEPT, SHEETS
from bot.text.decoding import UnreadableError, sheet

EVERY = 200
"""Rows between two signs of progress."""

_BY_FILE = {file: entity for entity, file in SHEETS.items()} | {
    "service_at_locations.csv": "service_at_location",
    "accessibilities.csv": "accessibility",
}


def read_sheets(files: Mapping[str, str], package: Package, progress: Progress) -> None:
    """Read the sheets of a package: name of the file -> text. Other files are named, not read."""
    if not any(_BY_FILE.get(name) == "service" for name in files):
        raise UnreadableError("There is no services.csv in it: this is no tabular HSDS package.")
    order = [*SHEETS.values(), *(name for name in _BY_FILE if name not in SHEETS.values())]
    total, done = sum(text.count("\n") for text in files.values()), 0
    for name in (one for one in order if one in files):
        entity = _BY_FILE[name]
        for line, row in _rows(name, files[name], package):
            done += 1
            if done % EVERY == 0:
                progress(done, total)
            package.add(entity, row, Spot(name, line))
    for name in files:
        if name in NOT_KEPT:
            kept_not = sum(1 for _ in _rows(name, files[name], package))
            package.unkept[NOT_KEPT[name]] += kept_not
        elif name not in _BY_FILE and name != "datapackage.json":
            package.remarks.append(f"{name} is no table of HSDS and was not read.")
    progress(total, total)


def read_tables(tables: Mapping[str, Any], file: str, package: Package, progress: Progress) -> None:
    """Read all tables of one JSON object: name of the file -> rows."""
    for name in (*SHEETS.values(), *NOT_KEPT):
        rows = tables.get(name)
        if rows is None:
            continue
        if not isinstance(rows, list):
            package.refuse(Spot(file, 1, name), "It is no list.", "Write a list of rows.")
            continue
        for at, row in enumerate(rows):
            _take(name, row, Spot(file, 1, f"{name}[{at}]"), package)
            if at % EVERY == 0:
                progress(at, len(rows))


def _take(name: str, row: Any, spot: Spot, package: Package) -> None:
    if name in NOT_KEPT:
        package.unkept[NOT_KEPT[name]] += 1
    elif isinstance(row, dict):
        package.add(_BY_FILE[name], row, spot)
    else:
        package.refuse(spot, "It is no row.", "Write an object with the columns as keys.")


def _rows(name: str, text: str, package: Package) -> list[tuple[int, dict[str, str]]]:
    found: list[tuple[int, dict[str, str]]] = []
    try:
        rows = sheet(text)
        header = [cell.strip().lower() for cell in next(rows, (1, []))[1]]
        for line, cells in rows:
            if len(cells) > len(header):
                what = f"There are {len(cells)} cells where the header has {len(header)}."
                package.refuse(Spot(name, line), what, "Put text with commas between quotes.")
            else:
                found.append((line, dict(zip(header, cells, strict=False))))
    except UnreadableError as error:
        package.refuse(Spot(name, 1), str(error), "Save it again as CSV.")
    return found
