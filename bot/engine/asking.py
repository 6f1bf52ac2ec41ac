"""What an ask shows and what it listens for, in her language and on her channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.engine.expressions import EvaluationError, Expression, Value, evaluate
from bot.engine.flow import Ask, Bundle, Choice, ChoicesFrom, Kind, Say, Text
from bot.engine.session import Session
from bot.messages import Option, Speech
from bot.text.tongues import RIGHT_TO_LEFT
from bot.values.frozen import frozen

PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@frozen
class Heading:
    """One thing that she may answer: its id and the words that mean it, her language first."""

    id: str
    words: tuple[str, ...]


@frozen
class Listening:
    """What the waiting ask can take: choices in order of their numbers, and a typed answer.

    ``unshown``: ids that a list holds besides, which no number and no label means.
    """

    choices: tuple[Heading, ...]
    flows: tuple[Heading, ...]
    kind: Kind | None
    unshown: frozenset[str] = frozenset()


def fill(text: str, variables: Mapping[str, Value], language: str) -> str:
    """The text with each ``{name}`` replaced; an unset name becomes nothing.

    Where the language is written from right to left each line of a value is isolated by itself:
    an isolate ends with its line.
    """
    if "{" not in text:
        return text
    isolate = language in RIGHT_TO_LEFT

    def value(match: re.Match[str]) -> str:
        found = variables.get(match[1], "")
        said = "" if found is None else str(found)
        return "\n".join(map(_isolated, said.split("\n"))) if isolate else said

    return PLACEHOLDER.sub(value, text)


def _isolated(line: str) -> str:
    return f"\u2068{line}\u2069" if line else line


def holds(condition: Expression, variables: Mapping[str, Value]) -> bool:
    """Whether a condition holds; one that cannot be evaluated does not."""
    try:
        return bool(evaluate(condition, variables))
    except EvaluationError:
        return False


def items(ask: Ask, variables: Mapping[str, Value]) -> Sequence[Mapping[str, str]]:
    """The list that a call left for this ask to choose from."""
    if ask.choices_from is None:
        return ()
    found = variables.get(ask.choices_from.variable)
    return found if isinstance(found, list | tuple) else ()


def shown(ask: Ask, variables: Mapping[str, Value]) -> Sequence[Mapping[str, str]]:
    """Those of the list that stand below the question; others can be named."""
    return [item for item in items(ask, variables) if not item.get("unshown")]


def offered(ask: Ask, variables: Mapping[str, Value]) -> Iterator[Choice]:
    """The author's choices that are not hidden by their condition."""
    return (
        choice for choice in ask.choices if choice.when is None or holds(choice.when, variables)
    )


def taken(ask: Ask, id: str, variables: Mapping[str, Value]) -> Choice | ChoicesFrom | None:
    """What the id of a choice stands for at this ask now; None where it is not offered."""
    if any(item["id"] == id for item in items(ask, variables)):
        return ask.choices_from
    return next((choice for choice in offered(ask, variables) if choice.id == id), None)


def short_texts(
    text: Text, bundle: Bundle, language: str, variables: Mapping[str, Value]
) -> Mapping[str, str]:
    """The author's variants per channel, filled."""
    return {
        channel: fill(bundle.say(variant, language), variables, language)
        for channel, variant in text.short.items()
    }


def speech(text: Text, bundle: Bundle, language: str, variables: Mapping[str, Value]) -> Speech:
    """A text as it is said in her language."""
    return Speech(
        fill(bundle.say(text, language), variables, language),
        short=short_texts(text, bundle, language, variables),
    )


def told(step: Say, bundle: Bundle, language: str, variables: Mapping[str, Value]) -> Speech:
    """What a step says; a step marked ``paper`` says what may be printed."""
    said = speech(step.text, bundle, language, variables)
    return replace(said, paper=True) if "paper" in step.marks else said


