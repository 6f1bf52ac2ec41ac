"""``filo flows``: the flows' files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.flow_files import flows_diff, flows_export, flows_import
from bot.commands.interchange import flows_export_rapidpro, flows_import_rapidpro
from bot.commands.terminal import say, told
from bot.engine.canonical import CanonicalError, canonical
from bot.publishing.published import FLOWS

flows = typer.Typer(no_args_is_help=True, help="The flows' files.")


@flows.callback()
def about() -> None:
    """The flows' files."""


@flows.command("fmt")
@told
def flows_fmt(
    check_only: Annotated[
        bool, typer.Option("--check", help="Only say which would change.")
    ] = False,
) -> None:
    """Write every flow in its canonical form."""
    changed, unreadable = 0, 0
    for path in sorted(FLOWS.rglob("*.yaml")):
        name = str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
        text = path.read_text(encoding="utf-8")
        try:
            written = canonical(text)
        except CanonicalError as error:
            unreadable += 1
            typer.echo(f"{name}: {error}", err=True)
            continue
        if written != text:
            changed += 1
            say(name)
            if not check_only:
                path.write_text(written, encoding="utf-8")
    if unreadable or (check_only and changed):
        raise typer.Exit(1)


flows.command("import-rapidpro")(flows_import_rapidpro)
flows.command("export-rapidpro")(flows_export_rapidpro)
flows.command("diff")(flows_diff)
flows.command("export")(flows_export)
flows.command("import")(flows_import)
