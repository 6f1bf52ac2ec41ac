"""Reading ease: whether an Italian text is easy for who went to school for five years.

Gulpease (Lucisano and Piemontese, 1988): 89 + (300 x sentences - 10 x letters) / words, 0 to 100.
It was made for Italian and says nothing of a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from bot.engine.contexts import PLACEHOLDER, flow_passages, passages
from bot.engine.flow import Bundle
from bot.engine.inspect.graph import advice, steps
from bot.engine.problems import Problem

EASY = 60
"""From here on a text is easy with a middle school diploma, and read with help after five years."""

FEWEST = 10
"""A text of fewer words is not measured: it is one short sentence or a label, and a single long
word, as «appuntamento», would decide. Where it is hard, no shorter sentence would help."""

HARD = "words/hard"

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|\n")


def gulpease(text: str) -> float | None:
    """The index of an Italian text, at most 100; None where it is too short to be measured.

    An article before an apostrophe is a word («l'aiuto» are two), a gap is one word of its own
    length, and only a full stop or a new line ends a sentence: a colon makes none shorter.
    """
    filled = PLACEHOLDER.sub(r"\1", text)
    words = _WORD.findall(filled)
    if len(words) < FEWEST:
        return None
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE.split(filled))
    return min(100.0, 89 + (300 * sentences - 10 * sum(map(len, words))) / len(words))


def is_hard(text: str) -> bool:
    """Whether it is long enough to be measured, and below ``EASY``."""
    ease = gulpease(text)
    return ease is not None and ease < EASY


def ease(bundle: Bundle) -> Iterator[Problem]:
    """Italian texts of flows that are hard to read."""
    for flow, step in steps(bundle):
        for passage in passages(step):
            if not passage.words and is_hard(passage.source):
                yield advice(
                    flow.id,
                    step,
                    HARD,
                    f"the text is hard to read: {int(gulpease(passage.source) or 0)} of 100",
                    f"make its sentences or words shorter, until it has {EASY}",
                    line=passage.line,
                )


def sources(bundle: Bundle) -> Iterator[str]:
    """Every Italian text of a bundle that she may read."""
    for flow in bundle.flows.values():
        for passage in flow_passages(flow):
            if not passage.words:
                yield passage.source


def measured(texts: Iterable[str]) -> str:
    """What was measured, in a line: how many texts, the hardest and the middle one."""
    found = sorted(value for text in texts if (value := gulpease(text)) is not None)
    if not found:
        return "reading ease (Gulpease): no text long enough"
    return (
        f"reading ease (Gulpease): {len(found)} Italian texts, the hardest {int(found[0])}, "
        f"the middle one {int(median(found))}"
    )
