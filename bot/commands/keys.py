"""``filo keys``: the master key, its file, its copy on paper, and the key that follows."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import now
from bot.commands.terminal import lines, say, told
from bot.config import Settings, SettingsError, load
from bot.crypto.chance import chance
from bot.crypto.keys import create_key_file, read_key_file, write_key_file
from bot.crypto.paper import SHEETS, Sheet, join, read, split
from bot.operations.key_changes import retire, rotate, status

keys = typer.Typer(
    no_args_is_help=True, help="The master key, its copy on paper, and the key that follows."
)


@keys.command("create")
@told
def keys_create() -> None:
    """Make the master key file."""
    path = load(os.environ).master_key_file
    create_key_file(path)
    say(
        f"A new master key is at {path}. Without it nothing can be opened: print it with"
        " `filo keys paper` now."
    )


@keys.command("paper")
@told
def keys_paper(
    following: Annotated[
        bool, typer.Option("--next", help="The key that follows (FILO_NEXT_KEY_FILE).")
    ] = False,
) -> None:
    """Print the master key as three sheets, any two of which give it back.

    Each printing makes sheets that fit together; those of two printings do not.
    """
    settings = load(os.environ)
    path = _following(settings) if following else settings.master_key_file
    sheets = split(read_key_file(path), chance)
    day = now().date().isoformat()
    say("\f".join(_page(sheet, day) for sheet in sheets))


@keys.command("restore")
@told
def keys_restore() -> None:
    """Write the master key file out of two sheets, typed on standard input."""
    path = load(os.environ).master_key_file
    write_key_file(path, join(read(lines())))
    say(f"The master key is at {path} again. `filo doctor` says whether it opens the database.")


@keys.command("new")
@told
def keys_new() -> None:
    """Make the key that follows, in the file of FILO_NEXT_KEY_FILE. Nothing is sealed with it yet.

    Then print it, and start every process again, one by one: each must have both keys.
    """
    path = _following(load(os.environ))
    create_key_file(path)
    say(
        f"A new master key is at {path}. Print it with `filo keys paper --next` now; nothing is"
        " sealed with it before `filo keys rotate`."
    )


@keys.command("rotate")
@told
def keys_rotate() -> None:
    """Let the new key seal from now on, while the service runs; a worker brings the rest under it.

    Refused while a running process does not have the new key.
    """
    say(asyncio.run(rotate(load(os.environ))))


@keys.command("status")
@told
def keys_status() -> None:
    """Say which key seals, how much is left under the old one, and what the processes have."""
    for line in asyncio.run(status(load(os.environ))):
        say(line)


@keys.command("retire")
@told
def keys_retire() -> None:
    """Let the old key be of no use any more.

    Refused while anything is left under it, and for a day after `filo keys rotate`.
    """
    say(asyncio.run(retire(load(os.environ))))


def _following(settings: Settings) -> Path:
    if settings.next_key_file is None:
        raise SettingsError(("Set FILO_NEXT_KEY_FILE: the new key has a file of its own.",))
    return settings.next_key_file


def _page(sheet: Sheet, day: str) -> str:
    numbered = (f"{row:2}. {text}" for row, text in enumerate(sheet.rows(), start=1))
    return "\n".join(
        (
            f"# Sheet {sheet.number} of {SHEETS}. Printed {day}. Key {sheet.mark.hex().upper()}.",
            "# Two of the three give the key back, one alone gives nothing. Keep each in another",
            "# hand, none beside a backup. To use them: filo keys restore, then type both.",
            *numbered,
            "",
        )
    )
