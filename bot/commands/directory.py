"""``filo directory``: finding municipalities; services in, out and looked over."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import now, store_of
from bot.commands.directory_here import known_directory
from bot.commands.schemas import against_schemas
from bot.commands.terminal import lines, say, told
from bot.config import load
from bot.directory.answers import find_json
from bot.directory.check import check as check_directory
from bot.directory.freshness import said, state_of
from bot.directory.importing import Held
from bot.directory.kinds import KINDS
from bot.directory.listing import Listing
from bot.intake.packages import (
    FORMS,
    Meter,
    Read,
    Stopped,
    completed,
    left_out,
    read_package,
    report,
    store,
    written,
)
from bot.storage.directory import SqlServices

directory = typer.Typer(no_args_is_help=True, help="Municipalities, networks and services.")

Package = Annotated[Path, typer.Argument(help="A .json, .csv or .zip file, or a folder of them.")]
Schemas = Annotated[
    Path | None,
    typer.Option(help="A folder of HSDS 3.0 schemas: hold a JSON package against them first."),
]


@directory.command("find")
@told
def directory_find() -> None:
    """Find the municipality in each line of standard input; one JSON object a line."""
    known = known_directory()
    for line in lines():
        say(find_json(known, line))


@directory.command("check")
@told
def directory_check(
    package: Annotated[
        Path | None, typer.Argument(help="A package: read it as an import would, store nothing.")
    ] = None,
    production: Annotated[
        bool, typer.Option(help="Refuse what only a demonstration may hold.")
    ] = False,
    stored: Annotated[bool, typer.Option(help="Look over what was imported, too.")] = False,
    schemas: Schemas = None,
) -> None:
    """Say what is wrong, out of date or still to be confirmed in the directory or a package."""
    if package is not None:
        _check_package(package, schemas)
        return
    known = known_directory()
    if stored:
        held = asyncio.run(_held())
        known = known.holding(held.records, held.upkeep)
    problems = check_directory(known, now(), production)
    for problem in problems:
        say(str(problem))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


@directory.command("import")
@told
def directory_import(
    package: Package,
    source: Annotated[
        str, typer.Option(help="Whose it is: the same source replaces what it gave before.")
    ] = "",
    owner: Annotated[
        str, typer.Option(help="The network or agency that keeps its facts right.")
    ] = "",
    kind: Annotated[
        str, typer.Option(help="What its services are for, where the package does not say it.")
    ] = "",
    schemas: Schemas = None,
) -> None:
    """Store a package of services, all of it or nothing; refused rows are told with their line."""
    if kind and kind not in KINDS:
        raise typer.BadParameter(f"--kind is one of {', '.join(KINDS)}")
    name = (source or package.stem)[:64]
    try:
        with _stoppable() as meter:
            read = _read(package, schemas, meter)
            completed(read, owner, kind)
            listing = None if read.refused else asyncio.run(_stored(read, name, meter))
    except Stopped:
        say("Stopped. Nothing was stored.")
        raise typer.Exit(130) from None
    for line in report(read):
        say(line)
    if listing is None:
        say(f"Nothing was stored: {read.refused} rows were refused. Correct them and try again.")
        raise typer.Exit(1)
    for line in _summary(listing, name, now()):
        say(line)


@directory.command("export")
@told
def directory_export(
    folder: Annotated[Path, typer.Argument(help="A folder, which is made where it is absent.")],
    form: Annotated[str, typer.Option("--format", help="hsds, tabular or csv.")] = "hsds",
    source: Annotated[str, typer.Option(help="Only what this source gave.")] = "",
) -> None:
    """Write what was imported as HSDS JSON, as a tabular package or as a spreadsheet."""
    if form not in FORMS:
        raise typer.BadParameter(f"--format is one of {', '.join(FORMS)}")
    held = asyncio.run(_held())
    records = held.records if not source else dict(held.sources.get(source, {}))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written(records, form, known_directory(), now()):
        (folder / name).write_text(text, encoding="utf-8")
        say(str(folder / name))
    for line in left_out(records) if form == "hsds" else ():
        say(line)


async def _held() -> Held:
    async with store_of(load(os.environ)) as opened:
        return await SqlServices(opened).held()


async def _stored(read: Read, source: str, meter: Meter) -> Listing | None:
    async with store_of(load(os.environ)) as opened:
        return await store(read, source, SqlServices(opened), known_directory(), now(), meter)


def _read(package: Path, schemas: Path | None, meter: Meter) -> Read:
    read = read_package(package, meter)
    if schemas is not None:
        read.package.problems += against_schemas(package, schemas, meter)
    return read


def _check_package(package: Path, schemas: Path | None) -> None:
    try:
        with _stoppable() as meter:
            read = _read(package, schemas, meter)
    except Stopped:
        raise typer.Exit(130) from None
    for line in report(read):
        say(line)
    count = Counter(entity for entity, _ in read.records)["service"]
    say(f"{count} services, {len(read.records)} records, {read.refused} refused rows.")
    if read.refused:
        raise typer.Exit(1)


def _summary(listing: Listing, source: str, at: datetime) -> Iterator[str]:
    offers = listing.offers.values()
    states = Counter(state_of(one.facts[aspect], at) for one in offers for aspect in said(one))
    yield f"Stored {len(offers)} services as the source «{source}»."
    unsorted = sum(1 for one in offers if not one.kind)
    if unsorted:
        yield f"{unsorted} are of no kind: no woman finds them until the staff says what for."
    if states["never"] or states["out"]:
        yield (
            f"{states['never']} facts were never verified and {states['out']} ran out: "
            "they are not shown, and wait in the staff's queue."
        )


@contextmanager
def _stoppable() -> Iterator[Meter]:
    """Progress on standard error; an interruption is raised at the next sign of progress."""
    asked = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal asked
        asked = True

    before = signal.signal(signal.SIGINT, stop)
    show = _shown()

    def meter(what: str, done: int, total: int) -> None:
        if asked:
            raise Stopped
        show(what, done * 100 // max(1, total))

    try:
        yield meter
        if asked:
            raise Stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _shown() -> Callable[[str, int], None]:
    """Each percent on one line of a terminal, each tenth on a line of its own elsewhere."""
    last = ("", -1)

    def show(what: str, percent: int) -> None:
        nonlocal last
        live = sys.stderr.isatty()
        seen = (what, percent if live else percent // 10 * 10)
        if seen == last:
            return
        last = seen
        ends = "\n" if not live or percent >= 100 else "\r"
        sys.stderr.write(f"{what} {seen[1]:3d} %{ends}")
        sys.stderr.flush()

    return show
