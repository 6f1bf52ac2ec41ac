"""How much danger the screening finds, how much calm it disturbs: ``scripts.bench.danger`` alone.

Counts only: no phrase of the set is ever printed, kept or raised (see the README beside the set).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from bot.meaning.vectors import Reader, Vectors, is_installed, open_reader
from bot.publishing.published import read_phrases, read_screen
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES
from bot.understanding.danger import Screen

SET = Path("tests/understanding/danger_set")
LONG = Path("tests/understanding/long_set")
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
    long_words: Mapping[str, Score]
    long: Mapping[str, Score]
    long_milliseconds: float


def rows(part: str, among: Path = SET) -> tuple[Row, ...]:
    """The phrases of one part of a set. They stay in this process."""
    read: list[Row] = []
    for language in LANGUAGES:
        with (among / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                danger = row["label"] == "danger"
                read.append(Row(language, danger, row["kind"], row["set"], row["phrase"]))
    return tuple(row for row in read if row.part == part)


def measured(part: str = TEST) -> Danger:
    """Screen every phrase of the part and count."""
    phrases, screen = rows(part), read_screen()
    told = rows(part, LONG)
    read = open_reader() if is_installed() else None
    by_words = _said(screen, phrases, None)
    by_meaning = _said(screen, phrases, read) if read else {}
    said = by_meaning or by_words
    alls = Counter(row.kind for row in phrases)
    founds = Counter(row.kind for row in phrases if said[row])
    lines = [line for text in read_phrases().values() for line in text.splitlines()]
    learnt = {fold(line.partition("\t")[2]) for line in lines}
    vectors = Vectors(read) if read else None
    return Danger(
        words=_scores(phrases, by_words),
        meaning=_scores(phrases, by_meaning) if read else {},
        kinds={kind: (founds[kind], alls[kind]) for kind in alls},
        overlap=sum(fold(row.phrase) in learnt for row in phrases),
        microseconds=_middle(screen.sign, SHORT) * 1e6,
        milliseconds=_middle(vectors.read_now, SHORT) * 1e3 if vectors else 0.0,
        long_words=_scores(told, _said(screen, told, None)),
        long=_scores(told, _said(screen, told, read)) if read else {},
        long_milliseconds=_middle(partial(_screened, screen, vectors), [row.phrase for row in told])
        * 1e3,
    )


def _screened(screen: Screen, vectors: Vectors | None, text: str) -> None:
    """As a turn does it."""
    doubted = screen.doubted(text)
    read = vectors.read_now(text, doubted) if vectors and doubted else None
    screen.sign(text, read.doubted if read else ())


def _said(screen: Screen, phrases: Sequence[Row], read: Reader | None) -> dict[Row, bool]:
    """Whether each is taken for danger, as the service would: the model reads what is in doubt."""
    said: dict[Row, bool] = {}
    for row in phrases:
        doubted = screen.doubted(row.phrase)
        meanings = read(doubted).tolist() if read and doubted else ()
        said[row] = screen.sign(row.phrase, meanings) is not None
    return said


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


def _middle(act: Callable[[str], object], texts: Sequence[str]) -> float:
    times = []
    for text in [*texts] * (TIMES * len(SHORT) // len(texts) + 1):
        began = perf_counter()
        act(text)
        times.append(perf_counter() - began)
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    for part in (DEV, TEST):
        seen = measured(part)
        for name, scores in (
            ("words", seen.words),
            ("meaning", seen.meaning),
            ("long words", seen.long_words),
            ("long", seen.long),
        ):
            for language, score in scores.items():
                print(
                    f"{part} {name} {language}: found {score.found} of {score.dangers},"
                    f" disturbed {score.disturbed} of {score.calms};"
                    f" recall {score.recall:.3f}, precision {score.precision:.3f}"
                )
        print(
            part, seen.kinds, seen.overlap, f"{seen.microseconds:.0f} us {seen.milliseconds:.1f} ms"
        )
