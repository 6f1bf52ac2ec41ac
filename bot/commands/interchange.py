"""``filo flows import-rapidpro`` and ``export-rapidpro``: flows of other products, in and out."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import now, store_of
from bot.commands.directory_here import known_directory
from bot.commands.terminal import say, told
from bot.config import Settings, load
from bot.engine.editing.drafts import Draft
from bot.flow_files.imports import (
    ImportRefusedError,
    keep_drafts,
    read_flows,
    write_folder,
    writer,
)
from bot.interchange.exporting import export_rapidpro
from bot.interchange.importing import Imported
from bot.publishing.published import Source, read_source
from bot.storage.flows import SqlFlows
from bot.workshop.incoming import drafts_of, flows_of, remaining

MISSING = "languages/missing"
"""The rule that is told as a number: one line for each text and language would hide the others."""


@told
def flows_import_rapidpro(
    file: Annotated[Path, typer.Argument(help="An export of RapidPro, TextIt or Glific (JSON).")],
    to: Annotated[
        Path | None, typer.Option(help="A folder for the flows, their translations and positions.")
    ] = None,
    writer_login: Annotated[
        str,
        typer.Option("--as", help="Your account: keep the flows as drafts of yours."),
    ] = "",
    report: Annotated[Path | None, typer.Option(help="Write the report to this file, too.")] = None,
) -> None:
    """Read flows of RapidPro, TextIt or Glific as drafts: all of a file, or none.

    What has no counterpart is told line by line, then what the gate still asks for. No webhook,
    e-mail or address of the file survives. Without --to or --as it only tells.
    """
    if to is not None and writer_login:
        raise ImportRefusedError("Choose one of --to FOLDER and --as ACCOUNT.")
    if writer_login:
        lines = asyncio.run(_kept(load(os.environ), file, writer_login))
    else:
        source = read_source()
        imported = read_flows(file, source)
        written = write_folder(imported, to) if to is not None else []
        lines = _told(imported, drafts_of(imported, "", now()), source)
        lines += [f"Written: {path}" for path in written]
        if not written:
            lines.append("Nothing was written: choose --to FOLDER or --as ACCOUNT.")
    if report is not None:
        report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for line in lines:
        say(line)


async def _kept(settings: Settings, file: Path, login: str) -> list[str]:
    async with store_of(settings) as store:
        flows = SqlFlows(store)
        account = await writer(store, login)
        newest = await flows.newest()
        content = await flows.content(newest) if newest else None
        source = Source.unpacked(content) if content is not None else read_source()
        imported = read_flows(file, source, [one.flow for one in await flows.drafts()])
        drafts = drafts_of(imported, account.id, now())
        lines = _told(imported, drafts, source)
        places = {one.name: one.positions for one in imported.flows}
        await keep_drafts(store, drafts, places, account, now())
        return [*lines, *(f"Kept as a draft: {one.flow}" for one in drafts)]


def _told(imported: Imported, drafts: Sequence[Draft], source: Source) -> list[str]:
    """The report: what was read, what has no counterpart, what the gate asks for."""
    lines = [f"Flow {one.name}: «{one.title}»" for one in imported.flows]
    lines += [f"No counterpart ({len(imported.remarks)}):"]
    lines += [f"  {remark}" for remark in imported.remarks]
    problems = remaining(drafts, source, known_directory())
    missing = Counter(one.flow for one in problems if one.rule == MISSING)
    lines += [f"Before it can be published ({len(problems)}):"]
    lines += [f"  {one}" for one in problems if one.rule != MISSING]
    return lines + [f"  {flow}: {number} translations" for flow, number in missing.items()]


@told
def flows_export_rapidpro(
    names: Annotated[
        list[str] | None, typer.Argument(help="The flows; without a name, all of the project.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="A file; else standard output.")] = None,
) -> None:
    """Write flows as an export that RapidPro, TextIt and Glific read (version 13).

    What has no counterpart there is told on standard error.
    """
    source = read_source()
    flows = flows_of(source)
    unknown = [name for name in names or () if name not in flows]
    if unknown:
        raise ImportRefusedError(f"There is no flow {unknown[0]}: see the folder flows.")
    chosen = [flows[name] for name in dict.fromkeys(names or flows)]
    exported = export_rapidpro(chosen, source.catalogues)
    text = json.dumps(exported.document, ensure_ascii=False, indent=2) + "\n"
    if to is not None:
        to.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)
    for remark in exported.remarks:
        typer.echo(str(remark), err=True)