def question(
    ask: Ask, name: str, bundle: Bundle, language: str, variables: Mapping[str, Value]
) -> Speech:
    """The ask as it is said to her, with its options; ``name`` is the session's ``ask``."""
    channel = str(variables.get("channel", ""))
    options = [Option(item["id"], item["label"]) for item in shown(ask, variables)]
    for choice, option in zip(
        ask.choices, _options(bundle, ask.choices, language, channel), strict=True
    ):
        if choice.when is None or holds(choice.when, variables):
            options.append(_filled(option, variables, language))
    return Speech(
        fill(bundle.say(ask.text, language), variables, language),
        options=tuple(options),
        short=short_texts(ask.text, bundle, language, variables),
        ask=name,
        typed=ask.input is not None,
    )


def waiting(bundle: Bundle, session: Session) -> Ask | None:
    """The ask at which the session waits, or None."""
    if not session.stack:
        return None
    top = session.stack[-1]
    flow = bundle.flows.get(top.flow)
    step = flow.steps.get(top.step) if flow else None
    return step if isinstance(step, Ask) else None


def listening(bundle: Bundle, session: Session, channel: str) -> Listening:
    """What the session listens for now. Words of other flows are heard at every ask.

    Within the entry flow those of guarded flows are not: whether she can write safely is asked
    there, and no word leads around that question.
    """
    language = session.language
    inside = bool(session.stack) and session.stack[-1].flow == bundle.entry
    flows = _flows(bundle, language, inside=inside)
    ask = waiting(bundle, session)
    if ask is None:
        return Listening((), flows, None)
    variables = {**session.variables, "language": language, "channel": channel}
    choices = [Heading(item["id"], (item["label"],)) for item in shown(ask, variables)]
    for choice, known in zip(
        ask.choices, _headings(bundle, ask.choices, language, channel), strict=True
    ):
        if choice.when is None or holds(choice.when, variables):
            choices.append(_named(known, variables, language))
    unshown = frozenset(item["id"] for item in items(ask, variables) if item.get("unshown"))
    return Listening(tuple(choices), flows, ask.input.kind if ask.input else None, unshown)


@lru_cache(maxsize=4096)
def _headings(
    bundle: Bundle, choices: tuple[Choice, ...], language: str, channel: str
) -> tuple[Heading, ...]:
    """The choices as the author wrote them: nothing is filled into their labels yet.

    What one is called elsewhere means it too: she may have read it there.
    """
    called = (
        (choice, (bundle.label(choice, language, channel), *bundle.labels(choice, language)))
        for choice in choices
    )
    return tuple(
        Heading(choice.id, tuple(dict.fromkeys((*names, *bundle.words(choice.match, language)))))
        for choice, names in called
    )


def _named(known: Heading, variables: Mapping[str, Value], language: str) -> Heading:
    """The same with its label filled."""
    label, *words = known.words
    return Heading(known.id, (fill(label, variables, language), *words)) if "{" in label else known


@lru_cache(maxsize=4096)
def _options(
    bundle: Bundle, choices: tuple[Choice, ...], language: str, channel: str
) -> tuple[Option, ...]:
    """The same as they are offered to her."""
    return tuple(Option(one.id, bundle.label(one, language, channel)) for one in choices)


def _filled(known: Option, variables: Mapping[str, Value], language: str) -> Option:
    label = known.label
    return Option(known.id, fill(label, variables, language)) if "{" in label else known


@lru_cache(maxsize=256)
def _flows(bundle: Bundle, language: str, *, inside: bool) -> tuple[Heading, ...]:
    return tuple(
        Heading(flow.id, words)
        for flow in bundle.flows.values()
        if (words := bundle.words(flow.anywhere, language))
        and not (inside and flow.id in bundle.guarded)
    )


def repeat(bundle: Bundle, session: Session, channel: str) -> Speech | None:
    """The waiting question once more, under the name it has, or None where nothing waits."""
    ask = waiting(bundle, session)
    if ask is None:
        return None
    variables = {**session.variables, "language": session.language, "channel": channel}
    return question(ask, session.ask, bundle, session.language, variables)
