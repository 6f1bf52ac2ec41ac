"""The reading of one flow file: fields taken out of the tree, and the mistakes found on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.engine.effects import CallSpec
from bot.engine.expressions import Expression, ExpressionError, parse
from bot.engine.flow import Text, Words
from bot.engine.problems import Problem
from bot.engine.tree import Listing, Node, Scalar, Table

SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
CHANNELS = ("web", "telegram", "whatsapp", "sms")
_DURATION = re.compile(r"([1-9][0-9]{0,3})(s|m|h)")
_UNITS = {"s": 1, "m": 60, "h": 3600}

Fields = Mapping[str, Node]


class Reading:
    """Collects what is wrong while the parts of a flow are taken out of its tree."""

    def __init__(self, flow: str, calls: Mapping[str, CallSpec]) -> None:
        self.flow = flow
        self.calls = calls
        self.step = ""
        self.problems: list[Problem] = []

    def problem(self, line: int, rule: str, what: str, remedy: str) -> None:
        """Note a mistake and go on."""
        self.problems.append(Problem(self.flow, self.step, line, rule, what, remedy))

    def fields(self, table: Table, known: frozenset[str]) -> Fields:
        """The entries by key; unknown and repeated keys are mistakes."""
        found: dict[str, Node] = {}
        for key, node in table.entries:
            if key.text not in known:
                listed = ", ".join(sorted(known))
                self.problem(
                    key.line, "load/key", f"unknown key {key.text}", f"use one of: {listed}"
                )
            elif key.text in found:
                self.problem(key.line, "load/twice", f"{key.text} stands twice", "keep one of them")
            found[key.text] = node
        return found

    def text(self, fields: Fields, key: str, line: int) -> str:
        """A mandatory text; empty, and a mistake, where it is missing."""
        node = fields.get(key)
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.strip()
        self.problem(
            node.line if node else line,
            "load/missing",
            f"{key} has no text",
            f"write {key}: and its text",
        )
        return ""

    def name(self, fields: Fields, key: str, line: int) -> str:
        """The mandatory name of a variable."""
        found = self.text(fields, key, line)
        if found and not SLUG.fullmatch(found):
            self.problem(
                line, "load/slug", f"{found!r} is no name", "use small letters, digits and _"
            )
        return found

    def table(self, fields: Fields, key: str, line: int) -> Table | None:
        """A mandatory table of entries."""
        node = fields.get(key)
        if isinstance(node, Table) and node.entries:
            return node
        self.problem(
            node.line if node else line,
            "load/missing",
            f"{key} has no entries",
            f"write {key}: with entries below or in {{}}",
        )
        return None

    def words(self, node: Node | None, context: str) -> Words:
        """A list of words; one text with commas is a list too."""
        if node is None:
            return Words((), context)
        if isinstance(node, Scalar):
            parts = [part.strip() for part in node.text.split(",")]
            return Words(tuple(part for part in parts if part), context)
        if isinstance(node, Listing) and all(isinstance(item, Scalar) for item in node.items):
            return Words(
                tuple(item.text for item in node.items if isinstance(item, Scalar)), context
            )
        self.problem(node.line, "load/words", "this is no list of words", "write [one, two]")
        return Words((), context)

    def said(self, fields: Fields, key: str, line: int, context: str) -> Text:
        """A text to her with its variants per channel, which stand beside it."""
        short = {
            channel: Text(self.text(fields, channel, line), f"{context}.{channel}")
            for channel in CHANNELS
            if channel in fields
        }
        return Text(self.text(fields, key, line), context, short)

    def expression(self, node: Node) -> Expression:
        """An expression; a mistake gives the empty text in its place."""
        if isinstance(node, Scalar):
            try:
                return parse(node.text)
            except ExpressionError as error:
                self.problem(
                    node.line, "load/expression", f"{node.text!r}: {error}", "see docs/flows.md"
                )
        else:
            self.problem(
                node.line, "load/expression", "this is no expression", "write it on one line"
            )
        return parse('""')

    def expressions(self, node: Node | None) -> dict[str, Expression]:
        """A table of names and expressions."""
        if node is None:
            return {}
        if not isinstance(node, Table):
            self.problem(
                node.line, "load/shape", "names and values are expected", "write {name: value}"
            )
            return {}
        for key, _ in node.entries:
            if not SLUG.fullmatch(key.text):
                self.problem(
                    key.line,
                    "load/slug",
                    f"{key.text!r} is no name",
                    "use small letters, digits and _",
                )
        return {key.text: self.expression(value) for key, value in node.entries}

    def duration(self, fields: Fields, key: str, line: int) -> timedelta:
        """A length of time such as 10m."""
        match = _DURATION.fullmatch(self.text(fields, key, line))
        if match is None:
            node = fields.get(key)
            self.problem(
                node.line if node else line,
                "load/duration",
                f"{key} is no length of time",
                "write 30s, 10m or 2h",
            )
            return timedelta(minutes=10)
        return timedelta(seconds=int(match[1]) * _UNITS[match[2]])

    def targets(self, node: Node | None, line: int, wanted: frozenset[str]) -> dict[str, str]:
        """Outcomes and where they lead: exactly the wanted ones."""
        if not isinstance(node, Table):
            self.problem(
                line,
                "structure/outcomes",
                "outcomes are missing",
                f"write one for each of: {', '.join(sorted(wanted))}",
            )
            return {}
        found = {key.text: value.text for key, value in node.entries if isinstance(value, Scalar)}
        for name in sorted(wanted - set(found)):
            self.problem(
                line,
                "structure/outcomes",
                f"the outcome {name} leads nowhere",
                f"add {name}: and a step",
            )
        for name in sorted(set(found) - wanted):
            self.problem(line, "structure/outcomes", f"there is no outcome {name}", "remove it")
        return found
