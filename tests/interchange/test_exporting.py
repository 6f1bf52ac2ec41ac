"""Flows of ours leave as an export of RapidPro, and come back with their texts, choices, ways."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping

import pytest

from bot.engine.flow import AnyStep, Ask, Choice, EndStep, Flow, FlowStep, Say, Set, When
from bot.i18n.catalogue import read_po
from bot.interchange.exporting import export_rapidpro
from bot.interchange.importing import Ours, import_rapidpro
from bot.publishing.published import FLOWS as FOLDER
from bot.publishing.published import LOCALES, read_folder
from bot.text.spelling import fold
from tests.interchange.samples import LANGUAGES, loaded

ARABIC = {"ar": read_po((LOCALES / "ar" / "LC_MESSAGES" / "filo.po").read_bytes())}
"""One language is enough, and the farthest from Italian; all take the same way."""
TEXTS = read_folder(FOLDER, (".yaml",))
BEYOND = re.compile(r"\n    (?:call|when|handoff|exit|choices_from):")
PLAIN = [name for name, text in TEXTS.items() if not BEYOND.search(text)]
"""Those that are made of questions, sentences, sub-flows, values and ends alone."""

FLOWS = {name: loaded(TEXTS[name], name) for name in PLAIN}
SMALL = """\
flow: small
title: Una prova
start: hello
steps:
  hello: {say: Ciao., next: what}
  what:
    ask: Che cosa ti serve?
    choices:
      course: {label: Un corso, match: [corsi, formazione], set: {need: '"course"'}, next: which}
      back: {label: "No, niente", next: stop}
    input: {save: words, kind: text, next: heard}
    no_match: {retry: 2, next: lost, say: Non ho capito.}
    timeout: {after: 10m, next: quiet}
  which:
    when:
      - {if: need == "course", next: other}
      - {if: words has "casa", next: heard}
    else: stop
  other: {flow: other, next: heard}
  heard: {say: "Hai scritto: {words}", next: stop}
  lost: {say: Ti saluto., next: stop}
  quiet: {set: {safe: '""'}, next: stop}
  stop: {end: true}
