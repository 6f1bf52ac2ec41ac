"""How much danger the screening finds, how much calm it disturbs: ``scripts.bench.danger`` alone.

Counts only: no phrase of the set is ever printed, kept or raised (see the README beside the set).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bot.meaning.vectors import Vector, is_installed, open_model
from bot.published import read_phrases, read_screen
from bot.spelling import fold
from bot.tongues import LANGUAGES
from bot.understanding.danger import Screen

SET = Path("tests/understanding/danger_set")
DEV, TEST = "dev", "test"
ALL = "all"
SHORT = (
    "Buongiorno, cerco un corso di italiano",
    "i want to see a lawyer about divorce",
    "busco trabajo de interna con cuarto",
    "je cherche une crèche pour mon fils",
    "أبحث عن حضانة قريبة",
    "mi ha chiusa in casa e ho paura",
)
TIMES = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase of the set."""

    language: str
    danger: bool
    kind: str
    part: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Score:
    """``found`` of ``dangers`` were found, ``disturbed`` of ``calms`` were taken for danger."""

    found: int
    dangers: int
    disturbed: int
    calms: int

    @property
    def recall(self) -> float:
        """The share of danger that is found, 0 to 1."""
        return self.found / max(1, self.dangers)

    @property
    def precision(self) -> float:
        """The share of what is found that is danger, 0 to 1."""
        return self.found / max(1, self.found + self.disturbed)


@dataclass(frozen=True, slots=True)
class Danger:
    """What was counted on one part of the set. ``words``: without the model; ``meaning``: with it.

    Scores are by language, and ``ALL``. ``kinds``: kind -> (said danger, all), with the model
    where it is there. ``overlap`` phrases of the part were also learned from, word for word.
    ``microseconds``: the middle time for the words of a short text; ``milliseconds``: for its
    meaning.
    """

    words: Mapping[str, Score]
    meaning: Mapping[str, Score]
    kinds: Mapping[str, tuple[int, int]]
    overlap: int
    microseconds: float
    milliseconds: float


def rows(part: str) -> tuple[Row, ...]:
    """The phrases of one part of the set. They stay in this process."""
    read: list[Row] = []
    for language in LANGUAGES:
        with (SET / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                danger = row["label"] == "danger"
                read.append(Row(language, danger, row["kind"], row["set"], row["phrase"]))
    return tuple(row for row in read if row.part == part)


def measured(part: str = TEST) -> Danger:
    """Screen every phrase of the part and count."""
    phrases, screen = rows(part), read_screen()
    model = open_model() if is_installed() else None
    vectors = [tuple(model(row.phrase)) for row in phrases] if model else [None] * len(phrases)
    by_words = _said(screen, phrases, [None] * len(phrases))
    by_meaning = _said(screen, phrases, vectors) if model else {}
    said = by_meaning or by_words
    alls = Counter(row.kind for row in phrases)
    founds = Counter(row.kind for row in phrases if said[row])
    lines = [line for text in read_phrases().values() for line in text.splitlines()]
    learnt = {fold(line.partition("\t")[2]) for line in lines}
    return Danger(
        words=_scores(phrases, by_words),
        meaning=_scores(phrases, by_meaning) if model else {},
        kinds={kind: (founds[kind], alls[kind]) for kind in alls},
        overlap=sum(fold(row.phrase) in learnt for row in phrases),
        microseconds=_middle(screen.sign) * 1e6,
        milliseconds=_middle(model) * 1e3 if model else 0.0,
    )


def _said(
    screen: Screen, phrases: Sequence[Row], vectors: Sequence[Vector | None]
) -> dict[Row, bool]:
    """Whether each is taken for danger, as the service would: the model reads what is in doubt."""
    return {
        row: screen.sign(row.phrase, vector if screen.is_in_doubt(row.phrase) else None) is not None
        for row, vector in zip(phrases, vectors, strict=True)
    }


def _scores(phrases: Sequence[Row], said: Mapping[Row, bool]) -> dict[str, Score]:
    return {
        language: _score((row for row in phrases if language in (ALL, row.language)), said)
        for language in (*LANGUAGES, ALL)
    }


def _score(chosen: Iterable[Row], said: Mapping[Row, bool]) -> Score:
    counts = Counter((row.danger, said[row]) for row in chosen)
    return Score(
        found=counts[True, True],
        dangers=counts[True, True] + counts[True, False],
        disturbed=counts[False, True],
        calms=counts[False, True] + counts[False, False],
    )


def _middle(act: object) -> float:
    assert callable(act), "what is timed takes a text"
    times = []
    for text in SHORT * TIMES:
        began = perf_counter()
        act(text)
        times.append(perf_counter() - began)
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    for part in (DEV, TEST):
        seen = measured(part)
        for name, scores in (("words", seen.words), ("meaning", seen.meaning)):
            for language, score in scores.items():
                print(
                    f"{part} {name} {language}: found {score.found} of {score.dangers},"
                    f" disturbed {score.disturbed} of {score.calms};"
                    f" recall {score.recall:.3f}, precision {score.precision:.3f}"
                )
        print(
            part, seen.kinds, seen.overlap, f"{seen.microseconds:.0f} us {seen.milliseconds:.1f} ms"
        )
