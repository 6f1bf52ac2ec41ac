"""What a file that is brought would change: looked at whole before anything is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.wording.checks import Rules, checked
from bot.wording.model import Line, Piece, Said
from bot.wording.rows import Row


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that cannot be taken: ``code`` and ``values`` become a sentence where it is read."""

    at: int
    context: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A text that would say something else; ``before`` is empty where it said nothing."""

    piece: Piece
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the whole file comes to. ``same``: lines that say what is there; ``left``: lines without
    a translation, or with one that is not sure. Nothing is stored while something is refused."""

    changes: Sequence[Change] = ()
    same: int = 0
    left: int = 0
    refused: Sequence[Refusal] = ()

    @property
    def token(self) -> str:
        """What tells this plan from any other: it is stored as it was looked at, or not."""
        whole = hashlib.sha256()
        for one in self.changes:
            whole.update(f"{one.piece.context}\0{one.before}\0{one.text}\0".encode())
        return whole.hexdigest()[:32]


def planned(rows: Iterable[Row], lines: Iterable[Line], rules: Rules) -> Plan:
    """What these rows would change of these lines."""
    known: dict[str, tuple[Piece, Said]] = {}
    for line in lines:
        known[line.piece.context] = line.piece, line.said
        if line.piece.words is not None and line.words is not None:
            known[line.piece.words.context] = line.piece.words, line.words
    changes: list[Change] = []
    refused: list[Refusal] = []
    seen: set[str] = set()
    same = left = 0
    for row in rows:
        text = row.text.strip()
        if row.context in seen:
            refused.append(Refusal(row.at, row.context, "twice"))
            continue
        seen.add(row.context)
        if row.context not in known:
            refused.append(Refusal(row.at, row.context, "unknown"))
            continue
        piece, said = known[row.context]
        if row.formula:
            refused.append(Refusal(row.at, row.context, "formula"))
        elif not text or row.fuzzy:
            left += 1
        elif text == said.text.strip():
            same += 1
        elif found := _refused(row, piece, text, rules):
            refused += found
        else:
            changes.append(Change(piece, said.text, text))
    return Plan(changes, same, left, refused)


def _refused(row: Row, piece: Piece, text: str, rules: Rules) -> list[Refusal]:
    if not piece.editable:
        return [Refusal(row.at, row.context, "read_only")]
    if row.italian.strip() != piece.italian.strip():
        return [Refusal(row.at, row.context, "italian", {"italian": piece.italian})]
    stops = (one for one in checked(piece, text, rules) if one.stops)
    return [Refusal(row.at, row.context, one.code, one.values) for one in stops]
