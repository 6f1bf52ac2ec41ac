"""Tables of a language as files for translators: gettext catalogues and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from bot.i18n.catalogue import read_told, written_po
from bot.wording.rows import MOST_BYTES, MOST_ROWS, FileError, Form, Row, Sent


class _Sheets(Protocol):
    """What of ``bot.wording.sheets`` is used: its library is large, and rarely needed."""

    def written(self, rows: Sequence[Sent], language: str, *, right_to_left: bool) -> bytes:
        """A sheet of these lines."""

    def read(self, content: bytes) -> list[Row]:
        """The lines of a sheet."""


def _sheets() -> _Sheets:
    return cast("_Sheets", import_module("bot.wording.sheets"))


def written(rows: Sequence[Sent], language: str, form: Form, *, right_to_left: bool) -> bytes:
    """The file of these lines."""
    if form == "po":
        return written_po((row.told for row in rows), language)
    return _sheets().written(rows, language, right_to_left=right_to_left)


def read(content: bytes, form: Form) -> list[Row]:
    """The lines of a file. Raises ``FileError``."""
    if len(content) > MOST_BYTES:
        raise FileError("large")
    return _read_po(content) if form == "po" else _sheets().read(content)


def _read_po(content: bytes) -> list[Row]:
    try:
        told = read_told(content)
    except ValueError:
        raise FileError("no_po") from None
    if len(told) > MOST_ROWS:
        raise FileError("large")
    return [Row(at, one.context, one.source, one.text, one.fuzzy) for at, one in enumerate(told, 1)]
