"""A spreadsheet of calls: one row a call, with columns in Italian or English."""

from __future__ import annotations

from bot.text.decoding import UnreadableError, sheet
from bot.text.spelling import fold
from bot.training.reading import NAMES, Reading, row_of


def read_sheet(file: str, text: str, reading: Reading) -> None:
    """Read its rows. Raises ``UnreadableError`` where it is no such spreadsheet."""
    rows = sheet(text)
    header = [fold(cell.strip()).replace(" ", "_") for cell in next(rows, (1, []))[1]]
    names = [NAMES.get(cell, "") for cell in header]
    if "title" not in names or "provider" not in names:
        raise UnreadableError(
            "It has no columns 'title' and 'provider' ('titolo' and 'ente') in its first line."
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise UnreadableError(f"Two columns of it mean the same: {', '.join(twice)}.")
    if any(cell and not name for cell, name in zip(header, names, strict=True)):
        reading.remarks.append(f"{file}: a column was not read; it is no known one.")
    for line, cells in rows:
        found = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        row = row_of(found, file, line)
        if len(cells) > len(names):
            what = f"There are {len(cells)} cells where the header has {len(names)}."
            reading.refuse(row.refused(what, "Put text with commas or semicolons between quotes."))
        else:
            reading.take(row)