"""
OTHER = (
    "flow: other\ntitle: Altro\nstart: a\nsteps:\n  a: {say: Altro., next: b}\n  b: {end: true}\n"
)


def back(flows: list[Flow]) -> dict[str, Flow]:
    """The flows after a journey there and back."""
    document = export_rapidpro(flows, ARABIC).document
    ours = Ours(frozenset(), frozenset(), frozenset(), LANGUAGES)
    imported = import_rapidpro(json.dumps(document), ours)
    return {one.name: loaded(one.text, one.name) for one in imported.flows}


def heard(choice: Choice) -> set[str]:
    """What is heard as a choice, as it is compared."""
    return {fold(text) for text in (choice.label.source, *choice.match.source)}


def told(flow: Flow, step: str) -> AnyStep:
    """The first step from here that she notices, or that decides."""
    found = flow.steps[step]
    while isinstance(found, Set):
        found = flow.steps[found.next]
    return found


def same(one: Flow, other: Flow) -> int:
    """Walk through both at once; how many steps say the same and lead to the same."""
    waiting = [(one.start, other.start)]
    seen = set()
    while waiting:
        pair = waiting.pop()
        if pair in seen:
            continue
        seen.add(pair)
        left, right = told(one, pair[0]), told(other, pair[1])
        assert type(left) is type(right), (left.id, right.id)
        if isinstance(left, Say) and isinstance(right, Say):
            assert left.text.source == right.text.source
            waiting.append((left.next, right.next))
        elif isinstance(left, FlowStep) and isinstance(right, FlowStep):
            assert left.flow == right.flow
            waiting.append((left.next, right.next))
        elif isinstance(left, Ask) and isinstance(right, Ask):
            assert left.text.source == right.text.source
            assert [c.label.source for c in left.choices] == [c.label.source for c in right.choices]
            for mine, theirs in zip(left.choices, right.choices, strict=True):
                assert heard(mine) == heard(theirs)
                waiting.append((mine.next, theirs.next))
            assert (left.input is None) == (right.input is None)
            if left.input is not None and right.input is not None:
                waiting.append((left.input.next, right.input.next))
            assert left.no_match is not None
            assert right.no_match is not None
            waiting.append((left.no_match.next, right.no_match.next))
        elif isinstance(left, When) and isinstance(right, When):
            assert {to: test.source for test, to in left.cases}
            assert left.otherwise is not None
            assert right.otherwise is not None
            waiting.append((left.cases[0][1], right.cases[0][1]))
        else:
            assert isinstance(left, EndStep)
    return len(seen)


def test_a_flow_of_every_plain_kind_comes_back():
    """Questions, sentences, conditions, sub-flows and ends."""
    flows = [loaded(SMALL, "small"), loaded(OTHER, "other")]
    returned = back(flows)
    assert same(flows[0], returned["small"]) >= 7
    assert same(flows[1], returned["other"]) == 2


@pytest.mark.parametrize("name", PLAIN)
def test_a_flow_of_ours_comes_back(name):
    """As it is published; the flows that it enters are there, and empty."""
    flow = FLOWS[name]
    entered = {s.flow for s in flow.steps.values() if isinstance(s, FlowStep)} - {name}
    others = [loaded(OTHER.replace("other", one), one) for one in sorted(entered)]
    assert same(flow, back([flow, *others])[name]) == same(flow, flow) > 2


def test_translations_come_back_to_the_same_texts():
    """Of a question and of the labels."""
    flow = FLOWS[PLAIN[0]]
    document = export_rapidpro([flow], ARABIC).document
    ours = Ours(frozenset(), frozenset(), frozenset(), LANGUAGES)
    (imported,) = import_rapidpro(json.dumps(document), ours).flows
    returned = loaded(imported.text, flow.id)
    for language in ARABIC:
        mine = {
            choice.label.source: ARABIC[language][choice.label.context]
            for step in flow.steps.values()
            if isinstance(step, Ask)
            for choice in step.choices
        }
        theirs = {
            choice.label.source: imported.texts[language].get(choice.label.context, "")
            for step in returned.steps.values()
            if isinstance(step, Ask)
            for choice in step.choices
        }
        assert theirs
        assert {label: mine[label] for label in theirs} == theirs


@pytest.mark.parametrize("name", PLAIN)
def test_an_export_holds_together(name):
    """Each id is a UUID and stands once, each exit leads to a node, each case has its category."""
    document = export_rapidpro([FLOWS[name]], ARABIC).document
    assert json.dumps(document) == json.dumps(export_rapidpro([FLOWS[name]], ARABIC).document)
    flows = document["flows"]
    assert isinstance(flows, list)
    (flow,) = flows
    nodes = {node["uuid"]: node for node in flow["nodes"]}
    assert len(nodes) == len(flow["nodes"])
    assert set(flow["_ui"]["nodes"]) == set(nodes)
    assert all(uuid.UUID(id).version == 5 for id in nodes)
    for node in nodes.values():
        exits = {one["uuid"]: one["destination_uuid"] for one in node["exits"]}
        assert {to for to in exits.values() if to} <= set(nodes)
        router: Mapping[str, list[dict[str, str]]] = node.get("router", {})
        categories = {one["uuid"]: one["exit_uuid"] for one in router.get("categories", [])}
        assert set(categories.values()) <= set(exits)
        assert {one["category_uuid"] for one in router.get("cases", [])} <= set(categories)


TOLD = """\
flow: told
title: Una prova
start: hello
steps:
  hello: {marks: [critical, emergency], say: "112", sms: "112", next: set}
  set: {call: language.set, with: {language: '"en"'}, outcomes: {done: which}}
  which: {when: [{if: channel == "sms", next: out}], else: out}
  out: {exit: true}
"""


def test_what_has_no_counterpart_there_is_told():
    """Marks, calls, texts for a channel, conditions on one, the exit."""
    report = "\n".join(map(str, export_rapidpro([loaded(TOLD, "told")], {}).remarks))
    for what in (
        "told hello: marks (critical, emergency)",
        "told hello: texts for one channel",
        "told set: a call (language.set)",
        "told which: a condition that cannot be expressed",
        "told out: she leaves, and the cover falls",
    ):
        assert what in report


def test_there_are_plain_flows_of_ours_to_try():
    """Else the tests above would be about nothing."""
    assert PLAIN
