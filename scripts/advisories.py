"""Known weaknesses of what is locked, out of files on this machine: no network is asked.

``python -m scripts.advisories FILE…``: zips (or folders) of records in the format of OSV
(https://ossf.github.io/osv-schema/), as its database gives them for PyPI and for npm. Whoever has
a network brings them; ``make audit ADVISORIES="pypi.zip npm.zip"`` looks here.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from scripts.supply import Part, parts

ECOSYSTEMS = {"PyPI": "pypi", "npm": "npm"}


@dataclass(frozen=True, slots=True)
class Weakness:
    """A record that names a package in the version that is locked."""

    id: str
    address: str
    summary: str
    fixed: tuple[str, ...]

    def __str__(self) -> str:
        mended = f" Mended in {', '.join(self.fixed)}." if self.fixed else " Not mended yet."
        return f"{self.address}: {self.id}: {self.summary.strip()}{mended}"


def records(places: Iterable[Path]) -> Iterator[Mapping[str, Any]]:
    """Every record of these zips and folders. Raises ``OSError``, ``ValueError``."""
    for place in places:
        if place.is_dir():
            for file in sorted(place.rglob("*.json")):
                yield json.loads(file.read_text("utf-8"))
        else:
            with zipfile.ZipFile(place) as packed:
                for name in sorted(packed.namelist()):
                    if name.endswith(".json"):
                        yield json.loads(packed.read(name))


def weaknesses(known: Iterable[Mapping[str, Any]], locked: Sequence[Part]) -> list[Weakness]:
    """Which of these records are of what is locked, in order of the packages."""
    by_name: dict[tuple[str, str], list[Part]] = {}
    for part in locked:
        by_name.setdefault((part.kind, part.name), []).append(part)
    found = set()
    for record in known:
        for affected in () if record.get("withdrawn") else record.get("affected", ()):
            package = affected.get("package", {})
            kind = ECOSYSTEMS.get(package.get("ecosystem", ""), "")
            name = package.get("name", "")
            name = canonicalize_name(name) if kind == "pypi" else name
            for part in by_name.get((kind, name), ()):
                if is_affected(part.version, affected):
                    told = record.get("summary") or record.get("details", "")[:120]
                    found.add(Weakness(record["id"], part.address, told, _fixed(affected)))
    return sorted(found, key=lambda one: (one.address, one.id))


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Whether a version is among those of a record: in its list, or within one of its ranges."""
    if version in affected.get("versions", ()):
        return True
    try:
        ours = Version(version)
        ranges = [one for one in affected.get("ranges", ()) if one["type"] != "GIT"]
        return any(_within(ours, one["events"]) for one in ranges)
    except InvalidVersion:
        # What cannot be compared is told: a person looks.
        return True


def _within(ours: Version, events: Sequence[Mapping[str, str]]) -> bool:
    within = False
    order = ("fixed", "last_affected", "introduced")
    marks = [(Version(at), order.index(kind)) for one in events for kind, at in one.items()
             if kind in order]  # fmt: skip
    for at, kind in sorted(marks):
        if order[kind] == "introduced" and ours >= at:
            within = True
        elif (order[kind] == "fixed" and ours >= at) or (
            order[kind] == "last_affected" and ours > at
        ):
            within = False
    return within


def _fixed(affected: Mapping[str, Any]) -> tuple[str, ...]:
    events = (event for one in affected.get("ranges", ()) for event in one["events"])
    return tuple(event["fixed"] for event in events if "fixed" in event)


def main(arguments: list[str]) -> int:
    """Tell each weakness in a line; 1 where there is any, 2 where nothing could be read."""
    try:
        known = list(records(map(Path, arguments)))
    except (OSError, ValueError, zipfile.BadZipFile) as trouble:
        print(f"The records cannot be read: {trouble}", file=sys.stderr)
        return 2
    if not known:
        print("There is no record in what was named.", file=sys.stderr)
        return 2
    found = weaknesses(known, parts())
    print("\n".join(map(str, found)) or f"None of {len(known)} records is of what is locked.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
