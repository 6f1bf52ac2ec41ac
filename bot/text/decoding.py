"""Text out of the bytes that an office sends: UTF-8, UTF-16, or what an old spreadsheet wrote."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from zipfile import BadZipFile

MOST_BYTES = 64 * 1024 * 1024
"""A file that is larger is refused before it is read."""

GUARDS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
"""A cell that begins with one of these, also as wide as a Chinese sign, is run by a spreadsheet
instead of being shown."""


DAMAGED_ZIP = (BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError)
"""What ``zipfile`` raises for one that is damaged: places outside of it, a bad stream, a cipher."""


class UnreadableError(Exception):
    """The file cannot be read at all. The message says what to do."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and a remark where its encoding had to be guessed. Raises ``UnreadableError``."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            f"It is larger than {MOST_BYTES // 1024 // 1024} MB: split it into several files."
        )
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding).removeprefix("\ufeff"), ""
            except UnicodeDecodeError:
                raise UnreadableError("Its text is damaged: save it again as UTF-8.") from None
    if b"\x00" in content[:4096]:
        raise UnreadableError("It is no text: save it as CSV or JSON, as UTF-8.")
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1252", errors="replace")
    if "\ufffd" in text:
        text = content.decode("latin-1")
    return text, "It is no UTF-8; it was read as Windows-1252: look whether the accents are right."


def is_text(text: str) -> bool:
    """Whether it can be written down: JSON may hold halves of signs, which are none."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def sheet(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row of a CSV file, whatever stands between its cells.

    Raises ``UnreadableError`` where a row cannot be read.
    """
    head = text[: text.find("\n") + 1] or text
    delimiter = max(";,\t|", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, [unguarded(cell) for cell in cells]
            before = reader.line_num
    except csv.Error:
        raise UnreadableError(
            f"Line {before + 1} and what follows is no CSV: a quotation mark is open, "
            "or a cell is too long."
        ) from None


def unguarded(cell: str) -> str:
    """The cell without the sign that ``guarded`` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in GUARDS else cell


def guarded(cell: str) -> str:
    """The cell as it may stand in a spreadsheet: shown, never run."""
    begins = cell.lstrip(" ")[:1]
    if begins and begins in GUARDS and not _is_number(cell):
        return f"'{cell}"
    return cell


def written_sheet(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV that no spreadsheet runs. Every cell stands between quotes: a program that parts
    at other signs than we do begins no cell in the middle of one of ours."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isascii() and (
        cell.removeprefix("-").replace(".", "", 1).isdigit()
    )
