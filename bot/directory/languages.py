"""What is wrong with the directory's translations: gaps, and facts that became others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.directory.model import Directory
from bot.directory.texts import Passage, passages
from bot.engine.contexts import placeholders
from bot.engine.problems import Problem, Severity

NAME = "directory"
"""Under which ``filo check`` lists these problems."""

_NUMBER = re.compile(r"\d+(?:[.,\s]\d{3}(?!\d))*")


def translations(
    directory: Directory, catalogues: Mapping[str, Mapping[str, str]], languages: Sequence[str]
) -> Iterator[Problem]:
    """Every problem of the directory's texts in these languages, Italian not among them."""
    for found in passages(directory):
        for language in languages:
            said = catalogues.get(language, {}).get(found.context, "")
            yield from _judged(found, said, language)


def _judged(found: Passage, said: str, language: str) -> Iterator[Problem]:
    if not said.strip():
        yield Problem(
            NAME,
            "",
            0,
            "languages/critical" if found.critical else "languages/missing",
            f"{found.context} is missing in {language}",
            f"translate it in locales/{language} (fuzzy counts as missing)",
            Severity.ERROR if found.critical else Severity.WARNING,
        )
        return
    if placeholders(said) != placeholders(found.source):
        yield Problem(
            NAME,
            "",
            0,
            "languages/placeholders",
            f"{found.context} fills other gaps in {language} than in Italian",
            "use exactly the {names} of the source",
        )
    if _numbers(said) != _numbers(found.source):
        yield Problem(
            NAME,
            "",
            0,
            "languages/numbers",
            f"{found.context} names other numbers in {language} than in Italian",
            "write every number of the source in digits, and no other",
        )


def _numbers(text: str) -> list[int]:
    """The numbers of a text in order of size; 8.000, 8,000 and 8 000 are one number."""
    return sorted(int(re.sub(r"\D", "", number)) for number in _NUMBER.findall(text))
