"""The directory's translations: gaps and facts that became others are found."""

from __future__ import annotations

import pytest

from bot.directory.languages import translations
from bot.directory.model import Directory
from bot.directory.texts import passages
from bot.engine.problems import Severity


def complete(directory: Directory) -> dict[str, str]:
    """A catalogue that says everything as the source does."""
    return {found.context: found.source for found in passages(directory)}


def found(directory: Directory, english: dict[str, str]) -> set[tuple[str, Severity]]:
    """The rules that this catalogue breaks."""
    problems = translations(directory, {"en": english}, ["en"])
    return {(problem.rule, problem.severity) for problem in problems}


def test_a_complete_catalogue_has_no_problem(directory: Directory) -> None:
    """Nothing is asked for that is not there."""
    assert found(directory, complete(directory)) == set()


@pytest.mark.parametrize(
    ("context", "rule", "severity"),
    [
        ("directory/measure/leave/who_knows", "languages/critical", Severity.ERROR),
        ("directory/hotline/112/note", "languages/critical", Severity.ERROR),
        ("directory/measure/leave/text", "languages/missing", Severity.WARNING),
        ("directory/service/legal-desk/purpose", "languages/missing", Severity.WARNING),
    ],
)
def test_a_gap_is_as_bad_as_what_is_missing(
    directory: Directory, context: str, rule: str, severity: Severity
) -> None:
    """Who will know and whom to call block; the rest is told."""
    catalogue = complete(directory)
    del catalogue[context]
    assert found(directory, catalogue) == {(rule, severity)}
    assert found(directory, {**catalogue, context: " "}) == {(rule, severity)}


def test_a_translation_fills_the_same_gaps(directory: Directory) -> None:
    """A placeholder that differs is an error."""
    catalogue = {**complete(directory), "directory/service/legal-desk/purpose": "Rights {town}"}
    assert found(directory, catalogue) == {("languages/placeholders", Severity.ERROR)}


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("Up to 8,000 euros a year, until 31 December 2026.", True),
        ("8\u00a0000 euros, 31 décembre 2026", True),
        ("8000 يورو، 31 ديسمبر 2026", True),
        ("٨٠٠٠ يورو، ٣١ ديسمبر ٢٠٢٦", True),
        ("8.000 euro, 31.12.2026", False),
        ("Up to 800 euros a year, until 31 December 2026.", False),
        ("Up to 8,000 euros a year, until December 2026.", False),
        ("Call 123456: 8,000 euros, 31 December 2026.", False),
    ],
)
def test_a_number_that_became_another_is_an_error(
    directory: Directory, said: str, same: bool
) -> None:
    """However a language writes thousands, 8.000 stays 8.000."""
    catalogue = {**complete(directory), "directory/measure/hiring/text": said}
    expected = set() if same else {("languages/numbers", Severity.ERROR)}
    assert found(directory, catalogue) == expected
