"""Choices: an answer means one thing, and a label means its own choice, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.engine.flow import Ask, Bundle, Choice, Flow
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import finding, steps
from bot.engine.inspect.visible import sights
from bot.engine.problems import Problem


def choices(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    """Choices that cannot be told apart, labels that mean something else."""
    for flow, step in steps(bundle):
        if isinstance(step, Ask):
            yield from _of_ask(bundle, clues, flow, step)


def _of_ask(bundle: Bundle, clues: Clues, flow: Flow, ask: Ask) -> Iterator[Problem]:
    told: set[tuple[str, str, str]] = set()
    looked: set[tuple[str, tuple[str, ...]]] = set()
    for channel, language, shown in sights(bundle, ask):
        if not shown and ask.choices_from is None and ask.input is None:
            yield finding(
                flow.id,
                ask,
                "choices/none",
                f"nothing can be answered on {channel} ({language})",
                "leave at least one choice without when:",
            )
        ids = tuple(choice.id for choice in shown)
        if (language, ids) in looked:
            continue
        looked.add((language, ids))
        called = [_called(bundle, choice, language) for choice in shown]
        for first, second, word in _alike(clues, shown, called):
            if (first.id, second.id, word) not in told:
                told.add((first.id, second.id, word))
                yield finding(
                    flow.id,
                    ask,
                    "choices/same",
                    f"{word!r} ({language}) means both {first.id} and {second.id}",
                    "keep the word at one of them",
                    line=second.line,
                )
        yield from _labels(bundle, clues, flow, ask, shown, called, language)


def _called(bundle: Bundle, choice: Choice, language: str) -> tuple[str, ...]:
    """All that she may write for it."""
    return (*bundle.labels(choice, language), *bundle.words(choice.match, language))


def _alike(
    clues: Clues, shown: tuple[Choice, ...], called: Sequence[tuple[str, ...]]
) -> Iterator[tuple[Choice, Choice, str]]:
    owners: dict[str, Choice] = {}
    for choice, words in zip(shown, called, strict=True):
        for folded in dict.fromkeys(clues.fold(word) for word in words):
            owner = owners.setdefault(folded, choice)
            if owner is not choice:
                yield owner, choice, folded


def _labels(
    bundle: Bundle,
    clues: Clues,
    flow: Flow,
    ask: Ask,
    shown: tuple[Choice, ...],
    called: Sequence[tuple[str, ...]],
    language: str,
) -> Iterator[Problem]:
    headings = [(choice.id, words) for choice, words in zip(shown, called, strict=True)]
    for choice in shown:
        for label in bundle.labels(choice, language):
            if clues.mean(label, headings) != choice.id:
                yield finding(
                    flow.id,
                    ask,
                    "choices/label",
                    f"whoever writes the label {label!r} ({language}) does not get {choice.id}",
                    "change the label or the words of the other choices",
                    line=choice.line,
                )


def anywhere(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    """Words of flows, heard at every question, that cannot be told apart."""
    told: set[tuple[str, str, str]] = set()
    for language in bundle.languages:
        owners: dict[str, str] = {}
        for flow in bundle.flows.values():
            for word in bundle.words(flow.anywhere, language):
                folded = clues.fold(word)
                owner = owners.setdefault(folded, flow.id)
                if owner != flow.id and (owner, flow.id, folded) not in told:
                    told.add((owner, flow.id, folded))
                    yield Problem(
                        flow.id,
                        "",
                        flow.line,
                        "choices/same-anywhere",
                        f"{word!r} ({language}) leads to both {owner} and {flow.id}",
                        "keep the word at one of them",
                    )
