"""``filo flows diff``, ``export`` and ``import``: the files of the project and the database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.assemble import now, store_of
from bot.commands.directory_here import known_directory
from bot.commands.terminal import say, told
from bot.config import load
from bot.engine.editing.recording import Recording
from bot.flow_files.imports import keep_drafts, writer
from bot.flow_files.in_step import Both, drafts_from, export, read_both
from bot.flow_files.recordings import export_recordings, waiting
from bot.publishing.published import ROOT
from bot.storage.flow_recordings import SqlRecordings
from bot.storage.flows import SqlFlows
from bot.storage.sql import SqlStore
from bot.text.tongues import LANGUAGES
from bot.workshop.comparing import Compared, Standing
from bot.workshop.incoming import remaining

_T = TypeVar("_T")
Names = Annotated[
    list[str] | None,
    typer.Argument(help="Flows, flows of covers, or risky-LANGUAGE; without a name, all."),
]
Folder = Annotated[Path, typer.Option(help="The folder that holds flows/ and locales/.")]

_ADVICE = {
    Standing.SAME: "the same",
    Standing.BEHIND: "the file is older: `filo flows export` brings it up to date",
    Standing.CHANGED: "the file says what was never published: `filo flows import` makes a draft",
    Standing.ONLY_FILE: "only in the files: `filo flows import` makes a draft",
    Standing.REMOVED: "taken away in the console: `filo flows export` removes the file",
    Standing.ONLY_LIVE: "only in the database: `filo flows export` writes the file",
}


@told
def flows_diff(names: Names = None, root: Folder = ROOT) -> None:
    """Say what differs between the files and the database, and who wins at the next start.

    Trials that were kept in the console and are in no file are told too. Ends with 1 where anything
    differs.
    """

    async def read(store: SqlStore) -> tuple[Both, list[str]]:
        kept = await _kept(store, names)
        return await read_both(SqlFlows(store), root), waiting(kept, root)

    both, trials = _with_store(read)
    for line in (who_wins(both), *(_line(one, both) for one in both.chosen(names or ())), *trials):
        say(line)
    differs = any(one.standing is not Standing.SAME for one in both.found)
    if trials or (both.release is not None and differs):
        raise typer.Exit(1)


async def _kept(store: SqlStore, names: Names) -> list[Recording]:
    """The trials that were kept with these flows; without a name, all."""
    return [one for one in await SqlRecordings(store).all() if not names or one.flow in names]


def who_wins(both: Both) -> str:
    """What is said from the next start on, in a sentence."""
    if both.release is None:
        return "Nothing was published in the console: the files are what Filo says."
    release = both.release
    return (
        f"The database wins: from the next start on Filo says release {release.number} of"
        f" {release.at:%Y-%m-%d %H:%M} UTC, whatever the files say."
    )


def _line(one: Compared, both: Both) -> str:
    what = [part for part in (one.lines and "its text", _languages(one.texts)) if part]
    drafted = " A draft of it is being written." if one.name in both.drafts else ""
    differs = f" ({', '.join(what)})" if what else ""
    return f"{one.name}: {_ADVICE[one.standing]}{differs}.{drafted}"


def _languages(languages: Sequence[str]) -> str:
    if set(languages) == set(LANGUAGES[1:]):
        return "every translation"
    return f"translations: {' '.join(languages)}" if languages else ""


@told
def flows_export(
    names: Names = None,
    to: Folder = ROOT,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Also files that hold what nobody published.")
    ] = False,
) -> None:
    """Write what is live into the files, canonical: flows, covers, words and their translations.

    Trials that were kept in the console go to ``flows/transcripts``, those that what is live
    passes.
    """

    async def work(store: SqlStore) -> list[str]:
        both = await read_both(SqlFlows(store), to)
        lines = export(both, names or (), to, known_directory(), overwrite=overwrite)
        kept = await _kept(store, names)
        return [*lines, *await export_recordings(kept, both.live, to, overwrite=overwrite)]

    _tell(_with_store(work), "Nothing to write: the files say what is live.")


@told
def flows_import(
    login: Annotated[str, typer.Option("--as", help="Your account: the drafts are yours.")],
    names: Names = None,
    root: Folder = ROOT,
) -> None:
    """Make drafts of what the files say and nobody published; never live by itself.

    Ends with what the gate asks for.
    """

    async def work(store: SqlStore) -> list[str]:
        account, moment = await writer(store, login), now()
        both = await read_both(SqlFlows(store), root)
        drafts, left = drafts_from(both, names or (), account.id, moment)
        await keep_drafts(store, drafts, {}, account, moment)
        problems = remaining(drafts, both.live, known_directory()) if drafts else []
        return [
            *(f"Left alone: {line}" for line in left),
            *(f"Kept as a draft: {one.flow}" for one in drafts),
            *([f"Before they can be published ({len(problems)}):"] if problems else ()),
            *(f"  {one}" for one in problems),
        ]

    _tell(_with_store(work), "Nothing to import: the files say what is live.")


def _with_store(work: Callable[[SqlStore], Awaitable[_T]]) -> _T:
    async def run() -> _T:
        async with store_of(load(os.environ)) as store:
            return await work(store)

    return asyncio.run(run())


def _tell(lines: Sequence[str], otherwise: str) -> None:
    for line in lines or (otherwise,):
        say(line)
