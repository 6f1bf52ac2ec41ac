"""Rows of a CSV file with their line numbers; comments may give a column's value for all rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.directory.facts import BASES, Fact

_DEFAULTS = ("source", "basis", "verified_on", "valid_until")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the directory's files: where, what, and what to do."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    file: str
    line: int
    values: Mapping[str, str] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def problem(self, what: str, remedy: str) -> Problem:
        """A problem of this row."""
        return Problem(self.file, self.line, what, remedy)


def read_table(
    file: str, content: str, columns: tuple[str, ...]
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows, each with the defaults of the comments above the header, and what is wrong."""
    lines = content.removeprefix("\ufeff").splitlines()
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    defaults = dict(pair for line in lines[:head] if (pair := _default(line)))
    reader = csv.reader(lines[head:])
    header = next(reader, [])
    missing = [column for column in columns if column not in header and column not in defaults]
    if missing:
        what = f"The column {', '.join(missing)} is missing."
        return (), (Problem(file, head + 1, what, "Add it to the first line after the comments."),)
    rows, problems = [], []
    try:
        for cells in reader:
            row = Row(file, head + reader.line_num, {**defaults, **dict(zip(header, cells))})  # noqa: B905
            if len(cells) != len(header):
                what = f"There are {len(cells)} cells where the header has {len(header)}."
                problems.append(row.problem(what, "Put text with commas between quotes."))
            else:
                rows.append(row)
    except csv.Error:
        problems.append(
            Problem(file, head + reader.line_num, "The line cannot be read.", "Write it as CSV.")
        )
    return tuple(rows), tuple(problems)


def _default(line: str) -> tuple[str, str] | None:
    name, colon, value = line.lstrip("# ").partition(":")
    return (name, value.strip()) if colon and name in _DEFAULTS else None


def read_fact(row: Row, problems: list[Problem]) -> Fact:
    """Where the row comes from; what is wrong with it is added to the problems."""
    days: list[date | None] = []
    for column in ("verified_on", "valid_until"):
        try:
            days.append(date.fromisoformat(row[column]) if row[column] else None)
        except ValueError:
            days.append(None)
            problems.append(
                row.problem(
                    f"'{column}' is not a date.", "Write it as 2026-11-24, or leave it empty."
                )
            )
    if days[0] and days[1] and days[1] < days[0]:
        problems.append(row.problem("It ends before it was verified.", "Check the two dates."))
    if row["basis"] not in BASES:
        problems.append(
            row.problem("The basis is not a known one.", f"Use one of: {', '.join(BASES)}.")
        )
    if not row["source"]:
        problems.append(row.problem("The source is missing.", "Say where the fact comes from."))
    return Fact(row["source"], days[0], days[1], row["basis"])
