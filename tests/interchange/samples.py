"""Small exports in the forms that other products write, made for these tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.conversation.calls import CALLS
from bot.engine.flow import Flow
from bot.engine.load import load_flow
from bot.interchange.importing import Imported, Ours, import_rapidpro

Json = dict[str, Any]
LANGUAGES = ("it", "en", "es", "fr", "ar")
OURS = Ours(
    flows=frozenset({"start", "person", "menu"}),
    variables=frozenset({"safe", "network", "need"}),
    calls=frozenset(CALLS),
    languages=LANGUAGES,
    memory={"en": {"Non ho capito. Scegli una voce.": "I did not understand. Choose one."}},
)


def say(text: str, **more: Any) -> Json:
    """A message; its id is its text."""
    return {"type": "send_msg", "uuid": text, "text": text, **more}


def node(id: str, *actions: Json, to: str | None = None, **more: Any) -> Json:
    """A node that does something and goes on."""
    exits = [{"uuid": f"{id}-exit", "destination_uuid": to}]
    return {"uuid": id, "actions": list(actions), "exits": exits, **more}


def switch(
    id: str,
    operand: str,
    ways: Mapping[str, tuple[str | None, list[tuple[str, list[str]]]]],
    *actions: Json,
    **router: Any,
) -> Json:
    """A node that chooses: category -> (where it leads, tests); the last one is the default."""
    categories, cases, exits = [], [], []
    for name, (to, tests) in ways.items():
        categories.append({"uuid": f"{id}-{name}", "name": name, "exit_uuid": f"{id}-x-{name}"})
        exits.append({"uuid": f"{id}-x-{name}", "destination_uuid": to})
        for at, (kind, arguments) in enumerate(tests):
            case = {"uuid": f"{id}-{name}-{at}", "type": kind, "arguments": arguments}
            cases.append(case | {"category_uuid": f"{id}-{name}"})
    whole = {
        "type": "switch",
        "operand": operand,
        "categories": categories,
        "cases": cases,
        "default_category_uuid": f"{id}-{list(ways)[-1]}",
        **router,
    }
    return {"uuid": id, "actions": list(actions), "router": whole, "exits": exits}


def wait(
    id: str,
    ways: Mapping[str, tuple[str | None, list[tuple[str, list[str]]]]],
    result: str = "",
    **more: Any,
) -> Json:
    """A node that waits for an answer."""
    return switch(id, "@input.text", ways, result_name=result, wait={"type": "msg", **more})


def flow(*nodes: Any, name: str = "Prova", language: str = "ita", **more: Any) -> Json:
    """A definition."""
    return {
        "uuid": f"uuid-{name}",
        "name": name,
        "spec_version": "13.1.0",
        "language": language,
        "type": "messaging",
        "localization": {},
        "nodes": list(nodes),
    } | more


def taken(*flows: Json, **beside: Any) -> tuple[dict[str, Flow], Imported]:
    """What an import makes of an export of these flows; each one loads."""
    whole = {"version": "13", "site": "https://textit.invalid", "flows": list(flows), **beside}
    imported = import_rapidpro(json.dumps(whole), OURS)
    return {one.name: loaded(one.text, one.name) for one in imported.flows}, imported


def loaded(text: str, name: str) -> Flow:
    """A flow that has no mistake."""
    found, problems = load_flow(text, name, CALLS)
    assert problems == ()
    assert found is not None
    return found


def remarks(imported: Imported) -> str:
    """The report, a remark a line."""
    return "\n".join(map(str, imported.remarks))
