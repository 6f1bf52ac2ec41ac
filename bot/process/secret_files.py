"""Secrets out of files: of their owner alone, or out of the folder that systemd gives a service."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

FOLDER = "CREDENTIALS_DIRECTORY"
"""The environment's name of the folder of ``LoadCredential=`` (systemd.exec(5))."""

MOST_BYTES = 64 * 1024
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_THAN_SYSTEMD = _OTHERS & ~stat.S_IRGRP
"""systemd gives a service an access list, whose mask stands where the rights of the group are."""


class SecretFileError(Exception):
    """The file cannot be used; the sentence says what to do, and nothing of its content."""


def check_rights(mode: int, path: Path, environ: Mapping[str, str]) -> None:
    """Raise ``SecretFileError`` where others than the owner may read or change the file."""
    folder = environ.get(FOLDER)
    given = bool(folder) and path.parent == Path(folder or "")
    if stat.S_IMODE(mode) & (_OTHERS_THAN_SYSTEMD if given else _OTHERS):
        raise SecretFileError(f"Others may read {path}: run `chmod 600 {path}`.")


def with_files(environ: Mapping[str, str], prefix: str, names: Collection[str]) -> dict[str, str]:
    """The environment with the settings that lie in files, and the problems are raised.

    ``NAME_FILE`` names the file of a setting ``NAME``; a file of systemd's folder that is called as
    a setting is that setting, where the environment holds none. ``names``: every setting, in
    capitals and without the prefix. One end of line at the end of a file is none of it.
    """
    found = dict(environ)
    for given in sorted(environ):
        name = given.removeprefix(prefix).removesuffix("_FILE")
        is_file = given.startswith(prefix) and given.endswith("_FILE")
        if not is_file or name not in names or f"{name}_FILE" in names:
            continue
        named = found.pop(given)
        if not named:
            continue
        if environ.get(prefix + name):
            raise SecretFileError(f"{prefix}{name} and {given} are both set: leave one out.")
        found[prefix + name] = read(Path(named), environ)
    for path in _given(environ):
        name = path.name.upper()
        if name.startswith(prefix) and name.removeprefix(prefix) in names and not found.get(name):
            found[name] = read(path, environ)
    return found


def read(path: Path, environ: Mapping[str, str]) -> str:
    """The text of a secret's file. Raises ``SecretFileError``."""
    try:
        with path.open("rb") as file:
            check_rights(os.fstat(file.fileno()).st_mode, path, environ)
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SecretFileError(
            f"{path} cannot be read ({error.strerror}): let the user that runs filo own it."
        ) from None
    if len(text) > MOST_BYTES:
        raise SecretFileError(f"{path} is larger than {MOST_BYTES // 1024} kB: it is no setting.")
    try:
        return text.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise SecretFileError(f"{path} is no text: save it as UTF-8.") from None


def _given(environ: Mapping[str, str]) -> list[Path]:
    folder = environ.get(FOLDER)
    if not folder or not Path(folder).is_dir():
        return []
    return sorted(one for one in Path(folder).iterdir() if one.is_file())
