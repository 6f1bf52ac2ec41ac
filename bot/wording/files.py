"""Tables of a language as files for translators: gettext catalogues and spreadsheets.

What comes in is read with suspicion: it may be a bomb, or hold formulas. Formulas are refused, and
no text that goes out can be taken for one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from babel.messages.pofile import PoFileError
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils.exceptions import InvalidFileException

from bot.i18n.catalogue import Told, read_told, written_po

Form = Literal["po", "xlsx"]

MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 20_000
HEADS = ("Contesto", "Percorso", "Stato", "Italiano", "Traduzione", "Nota")
_CONTEXT, _ITALIAN, _TEXT = 0, 3, 4
_WIDTHS = (38, 16, 12, 60, 60, 40)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class FileError(ValueError):
    """A file that cannot be read at all. ``code`` becomes a sentence where it is read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file that is brought: ``at`` counts messages or rows from 1. ``formula``: its
    translation is none. ``fuzzy``: whoever wrote it is not sure."""

    at: int
    context: str
    italian: str
    text: str
    fuzzy: bool = False
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of a file that goes out."""

    told: Told
    where: str
    state: str
    remark: str = ""


def written(rows: Sequence[Sent], language: str, form: Form, right_to_left: bool) -> bytes:
    """The file of these lines."""
    if form == "po":
        return written_po((row.told for row in rows), language)
    return _sheet(rows, language, right_to_left=right_to_left)


def read(content: bytes, form: Form) -> list[Row]:
    """The lines of a file. Raises ``FileError``."""
    if len(content) > MOST_BYTES:
        raise FileError("large")
    return _read_po(content) if form == "po" else _read_sheet(content)


def _read_po(content: bytes) -> list[Row]:
    try:
        told = read_told(content)
    except (PoFileError, ValueError, LookupError):
        raise FileError("no_po") from None
    if len(told) > MOST_ROWS:
        raise FileError("large")
    return [Row(at, one.context, one.source, one.text, one.fuzzy) for at, one in enumerate(told, 1)]


def _sheet(rows: Iterable[Sent], language: str, *, right_to_left: bool) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(language)
    page.freeze_panes = "A2"
    for column, width in zip("ABCDEF", _WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    page.append([_cell(page, head, bold=True) for head in HEADS])
    for row in rows:
        told = row.told
        texts = (told.context, row.where, row.state, told.source, told.text, row.remark)
        cells = [_cell(page, text) for text in texts]
        order = 2 if right_to_left else 0
        cells[_TEXT].alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
        cells[_TEXT].protection = Protection(locked=False)
        page.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(page: Any, text: str, *, bold: bool = False) -> Any:
    """A cell that is a text whatever it begins with, also after somebody has edited it."""
    cell = WriteOnlyCell(page, value=_UNWRITABLE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _read_sheet(content: bytes) -> list[Row]:
    _check_package(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        page = book.worksheets[0] if book.worksheets else None
        if page is None:
            raise FileError("no_sheet")
        return _rows(page.iter_rows(max_col=len(HEADS), max_row=MOST_ROWS + 1))
    except FileError:
        raise
    # The library raises whatever a damaged part leads it to.
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError,
            AttributeError, IndexError, SyntaxError, OSError, EOFError, RuntimeError):  # fmt: skip
        raise FileError("no_sheet") from None


def _check_package(content: bytes) -> None:
    """Nothing is unpacked that would not fit, or that declares entities of its own."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
                raise FileError("large")
            for part in parts:
                with package.open(part) as opened:
                    if _DECLARES.search(opened.read(4096)):
                        raise FileError("no_sheet")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        raise FileError("no_sheet") from None


def _rows(found: Iterable[Sequence[Any]]) -> list[Row]:
    rows = []
    for at, cells in enumerate(found, 1):
        if at == 1:
            heads = tuple(str(cell.value or "").strip() for cell in cells)
            if heads != HEADS:
                raise FileError("heads")
            continue
        texts = [_text(cell) for cell in cells] + [""] * len(HEADS)
        if not texts[_CONTEXT]:
            continue
        formula = len(cells) > _TEXT and cells[_TEXT].data_type == "f"
        rows.append(Row(at, texts[_CONTEXT], texts[_ITALIAN], texts[_TEXT], formula=formula))
    return rows


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")
