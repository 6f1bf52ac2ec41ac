"""The ledger's second copy: a small file that outlives the database.

One line for each id that was forgotten: the id, a space, when in epoch milliseconds. The ids are
random and mean nothing by themselves. When a backup is restored, the file says what it must forget
again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL

from bot.storage.trouble import told

Entries = Mapping[str, int]
"""Id -> when it was forgotten, in epoch milliseconds."""


def beside(url: URL) -> Path | None:
    """Where the ledger of a SQLite database lies; None for PostgreSQL, which has no folder."""
    if url.get_backend_name() != "sqlite":
        return None
    path = Path(url.database or "")
    return path.with_name(path.name + ".forgotten")


class LedgerFile:
    """The ledger in a file; without a path it keeps nothing. Raises ``StorageError``."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._known: set[str] | None = None

    def read(self) -> dict[str, int]:
        """Everything that it holds. A line cut off by a crash is left out."""
        if self.path is None or not self.path.exists():
            return {}
        with told():
            text = self.path.read_text(encoding="ascii", errors="replace")
        found: dict[str, int] = {}
        for line in text.split("\n")[:-1]:
            id, _, at = line.partition(" ")
            if id and at.isascii() and at.isdigit():
                found[id] = int(at)
        return found

    def add(self, entries: Entries) -> None:
        """Append those that it does not hold yet; durable when this returns."""
        if self.path is None:
            return
        if self._known is None:
            self._known = set(self.read())
        new = {id: at for id, at in entries.items() if id not in self._known}
        if new:
            self._append(self.path, new)
            self._known |= new.keys()

    def keep(self, after: int) -> None:
        """Drop what was forgotten at ``after`` (epoch ms) or earlier: no backup is so old."""
        if self.path is None or self._known is None:
            return
        kept = {id: at for id, at in self.read().items() if at > after}
        if len(kept) < len(self._known):
            aside = self.path.with_name(self.path.name + ".new")
            aside.unlink(missing_ok=True)
            self._append(aside, kept)
            with told():
                aside.replace(self.path)
            self._known = set(kept)

    @staticmethod
    def _append(path: Path, entries: Entries) -> None:
        lines = "".join(f"{id} {at}\n" for id, at in sorted(entries.items(), key=_by_time))
        with told():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(b"" if _ends_whole(path) else b"\n")
                file.write(lines.encode("ascii"))
                file.flush()
                os.fsync(file.fileno())


def _by_time(entry: tuple[str, int]) -> tuple[int, str]:
    return entry[1], entry[0]


def _ends_whole(path: Path) -> bool:
    """Whether the file is empty or ends with a whole line."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
