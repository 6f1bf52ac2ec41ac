"""Spreadsheets of translations. What comes in may be a bomb, or hold formulas.

Loaded when the first file comes or goes: nothing else needs its library.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils.exceptions import InvalidFileException

from bot.text.decoding import DAMAGED_ZIP
from bot.wording.rows import MOST_ROWS, FileError, Row, Sent

MOST_PARTS = 200
TABLE = (32 * 1024 * 1024, 1_000_000)
"""Bytes and tags of a part that holds rows or their texts: 20,000 rows of six texts fit. The
library makes objects of every tag: a sheet of 130 kB took 1.9 GB where only bytes were counted."""

OTHER = (4 * 1024 * 1024, 20_000)
"""Of any other part: styles, names, properties. A style takes the library 50 microseconds."""
HEADS = ("Contesto", "Percorso", "Stato", "Italiano", "Traduzione", "Nota")
_CONTEXT, _ITALIAN, _TEXT = 0, 3, 4
_WIDTHS = (38, 16, 12, 60, 60, 40)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def written(rows: Iterable[Sent], language: str, *, right_to_left: bool) -> bytes:
    """A sheet of these lines; a text is a text there, whatever it begins with."""
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


def read(content: bytes) -> list[Row]:
    """The lines of a sheet. Raises ``FileError``."""
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
    except (InvalidFileException, KeyError, TypeError, AttributeError, IndexError, SyntaxError,
            ArithmeticError, *DAMAGED_ZIP):  # fmt: skip
        raise FileError("no_sheet") from None


def _cell(page: Any, text: str, *, bold: bool = False) -> Any:
    """A cell that is a text whatever it begins with, also after somebody has edited it."""
    cell = WriteOnlyCell(page, value=_UNWRITABLE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _check_package(content: bytes) -> None:
    """Nothing is read that would not fit once it is unpacked, or that declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS:
                raise FileError("large")
            # Names count without their case: the library looks them up so.
            if len({one.filename.lower() for one in parts}) < len(parts):
                raise FileError("no_sheet")
            for part in parts:
                with package.open(part) as opened:
                    _check_part(part.filename.lower(), opened)
    except FileError:
        raise
    except DAMAGED_ZIP:
        raise FileError("no_sheet") from None


def _check_part(name: str, opened: IO[bytes]) -> None:
    holds_rows = name.startswith(("xl/worksheets/", "xl/sharedstrings"))
    most, tags = TABLE if holds_rows else OTHER
    content = opened.read(most + 1)
    if len(content) > most:
        raise FileError("large")
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if content.count(b"<") > tags:
        raise FileError("large")
    # In UTF-16 a declaration would not be seen; no program writes sheets so.
    if b"\0" in content or _DECLARES.search(content):
        raise FileError("no_sheet")


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
