"""The JSON of the flow editor. Nothing of any woman is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.engine.editing.edits import LONGEST
from bot.workshop.documents import Kind

LARGEST = 2 * 1024 * 1024
"""Bytes of one request: a flow of 500 steps with its translations, written anew."""

MOST_EDITS = 600
Slug = Annotated[str, Field(max_length=64)]
Said = Annotated[str, Field(max_length=LONGEST + 1)]
Body = dict[str, Any]
"""A step as it stands in the YAML; every scalar is the text that the author wrote."""


class FlowRow(Given):
    """A flow in the list, one of a cover, or a list of risky words.

    ``revision`` 0: nobody is writing. ``is_new``: it was never published; ``is_stale``: it was
    published since the draft began.
    """

    id: str
    title: str
    steps: int
    revision: int
    changed_at: datetime | None
    authors: list[str]
    reviewer: str
    is_new: bool
    is_stale: bool
    needs_review: bool
    kind: Kind


class ReleaseRow(Given):
    """One publication."""

    number: int
    at: datetime
    by: str
    note: str
    flows: list[str]
    withdraws: bool


class Flows(Given):
    """Every flow, what is live, and the languages that it is said in, Italian first."""

    flows: list[FlowRow]
    release: ReleaseRow | None
    languages: list[str]


class StepState(Given):
    """One step. ``line``: of its name, from 1. ``note``: for colleagues, ``remark``: for
    translators. ``body``: its entries, empty where they cannot be read."""

    id: str
    line: int
    note: str
    remark: str
    body: Body


class Document(Given):
    """A flow as it is being written. ``texts`` and ``outdated``: language, context, translation.

    ``positions``: where steps stand on the canvas, as JSON of the editor's own.
    """

    flow: FlowRow
    start: str
    anywhere: list[str]
    steps: list[StepState]
    texts: dict[str, dict[str, str]]
    outdated: dict[str, dict[str, str]]
    positions: str
    text: str


class Put(Taken):
    """A step says something else."""

    op: Literal["put"]
    step: Slug
    body: Body


class Add(Taken):
    """A new step below another one; below nothing it is the first."""

    op: Literal["add"]
    step: Slug
    body: Body
    after: Slug = ""


class Remove(Taken):
    """A step goes; what led to it leads to ``instead``."""

    op: Literal["remove"]
    step: Slug
    instead: Slug = ""


class Move(Taken):
    """A step stands below another one; below nothing it is the first."""

    op: Literal["move"]
    step: Slug
    after: Slug = ""


class Rename(Taken):
    """A step is called otherwise, wherever it is gone to."""

    op: Literal["rename"]
    step: Slug
    to: Slug


class Note(Taken):
    """The remark above a step, for colleagues."""

    op: Literal["note"]
    step: Slug
    text: Said


class Remark(Taken):
    """What translators are told beside its text."""

    op: Literal["remark"]
    step: Slug
    text: Said


class Head(Taken):
    """What stands above the steps: title, start, words that lead here."""

    op: Literal["head"]
    entries: Body


Edit = Annotated[
    Put | Add | Remove | Move | Rename | Note | Remark | Head, Field(discriminator="op")
]


class Edits(Taken):
    """Edits made on a revision, in order: all of them or none. ``texts``: translations to put in
    the place of what they were; an empty one is missing. ``words``: a whole list of risky words,
    with which nothing else may come."""

    revision: int = Field(ge=0)
    edits: list[Edit] = Field(default_factory=list, max_length=MOST_EDITS)
    texts: dict[str, dict[str, Said]] | None = None
    positions: str | None = Field(None, max_length=200_000)
    words: str | None = Field(None, max_length=100_000)


class NewFlow(Taken):
    """A new flow: its name never changes, its title may."""

    flow: Slug
    title: str = Field(min_length=1, max_length=200)


class Revision(Taken):
    """What the caller has read."""

    revision: int = Field(ge=0)


class Finding(Given):
    """What is wrong, where, and what to do. ``line``: from 1, 0 for a whole file."""

    flow: str
    step: str
    line: int
    rule: str
    what: str
    remedy: str
    severity: Literal["error", "warning"]


class Findings(Given):
    """What the gate says of everything as it would be with the drafts."""

    problems: list[Finding]


class Redirect(Taken):
    """A question that is gone, and the one it leads to."""

    flow: Slug
    step: Slug
    to_flow: Slug
    to_step: Slug


class Publishing(Taken):
    """Drafts to publish. ``withdraws``: whoever is still in an older text is moved at once."""

    flows: list[Slug] = Field(min_length=1, max_length=200)
    note: str = Field(min_length=1, max_length=500)
    withdraws: bool = False
    redirects: list[Redirect] = Field(default_factory=list, max_length=500)


class Restoring(Taken):
    """Why what was live earlier is live again."""

    note: str = Field(min_length=1, max_length=500)


class Releases(Given):
    """What was published, the newest first."""

    releases: list[ReleaseRow]


class Published(Given):
    """A flow as a release had it, for comparing; empty where it had none."""

    title: str
    text: str
    steps: list[StepState]
    texts: dict[str, dict[str, str]]
