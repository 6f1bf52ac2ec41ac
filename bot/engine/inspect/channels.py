"""Channels: what a message may measure.

WhatsApp: three reply buttons with labels of 20 characters, a list of ten rows with labels of 24,
a body of 1,024. Telegram: 64 bytes of callback data. SMS: one segment where it can be.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.contexts import messages
from bot.engine.flow import AnyStep, Ask, Bundle, Choice, Flow
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import advice, finding, steps
from bot.engine.inspect.safety import spoken_by
from bot.engine.inspect.visible import sights, visible
from bot.engine.problems import Problem

ROWS = 10
BUTTONS = 3
BUTTON_LABEL = 20
ROW_LABEL = 24
BODY = 1024
CALLBACK = 64
TURN_DIGITS = 5


def channels(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    """Bodies, rows, labels and callback data over a limit; SMS of several segments."""
    for flow, step in steps(bundle):
        yield from _bodies(bundle, clues, flow, step)
        if isinstance(step, Ask):
            yield from _rows(bundle, flow, step)
            yield from _callback(flow, step)


def _bodies(bundle: Bundle, clues: Clues, flow: Flow, step: AnyStep) -> Iterator[Problem]:
    for text in messages(step):
        longest: tuple[int, str] = (1, "")
        for language in bundle.languages:
            body = bundle.say(spoken_by(text, "whatsapp"), language)
            if len(body) > BODY:
                yield finding(
                    flow.id,
                    step,
                    "channels/body",
                    f"the text has {len(body)} characters on WhatsApp ({language})",
                    f"give it a whatsapp: text of at most {BODY}",
                )
            sent = bundle.say(spoken_by(text, "sms"), language)
            if isinstance(step, Ask) and text is step.text:
                sent = "\n".join([sent, *_menu(bundle, step, language)])
            count = clues.segments(sent)
            if count > longest[0]:
                longest = (count, language)
        if longest[1]:
            yield advice(
                flow.id,
                step,
                "channels/segments",
                f"the SMS takes {longest[0]} segments ({longest[1]})",
                "give it a shorter sms: text or fewer choices",
            )


def _menu(bundle: Bundle, ask: Ask, language: str) -> list[str]:
    shown = visible(ask, "sms", language)
    labels = (bundle.label(choice, language, "sms") for choice in shown)
    return [f"{number} {label}" for number, label in enumerate(labels, 1)]


def _rows(bundle: Bundle, flow: Flow, ask: Ask) -> Iterator[Problem]:
    told: set[str] = set()
    for channel, language, shown in sights(bundle, ask):
        if channel != "whatsapp":
            continue
        if len(shown) > ROWS and "" not in told:
            told.add("")
            yield finding(
                flow.id,
                ask,
                "channels/rows",
                f"{len(shown)} choices, and WhatsApp shows {ROWS}",
                "move some behind another choice",
            )
        listed = len(shown) > BUTTONS or ask.choices_from is not None
        limit = ROW_LABEL if listed else BUTTON_LABEL
        for choice in shown:
            if len(bundle.label(choice, language, channel)) > limit and choice.id not in told:
                told.add(choice.id)
                yield _long_label(bundle, flow, ask, choice, language, limit)


def _long_label(
    bundle: Bundle, flow: Flow, ask: Ask, choice: Choice, language: str, limit: int
) -> Problem:
    label = bundle.label(choice, language, "whatsapp")
    return finding(
        flow.id,
        ask,
        "channels/label",
        f"the label {label!r} ({language}) has {len(label)} characters",
        f"at most {limit} beside so many choices",
        line=choice.line,
    )


def _callback(flow: Flow, ask: Ask) -> Iterator[Problem]:
    fixed = TURN_DIGITS + len(f".{flow.id}.{ask.id}:")
    for choice in ask.choices:
        if fixed + len(choice.id) > CALLBACK:
            yield finding(
                flow.id,
                ask,
                "channels/callback",
                f"flow, step and choice {choice.id} together exceed {CALLBACK} bytes in a button",
                "choose shorter names before they are published",
                line=choice.line,
            )
