"""Flows of ours as an export that RapidPro, TextIt and Glific read (version 13)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.engine.contexts import PLACEHOLDER
from bot.engine.expressions import Expression
from bot.engine.flow import (
    AnyStep,
    Ask,
    CallStep,
    Choice,
    EndStep,
    ExitStep,
    Flow,
    FlowStep,
    HandoffStep,
    Kind,
    Say,
    Set,
    Text,
    When,
)
from bot.interchange.cards import Cards, Json, Way, id_of
from bot.interchange.languages import SOURCE, theirs
from bot.interchange.report import Remark, Report

Catalogues = Mapping[str, Mapping[str, str]]

_LITERAL = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')\s*""")
_NAME = re.compile(r"\s*([A-Za-z_]\w*)\s*")
_TEST = re.compile(r"""\s*([A-Za-z_]\w*)\s*(==|!=|has)\s*(?:"([^"]*)"|'([^']*)')\s*""")
_HIGH = 160
_ASIDE = 340
_SITE = "https://filo.invalid"


@dataclass(frozen=True, slots=True)
class Exported:
    """An export, ready to be written as JSON, and what of the flows it does not hold."""

    document: Json
    remarks: tuple[Remark, ...]


def export_rapidpro(flows: Sequence[Flow], catalogues: Catalogues) -> Exported:
    """These flows with their translations. The same flows give the same bytes."""
    report = Report()
    names = {flow.id for flow in flows}
    listed: list[object] = []
    triggers: list[object] = []
    for flow in flows:
        cards = _Cards(flow, catalogues, names, report)
        listed.append(cards.definition())
        if flow.anywhere.source:
            triggers.append(
                {
                    "trigger_type": "K",
                    "keywords": list(flow.anywhere.source),
                    "flow": {"uuid": id_of(flow.id), "name": flow.id},
                    "groups": [],
                }
            )
    empty: dict[str, object] = {"campaigns": [], "fields": [], "groups": []}
    document = {"version": "13", "site": _SITE, "flows": listed, "triggers": triggers, **empty}
    return Exported(document, report.remarks)


