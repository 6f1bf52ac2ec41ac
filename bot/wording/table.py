"""The table of a language: what each text says there, how far it is, what comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.conversation.hearing import DANGER_FLOWS
from bot.engine.editing.drafts import Texts
from bot.i18n.reviews import FileMark
from bot.text.tongues import LANGUAGES
from bot.wording.model import FIRST, Counts, Line, Piece, Said, State
from bot.workshop.pieces import Opened

Order = Literal["risk", "flow"]

_OUTRIGHT = frozenset(DANGER_FLOWS.values())
"""Flows that are all about danger: they come before texts that only name a number."""


@dataclass(frozen=True, slots=True)
class Seed:
    """What lies in the files: translations, the Italian that they translate, marks of review."""

    texts: Texts
    italian: Mapping[str, str]
    marks: Mapping[str, Mapping[str, FileMark]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for. ``where``: a flow or group; ``words``: what stands in them."""

    state: State | None = None
    where: str = ""
    words: str = ""
    first: bool = False
    order: Order = "risk"


@dataclass(frozen=True, slots=True)
class Tables:
    """Every piece, and what it says in each language at this moment.

    ``flows`` are as they are being written: what is in a draft counts, what is only live as well.
    """

    pieces: Sequence[Piece]
    flows: Mapping[str, Opened]
    seed: Seed
    digests: Mapping[str, Mapping[str, str]]

    def lines(self, language: str) -> list[Line]:
        """Every text in that language, in the order of the flows."""
        return [self._line(piece, language) for piece in self.pieces]

    def line(self, language: str, context: str) -> Line | None:
        """One of them, by its own context or by that of its words."""
        found = (p for p in self.pieces if any(one.context == context for one in p.all))
        piece = next(found, None)
        return self._line(piece, language) if piece is not None else None

    def step(self, piece: Piece, language: str) -> list[Line]:
        """What stands in the same step, in its order."""
        own = (p for p in self.pieces if (p.where, p.step) == (piece.where, piece.step))
        return [self._line(one, language) for one in own] if piece.step else []

    def _line(self, piece: Piece, language: str) -> Line:
        words = self._said(piece.words, language) if piece.words is not None else None
        return Line(piece, self._said(piece, language), words)

    def _said(self, piece: Piece, language: str) -> Said:
        context = piece.context
        text, old = "", ""
        flow = self.flows.get(piece.where) if piece.editable else None
        if flow is not None:
            text = flow.texts.get(language, {}).get(context, "")
            old = flow.outdated.get(language, {}).get(context, "")
        if not text and (flow is None or language not in LANGUAGES):
            emptied = flow and flow.draft and context in flow.draft.texts.get(language, {})
            known = "" if emptied else self.seed.texts.get(language, {}).get(context, "")
            if self.seed.italian.get(context, piece.italian) == piece.italian:
                text = known
            else:
                old = old or known
        return Said(
            text,
            old,
            self.digests.get(language, {}).get(context, ""),
            self.seed.marks.get(language, {}).get(context),
        )


def counted(language: str, lines: Iterable[Line]) -> Counts:
    """How many are how far."""
    states: Counter[State] = Counter()
    first = 0
    for line in lines:
        state = line.state
        states[state] += 1
        first += line.piece.rank in FIRST and state is not State.REVIEWED
    return Counts(language, dict(states), first)


def chosen(lines: Sequence[Line], wanted: Wanted) -> list[Line]:
    """The lines that are asked for; by risk, those that are least far come first within each."""
    found = [line for line in lines if _fits(line, wanted)]
    if wanted.order == "flow":
        return found
    states = list(State)

    def key(line: Line) -> tuple[int, bool, int]:
        piece = line.piece
        return piece.rank, piece.where not in _OUTRIGHT, states.index(line.state)

    return sorted(found, key=key)


def _fits(line: Line, wanted: Wanted) -> bool:
    piece = line.piece
    if wanted.where and piece.where != wanted.where:
        return False
    if wanted.first and (piece.rank not in FIRST or line.state is State.REVIEWED):
        return False
    if wanted.state is not None and line.state is not wanted.state:
        return False
    words = wanted.words.strip().casefold()
    return not words or any(words in text.casefold() for text in _texts(line))


def _texts(line: Line) -> Collection[str]:
    piece = line.piece
    own = [piece.context, piece.italian, line.said.text, line.said.old]
    if piece.words is not None and line.words is not None:
        own += [piece.words.italian, line.words.text]
    return own
