"""The closed lists of a training call."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What it leads through, as in schema.org: a course, a placement, a path into work."""

    COURSE = "course"
    PLACEMENT = "placement"
    PATH = "path"


class Audience(StrEnum):
    """Who is called. ``UNSAID``: the source does not tell, so no woman sees it until staff does."""

    WOMEN = "women"
    ORGANISATIONS = "organisations"
    UNSAID = ""


class Eligibility(StrEnum):
    """Who may apply: whoever is called, or only women whom a centre follows."""

    OPEN = "open"
    CENTRE = "centre"


class Mode(StrEnum):
    """Where it takes place, in the words of schema.org."""

    ONSITE = "onsite"
    ONLINE = "online"
    BLENDED = "blended"
    UNSAID = ""


class Cefr(StrEnum):
    """Levels of Italian of the Common European Framework, in their order."""

    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"
    C2 = "c2"

    @property
    def rank(self) -> int:
        """A1 is 1."""
        return list(Cefr).index(self) + 1


class Schooling(StrEnum):
    """The school leaving certificate that is asked for, in the order in which they are reached."""

    NONE = "none"
    MIDDLE = "middle"
    QUALIFICATION = "qualification"
    DIPLOMA = "diploma"
    DEGREE = "degree"

    @property
    def rank(self) -> int:
        """None is 0."""
        return list(Schooling).index(self)


class Through(StrEnum):
    """How she applies: by herself, or through the operator, so that applying reveals nothing."""

    HERSELF = "herself"
    OPERATOR = "operator"
