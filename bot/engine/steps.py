"""Reads one step of a flow: each kind has a function that takes it out of the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.engine.flow import (
    PURPOSES,
    AnyStep,
    Ask,
    CallStep,
    Choice,
    ChoicesFrom,
    EndStep,
    ExitStep,
    FlowStep,
    HandoffStep,
    Input,
    Kind,
    NoMatch,
    Say,
    Set,
    Text,
    Timeout,
    When,
)
from bot.engine.reading import CHANNELS, SLUG, Fields, Reading
from bot.engine.tree import Listing, Node, Scalar, Table

MARKS = frozenset(
    {
        "sensitive",
        "critical",
        "notice",
        "who_knows",
        "duty",
        "emergency",
        "stores",
        "offers",
        "safe_question",
        "paper",
    }
)
HANDOFF = frozenset({"network", "need"})
"""What a hand-off may be told."""
LONGEST_GROUP = 60
"""Letters of a group's name: it stands above a frame on the canvas."""

_VARIANTS = frozenset(CHANNELS)
_KEYS: Mapping[str, frozenset[str]] = {
    "ask": _VARIANTS
    | {"choices", "choices_from", "input", "no_match", "timeout", "unattended", "waited"},
    "say": _VARIANTS | {"next"},
    "set": frozenset({"next"}),
    "when": frozenset({"else"}),
    "call": frozenset({"with", "save", "outcomes"}),
    "flow": frozenset({"next"}),
    "handoff": frozenset({"accepted", "unavailable", "closed"}),
    "exit": frozenset(),
    "end": frozenset(),
}


def read_step(flow: str, key: Scalar, node: Node, reading: Reading) -> AnyStep | None:
    """The step of that key, or None where it is none; mistakes go to the reading."""
    reading.step = key.text
    if not isinstance(node, Table):
        reading.problem(key.line, "load/shape", "a step needs entries", "see docs/flows.md")
        return None
    kinds = list(dict.fromkeys(name.text for name, _ in node.entries if name.text in _KEYS))
    if len(kinds) != 1:
        listed = ", ".join(_KEYS)
        what = "is none of the kinds" if not kinds else f"is several kinds: {', '.join(kinds)}"
        reading.problem(key.line, "structure/kind", f"the step {what}", f"give it one of: {listed}")
        return None
    kind = kinds[0]
    fields = reading.fields(node, _KEYS[kind] | {kind, "marks", "group"})
    _check_group(fields, key.line, reading)
    marks = frozenset(reading.words(fields.get("marks"), "").source)
    for mark in sorted(marks - MARKS):
        reading.problem(
            key.line, "load/mark", f"unknown mark {mark}", f"use one of: {', '.join(sorted(MARKS))}"
        )
    if "paper" in marks and kind != "say":
        reading.problem(key.line, "load/mark", "only a say is paper", "say it in a step of its own")
    return _READERS[kind](_Place(flow, key.text, key.line, marks), fields, reading)


def _check_group(fields: Fields, line: int, reading: Reading) -> None:
    """The group is for whoever writes the flow: no step that is played knows of it."""
    name = reading.text(fields, "group", line) if "group" in fields else ""
    if "\n" in name or len(name) > LONGEST_GROUP:
        reading.problem(
            line,
            "load/group",
            f"the name of a group is one line of {LONGEST_GROUP} characters at most",
            "write a shorter one",
        )


class _Place:
    """Where a step stands and what it is marked with."""

    def __init__(self, flow: str, id: str, line: int, marks: frozenset[str]) -> None:
        self.id = id
        self.line = line
        self.marks = marks
        self.context = f"{flow}/{id}"


