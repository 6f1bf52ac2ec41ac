"""Words: none that tells what this is about where somebody else may see it by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.engine.contexts import messages
from bot.engine.flow import Ask, Bundle, Choice, Text
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import finding, steps
from bot.engine.inspect.safety import spoken_by
from bot.engine.inspect.visible import sights
from bot.engine.problems import Problem

PREVIEW = 40
"""So many characters of a push stand on a locked screen."""

STAYING = ("sms", "whatsapp")
"""Channels on which nothing that was sent can be taken back."""


def words(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    """Risky words in what SMS and WhatsApp say, and at the beginning of what may be pushed."""
    for flow, step in steps(bundle):
        texts = list(messages(step))
        for language in bundle.languages:
            risky = clues.risky.get(language, frozenset())
            for text in texts:
                for channel, word in _in_text(bundle, clues, text, language, risky):
                    yield finding(
                        flow.id,
                        step,
                        "words/risky" if channel in STAYING else "words/preview",
                        f"{word!r} would be read on {channel} ({language}, {text.context})",
                        f"give it a neutral {channel}: text or begin with other words",
                    )
        if isinstance(step, Ask):
            for choice, word, language in _in_labels(bundle, clues, step):
                yield finding(
                    flow.id,
                    step,
                    "words/risky",
                    f"{word!r} ({language}) in the label of {choice.id} stays on her phone",
                    "use a neutral label, or hide it there with when: channel == …",
                    line=choice.line,
                )


def _in_text(
    bundle: Bundle, clues: Clues, text: Text, language: str, risky: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for channel in STAYING:
        for word in _found(clues, bundle.say(spoken_by(text, channel), language), risky):
            yield channel, word
    beginning = bundle.say(spoken_by(text, "telegram"), language)[:PREVIEW]
    for word in _found(clues, beginning, risky):
        yield "telegram", word


def _in_labels(bundle: Bundle, clues: Clues, ask: Ask) -> Iterator[tuple[Choice, str, str]]:
    told: set[tuple[str, str, str]] = set()
    for channel, language, shown in sights(bundle, ask):
        if channel not in STAYING:
            continue
        risky = clues.risky.get(language, frozenset())
        for choice in shown:
            for word in _found(clues, bundle.label(choice, language, channel), risky):
                if (choice.id, word, language) not in told:
                    told.add((choice.id, word, language))
                    yield choice, word, language


def _found(clues: Clues, text: str, risky: frozenset[str]) -> Sequence[str]:
    return _words_in(clues.fold(text), risky) if risky else ()


@lru_cache(maxsize=1 << 16)
def _words_in(folded: str, risky: frozenset[str]) -> Sequence[str]:
    """Texts of flows only: the same ones are looked through whenever one of them changes."""
    padded = f" {folded} "
    return tuple(sorted(word for word in risky if f" {word} " in padded))
