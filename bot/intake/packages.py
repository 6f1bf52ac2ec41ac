"""Packages of services on this machine: read whole, held against the store, stored or refused."""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from bot.directory.hsds.nested import read_nested
from bot.directory.hsds.office import read_office
from bot.directory.hsds.package import Package, Spot
from bot.directory.hsds.tabular import read_sheets
from bot.directory.hsds.traits import terms, trait
from bot.directory.hsds.writing import Nested, office_sheet, sheets
from bot.directory.importing import Change, Held, change_of, conflicts
from bot.directory.kinds import Trait, Upkeep
from bot.directory.listing import Listing, Traits, listing_of
from bot.directory.model import Directory
from bot.directory.records import ENTITY, Key, Record, Service
from bot.storage.directory import SqlServices
from bot.text.decoding import DAMAGED_ZIP, MOST_BYTES, UnreadableError, decoded

Meter = Callable[[str, int, int], None]
"""Is told what is being done, and how many of how many. What it raises stops everything."""

MOST_FILES = 200


class Stopped(Exception):
    """Somebody stopped the import: nothing was stored."""


@dataclass(slots=True)
class Read:
    """A package as it was read, before anything is stored."""

    package: Package
    upkeep: list[Upkeep] = field(default_factory=list)

    @property
    def records(self) -> dict[Key, Record]:
        """Its records."""
        return self.package.records

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len(self.package.problems) + self.package.more_problems


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of services. ``unsorted``: nobody has said what they are for."""

    new: int
    changed: int
    same: int
    gone: int
    unsorted: int


def read_package(path: Path, meter: Meter) -> Read:
    """The package in a file, a zip or a folder. What is wrong stands in its ``problems``.

    Raises ``OSError`` where it cannot be opened.
    """
    read = Read(Package())

    def progress(done: int, total: int) -> None:
        meter("reading", done, total)

    try:
        files = dict(_texts(path, read.package))
        if "services.csv" in files:
            read_sheets(files, read.package, progress)
        for name, text in files.items() if "services.csv" not in files else ():
            if name.endswith(".json"):
                read_nested(name, text, read.package, progress)
            elif name.endswith(".csv"):
                read.upkeep += read_office(name, text, read.package, progress)
    except UnreadableError as error:
        read.package.refuse(Spot(path.name, 1), str(error), "Nothing of it was read.")
    if not read.records and not read.refused:
        what = "There is no service in it."
        read.package.refuse(Spot(path.name, 1), what, "Give a .json, a .csv, a .zip or a folder.")
    read.package.name_dangling()
    return read


def _texts(path: Path, package: Package) -> Iterator[tuple[str, str]]:
    total = 0
    for name, content in _contents(path):
        total += len(content)
        if total > MOST_BYTES:
            raise UnreadableError(_too_large())
        try:
            text, remark = decoded(content)
        except UnreadableError as error:
            package.refuse(Spot(name, 1), str(error), "Nothing of it was read.")
            continue
        if remark:
            package.remarks.append(f"{name}: {remark}")
        yield name, text


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files that may be read, none of them larger than what is read at all."""
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix in (".csv", ".json"))
        if len(files) > MOST_FILES:
            raise UnreadableError(f"There are more than {MOST_FILES} files in it.")
        for file in files:
            if file.name != "datapackage.json":
                yield file.name, _content(file)
    elif path.suffix == ".zip":
        yield from _zipped(path)
    else:
        yield path.name, _content(path)


