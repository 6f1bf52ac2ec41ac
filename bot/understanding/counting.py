"""How well topics are found in texts that say what they are about: counts, and never a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.text.spelling import fold
from bot.understanding.overlaps import overlaps
from bot.understanding.topics import NONE_OF_THEM, Understanding

ALL = "all"
"""The name under which everything is counted together."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text: what it is about, the main topic first, and how it is written."""

    language: str
    topics: tuple[str, ...]
    style: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Score:
    """``first``: the best topic was right; ``second``: one of the two best was. ``lost``: nothing
    was offered. ``astray``: it went somewhere else without asking."""

    texts: int = 0
    first: int = 0
    second: int = 0
    sure: int = 0
    lost: int = 0
    astray: int = 0

    def share(self, what: str) -> float:
        """One of the counts as a share of the texts, 0 to 1."""
        return float(getattr(self, what)) / max(1, self.texts)


@dataclass(frozen=True, slots=True)
class Counted:
    """Scores by language, by style and by topic, each with ``ALL``, and what was taken for what:
    language -> (main topic, topic that was said) -> times."""

    languages: Mapping[str, Score]
    styles: Mapping[str, Score]
    topics: Mapping[str, Score]
    confusions: Mapping[str, Mapping[tuple[str, str], int]]


def rows_of(language: str, content: str) -> list[Row]:
    """The texts of a file: topics, style and text, apart by tabs."""
    lines = (line.split("\t") for line in content.splitlines())
    return [Row(language, tuple(main.split("|")), style, text) for main, style, text in lines]


def count(rows: Iterable[Row], meant: Callable[[Row], Understanding]) -> Counted:
    """What is understood of the rows."""
    tallies: Mapping[str, dict[str, Counter[str]]] = {
        "language": {},
        "style": {},
        "topic": {},
    }
    confusions: dict[str, Counter[tuple[str, str]]] = {}
    for row in rows:
        said = meant(row)
        facts = _facts(row, said)
        for kind, name in (
            ("language", row.language),
            ("style", row.style),
            ("topic", row.topics[0]),
        ):
            for key in (name, ALL):
                tallies[kind].setdefault(key, Counter()).update(facts)
        if said.best not in row.topics:
            confusions.setdefault(row.language, Counter())[row.topics[0], said.best] += 1
    languages, styles, topics = (
        {key: Score(**tally) for key, tally in found.items()} for found in tallies.values()
    )
    return Counted(languages, styles, topics, confusions)


def _facts(row: Row, said: Understanding) -> list[str]:
    best = [topic for topic, _ in said.topics[:2]] or [NONE_OF_THEM]
    facts = ["texts"]
    if best[0] in row.topics:
        facts.append("first")
    if any(topic in row.topics for topic in best):
        facts.append("second")
    facts += [said.decision] if said.decision in ("sure", "lost") else []
    if said.decision == "sure" and best[0] not in row.topics:
        facts.append("astray")
    return facts


def alike(phrases: Mapping[str, str], kept_apart: Iterable[Row]) -> tuple[list[str], int]:
    """What is wrong with files of phrases (language -> text), by name and line; and how many
    phrases stand among the texts that are kept apart, which are never named."""
    seen: set[str] = set()
    wrong: list[str] = []
    for language, content in phrases.items():
        for number, line in enumerate(content.splitlines(), 1):
            folded = fold(line.partition("\t")[2])
            seen.add(folded)
            if not folded:
                wrong.append(f"{language}.tsv:{number}: no phrase")
    for one in overlaps(phrases):
        if not one.nearly:
            wrong.append(f"{one.second}: {one.second.topic}; {one.first} says {one.first.topic}")
    return wrong, sum(fold(row.text) in seen for row in kept_apart)


def in_words(counted: Counted, most: int = 8) -> Sequence[str]:
    """The counts as lines of a table in Markdown, and the commonest confusions of each language."""
    lines = [
        "| | texts | at one | at two | sure | lost | wrong and sure |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for scores in (counted.languages, counted.styles, counted.topics):
        for name, score in sorted(scores.items(), key=lambda one: (one[0] == ALL, one[0])):
            shares = (
                f"{score.share(what):.1%}" for what in ("first", "second", "sure", "lost", "astray")
            )
            lines.append(f"| {name} | {score.texts} | {' | '.join(shares)} |")
    for language, found in sorted(counted.confusions.items()):
        taken = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]
        named = ", ".join(f"{main} as {said} {times}" for (main, said), times in taken)
        lines.append(f"- {language}: {named}")
    return lines
