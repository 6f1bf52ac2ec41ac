"""``filo directory``: municipalities, networks and services."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.assemble import now
from bot.commands.terminal import lines, say, told
from bot.directory.answers import find_json
from bot.directory.check import check as check_directory
from bot.published import read_directory

directory = typer.Typer(no_args_is_help=True, help="Municipalities, networks and services.")


@directory.command("find")
@told
def directory_find() -> None:
    """Find the municipality in each line of standard input; one JSON object a line."""
    known = read_directory()
    for line in lines():
        say(find_json(known, line))


@directory.command("check")
@told
def directory_check(
    production: Annotated[
        bool, typer.Option(help="Refuse what only a demonstration may hold.")
    ] = False,
) -> None:
    """Say what is wrong, out of date or still to be confirmed in the directory."""
    problems = check_directory(read_directory(), now(), production)
    for problem in problems:
        say(str(problem))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)
