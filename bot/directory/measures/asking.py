"""May she ask for it? At most three questions, and never a certainty."""

from __future__ import annotations

from typing import Literal

from bot.directory.measures.model import Measure, Question

Verdict = Literal["perhaps", "unlikely", "unknown"]

YES, NO, UNSURE = "y", "n", "u"
"""How an answer of hers is written: one letter each, in the order of the questions."""


def weigh(measure: Measure, answers: str) -> Question | Verdict:
    """The next question, or what can be said once no further answer would change it.

    ``answers`` are letters; what is none of them counts as unsure. Never "yes": who decides is
    whoever receives what she asks for.
    """
    unsure = False
    for at, condition in enumerate(measure.who_may):
        if at >= len(answers):
            return condition.question
        if answers[at] == NO and condition.if_no == "unlikely":
            return "unlikely"
        unsure = unsure or answers[at] != YES
    return "unknown" if unsure else "perhaps"
