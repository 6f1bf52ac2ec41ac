"""Flows of RapidPro, TextIt and Glific as flows of ours: all flows of a file, or none.

What comes out is canonical and loads; it need not pass the publish gate, since it is a draft.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from bot.engine.editing.drafts import Texts
from bot.interchange.acting import Around, declared
from bot.interchange.dividing import Divided, divided, is_large
from bot.interchange.expressions import Key, Variables, keys_in, reserved
from bot.interchange.names import Names
from bot.interchange.plain import cleaned, without_addresses
from bot.interchange.reading import read_export
from bot.interchange.report import Remark, Report
from bot.interchange.source import Definition, Export
from bot.interchange.speaking import Memory, Speaker
from bot.interchange.turning import Turned, Turning
from bot.interchange.writing import flow_text

_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Ours:
    """What of ours an import must know.

    ``flows``: names that are taken. ``variables``: names that mean something in our flows.
    ``person``: the flow that leads to a person, empty where there is none. ``memory``: how what
    is added to every question is said elsewhere.
    """

    flows: Collection[str]
    variables: Collection[str]
    calls: Collection[str]
    languages: Collection[str]
    person: str = "person"
    memory: Memory = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedFlow:
    """One flow: its YAML, its translations (language -> context -> text), its positions as JSON."""

    name: str
    title: str
    text: str
    texts: Texts
    positions: str


@dataclass(frozen=True, slots=True)
class Imported:
    """All flows of a file and everything of it that has no counterpart."""

    flows: tuple[ImportedFlow, ...]
    remarks: tuple[Remark, ...]


def import_rapidpro(text: str, ours: Ours) -> Imported:
    """The flows of an export. Raises ``ForeignFileError``: then there is none of them."""
    report = Report()
    export = read_export(text, report)
    variables = Variables(reserved(ours.variables), read=frozenset(_read(export)))
    names = Names(ours.flows)
    named: list[tuple[Definition, str]] = []
    known: dict[str, str] = {}
    for flow in export.definitions:
        name = names.give(flow.name, "flow")
        named.append((flow, name))
        known.setdefault(f"name:{flow.name}", name)
        if flow.uuid:
            known[f"uuid:{flow.uuid}"] = name
        declared(flow.nodes, variables)
    for was, now in variables.renamed().items():
        report.add("", "", f"a value is called as one of ours ({was})", f"It is called {now}")
    around = Around(variables, known, export.templates, ours.languages, ours.calls)
    flows: list[ImportedFlow] = []
    for flow, name in named:
        flows += _flow(flow, name, around, ours, names, report)
    return Imported(tuple(flows), report.remarks)


def _flow(
    flow: Definition, name: str, around: Around, ours: Ours, names: Names, report: Report
) -> Iterator[ImportedFlow]:
    person = ours.person if ours.person in ours.flows else ""
    speaker = Speaker(flow, around.variables, ours.languages, ours.memory, report)
    turned = Turning(flow, name, speaker, around, person).turned()
    speaker.close()
    title = speaker.shown("", flow.name)[:80] or name
    words = tuple(_anywhere(flow))
    if words:
        report.add(
            flow.name, "", "words begin it", "They are heard at every question (anywhere): check"
        )
    if not is_large(turned.steps):
        written = flow_text(name, title, turned.start, turned.steps, words)
        yield ImportedFlow(name, title, written, turned.texts, json.dumps(turned.positions))
        return
    variable = around.variables.names.give(f"{name} at", "at")
    parts = divided(name, turned.start, turned.steps, variable, names)
    report.add(flow.name, "", "it is too large for one flow", f"It is {len(parts)} flows")
    for part in parts:
        heard = words if part.name == name else ()
        written = flow_text(part.name, title, part.start, part.steps, heard)
        yield ImportedFlow(part.name, title, written, *_of(part, name, turned))


def _of(part: Divided, name: str, turned: Turned) -> tuple[Texts, str]:
    """The translations and positions that go with a part."""
    places = {step: place for step, place in turned.positions.items() if step in part.own}
    texts = {
        language: {
            f"{part.name}{context.removeprefix(name)}": text
            for context, text in listed.items()
            if context.split("/")[1] in part.own
        }
        for language, listed in turned.texts.items()
    }
    return {language: listed for language, listed in texts.items() if listed}, json.dumps(places)


def _anywhere(flow: Definition) -> Iterator[str]:
    """The keywords that begin a flow, as words that lead to it from every question."""
    for word in list(dict.fromkeys(one.casefold() for one in flow.keywords))[:_MOST_WORDS]:
        shown, had = without_addresses(cleaned(word[:60]).replace(",", " "))
        if not had and any(map(str.isalpha, shown)):
            yield " ".join(shown.split())


def _read(export: Export) -> Iterator[Key]:
    """Every variable that a text, value or router of the file looks at."""
    for flow in export.definitions:
        for node in flow.nodes:
            if node.router is not None:
                # An operand may come without its sign.
                yield from keys_in("@" + node.router.operand)
            for action in node.actions:
                for value in action.fields.values():
                    if isinstance(value, str):
                        yield from keys_in(value)
        for local in flow.local.values():
            for texts in local.values():
                for listed in texts.values():
                    for text in listed:
                        yield from keys_in(text)
