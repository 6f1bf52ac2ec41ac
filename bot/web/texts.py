"""How a text stands on a page: numbers in bidi isolates, and the script kept small."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from string import ascii_letters

from markupsafe import Markup, escape

from bot.text.tongues import RIGHT_TO_LEFT

NUMBER = re.compile(r"[A-Za-z]{0,8}\d+(?:[.,:/-]\d+)*")
"""A number with the few letters before it (SR208), which would else change places with it; the
script has the same pattern. Few, so that a long word without a number costs nothing."""

LETTERS = 8
_DIGITS = re.compile(r"\d+(?:[.,:/-]\d+)*")
"""The same without the letters: a text is looked through for a digit ten times as fast."""


def isolated(text: str) -> Markup:
    """The text as HTML, each number in an isolate, so that a sentence in Arabic cannot turn it."""
    if _DIGITS.search(text) is None:
        return escape(text)
    safe, done, parts = _unnumbered(text), 0, []
    for number in _DIGITS.finditer(safe):
        before = safe[max(done, number.start() - LETTERS) : number.start()]
        start = number.start() - len(before) + len(before.rstrip(ascii_letters))
        parts.append(f"{safe[done:start]}<bdi>{safe[start : number.end()]}</bdi>")
        done = number.end()
    return Markup("".join(parts) + safe[done:])  # noqa: S704 - escaped


def _unnumbered(text: str) -> str:
    """Escaped, with named references only: a numbered one would be taken for a number."""
    return str(escape(text)).replace("&#34;", "&quot;").replace("&#39;", "&apos;")


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def small(source: str) -> str:
    """A style or script without its indentation, blank lines and whole-line comments."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def fingerprint(source: str) -> str:
    """The source expression of a Content-Security-Policy that allows exactly this text."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