def _ask(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    text = reading.said(fields, "ask", at.line, f"{at.context}/ask")
    choices = _choices(at, fields.get("choices"), reading)
    ask = Ask(
        at.id,
        at.line,
        at.marks,
        text,
        choices,
        _choices_from(at, fields.get("choices_from"), reading),
        _input(at, fields.get("input"), reading),
        _no_match(at, fields.get("no_match"), reading),
        _timeout(at, fields.get("timeout"), reading),
        reading.text(fields, "unattended", at.line) if "unattended" in fields else "",
        reading.text(fields, "waited", at.line) if "waited" in fields else "",
    )
    if not ask.choices and ask.choices_from is None and ask.input is None:
        reading.problem(
            at.line, "structure/outcome", "nothing can be answered", "add choices: or input:"
        )
    return ask


def _sub(at: _Place, node: Node | None, known: str, reading: Reading) -> Fields | None:
    if node is None:
        return None
    if not isinstance(node, Table):
        reading.problem(
            node.line,
            "load/shape",
            "entries are expected",
            f"write {{{known.replace(' ', ': …, ')}: …}}",
        )
        return None
    return reading.fields(node, frozenset(known.split()))


def _choices(at: _Place, node: Node | None, reading: Reading) -> tuple[Choice, ...]:
    if node is None:
        return ()
    if not isinstance(node, Table):
        reading.problem(node.line, "load/shape", "choices are expected", "write one choice a line")
        return ()
    found: dict[str, Choice] = {}
    for key, entry in node.entries:
        if not SLUG.fullmatch(key.text) or key.text in found:
            reading.problem(
                key.line,
                "load/slug",
                f"{key.text!r} is no name of its own",
                "use small letters, digits and _, each once",
            )
        fields = _sub(at, entry, "label sms match next when set agrees", reading)
        if fields is None:
            continue
        context = f"{at.context}/choices/{key.text}"
        found[key.text] = Choice(
            key.text,
            _label(fields, context, key.line, reading),
            reading.words(fields.get("match"), f"{context}/match"),
            reading.text(fields, "next", key.line),
            reading.expression(fields["when"]) if "when" in fields else None,
            reading.expressions(fields.get("set")),
            key.line,
            _purpose(fields, key.line, reading),
        )
    return tuple(found.values())


def _label(fields: Fields, context: str, line: int, reading: Reading) -> Text:
    """A label, with the more neutral one for where it stays on her phone."""
    short = (
        {"sms": Text(reading.text(fields, "sms", line), f"{context}.sms")}
        if "sms" in fields
        else {}
    )
    return Text(reading.text(fields, "label", line), context, short)


def _purpose(fields: Fields, line: int, reading: Reading) -> str:
    """What a choice agrees to; empty where it is no yes."""
    purpose = reading.text(fields, "agrees", line) if "agrees" in fields else ""
    if purpose and purpose not in PURPOSES:
        listed = ", ".join(sorted(PURPOSES))
        reading.problem(line, "load/agrees", f"unknown purpose {purpose}", f"use one of: {listed}")
        return ""
    return purpose


def _choices_from(at: _Place, node: Node | None, reading: Reading) -> ChoicesFrom | None:
    fields = _sub(at, node, "list save next", reading)
    if fields is None:
        return None
    line = node.line if node is not None else at.line
    variable, save = (reading.name(fields, key, line) for key in ("list", "save"))
    return ChoicesFrom(variable, save, reading.text(fields, "next", line))


def _input(at: _Place, node: Node | None, reading: Reading) -> Input | None:
    fields = _sub(at, node, "save kind next", reading)
    if fields is None:
        return None
    line = node.line if node is not None else at.line
    kind = reading.text(fields, "kind", line)
    if kind not in set(Kind):
        reading.problem(
            line, "load/kind", f"there is no kind {kind}", f"use one of: {', '.join(Kind)}"
        )
        kind = Kind.TEXT
    save = reading.name(fields, "save", line)
    return Input(save, Kind(kind), reading.text(fields, "next", line))


def _no_match(at: _Place, node: Node | None, reading: Reading) -> NoMatch | None:
    fields = _sub(at, node, "retry next say", reading)
    if fields is None:
        return None
    line = node.line if node is not None else at.line
    retry = reading.text(fields, "retry", line)
    if not (retry.isdecimal() and len(retry) < 3):
        reading.problem(line, "load/number", "retry is no small number", "write 0, 1, 2 or 3")
        retry = "0"
    text = (
        Text(reading.text(fields, "say", line), f"{at.context}/no_match")
        if "say" in fields
        else None
    )
    return NoMatch(int(retry), reading.text(fields, "next", line), text)


def _timeout(at: _Place, node: Node | None, reading: Reading) -> Timeout | None:
    fields = _sub(at, node, "after next", reading)
    if fields is None:
        return None
    line = node.line if node is not None else at.line
    return Timeout(reading.duration(fields, "after", line), reading.text(fields, "next", line))


def _say(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    text = reading.said(fields, "say", at.line, f"{at.context}/say")
    return Say(at.id, at.line, at.marks, text, reading.text(fields, "next", at.line))


def _set(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    values = reading.expressions(fields["set"])
    return Set(at.id, at.line, at.marks, values, reading.text(fields, "next", at.line))


def _when(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    cases = []
    listed = fields["when"]
    if not isinstance(listed, Listing) or not listed.items:
        reading.problem(
            at.line, "load/shape", "when: has no conditions", "write [{if: …, next: …}]"
        )
    else:
        for item in listed.items:
            case = _sub(at, item, "if next", reading)
            if case is not None and "if" in case:
                cases.append(
                    (reading.expression(case["if"]), reading.text(case, "next", item.line))
                )
            else:
                reading.problem(
                    item.line, "load/missing", "a condition without if:", "write {if: …, next: …}"
                )
    otherwise = reading.text(fields, "else", at.line) or None
    return When(at.id, at.line, at.marks, tuple(cases), otherwise)


def _call(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    name = reading.text(fields, "call", at.line)
    args = reading.expressions(fields.get("with"))
    spec = reading.calls.get(name)
    if spec is None:
        listed = ", ".join(sorted(reading.calls))
        reading.problem(
            at.line, "structure/call", f"there is no call {name}", f"use one of: {listed}"
        )
        outcomes: dict[str, str] = {}
    else:
        for extra in sorted(set(args) - spec.params):
            reading.problem(at.line, "structure/call", f"{name} takes no {extra}", "remove it")
        outcomes = reading.targets(fields.get("outcomes"), at.line, spec.outcomes)
    save = reading.name(fields, "save", at.line) if "save" in fields else ""
    return CallStep(at.id, at.line, at.marks, name, args, save, outcomes)


def _flow(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    called = reading.text(fields, "flow", at.line)
    return FlowStep(at.id, at.line, at.marks, called, reading.text(fields, "next", at.line))


def _handoff(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    args = reading.expressions(fields["handoff"])
    for extra in sorted(set(args) - HANDOFF):
        reading.problem(at.line, "structure/call", f"a hand-off takes no {extra}", "remove it")
    if "network" not in args:
        reading.problem(
            at.line, "structure/call", "the hand-off names no network", "add {network: network}"
        )
    where = [reading.text(fields, key, at.line) for key in ("accepted", "unavailable", "closed")]
    return HandoffStep(at.id, at.line, at.marks, args, *where)


def _exit(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    _true(fields["exit"], "exit", reading)
    return ExitStep(at.id, at.line, at.marks)


def _end(at: _Place, fields: Fields, reading: Reading) -> AnyStep:
    _true(fields["end"], "end", reading)
    return EndStep(at.id, at.line, at.marks)


def _true(node: Node, key: str, reading: Reading) -> None:
    if not (isinstance(node, Scalar) and node.text == "true"):
        reading.problem(
            node.line, "load/shape", f"{key} takes nothing but true", f"write {key}: true"
        )


_READERS: Mapping[str, Callable[[_Place, Fields, Reading], AnyStep]] = {
    "ask": _ask,
    "say": _say,
    "set": _set,
    "when": _when,
    "call": _call,
    "flow": _flow,
    "handoff": _handoff,
    "exit": _exit,
    "end": _end,
}
