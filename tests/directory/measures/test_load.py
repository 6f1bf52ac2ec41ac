"""The file of measures: strict, with every mistake in words and at its line."""

from __future__ import annotations

import pytest

from bot.directory.measures.load import read_measures
from bot.directory.measures.model import Knows, Together, Watcher
from bot.directory.model import Directory

NETWORKS = ("lodi",)


def told(files: dict[str, str], old: str, new: str) -> str:
    """What is said of the shipped file once its first ``old`` became ``new``."""
    content = files["measures.yaml"]
    assert old in content, old
    _, problems = read_measures(content.replace(old, new, 1), NETWORKS)
    assert all(one.line > 0 and one.remedy for one in problems)
    return "\n".join(map(str, problems))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    where: Comincia", "    dove: Comincia", "'dove' is no key."),
        ("    where: Comincia", "    papers: Comincia", "'papers' stands here twice."),
        ("{employer: unknown, comune", "{comune", "'who_will_know' says nothing of employer."),
        ("employer: unknown", "employer: maybe", "'maybe' is none of these."),
        ("employer: unknown", "employer: yes", "does not speak of employer"),
        ("question: centre", "question: home", "'home' is none of these."),
        ("no: unlikely", "no: never", "'never' is none of these."),
        ("at: [centre, social]", "at: [bar]", "'bar' is none of these."),
        ("at: [centre, social]", "at: []", "'at' does not say where to ask."),
        ("2026-11-24", "24/11/2026", "'verified_on' is not a date."),
        ("interval: 30", "interval: 0", "'interval' is no number of days."),
        ("basis: published", "basis: hearsay", "The basis is not a known one."),
        ("    source: INPS circolare 54/2025\n", "", "'source' is missing."),
        ("interval: 30", "interval: 30\n    owner: nowhere", "'nowhere' is no network."),
        ("together: {reddito", "together: {gone", "'gone-liberta' is no other measure."),
        ("valid_from: 2024-01-01", "valid_from: 2027-01-01", "ends before it begins"),
        ("text: È un aiuto", "text: Hai diritto a un aiuto", "promises what only whoever decides"),
        ("text: È un aiuto", "text: Il {comune} dà un aiuto", "A brace would be taken for a gap"),
        ("text: È un aiuto", "text: Vai alla casa rifugio, è un aiuto", "It names a refuge"),
        ("questions:", "questions:\n  idle: Sei qui?", "No measure asks the question 'idle'."),
        ("measures:", "measures: &all", "anchors"),
    ],
)
def test_a_mistake_is_told_in_words(files: dict[str, str], old: str, new: str, says: str) -> None:
    """Whoever edits the file reads what is wrong, where, and what to do."""
    assert says in told(files, old, new)


def test_no_more_than_three_questions_are_asked(files: dict[str, str]) -> None:
    """A fourth is refused."""
    more = "      - {question: recent, no: unlikely}\n"
    assert "'who_may' has 4 questions." in told(files, more, more * 2)


def test_what_no_source_says_is_unknown(directory: Directory) -> None:
    """The leave and the hiring tell the employer; where nothing is known nothing is claimed."""
    known = directory.measures
    for id in ("leave", "hiring"):
        assert known[id].who_will_know[Watcher.EMPLOYER] is Knows.YES
    for one in known.values():
        assert set(one.who_will_know) == set(Watcher)
        assert 1 <= len(one.who_may) <= 3
    assert known["hiring"].together == {"reddito-liberta": Together.NEEDED}
    assert not any(known[id].together for id in known if id != "hiring")
