"""``filo people``: what a data officer finds, exports and erases.

Whose data is read from standard input, never from the command: a command stays in the history of
the shell and in the list of processes.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import Annotated

import typer

from bot.commands.terminal import lines, say, told
from bot.config import SettingsError, load
from bot.handoff.subject import Reference, reference_of
from bot.operations.officer import erase_person, export_person, find_person

people = typer.Typer(no_args_is_help=True, help="Find, export and erase what is kept of somebody.")

Officer = Annotated[
    str, typer.Option("--as", help="Your account, with the role data_officer: the audit names it.")
]


@people.command("find")
@told
def people_find() -> None:
    """Say whether anything is kept: a case id or letter number on standard input."""
    found = asyncio.run(find_person(load(os.environ), _reference()))
    say(json.dumps(found, ensure_ascii=False, indent=2))


@people.command("export")
@told
def people_export(officer: Officer) -> None:
    """Print everything that is kept as JSON: a case id or letter number on standard input."""
    kept = asyncio.run(export_person(load(os.environ), _reference(), officer))
    say(json.dumps(kept, ensure_ascii=False, indent=2))


@people.command("erase")
@told
def people_erase(officer: Officer) -> None:
    """Destroy everything that is kept: a case id or letter number on standard input."""
    kind = asyncio.run(erase_person(load(os.environ), _reference(), officer))
    say(f"The {kind} is destroyed. Older backups can hold it until they expire.")


def _reference() -> Reference:
    """The first line of standard input. Raises ``SettingsError`` where it can be no reference."""
    found = reference_of(next(lines(), ""))
    if found is None:
        raise SettingsError(
            ("Write the id of a case or the eight digits of a letter on standard input.",)
        )
    return found
