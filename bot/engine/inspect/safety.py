"""Safety: the question before what is sensitive, the emergency number near, exits that stay free.

What counts as the question's coming first is said in ``facts``.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from bot.engine.contexts import message
from bot.engine.flow import AnyStep, Ask, Bundle, ExitStep, Flow, HandoffStep, Text
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.facts import Before
from bot.engine.inspect.graph import (
    FURTHEST,
    Path,
    advice,
    at,
    finding,
    onward,
    steps,
    until_wait,
)
from bot.engine.problems import Problem
from bot.engine.session import Frame
from bot.messages import variant

EMERGENCY = re.compile(r"(?<!\d)(?:112|١١٢|۱۱۲)(?!\d)")
TURNS = 2
"""Within so many of her answers the emergency number has been shown."""


def safety(bundle: Bundle, clues: Clues, before: Before) -> Iterator[Problem]:
    """Sensitive steps, the first message, the emergency number, safety words among answers."""
    for flow, step in steps(bundle):
        if "sensitive" in step.marks and "safe_question" not in before[flow.id, step.id]:
            yield finding(
                flow.id,
                step,
                "safety/question-first",
                "a way leads here past the question whether she can write safely",
                "let every way pass the step marked safe_question",
            )
        if "safe_question" in step.marks:
            yield from _real_no(bundle, flow, step)
        if isinstance(step, HandoffStep):
            yield from _unavailable(bundle, flow, step, step.unavailable)
        if isinstance(step, Ask):
            for told in filter(None, (step.unattended, step.waited)):
                yield from _unavailable(bundle, flow, step, told)
        yield from _number_in(bundle, flow, step)
        yield from _reserved(bundle, clues, flow, step)
    yield from _reserved_anywhere(bundle, clues)
    yield from _first_message(bundle)
    yield from _near(bundle)


def shows_number(bundle: Bundle, step: AnyStep) -> bool:
    """Whether a step tells her the emergency number, in every language and on every channel."""
    text = message(step)
    return text is not None and all(
        EMERGENCY.search(bundle.say(variant, language))
        for variant in (text, *text.short.values())
        for language in bundle.languages
    )


def _real_no(bundle: Bundle, flow: Flow, step: AnyStep) -> Iterator[Problem]:
    """Some answer of the question must lead to an exit with nothing else asked."""
    if isinstance(step, Ask):
        for choice in step.choices:
            met = [s for _, s in until_wait(bundle, (Frame(flow.id, choice.next),))]
            if any(isinstance(s, ExitStep) for s in met) and not any(
                isinstance(s, Ask) for s in met
            ):
                return
    yield finding(
        flow.id,
        step,
        "safety/real-no",
        "the question whether she can write safely has no answer that leaves at once",
        "add a choice that leads to an exit without another question",
    )


def _unavailable(bundle: Bundle, flow: Flow, step: AnyStep, begin: str) -> Iterator[Problem]:
    """When nobody can come, or everybody has gone, the number is said before anything waits."""
    for path, met in _unshown(bundle, (Frame(flow.id, begin),), 0):
        yield finding(
            flow.id,
            step,
            "safety/unavailable",
            f"when nobody is there {path[-1].flow}/{met.id} is reached without the number 112",
            "say 112 there, in every language and on every channel",
        )
        return


def _near(bundle: Bundle) -> Iterator[Problem]:
    start = bundle.flows[bundle.entry].start
    for _, met in _unshown(bundle, (Frame(bundle.entry, start),), TURNS):
        yield finding(
            bundle.entry,
            bundle.flows[bundle.entry].steps[start],
            "safety/emergency-near",
            f"after {TURNS} answers, at {met.id}, she has not yet seen the number 112",
            "say 112 earlier, in every language and on every channel",
        )
        return


def _unshown(bundle: Bundle, begin: Path, turns: int) -> Iterator[tuple[Path, AnyStep]]:
    """Asks at which she waits for the (turns + 1)th time, or ends, without having seen 112."""
    seen = {(begin, 0)}
    queue = deque(seen)
    while queue and len(seen) < FURTHEST:
        path, waits = queue.popleft()
        step = at(bundle, path)
        if shows_number(bundle, step):
            continue
        following = list(onward(bundle, path))
        if isinstance(step, Ask):
            if waits == turns:
                yield path, step
                continue
            waits += 1
        elif not following and turns == 0:
            yield path, step
        for next_path in following:
            if (next_path, waits) not in seen:
                seen.add((next_path, waits))
                queue.append((next_path, waits))


def _first_message(bundle: Bundle) -> Iterator[Problem]:
    start = bundle.flows[bundle.entry].start
    for path, step in until_wait(bundle, (Frame(bundle.entry, start),)):
        if "sensitive" in step.marks:
            yield finding(
                path[-1].flow,
                step,
                "safety/first-message",
                "the first message of a contact is marked sensitive",
                "ask first whether she can write safely",
            )


def _number_in(bundle: Bundle, flow: Flow, step: AnyStep) -> Iterator[Problem]:
    """A step marked emergency names 112 or 1522 in every language."""
    if "emergency" not in step.marks:
        return
    text = message(step)
    for language in bundle.languages:
        if text is None or not _names_help(bundle.say(text, language)):
            yield advice(
                flow.id,
                step,
                "safety/empty-emergency",
                f"marked emergency, but names neither 112 nor 1522 ({language})",
                "name the number, or remove the mark",
            )
            return


def _names_help(said: str) -> bool:
    return bool(EMERGENCY.search(said)) or "1522" in said


def _reserved(bundle: Bundle, clues: Clues, flow: Flow, step: AnyStep) -> Iterator[Problem]:
    if not isinstance(step, Ask):
        return
    for choice in step.choices:
        for language in bundle.languages:
            words = (*bundle.labels(choice, language), *bundle.words(choice.match, language))
            for word in dict.fromkeys(words):
                if clues.is_reserved(word):
                    yield finding(
                        flow.id,
                        step,
                        "safety/reserved-word",
                        f"{word!r} ({language}) of the choice {choice.id} is a safety word",
                        "she would leave instead of answering: use another word",
                        line=choice.line,
                    )


def _reserved_anywhere(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    for flow in bundle.flows.values():
        for language in bundle.languages:
            for word in bundle.words(flow.anywhere, language):
                if clues.is_reserved(word):
                    yield Problem(
                        flow.id,
                        "",
                        flow.line,
                        "safety/reserved-word",
                        f"{word!r} ({language}) is a safety word",
                        "she would leave instead of coming here: use another word",
                    )


def spoken_by(text: Text, channel: str) -> Text:
    """What a channel says of a text: its own variant where there is one."""
    return variant(text.short, channel) or text
