"""What a RapidPro, TextIt or Glific export says, as plain values: whatever is there is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Local = Mapping[str, Mapping[str, tuple[str, ...]]]
"""uuid of an action, case or category -> its property -> texts, in one language."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a node does; ``fields`` are untyped: whoever reads one checks it."""

    uuid: str
    kind: str
    fields: Mapping[str, object]

    def text(self, key: str) -> str:
        """A text of it; empty where there is none."""
        return text_of(self.fields.get(key))


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a router, and the category that it leads to."""

    uuid: str
    kind: str
    arguments: tuple[str, ...]
    category: str


@dataclass(frozen=True, slots=True)
class Category:
    """A way out of a router, with its name."""

    uuid: str
    name: str
    exit: str


@dataclass(frozen=True, slots=True)
class Router:
    """How a node chooses its exit. ``waits``: it asks first. ``timeout``: seconds, 0 for none."""

    kind: str
    operand: str
    result: str
    cases: tuple[Case, ...]
    categories: tuple[Category, ...]
    default: str
    waits: bool
    hint: str
    timeout: float
    timeout_category: str


@dataclass(frozen=True, slots=True)
class Node:
    """A card of the canvas. ``exits``: uuid -> node that it leads to, or nothing."""

    uuid: str
    actions: tuple[Action, ...]
    exits: Mapping[str, str]
    router: Router | None
    position: tuple[int, int] | None

    @property
    def leads_to(self) -> str:
        """Where its only exit leads, of a node that chooses nothing; empty: nowhere."""
        return next(iter(self.exits.values()), "")

    def category(self, uuid: str) -> Category | None:
        """The category of that id."""
        categories = self.router.categories if self.router else ()
        return next((one for one in categories if one.uuid == uuid), None)

    def way(self, category: str) -> str:
        """The node that a category leads to; empty: nowhere."""
        found = self.category(category)
        return self.exits.get(found.exit, "") if found else ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One flow. ``language`` is the code of its texts, as it stands in the file."""

    uuid: str
    name: str
    language: str
    nodes: tuple[Node, ...]
    local: Mapping[str, Local]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A whole file. ``templates``: id of an interactive message of Glific -> its content."""

    definitions: tuple[Definition, ...]
    templates: Mapping[str, object]


def text_of(value: object) -> str:
    """A value as a text: of a number its digits, of anything that is no single value nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""
