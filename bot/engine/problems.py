"""What is wrong in a flow, where, and what to do: the common currency of loader and gate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error blocks publishing, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``step`` may be empty and ``line`` 0 where it concerns a whole file.

    ``rule`` is ``family/name`` as listed in ``docs/flows.md``.
    """

    flow: str
    step: str
    line: int
    rule: str
    what: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """The problem on one line: where, how bad, which rule, what, and what to do."""
        place = self.flow + (f":{self.line}" if self.line else "")
        step = f" {self.step}" if self.step else ""
        return f"{place}{step}: {self.severity} {self.rule}: {self.what}. {self.remedy}."


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether anything in the list blocks publishing."""
    return any(problem.severity is Severity.ERROR for problem in problems)
