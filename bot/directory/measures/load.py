"""Measures out of their file: every mistake at once, with its line and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from bot.directory.facts import BASES, Fact
from bot.directory.kinds import LONGEST_INTERVAL
from bot.directory.measures import wording
from bot.directory.measures.keeping import bounded
from bot.directory.measures.model import (
    MOST_QUESTIONS,
    PLACES,
    Condition,
    IfNo,
    Knows,
    Measure,
    Question,
    Together,
    Watcher,
    WhoWillKnow,
)
from bot.directory.tables import Problem
from bot.engine.tree import Listing, Node, Scalar, Table, UnreadableError, read_tree

FILE = "measures.yaml"
NEEDED = ("name", "text", "who_knows", "where", "source", "basis")
"""Texts that every measure has."""

KEYS = frozenset(
    {
        *NEEDED,
        *("who_will_know", "who_may", "papers", "at", "together"),
        *("valid_from", "valid_until", "verified_on", "interval", "owner"),
    }
)
_IF_NO: Mapping[str, IfNo] = {"unlikely": "unlikely", "unknown": "unknown"}
_Value = TypeVar("_Value")

Fields = Mapping[str, Node]


class _Reader:
    """Takes the file apart and gathers what is wrong."""

    def __init__(self, networks: Collection[str]) -> None:
        self.problems: list[Problem] = []
        self.questions: dict[str, Question] = {}
        self._networks = networks
        self._asked: set[str] = set()

    def problem(self, node: Node, what: str, remedy: str) -> None:
        """Note a mistake and go on."""
        self.problems.append(Problem(FILE, node.line, what, remedy))

    def fields(self, node: Node, known: Collection[str] = ()) -> dict[str, Node]:
        """The entries by key; one that is unknown or stands twice is a mistake."""
        if not isinstance(node, Table):
            self.problem(node, "Names with values are expected here.", "Write name: value.")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.entries:
            if known and key.text not in known:
                self.problem(
                    key, f"'{key.text}' is no key.", f"Use one of: {', '.join(sorted(known))}."
                )
            elif key.text in found:
                self.problem(key, f"'{key.text}' stands here twice.", "Keep one of them.")
            else:
                found[key.text] = value
        return found

    def read(self, root: Node) -> dict[str, Measure]:
        """The measures of the whole file, in its order."""
        parts = self.fields(root, ("questions", "measures"))
        for name in ("questions", "measures"):
            if name not in parts:
                self.problem(root, f"'{name}' is missing.", f"Write {name}: and its entries.")
        for id, node in self.fields(parts.get("questions", Table(1))).items():
            self.questions[id] = Question(id, self._sound(node, self._text(node, id)))
        found = {
            id: self._measure(id, node)
            for id, node in self.fields(parts.get("measures", Table(1))).items()
        }
        for id in self.questions.keys() - self._asked:
            self.problem(
                parts["questions"], f"No measure asks the question '{id}'.", "Take it out."
            )
        for id, node in self.fields(parts.get("measures", Table(1))).items():
            for other in found[id].together:
                if other not in found or other == id:
                    self.problem(node, f"'{other}' is no other measure.", "Correct its name.")
        return found

    def _measure(self, id: str, node: Node) -> Measure:
        fields = self.fields(node, KEYS)
        texts = {name: self._needed(fields, name, node) for name in NEEDED}
        papers = self._text(fields["papers"], "papers") if "papers" in fields else ""
        who = self._who(fields.get("who_will_know", node))
        for watcher in wording.unsaid(texts["who_knows"], who):
            what = f"'who_knows' of {id} does not speak of {watcher}, who may come to know."
            self.problem(
                fields.get("who_knows", node), what, "Say it there, or correct the answer."
            )
        for name in ("name", "text", "who_knows", "papers", "where"):
            if name in fields:
                self._sound(fields[name], texts.get(name, papers))
        starts, ends = self._date(fields, "valid_from"), self._date(fields, "valid_until")
        if starts and ends and ends < starts:
            self.problem(node, f"{id} ends before it begins.", "Check the two dates.")
        interval = self._interval(fields, node)
        measure = Measure(
            id=id,
            name=texts["name"],
            text=texts["text"],
            who_knows=texts["who_knows"],
            who_will_know=who,
            who_may=self._conditions(fields.get("who_may", node)),
            papers=papers,
            where=texts["where"],
            at=self._places(fields.get("at", node)),
            together=self._together(fields),
            starts=starts,
            ends=ends,
            interval=interval,
            fact=self._fact(fields, texts, node),
        )
        return bounded(measure, interval)

    def _needed(self, fields: Fields, name: str, of: Node) -> str:
        if name in fields:
            return self._text(fields[name], name)
        self.problem(of, f"'{name}' is missing.", f"Write {name}: and its text.")
        return ""

    def _text(self, node: Node, name: str) -> str:
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.strip()
        self.problem(node, f"'{name}' has no text.", "Write it, or leave the key out.")
        return ""

    def _sound(self, node: Node, text: str) -> str:
        for what, remedy in wording.faults(text):
            self.problem(node, what, remedy)
        return text

    def _who(self, node: Node) -> WhoWillKnow:
        fields = self.fields(node, [one.value for one in Watcher])
        found = {}
        for one in Watcher:
            if one.value not in fields:
                what = f"'who_will_know' says nothing of {one.value}."
                self.problem(node, what, "Write yes, no, perhaps or unknown.")
            else:
                answer = self._one_of(fields[one.value], {each.value: each for each in Knows})
                found[one] = answer or Knows.UNKNOWN
        return found

    def _conditions(self, node: Node) -> tuple[Condition, ...]:
        items = node.items if isinstance(node, Listing) else []
        if not 1 <= len(items) <= MOST_QUESTIONS:
            what = f"'who_may' has {len(items)} questions."
            self.problem(node, what, f"Ask 1 to {MOST_QUESTIONS}, as a list.")
        found = []
        for item in items:
            fields = self.fields(item, ("question", "no"))
            asked = self._one_of(fields.get("question", item), self.questions)
            if_no = self._one_of(fields.get("no", item), _IF_NO)
            if asked is not None:
                self._asked.add(asked.id)
                found.append(Condition(asked, if_no or "unknown"))
        return tuple(found)

    def _places(self, node: Node) -> tuple[str, ...]:
        items = node.items if isinstance(node, Listing) else []
        if not items:
            self.problem(node, "'at' does not say where to ask.", f"List some of: {_list(PLACES)}.")
        known = {one: one for one in PLACES}
        return tuple(place for item in items if (place := self._one_of(item, known)))

    def _together(self, fields: Fields) -> dict[str, Together]:
        known = {each.value: each for each in Together}
        entries = self.fields(fields["together"]) if "together" in fields else {}
        read = {id: self._one_of(node, known) for id, node in entries.items()}
        return {id: answer for id, answer in read.items() if answer is not None}

    def _one_of(self, node: Node, known: Mapping[str, _Value]) -> _Value | None:
        text = node.text if isinstance(node, Scalar) else ""
        if text not in known:
            self.problem(node, f"'{text}' is none of these.", f"Use one of: {_list(known)}.")
        return known.get(text)

    def _date(self, fields: Fields, name: str) -> date | None:
        if name not in fields:
            return None
        text = self._text(fields[name], name)
        try:
            return date.fromisoformat(text)
        except ValueError:
            remedy = "Write it as 2026-11-24, or leave it out."
            self.problem(fields[name], f"'{name}' is not a date.", remedy)
            return None

    def _interval(self, fields: Fields, of: Node) -> int:
        text = self._needed(fields, "interval", of)
        days = int(text) if text.isdecimal() else 0
        if not 1 <= days <= LONGEST_INTERVAL:
            self.problem(
                fields.get("interval", of),
                "'interval' is no number of days.",
                f"Write 1 to {LONGEST_INTERVAL}.",
            )
        return min(max(days, 1), LONGEST_INTERVAL)

    def _fact(self, fields: Fields, texts: Mapping[str, str], of: Node) -> Fact:
        if texts["basis"] and texts["basis"] not in BASES:
            self.problem(
                fields["basis"], "The basis is not a known one.", f"Use one of: {_list(BASES)}."
            )
        owner = self._text(fields["owner"], "owner") if "owner" in fields else ""
        if owner and owner not in self._networks:
            self.problem(
                fields["owner"], f"'{owner}' is no network.", "Name one, or leave owner out."
            )
        verified = self._date(fields, "verified_on")
        return Fact(texts["source"], verified, None, texts["basis"], owner)


def read_measures(
    content: str, networks: Collection[str]
) -> tuple[dict[str, Measure], tuple[Problem, ...]]:
    """The measures of a file by id, in its order, and everything that is wrong in it.

    ``networks``: ids of those that may own one.
    """
    reader = _Reader(networks)
    try:
        root = read_tree(content)
    except UnreadableError as error:
        what = f"It cannot be read: {error.what}."
        return {}, (Problem(FILE, error.line, what, f"{error.remedy.capitalize()}."),)
    measures = reader.read(root)
    return measures, tuple(dict.fromkeys(reader.problems))


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
