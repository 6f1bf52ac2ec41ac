"""Files of an organisation's own, in a folder that no upgrade of the program touches."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from bot.process.told import ToldError


class OwnFilesError(ToldError):
    """The folder cannot be taken; the message says what to do."""


def names_of(folder: Path) -> tuple[str, ...]:
    """What lies in it, in order; hidden files do not count. Raises ``OwnFilesError``."""
    try:
        return tuple(sorted(one.name for one in folder.iterdir() if not one.name.startswith(".")))
    except OSError as error:
        what = f"The folder of FILO_DIRECTORY cannot be read ({error.strerror}): {folder}"
        raise OwnFilesError(what) from None


def texts_of(folder: Path, known: Set[str]) -> dict[str, str]:
    """Name -> text of each file. Raises ``OwnFilesError``, also for a name that is not ``known``:
    otherwise she would be told what stands in the file that was meant to be replaced."""
    names = names_of(folder)
    if unknown := [one for one in names if one not in known]:
        raise OwnFilesError(
            f"No file of the directory is called {', '.join(unknown)}: give those of {folder} names"
            f" as in data/directory ({', '.join(sorted(known))})."
        )
    try:
        return {name: (folder / name).read_text(encoding="utf-8") for name in names}
    except (OSError, UnicodeDecodeError) as error:
        raise OwnFilesError(f"A file of {folder} cannot be read as UTF-8: {error}") from None
