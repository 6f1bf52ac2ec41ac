"""What she keeps for herself: her small plan and what she can do.

Closed values and days only. It is hers alone: no agency reads it, with one exception that she says
yes to, the abilities in the sheet of a referral.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.handoff.abilities import known
from bot.values.proposals import Wrote

KEPT = timedelta(days=90)
AT_MOST = timedelta(days=365)
"""As her pathway: renewed by each change of hers, and never kept for longer than this in all."""


class Aim(StrEnum):
    """What a step of her plan is about."""

    DESK = "desk"
    CURRICULUM = "curriculum"
    ITALIAN = "italian"
    COURSE = "course"
    WORK = "work"
    PAPERS = "papers"
    DIGITAL = "digital"
    ACCOUNT = "account"
    MONEY = "money"
    SCHOOL = "school"
    HEALTH = "health"
    HOME = "home"


class Paper(StrEnum):
    """A document that offices ask for. None of them tells of a residence status."""

    IDENTITY = "identity"
    TAX_CODE = "tax_code"
    HEALTH_CARD = "health_card"
    CHILDREN = "children"
    STUDIES = "studies"
    INCOME = "income"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class Aimed:
    """One step of hers, its day where she gave one, and whether it is done."""

    aim: Aim
    on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Notebook:
    """Everything that one woman keeps. ``until``: kept so long; None: it goes with her talk.

    ``papers``: document -> whether she has it. ``shared``: her abilities may stand in the sheet of
    a referral, which she is asked about as ever.
    """

    conversation: str
    began_at: datetime
    until: datetime | None = None
    abilities: tuple[str, ...] = field(default=(), repr=False)
    aims: tuple[Aimed, ...] = field(default=(), repr=False)
    papers: Mapping[Paper, bool] = field(default_factory=dict, repr=False)
    shared: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is kept in it."""
        return not (self.abilities or self.aims or self.papers)


def after(notebook: Notebook, wrote: Wrote) -> Notebook:
    """The notebook after one change of hers, kept anew from then on.

    Nobody but she who has a word finds it again: without one it goes with her talk.
    """
    if wrote.anew:
        notebook = Notebook(notebook.conversation, wrote.at)
    until = min(wrote.at + KEPT, notebook.began_at + AT_MOST) if wrote.worded else None
    shared = notebook.shared or wrote.share
    return replace(_changed(notebook, wrote), until=until, shared=shared)


def _changed(notebook: Notebook, wrote: Wrote) -> Notebook:
    """What is none of the closed values changes nothing."""
    what, of, value = wrote.what, wrote.of, wrote.value
    if what == "all":
        return Notebook(notebook.conversation, notebook.began_at)
    if what == "abilities":
        return replace(notebook, abilities=known(of.split()))
    if what == "paper" and of in set(Paper):
        return replace(notebook, papers=_papers(notebook, Paper(of), value))
    if what in ("step", "state") and of in set(Aim):
        return replace(notebook, aims=_aims(notebook, what, Aim(of), value))
    return notebook


def _papers(notebook: Notebook, paper: Paper, value: str) -> Mapping[Paper, bool]:
    kept = {one: has for one, has in notebook.papers.items() if one is not paper}
    if value in ("have", "missing"):
        kept[paper] = value == "have"
    return {one: kept[one] for one in Paper if one in kept}


def _aims(notebook: Notebook, what: str, aim: Aim, value: str) -> tuple[Aimed, ...]:
    own = {one.aim: one for one in notebook.aims}
    known_one = own.pop(aim, Aimed(aim))
    if what == "step":
        own[aim] = replace(known_one, on=_day(value))
    elif value != "off":
        own[aim] = replace(known_one, done=value == "done")
    return tuple(sorted(own.values(), key=lambda one: (one.done, one.on or date.max, one.aim)))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
