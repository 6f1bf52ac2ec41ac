"""Reads flows from YAML: every mistake of a file at once, each with its line and remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.engine.effects import CallSpec
from bot.engine.flow import Bundle, Flow
from bot.engine.problems import Problem, has_errors
from bot.engine.reading import SLUG, Reading
from bot.engine.steps import read_step
from bot.engine.tree import Table, UnreadableError, read_tree

_FLOW_KEYS = frozenset({"flow", "title", "start", "steps", "anywhere"})


def load_flow(
    text: str, name: str, calls: Mapping[str, CallSpec]
) -> tuple[Flow | None, tuple[Problem, ...]]:
    """The flow of a file called ``name`` and its problems; None where it cannot be run."""
    reading = Reading(name, calls)
    try:
        root = read_tree(text)
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
    steps = {}
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
        if step is not None:
            steps[key.text] = step
    reading.step = ""
    if start and listed and start not in {key.text for key, _ in listed.entries}:
        reading.problem(
            root.line, "structure/start", f"there is no step {start}", "name the first step"
        )
    words = reading.words(fields.get("anywhere"), f"{id}//anywhere")
    return Flow(id, reading.text(fields, "title", root.line), start, steps, words, root.line)


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
    for name, text in files.items():
        flow, found = load_flow(text, name, calls)
        problems += found
        if flow is not None:
            flows[flow.id] = flow
    if entry not in flows and not has_errors(tuple(problems)):
        problems.append(
            Problem(
                entry,
                "",
                0,
                "structure/entry",
                f"there is no flow {entry}",
                "add it: every talk begins there",
            )
        )
    if has_errors(tuple(problems)):
        return None, tuple(problems)
    texts = {language: dict(catalogues.get(language, {})) for language in languages}
    return Bundle(_digest(files, texts, languages), entry, flows, texts, languages), tuple(problems)


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
