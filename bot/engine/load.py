"""Reads flows from YAML: every mistake of a file at once, each with its line and remedy."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.engine.contexts import PLACEHOLDER, passages
from bot.engine.editing.sheet import tree_of
from bot.engine.effects import CallSpec
from bot.engine.flow import AnyStep, Bundle, Flow, FlowStep
from bot.engine.problems import Problem, has_errors
from bot.engine.reading import SLUG, Reading
from bot.engine.steps import read_step
from bot.engine.tree import Table, UnreadableError
from bot.engine.ways import ways

_FLOW_KEYS = frozenset({"flow", "title", "start", "steps", "anywhere"})


def load_flow(
    text: str, name: str, calls: Mapping[str, CallSpec]
) -> tuple[Flow | None, tuple[Problem, ...]]:
    """The flow of a file called ``name`` and its problems; None where it cannot be run."""
    return _loaded(text, name, _Calls(calls))


@dataclass(frozen=True, slots=True, eq=False)
class _Calls:
    """The calls that a flow may make, which are the same or others: never compared one by one."""

    known: Mapping[str, CallSpec]

    def __hash__(self) -> int:
        return id(self.known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Calls) and other.known is self.known


@lru_cache(maxsize=128)
def _loaded(text: str, name: str, calls: _Calls) -> tuple[Flow | None, tuple[Problem, ...]]:
    """A file that stands in two bundles, an older and the newest, is read and held once."""
    reading = Reading(name, calls.known)
    try:
        root = tree_of(text)
    except UnreadableError as error:
        reading.problem(error.line, "load/yaml", error.what, error.remedy)
        return None, tuple(reading.problems)
    if not isinstance(root, Table):
        reading.problem(
            root.line, "load/shape", "the file is no flow", "begin with flow: and its name"
        )
        return None, tuple(reading.problems)
    flow = _flow(root, name, reading)
    found = tuple(reading.problems)
    return (None if has_errors(found) else flow), found


def _flow(root: Table, name: str, reading: Reading) -> Flow:
    fields = reading.fields(root, _FLOW_KEYS)
    id = reading.text(fields, "flow", root.line)
    if id != name:
        reading.problem(
            root.line, "load/name", f"flow: {id} lies in the file {name}", f"write flow: {name}"
        )
    start = reading.text(fields, "start", root.line)
    steps: dict[str, AnyStep] = {}
    listed = reading.table(fields, "steps", root.line)
    for key, node in listed.entries if listed else ():
        if not SLUG.fullmatch(key.text):
            reading.problem(
                key.line,
                "load/slug",
                f"{key.text!r} is no name for a step",
                "use small letters, digits and _",
            )
        step = read_step(id, key, node, reading)
        if key.text in steps:
            reading.problem(
                key.line, "load/twice", f"the step {key.text} stands twice", "rename one of them"
            )
        elif step is not None:
            steps[key.text] = step
    reading.step = ""
    names = frozenset(key.text for key, _ in listed.entries) if listed else frozenset()
    if start and listed and start not in names:
        reading.problem(
            root.line, "structure/start", f"there is no step {start}", "name the first step"
        )
    for step in steps.values():
        reading.step = step.id
        _closed(step, names, reading)
    reading.step = ""
    words = reading.words(fields.get("anywhere"), f"{id}//anywhere")
    title = reading.text(fields, "title", root.line) if "title" in fields else id
    return Flow(id, title, start, steps, words, root.line)


def _closed(step: AnyStep, names: frozenset[str], reading: Reading) -> None:
    """Every way out of a step leads to a step of the same file, every gap in a text is a name."""
    for target in dict.fromkeys(ways(step)):
        if target and target not in names:
            reading.problem(
                step.line,
                "structure/next",
                f"there is no step {target}",
                "correct the name or add the step",
            )
    for passage in passages(step):
        if not passage.words and re.search(r"[{}]", PLACEHOLDER.sub("", passage.source)):
            reading.problem(
                passage.line,
                "load/placeholder",
                f"{passage.context} has a brace that is no {{name}}",
                "write {name} with small letters, or no brace",
            )


def load_bundle(
    files: Mapping[str, str],
    catalogues: Mapping[str, Mapping[str, str]],
    calls: Mapping[str, CallSpec],
    languages: tuple[str, ...],
    entry: str = "start",
) -> tuple[Bundle | None, tuple[Problem, ...]]:
    """The bundle that these files (name -> text) make; None where any file has a mistake.

    Its id is a digest of the content: the same files and translations give the same id.
    """
    flows: dict[str, Flow] = {}
    problems: list[Problem] = []
    for name, text in sorted(files.items()):
        flow, found = load_flow(text, name, calls)
        problems += found
        if flow is not None:
            flows[flow.id] = flow
    problems += _missing(flows, frozenset(files), entry)
    if has_errors(tuple(problems)):
        return None, tuple(problems)
    texts = {language: dict(catalogues.get(language, {})) for language in languages}
    id = _digest(files, texts, languages)
    return Bundle(id, entry, flows, texts, languages, _guarded(flows)), tuple(problems)


def _guarded(flows: Mapping[str, Flow]) -> frozenset[str]:
    """The flows that hold a sensitive step or lead to one through sub-flows."""
    guarded = {
        flow.id
        for flow in flows.values()
        if any("sensitive" in step.marks for step in flow.steps.values())
    }
    while True:
        more = {
            flow.id
            for flow in flows.values()
            if flow.id not in guarded
            and any(isinstance(s, FlowStep) and s.flow in guarded for s in flow.steps.values())
        }
        if not more:
            return frozenset(guarded)
        guarded |= more


def _missing(flows: Mapping[str, Flow], names: frozenset[str], entry: str) -> Iterator[Problem]:
    """The entry flow and sub-flows that no file holds."""
    if entry not in names:
        yield Problem(
            entry,
            "",
            0,
            "structure/entry",
            f"there is no flow {entry}",
            "add it: every talk begins there",
        )
    for flow in flows.values():
        for step in flow.steps.values():
            if isinstance(step, FlowStep) and step.flow not in names:
                yield Problem(
                    flow.id,
                    step.id,
                    step.line,
                    "structure/sub-flow",
                    f"there is no flow {step.flow}",
                    "correct the name or add the file",
                )


def _digest(
    files: Mapping[str, str], texts: Mapping[str, Mapping[str, str]], languages: tuple[str, ...]
) -> str:
    whole = hashlib.sha256("\0".join(languages).encode())
    for name in sorted(files):
        whole.update(f"\0{name}\0{files[name]}".encode())
    for language in sorted(texts):
        for context in sorted(texts[language]):
            whole.update(f"\0{language}\0{context}\0{texts[language][context]}".encode())
    return whole.hexdigest()[:22]
