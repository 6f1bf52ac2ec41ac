"""May she ask for it? Three questions at most, and never a certainty."""

from __future__ import annotations

from itertools import product

from bot.directory.measures.asking import weigh
from bot.directory.measures.model import MOST_QUESTIONS, Question
from bot.directory.model import Directory


def test_every_way_ends_after_three_answers_and_promises_nothing(directory: Directory) -> None:
    """Whatever she answers, to every measure; only yes to everything gives a perhaps."""
    for measure in directory.measures.values():
        for answers in map("".join, product("ynu", repeat=MOST_QUESTIONS)):
            found = weigh(measure, answers)
            assert found in ("perhaps", "unlikely", "unknown")
            asked = answers[: len(measure.who_may)]
            assert (found == "perhaps") is (set(asked) == {"y"})


def test_a_no_that_settles_it_asks_nothing_more(directory: Directory) -> None:
    """Who has no job need not tell of her path."""
    leave = directory.measures["leave"]
    first = weigh(leave, "")
    assert isinstance(first, Question)
    assert first.id == "job"
    assert weigh(leave, "n") == "unlikely"


def test_a_no_that_settles_nothing_is_not_a_refusal(directory: Directory) -> None:
    """The norm names more than the examples: only a lawyer can tell."""
    assert weigh(directory.measures["legal-aid"], "n") == "unknown"
    assert weigh(directory.measures["adi"], "yn") == "unknown"
    assert weigh(directory.measures["adi"], "u?") == "unknown"
