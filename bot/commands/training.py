"""``filo training``: calls for courses, placements and paths into work, in, out, looked over."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import now, store_of
from bot.commands.directory_here import known_directory
from bot.commands.terminal import say, told
from bot.config import Settings, load
from bot.intake.training_files import (
    Read,
    looked_over,
    read_file,
    refuse_made_up,
    report,
    store,
    waiting,
)
from bot.publishing.published import FLOWS, risky_words
from bot.storage.training import SqlCalls
from bot.training.importing import Change, Held
from bot.training.reading import Reading
from bot.training.writing import calls_sheet

training = typer.Typer(no_args_is_help=True, help="Training calls: courses, placements, paths.")

File = Annotated[
    Path, typer.Argument(help="A .csv sheet, .json or .html with JSON-LD, .rss, .atom or .xml.")
]


@training.command("import")
@told
def training_import(
    file: File,
    source: Annotated[
        str, typer.Option(help="Whose it is: the same source replaces what it gave before.")
    ] = "",
) -> None:
    """Store a file of calls, all of it or nothing; refused rows are told with their line."""
    name = (source or file.stem)[:64]
    settings = load(os.environ)
    read = _read(file)
    if not settings.demonstration:
        refuse_made_up(read, file.name)
    change = None if read.reading.refused else asyncio.run(_stored(settings, read, name))
    for line in report(read.reading):
        say(line)
    if change is None:
        refused = read.reading.refused
        say(f"Nothing was stored: {refused} rows were refused. Correct them and try again.")
        raise typer.Exit(1)
    for line in waiting(read.reading):
        say(line)
    say(
        f"Stored {len(read.reading.calls)} calls as the source «{name}»: {len(change.new)} new, "
        f"{len(change.changed)} changed, {len(change.withdrawn)} withdrawn."
    )


@training.command("check")
@told
def training_check(
    file: Annotated[
        Path | None, typer.Argument(help="A file: read it as an import would, store nothing.")
    ] = None,
) -> None:
    """Say what is wrong in a file of calls, or how the stored ones stand."""
    if file is None:
        for line in looked_over(asyncio.run(_held()), now()):
            say(line)
        return
    read = _read(file)
    for line in (*report(read.reading), *waiting(read.reading)):
        say(line)
    say(f"{len(read.reading.calls)} calls, {read.reading.refused} refused rows.")
    if read.reading.refused:
        raise typer.Exit(1)


@training.command("export")
@told
def training_export(
    file: Annotated[Path, typer.Argument(help="A .csv sheet, which is written anew.")],
    source: Annotated[str, typer.Option(help="Only what this source gave.")] = "",
) -> None:
    """Write the calls that stand, as the staff has them, as a sheet that an import reads again."""
    kept = asyncio.run(_held()).told
    calls = [one.stands for one in kept if not source or one.source == source]
    towns = {code: town.name for code, town in known_directory().municipalities.items()}
    file.write_text(calls_sheet(calls, towns), encoding="utf-8")
    say(f"Wrote {len(calls)} calls to {file}.")


def _read(file: Path) -> Read:
    telling = frozenset[str]().union(*risky_words(FLOWS / "risky_words").values())
    return read_file(file, Reading(known_directory().town_codes, telling))


async def _held() -> Held:
    async with store_of(load(os.environ)) as opened:
        return await SqlCalls(opened).held()


async def _stored(settings: Settings, read: Read, source: str) -> Change | None:
    async with store_of(settings) as opened:
        return await store(read, source, SqlCalls(opened), now())
