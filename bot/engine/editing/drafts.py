"""What is being written and what was published: drafts of flows, and releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Texts = Mapping[str, Mapping[str, str]]
"""Language -> context -> translation."""

Place = tuple[str, str]
"""A flow and a step of it."""


class OvertakenError(Exception):
    """Somebody else changed it since: nothing was written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A flow as it is being written, one for each flow.

    ``text``: the whole YAML, canonical; empty: the flow goes. ``texts``: its translations, only
    those that changed; an empty one is missing. ``italian``: language -> context -> what each of
    them is a translation of, so that it does not outlive it. ``base``: what it was begun on.
    ``revision`` grows with every change. ``authors``: the accounts that wrote in it. ``reviewer``:
    who read this revision and agreed; any change takes that away.
    """

    flow: str
    text: str
    base: str
    revision: int
    changed_at: datetime
    authors: tuple[str, ...]
    texts: Texts = field(default_factory=dict)
    reviewer: str = ""
    italian: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """What was published at a moment, by whom and why.

    ``bundle`` is the digest of its content. ``withdraws``: whoever is still in an older one is
    moved at her next message, by ``redirects`` where her step is gone. ``before``: what was live of
    its flows until then, each in few letters, so that a file of the project can be known again.
    """

    number: int
    bundle: str
    at: datetime
    by: str
    note: str
    flows: tuple[str, ...] = ()
    withdraws: bool = False
    redirects: Mapping[Place, Place] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
