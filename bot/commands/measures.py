"""``filo measures``: rights and supports, looked over as they stand in the files or as verified."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from bot.assemble import now, store_of
from bot.commands.directory_here import known_directory
from bot.commands.terminal import say, told
from bot.config import load
from bot.directory.check import check_measures
from bot.directory.measures.keeping import state_of
from bot.directory.model import Directory
from bot.storage.directory import SqlServices

measures = typer.Typer(no_args_is_help=True, help="Measures: rights, supports, who will know.")

Stored = Annotated[bool, typer.Option(help="Count what the staff verified in the database, too.")]


@measures.command("list")
@told
def measures_list(stored: Stored = False) -> None:
    """One line for each: how it stands, until when it is shown, and its source."""
    known, at = _known(stored=stored), now()
    for one in known.measures.values():
        until = one.fact.valid_until.isoformat() if one.fact.valid_until else "-"
        say(f"{state_of(one, at):7} {until:10}  {one.id}: {one.name} ({one.fact.source})")


@measures.command("check")
@told
def measures_check(stored: Stored = False) -> None:
    """Say what is wrong in the file, and what ran out, runs out soon or has ended."""
    known = _known(stored=stored)
    remarks = check_measures(known, now())
    for remark in remarks:
        say(str(remark))
    say(f"{len(known.measures)} measures, {len(remarks)} to look at.")


def _known(*, stored: bool) -> Directory:
    """Raises ``UnpublishableError``, which is told, where the file holds mistakes."""
    known = known_directory()
    return asyncio.run(_held(known)) if stored else known


async def _held(known: Directory) -> Directory:
    async with store_of(load(os.environ)) as opened:
        held = await SqlServices(opened).held()
    return known.holding(held.records, held.upkeep)