def _content(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise UnreadableError(_too_large())
    return file.read_bytes()


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as raw:
        yield from _unpacked(raw)


def _unpacked(raw: BinaryIO) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(raw) as packed:
            inside = [one for one in packed.infolist() if one.filename.endswith((".csv", ".json"))]
            if len(inside) > MOST_FILES or sum(one.file_size for one in inside) > MOST_BYTES:
                raise UnreadableError(_too_large())
            for one in inside:
                name = Path(one.filename).name
                if name != "datapackage.json":
                    with packed.open(one) as file:
                        yield name, file.read(MOST_BYTES + 1)
    except DAMAGED_ZIP:
        raise UnreadableError("It is no zip that can be opened: pack it again.") from None


def _too_large() -> str:
    return f"It is larger than {MOST_BYTES // 1024 // 1024} MB: split it into several files."


def completed(read: Read, owner: str, kind: str) -> None:
    """Write down who keeps its facts right, and what it is for, where the package says neither."""
    if not owner and not kind:
        return
    records = read.records
    for one in terms():
        records.setdefault((ENTITY[type(one)], one.id), one)
    traits = Traits(records)
    for service in [one for one in records.values() if isinstance(one, Service)]:
        for which, value in ((Trait.OWNER, owner), (Trait.KIND, kind)):
            if value and not traits.one(service.id, which):
                added = trait(service.id, "service", which, value)
                records["attribute", added.id] = added
    if owner:
        read.upkeep = [replace(one, owner=one.owner or owner) for one in read.upkeep]


async def store(
    read: Read,
    source: str,
    services: SqlServices,
    directory: Directory,
    now: datetime,
    meter: Meter,
) -> Listing | None:
    """Store the package as that source, whole; its services. None: rows were refused, nothing is
    stored."""
    held = await services.held()
    decided = await asyncio.to_thread(_decided, read, source, held, directory)
    if decided is None:
        return None
    listing, change = decided
    await services.apply(change, now, lambda done, total: meter("writing", done, total))
    return listing


def _decided(
    read: Read, source: str, held: Held, directory: Directory
) -> tuple[Listing, Change] | None:
    refuse_conflicts(read, source, held)
    if read.refused:
        return None
    listing = listing_of(read.records, read.upkeep, directory.town_codes, source)
    return listing, change_of(held, source, read.records, read.upkeep, listing)


def refuse_conflicts(read: Read, source: str, held: Held) -> None:
    """Refuse every row that another source holds otherwise: it alone may change it."""
    for (entity, id), name in conflicts(held, source, read.records):
        spot = read.package.spots.get((entity, id), Spot(source, 1))
        what = f"This {entity} belongs to the source «{name}», which says otherwise."
        read.package.refuse(spot, what, f"Import it with --source {name}, or give it its own id.")


def refuse_of_others(read: Read, network: str) -> None:
    """Refuse every service that the package says another network or agency keeps right: nobody
    vouches in the name of somebody else."""
    kept_by = {one.service: one.owner for one in read.upkeep if one.owner not in ("", network)}
    traits = Traits(read.records)
    for (entity, id), spot in list(read.package.spots.items()):
        if entity != "service":
            continue
        if id in kept_by or traits.one(id, Trait.OWNER) not in ("", network):
            what = "It says that somebody else keeps it right."
            read.package.refuse(spot, what, "Leave 'responsabile' empty, or name your own network.")


def compared(read: Read, source: str, held: Held, directory: Directory) -> Difference:
    """What the package as that source would change in its services."""
    codes = directory.town_codes
    new = listing_of(read.records, (), codes, source).offers
    old = listing_of(held.sources.get(source, {}), (), codes, source).offers
    changed = sum(1 for id, offer in new.items() if id in old and old[id] != offer)
    both = len(new.keys() & old.keys())
    unsorted = sum(1 for one in new.values() if not one.kind)
    return Difference(len(new) - both, changed, both - changed, len(old) - both, unsorted)


def report(read: Read) -> Iterator[str]:
    """Every refused row with its line and reason, then what was not kept and what leads nowhere."""
    yield from map(str, read.package.problems)
    if read.package.more_problems:
        yield f"… and {read.package.more_problems} more refused rows."
    yield from read.package.remarks
    for name, count in sorted(read.package.unkept.items()):
        yield f"not kept: {name} ({count}): Filo has no field for it."
    yield from read.package.dangling


def written(
    records: Mapping[Key, Record], form: str, directory: Directory, now: datetime
) -> Iterator[tuple[str, str]]:
    """Name and text of each file of an export. ``form``: hsds, tabular or csv."""
    if form == "tabular":
        yield from sheets(records)
    elif form == "csv":
        listing = listing_of(records, (), directory.town_codes)
        yield "services.office.csv", office_sheet(listing, now.date())
    else:
        nested = Nested(records)
        for name, things in nested.files():
            yield name, json.dumps(_page(things), ensure_ascii=False, indent=1)


def left_out(records: Mapping[Key, Record]) -> Iterable[str]:
    """What nested JSON cannot hold, since it belongs to nothing."""
    nested = Nested(records)
    list(nested.files())
    for entity, count in sorted(nested.left_out().items()):
        yield f"not exported: {entity} ({count}): it belongs to nothing. Use --format tabular."


def _page(things: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "total_items": len(things),
        "total_pages": 1,
        "page_number": 1,
        "size": len(things),
        "first_page": True,
        "last_page": True,
        "empty": not things,
        "contents": things,
    }


FORMS = ("hsds", "tabular", "csv")
