"""Tests of a router that asks nothing, as conditions of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.interchange.expressions import quoted
from bot.interchange.languages import ours
from bot.interchange.source import Case

_SPLIT = re.compile(r"[,\s]+")
_MOST = 20


def conditions(case: Case, variable: str) -> list[str]:
    """Expressions any of which holds where the test does; none where it cannot be expressed."""
    text = case.arguments[0].strip() if case.arguments else ""
    if "@" in text:
        return []
    if variable == "language":
        codes = [code for word in _SPLIT.split(text) if (code := ours(word))]
        return [f'language == "{code}"' for code in dict.fromkeys(codes)]
    if case.kind == "has_text":
        return [f'{variable} != ""']
    if case.kind == "has_category":
        texts = [one.strip() for one in case.arguments if one.strip()]
        return _each(f"{variable} ==", texts[:_MOST])
    if not text:
        return []
    if case.kind == "has_number_eq":
        return _each(f"{variable} ==", [text])
    if case.kind in {"has_only_text", "has_only_phrase"}:
        return _each(f"{variable} ==", _cases(text))
    if case.kind == "has_phrase":
        return _each(f"{variable} has", _cases(text))
    if case.kind == "has_any_word":
        words = list(dict.fromkeys(w for w in _SPLIT.split(text) if w))[:_MOST]
        return _each(f"{variable} has", [form for word in words for form in _cases(word)])
    return []


def _cases(text: str) -> list[str]:
    """A text as it is, small, and with a capital: ours tells them apart, theirs did not."""
    return list(dict.fromkeys((text, text.lower(), text[:1].upper() + text[1:].lower())))


def _each(test: str, texts: Iterable[str]) -> list[str]:
    shown = [(quoted(text) if text else "") for text in texts]
    return [f"{test} {one}" for one in shown if one]
