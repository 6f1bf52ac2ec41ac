"""``filo keys``: the master key, its file and its copy on paper."""

from __future__ import annotations

import os

import typer

from bot.assemble import now
from bot.commands.terminal import lines, say, told
from bot.config import load
from bot.crypto.chance import chance
from bot.crypto.keys import create_key_file, read_key_file, write_key_file
from bot.crypto.paper import SHEETS, Sheet, join, read, split

keys = typer.Typer(no_args_is_help=True, help="The master key.")


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
def keys_paper() -> None:
    """Print the master key as three sheets, any two of which give it back.

    Each printing makes sheets that fit together; those of two printings do not.
    """
    sheets = split(read_key_file(load(os.environ).master_key_file), chance)
    day = now().date().isoformat()
    say("\f".join(_page(sheet, day) for sheet in sheets))


@keys.command("restore")
@told
def keys_restore() -> None:
    """Write the master key file out of two sheets, typed on standard input."""
    path = load(os.environ).master_key_file
    write_key_file(path, join(read(lines())))
    say(f"The master key is at {path} again. `filo doctor` says whether it opens the database.")


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