class _Cards:
    """One flow on its way out."""

    def __init__(self, flow: Flow, catalogues: Catalogues, names: set[str], report: Report) -> None:
        self._flow = flow
        self._catalogues = {one: texts for one, texts in catalogues.items() if one != SOURCE}
        self._names = names
        self._report = report
        self._cards = Cards(flow.id)
        self._step = ""
        self._place = (0, 0)

    def definition(self) -> Json:
        """The flow as RapidPro has it, its first step first."""
        steps = self._flow.steps
        first = steps[self._flow.start]
        ordered = [first, *(step for step in steps.values() if step is not first)]
        for at, step in enumerate(ordered):
            self._step, self._place = step.id, (100, at * _HIGH)
            if step.marks:
                self._left(f"marks ({', '.join(sorted(step.marks))})", "Left out")
            self._card(step)
        return {
            "uuid": id_of(self._flow.id),
            "name": self._flow.id,
            "spec_version": "13.1.0",
            "language": theirs(SOURCE),
            "type": "messaging",
            "revision": 1,
            "expire_after_minutes": 60,
            "localization": self._cards.local,
            "nodes": self._cards.nodes,
            "_ui": {"nodes": self._cards.places, "stickies": {}},
        }

    def _left(self, what: str, done: str) -> None:
        self._report.add(self._flow.id, self._step, what, done)

    def _card(self, step: AnyStep) -> None:
        match step:
            case Say():
                self._cards.plain(step.id, [self._message(step.text)], step.next, self._place)
            case Ask():
                self._ask(step)
            case Set():
                self._cards.plain(step.id, self._kept(step.values), step.next, self._place)
            case When():
                self._when(step)
            case FlowStep():
                self._enter(step)
            case HandoffStep():
                self._handoff(step)
            case CallStep():
                ways = list(step.outcomes.values())
                self._left(f"a call ({step.call})", "It goes on as if the first outcome were so")
                self._cards.plain(step.id, [], ways[0] if ways else "", self._place)
            case ExitStep():
                self._left("she leaves, and the cover falls", "The flow only ends")
                self._cards.plain(step.id, [], "", self._place)
            case EndStep():
                self._cards.plain(step.id, [], "", self._place)
            case _:
                assert_never(step)

    # --- texts ------------------------------------------------------------------------------

    def _message(self, text: Text, replies: Sequence[Choice] = ()) -> Json:
        if text.short:
            self._left("texts for one channel", "Left out")
        uuid = self._cards.id(self._step, "says")
        for language in self._catalogues:
            if said := self._in(language, text.context):
                self._cards.say_in(language, uuid, "text", [said])
            labels = [self._in(language, choice.label.context) for choice in replies]
            if labels and all(labels):
                self._cards.say_in(language, uuid, "quick_replies", labels)
        message: Json = {
            "type": "send_msg",
            "uuid": uuid,
            "text": _spoken(text.source),
            "attachments": [],
            "quick_replies": [_spoken(choice.label.source) for choice in replies],
        }
        return message

    def _in(self, language: str, context: str) -> str:
        return _spoken(self._catalogues[language].get(context, ""))

    def _locally(self, context: str) -> dict[str, str]:
        found = {language: self._in(language, context) for language in self._catalogues}
        return {language: text for language, text in found.items() if text}

    def _kept(self, values: Mapping[str, Expression]) -> list[Json]:
        found: list[Json] = []
        for name, expression in values.items():
            value = _value(expression.source)
            if value is None:
                self._left("a value that is calculated", "Left out")
                continue
            uuid = self._cards.id(self._step, "keeps", str(len(found)), name)
            found.append({"type": "set_run_result", "uuid": uuid, "name": name, "value": value})
        return found

    # --- questions --------------------------------------------------------------------------

    def _ask(self, ask: Ask) -> None:
        left, top = self._place
        wait = f"{ask.id}/wait"
        self._cards.plain(ask.id, [self._message(ask.text, ask.choices)], wait, self._place)
        ways = [self._choice(ask, at, choice) for at, choice in enumerate(ask.choices)]
        result = ""
        if ask.input is not None:
            test = "has_number" if ask.input.kind is Kind.NUMBER else "has_text"
            if ask.input.kind in {Kind.MUNICIPALITY, Kind.WORD}:
                self._left(f"an answer of the kind {ask.input.kind}", "Any text is taken")
            ways.append(Way("Typed", ask.input.next, [(test, "")]))
            result = ask.input.save
        elif ask.choices_from is not None:
            self._left("choices that a call found", "Any text is taken")
            ways.append(Way("Typed", ask.choices_from.next, [("has_text", "")]))
            result = ask.choices_from.save
        if ask.unattended or ask.waited:
            self._left("what is said where nobody answers", "Left out")
        otherwise = ""
        if ask.no_match is not None:
            otherwise = ask.no_match.next
            if ask.no_match.retry or ask.no_match.text is not None:
                self._left("an answer that fits nothing is asked again", "It leads on at once")
        silence = None
        if ask.timeout is not None:
            silence = (int(ask.timeout.after.total_seconds()), ask.timeout.next)
        self._cards.choosing(
            wait,
            "wait_for_response",
            "@input.text",
            [*ways, Way("Other", otherwise)],
            (left + _ASIDE, top),
            result=result,
            silence=silence,
            waits=True,
        )

    def _choice(self, ask: Ask, at: int, choice: Choice) -> Way:
        if choice.when is not None:
            self._left("a choice that is shown on a condition", "It is always shown")
        if choice.agrees:
            self._left("a choice that is her yes to a notice", "Nothing is written down")
        if choice.label.short:
            self._left("labels for one channel", "Left out")
        to = choice.next
        kept = self._kept(choice.set)
        if kept:
            to = f"{ask.id}/{choice.id}/keeps"
            left, top = self._place
            self._cards.plain(to, kept, choice.next, (left + (at + 2) * _ASIDE, top))
        words = (choice.label.source, *choice.match.source)
        tests = [("has_only_phrase", _spoken(word)) for word in words]
        local_tests = {}
        for language in self._catalogues:
            listed = self._in(language, choice.match.context).split(",")
            label = self._in(language, choice.label.context)
            translated = [word.strip() for word in listed if word.strip()]
            if label:
                local_tests[language] = [label, *translated]
            if len(translated) > len(choice.match.source):
                self._left(f"more match words in {language} than in Italian", "The last are left")
        local = self._locally(choice.label.context)
        return Way(_spoken(choice.label.source), to, tests, local, local_tests)

    # --- ways -------------------------------------------------------------------------------

    def _when(self, step: When) -> None:
        """One card for each condition, in order: each looks at a variable of its own."""
        left, top = self._place
        cases = []
        for expression, to in step.cases:
            match = _TEST.fullmatch(expression.source)
            test = _test(match) if match else None
            if test is None:
                self._left("a condition that cannot be expressed", "It counts as not fulfilled")
            else:
                cases.append((test, to))
        last = step.otherwise or ""
        if not cases:
            self._cards.plain(step.id, [], last, self._place)
        for at, ((operand, kind, argument, is_so), to) in enumerate(cases):
            key = step.id if at == 0 else f"{step.id}/{at}"
            after = f"{step.id}/{at + 1}" if at + 1 < len(cases) else last
            first, other = (to, after) if is_so else (after, to)
            ways = [Way("Yes", first, [(kind, argument)]), Way("Other", other)]
            place = (left + at * _ASIDE, top)
            self._cards.choosing(key, "split_by_expression", operand, ways, place)

    def _enter(self, step: FlowStep) -> None:
        if step.flow not in self._names:
            self._left(f"the flow {step.flow} is not among these", "Export it too, or change this")
        action: Json = {
            "type": "enter_flow",
            "uuid": self._cards.id(step.id, "enters"),
            "flow": {"uuid": id_of(step.flow), "name": step.flow},
        }
        ways = [
            Way("Complete", step.next, [("has_only_text", "completed")]),
            Way("Expired", step.next),
        ]
        self._cards.choosing(
            step.id, "split_by_subflow", "@child.status", ways, self._place, actions=[action]
        )

    def _handoff(self, step: HandoffStep) -> None:
        self._left("a hand-off after a notice", "A ticket: the notice and her yes are not enforced")
        self._left("the end of a talk with a person", "Left out")
        action: Json = {
            "type": "open_ticket",
            "uuid": self._cards.id(step.id, "opens"),
            "topic": {"uuid": self._cards.id(step.id, "topic"), "name": "General"},
            "note": "",
            "result_name": f"{step.id} ticket",
        }
        ways = [
            Way("Success", step.accepted, [("has_category", "Success")]),
            Way("Failure", step.unavailable),
        ]
        operand = f"@results.{step.id}_ticket"
        self._cards.choosing(
            step.id, "split_by_ticket", operand, ways, self._place, actions=[action]
        )


def _spoken(text: str) -> str:
    """A text with its variables as they are written there."""
    return PLACEHOLDER.sub(lambda match: f"@results.{match[1]}", text.replace("@", "@@"))


def _value(source: str) -> str | None:
    literal = _LITERAL.fullmatch(source)
    if literal is not None:
        return (literal[1] or literal[2] or "").replace("@", "@@")
    name = _NAME.fullmatch(source)
    if name is not None and name[1] not in {"true", "false"}:
        return f"@results.{name[1]}"
    return None


def _test(match: re.Match[str]) -> tuple[str, str, str, bool] | None:
    """Operand, test, argument, and whether the test holds where the condition does."""
    name, sign = match[1], match[2]
    text = match[3] if match[3] is not None else match[4]
    if name == "channel":
        return None
    if name == "language":
        return "@contact.language", "has_only_phrase", theirs(text), sign == "=="
    operand = f"@results.{name}"
    if not text:
        return None if sign == "has" else (operand, "has_text", "", sign == "!=")
    if sign == "has":
        return operand, "has_phrase", text, True
    return operand, "has_only_text", text, sign == "=="
