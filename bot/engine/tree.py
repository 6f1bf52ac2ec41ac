"""YAML as a plain tree of texts with line numbers, safe against hostile or careless files.

Built from the parser's events and not from its loader: every scalar stays the text that the
author wrote (``No`` is a label, 22:30 a time), lines are kept, nothing recurses, and anchors,
aliases and tags (with which a small file can become a huge one) are refused.

The parser is libyaml's: every process reads all flows at its start, and this takes a twentieth of
the time that ``canonical`` takes, which keeps comments and writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

LARGEST_FILE = 256 * 1024
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. ``plain`` says that it stood without quotation marks."""

    text: str
    line: int
    plain: bool = True


@dataclass(slots=True)
class Listing:
    """A sequence of nodes."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A mapping: its entries in order, as key and value."""

    line: int
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)


Node = Scalar | Listing | Table


class UnreadableError(ValueError):
    """The text is no YAML that may be read: ``line`` from 1, and what to do."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(f"line {line}: {what}; {remedy}")
        self.line = line
        self.what = what
        self.remedy = remedy


def read_tree(text: str) -> Node:
    """The one document of the text. Raises ``UnreadableError``."""
    if len(text) > LARGEST_FILE:
        raise UnreadableError(
            1, f"the file is larger than {LARGEST_FILE // 1024} kB", "split it into sub-flows"
        )
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "this is no YAML"
        raise UnreadableError(
            mark.line + 1 if mark else 1,
            f"malformed YAML, {' '.join(what.split())}",
            "check indentation, colons and quotation marks around here",
        ) from None
    except yaml.YAMLError as error:
        raise UnreadableError(
            1, f"malformed YAML, {str(error).splitlines()[0]}", "remove the character"
        ) from None
    if builder.root is None:
        raise UnreadableError(1, "the file is empty", "begin with flow: and its name")
    return builder.root


class _Builder:
    """Puts events together; it does not outlive one ``read_tree``."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Listing | Table] = []
        self.keys: list[Scalar | None] = []

    def take(self, event: object) -> None:
        """Take the next event of the parser."""
        if isinstance(event, DocumentStartEvent) and self.root is not None:
            raise UnreadableError(
                _line(event), "a second document begins here", "remove the --- line"
            )
        if isinstance(event, NodeEvent):
            self._node(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.open.pop()
            self.keys.pop()

    def _node(self, event: NodeEvent) -> None:
        line = _line(event)
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise UnreadableError(
                line, "anchors (&) and aliases (*) are not allowed", "write the value out"
            )
        if str(getattr(event, "tag", None) or "!") != "!":
            raise UnreadableError(line, "tags (!) are not allowed", "remove the tag")
        node: Node
        if isinstance(event, ScalarEvent):
            node = Scalar(event.value, line, event.style in (None, ""))
        elif isinstance(event, MappingStartEvent):
            node = Table(line)
        else:
            assert isinstance(event, SequenceStartEvent), "YAML has three kinds of nodes"
            node = Listing(line)
        self._place(node)
        if not isinstance(node, Scalar):
            if len(self.open) >= DEEPEST:
                raise UnreadableError(line, "nested too deep", "see docs/flows.md for the shape")
            self.open.append(node)
            self.keys.append(None)

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is not None:
            parent.entries.append((key, node))
            self.keys[-1] = None
        elif isinstance(node, Scalar):
            self.keys[-1] = node
        else:
            raise UnreadableError(
                node.line, "a key must be one word", "put a placeholder in quotation marks"
            )


def _line(event: Event) -> int:
    """The line on which it begins, from 1."""
    assert event.start_mark is not None, "the parser marks every event"
    return event.start_mark.line + 1
