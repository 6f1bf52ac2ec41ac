"""Every text of a flow that she may see or that her words are held against, with its context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.engine.flow import AnyStep, Ask, Flow, Say, Text

PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to translate: its context, Italian source and line. ``words`` are a comma list."""

    context: str
    source: str
    line: int
    words: bool = False


def message(step: AnyStep) -> Text | None:
    """The text that a step says, or None."""
    return step.text if isinstance(step, Ask | Say) else None


def messages(step: AnyStep) -> Iterator[Text]:
    """The text of a step and what it says to an answer that fits nothing."""
    text = message(step)
    if text is not None:
        yield text
    if isinstance(step, Ask) and step.no_match is not None and step.no_match.text is not None:
        yield step.no_match.text


def passages(step: AnyStep) -> Iterator[Passage]:
    """Every text of a step, variants and match words included, in the order of the file."""
    text = message(step)
    if text is not None:
        yield from _with_variants(text, step.line)
    if isinstance(step, Ask):
        for choice in step.choices:
            line = choice.line or step.line
            yield from _with_variants(choice.label, line)
            if choice.match.source:
                yield Passage(
                    choice.match.context, ", ".join(choice.match.source), line, words=True
                )
        if step.no_match is not None and step.no_match.text is not None:
            yield from _with_variants(step.no_match.text, step.line)


def _with_variants(text: Text, line: int) -> Iterator[Passage]:
    yield Passage(text.context, text.source, line)
    for variant in text.short.values():
        yield Passage(variant.context, variant.source, line)


def flow_passages(flow: Flow) -> Iterator[Passage]:
    """Every text of a flow: its words first, then its steps."""
    if flow.anywhere.source:
        yield Passage(flow.anywhere.context, ", ".join(flow.anywhere.source), flow.line, words=True)
    for step in flow.steps.values():
        yield from passages(step)


def placeholders(text: str) -> frozenset[str]:
    """The names of the variables that a text shows."""
    return frozenset(PLACEHOLDER.findall(text))
