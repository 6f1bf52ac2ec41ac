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

from scripts.supply import Part, parts
from scripts.versions import Place, place_of, same_version

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


def newest(known: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """These records without those that were modified since: of one id the last one holds."""
    every, last = list(known), dict[str, str]()
    for record in every:
        last[record["id"]] = max(last.get(record["id"], ""), record.get("modified", ""))
    return [one for one in every if one.get("modified", "") == last[one["id"]]]


def weaknesses(known: Iterable[Mapping[str, Any]], locked: Sequence[Part]) -> list[Weakness]:
    """Which of these records are of what is locked, in order of the packages."""
    by_name: dict[tuple[str, str], list[Part]] = {}
    for part in locked:
        by_name.setdefault((part.kind, part.name), []).append(part)
    found = set()
    for record in newest(known):
        for affected in () if record.get("withdrawn") else record.get("affected") or ():
            package = affected.get("package") or {}
            kind = ECOSYSTEMS.get(package.get("ecosystem", "").partition(":")[0], "")
            name = package.get("name", "")
            name = canonicalize_name(name) if kind == "pypi" else name
            for part in by_name.get((kind, name), ()):
                if is_affected(part.version, affected, kind):
                    told = record.get("summary") or record.get("details", "")[:120]
                    found.add(Weakness(record["id"], part.address, told, _fixed(affected)))
    return sorted(found, key=lambda one: (one.address, one.id))


def is_affected(version: str, affected: Mapping[str, Any], kind: str) -> bool:
    """Whether a version is among those of a record: in its list, or within one of its ranges.

    Where neither can be said, it is: then a person looks. So it is also with a record that has
    ranges of a kind that we cannot look at (``GIT``) and no list, or neither.
    """
    listed, ranges = affected.get("versions") or (), affected.get("ranges") or ()
    comparable = [one for one in ranges if one.get("type") in ("SEMVER", "ECOSYSTEM")]
    if not listed and not comparable:
        return True
    if any(same_version(version, one, kind) for one in listed):
        return True
    try:
        return any(_within(version, one["events"], kind) for one in comparable)
    except ValueError:
        return True


def _within(version: str, events: Sequence[Mapping[str, str]], kind: str) -> bool:
    """The algorithm of OSV's «Evaluation»; raises ``ValueError`` for what cannot be compared."""
    marks = [(how, at) for one in events for how, at in one.items()]
    ours = place_of(version, kind)
    limits = [at for how, at in marks if how == "limit"]
    if limits and not any(at == "*" or ours < place_of(at, kind) for at in limits):
        return False
    within = False
    order = ("fixed", "last_affected", "introduced")
    placed = [(_from(how, at, kind), order.index(how)) for how, at in marks if how in order]
    for place, how in sorted(placed, key=lambda one: (one[0] is not None, one)):
        if order[how] == "introduced":
            within = within or place is None or ours >= place
        elif place is not None and (ours >= place if order[how] == "fixed" else ours > place):
            within = False
    return within


def _from(how: str, at: str, kind: str) -> Place | None:
    """Where on the line an event stands; None before everything."""
    return None if how == "introduced" and at == "0" else place_of(at, kind)


def _fixed(affected: Mapping[str, Any]) -> tuple[str, ...]:
    ranges = (one for one in affected.get("ranges") or () if one.get("type") != "GIT")
    events = (event for one in ranges for event in one["events"])
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
