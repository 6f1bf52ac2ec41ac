"""What gate and editing say of a flow, in Italian: they speak English, as ``filo check`` does.

A test holds that every sentence of the gate, of the reader and of edits stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from admin.flows.edit_sentences import EDITS
from admin.flows.gate_sentences import GATE
from admin.flows.reader_sentences import READER

SENTENCES: Mapping[str, str] = {**GATE, **READER, **EDITS}
"""English, as it is said, and Italian; ``{}`` stands for what is named, in the same order."""

WITHIN = frozenset(
    {
        "'{}': {}",
        "character {}: {}; {}",
        "the step {}",
        "a value is missing before {}",
        "line {}: {}; {}",
    }
)
"""Sentences in which others stand."""


def in_words(text: str, language: str) -> str:
    """What the gate said, in a language of the staff; as it was said where it is not known."""
    return _italian(text) if language == "it" else text


def _italian(text: str) -> str:
    if text in SENTENCES:
        return SENTENCES[text]
    for english, pattern in _patterns():
        if found := pattern.fullmatch(text):
            named = [part for part in found.groups() if part is not None]
            if english in WITHIN:
                named = [_italian(part) for part in named]
            return _filled(SENTENCES[english], named)
    return text


def _filled(italian: str, named: list[str]) -> str:
    """The sentence with what is named in its gaps, in order; other braces are its own."""
    head, *rest = italian.split("{}")
    return head + "".join(f"{part}{tail}" for part, tail in zip(named, rest, strict=True))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The longest first: what is said of something in particular comes before what fits all."""
    made = sorted(
        (english for english in SENTENCES if "{}" in english),
        key=lambda english: -len(english.replace("{}", "")),
    )
    return [(english, re.compile(_pattern(english), re.DOTALL)) for english in made]


def _pattern(english: str) -> str:
    """A text of an author may stand between either quotation mark, as ``repr`` puts it."""
    quoted = re.escape("'{}'")
    return (
        re.escape(english)
        .replace(quoted, r"""(?:'(.*?)'|"(.*?)")""")
        .replace(re.escape("{}"), "(.*?)")
    )
