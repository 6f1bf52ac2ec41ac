"""What the words of the trade are called in each language, as our own catalogues call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.publishing.published import ROOT

FILE = ROOT / "data" / "wording" / "glossary.tsv"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade. ``italian``: its forms, the first is shown; ``said``: what it is called;
    ``stems``: by what it is known where the language bends it, folded, ``said`` included."""

    italian: tuple[str, ...]
    said: str
    stems: tuple[str, ...]

    def said_in(self, text: str) -> bool:
        """Whether a translation calls it so."""
        folded = text.casefold()
        return any(stem in folded for stem in self.stems)


def read_glossary(text: str) -> dict[str, list[Term]]:
    """Language -> its terms. A line: language, Italian forms, term, other stems; ``#`` a remark."""
    found: dict[str, list[Term]] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        language, italian, said, *rest = line.split("\t")
        stems = (said, *(rest[0].split("|") if rest else ()))
        term = Term(tuple(italian.split("|")), said, tuple(one.casefold() for one in stems))
        found.setdefault(language, []).append(term)
    return found


@cache
def glossary(file: Path = FILE) -> Mapping[str, Sequence[Term]]:
    """The glossary of the project."""
    return read_glossary(file.read_text(encoding="utf-8"))


def terms_in(italian: str, terms: Iterable[Term]) -> list[Term]:
    """The terms that an Italian text uses."""
    return [one for one in terms if _pattern(one.italian).search(italian)]


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(form).replace("'", "['’]") for form in forms)
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
