"""A publication at a given hour."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.engine.editing.drafts import Draft, Place


class State(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Why(StrEnum):
    """Why it was refused at its hour."""

    NONE = ""
    CHANGED = "changed"
    """A draft was changed, published or thrown away meanwhile."""
    UNREVIEWED = "unreviewed"
    STRANDED = "stranded"
    FAULTY = "faulty"
    """The gate refuses what it had let through."""
    ACCOUNT = "account"
    """Who planned it may not publish any more."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Drafts that go live at ``at`` (UTC), as they were when somebody planned it.

    ``stamps``: flow -> what its draft said then.
    """

    id: str
    at: datetime
    by: str
    note: str
    made_at: datetime
    stamps: Mapping[str, str]
    withdraws: bool = False
    redirects: Mapping[Place, Place] = field(default_factory=dict)
    state: State = State.WAITING
    why: Why = Why.NONE


def stamp(draft: Draft) -> str:
    """What a draft says and began on, in few letters; where its steps are drawn does not count."""
    whole = hashlib.sha256(f"{draft.base}\0{draft.text}".encode())
    for language, texts in sorted(draft.texts.items()):
        for context in sorted(texts):
            whole.update(f"\0{language}\0{context}\0{texts[context]}".encode())
    return whole.hexdigest()[:22]
