"""What is asked of her in the chat, and what her answers change.

A proposal waits in her conversation, one at a time, until she answers, takes all back, or its time
is over. Only her yes does what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

ASKED_FOR = timedelta(hours=72)
"""So long a question of ours waits for her answer."""


class Wish(StrEnum):
    """What her yes would allow.

    ``TRANSFER``: another network has her case. ``CONSULT``, ``INTERPRETER``, ``SUCCESSOR``: a
    person of another network sits in. ``REFERRAL``: an agency gets her sheet. ``PATHWAY``: her
    steps are kept. ``STEP``: an agency sees one step. ``APPOINTMENT``: a moment is hers.
    """

    TRANSFER = "transfer"
    CONSULT = "consult"
    INTERPRETER = "interpreter"
    SUCCESSOR = "successor"
    REFERRAL = "referral"
    PATHWAY = "pathway"
    STEP = "step"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One question to her. ``id`` is that of the seat, referral, step or booking that it is about.

    ``agency`` and ``told`` say who would come to read, ``duty`` whether they may have to report.
    ``person``: the account that would answer her, for a transfer to a person. ``sheet``: what the
    agency would read, field -> closed values. ``slot``: the moment that is kept for her, ``wants``
    whom she would have beside her, ``instead`` the booking that it would take the place of.
    """

    id: str
    wish: Wish
    case: str
    until: datetime
    agency: str = ""
    told: str = field(default="", repr=False)
    duty: str = "unknown"
    person: str = ""
    sheet: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    step: str = ""
    slot: str = ""
    wants: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """She said yes or no to it."""

    proposal: Proposal
    yes: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Renewed:
    """She wants her pathway kept for longer."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Unshared:
    """No agency reads anything of hers any more: sheets are destroyed, steps are hers alone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Wrote:
    """She changed something in her notebook.

    ``what``: ``abilities`` (``of``: their ids, a space between them), ``step`` (``of`` an aim,
    ``value`` its day as ISO or empty), ``state`` (``done``, ``planned`` or ``off``), ``paper``
    (``of`` a document, ``value`` ``have``, ``missing`` or ``off``), ``all`` (nothing is kept any
    more), ``renew`` (nothing changes but until when it is kept). ``worded``: she has a word to come
    back with. ``share``: her abilities may stand in a referral. ``anew``: whatever was there before
    is not hers to read now, and is destroyed.
    """

    what: str
    of: str = field(repr=False)
    value: str = field(repr=False)
    at: datetime
    worded: bool
    share: bool = False
    anew: bool = False


Mark = Answered | Renewed | Unshared | Wrote
"""What a turn changes of seats, referrals, pathway and what she keeps for herself."""
