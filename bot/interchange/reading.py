"""Reads an export of RapidPro, TextIt or Glific: strict in what it tells, robust in what it reads.

A file that cannot be read as a whole is refused as a whole. Within one that can be read, whatever
has a wrong type counts as missing and is told in the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.interchange.report import ForeignFileError, Report
from bot.interchange.source import (
    Action,
    Case,
    Category,
    Definition,
    Export,
    Local,
    Node,
    Router,
    text_of,
)

MOST = 40_000_000
"""Characters: the largest exports seen are a tenth of it."""

_VERSION = re.compile(r"(\d{1,3})(?:\.\d{1,3}){0,2}")
_READ = (13, 14)
_AGAIN = "Export it again from a current RapidPro, TextIt or Glific"


def read_export(text: str, report: Report) -> Export:
    """The flows of a file. Raises ``ForeignFileError``: then nothing of it is taken."""
    root = _root(text)
    found = list(_definitions(root))
    if not found:
        raise ForeignFileError(
            "There is no flow in this file. A RapidPro, TextIt or Glific export has a list "
            "called flows, or is one flow with a list called nodes."
        )
    keywords = _keywords(root, report)
    _beside(root, report)
    definitions = [_definition(one, own, keywords, report) for one, own in found]
    return Export(tuple(definitions), _templates(root))


def _root(text: str) -> Mapping[str, object]:
    if len(text) > MOST:
        raise ForeignFileError("The file is larger than 40 MB: export fewer flows at once.")
    try:
        root: Any = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ForeignFileError("The file is nested too deep: it is no export of flows.") from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        where = f" (line {line})" if line else ""
        raise ForeignFileError(f"The file is no JSON{where}. {_AGAIN}.") from None
    if not isinstance(root, dict):
        raise ForeignFileError(f"The file is no export of flows. {_AGAIN}.")
    return root


def _definitions(root: Mapping[str, object]) -> Iterator[tuple[Mapping[str, object], object]]:
    """Each flow with the keywords that Glific writes beside it."""
    if isinstance(root.get("nodes"), list):
        yield root, root.get("keywords")
        return
    if "action_sets" in root or "rule_sets" in root:
        raise ForeignFileError(f"The flow has the form before version 13. {_AGAIN}.")
    flows = root.get("flows")
    for number, item in enumerate(flows if isinstance(flows, list) else (), 1):
        if not isinstance(item, dict):
            raise ForeignFileError(f"Flow {number} of the file is no flow. {_AGAIN}.")
        inner = item.get("definition")
        flow = inner if isinstance(inner, dict) else item
        if not isinstance(flow.get("nodes"), list):
            old = " It has the form before version 13." if "action_sets" in flow else ""
            raise ForeignFileError(f"Flow {number} of the file has no nodes.{old} {_AGAIN}.")
        yield flow, item.get("keywords")


def _beside(root: Mapping[str, object], report: Report) -> None:
    """What stands beside the flows and has no counterpart."""
    for key, done in {
        "campaigns": "Left out: she is never written to first",
        "groups": "Left out: no lists of people are kept",
        "collections": "Left out: no lists of people are kept",
    }.items():
        listed = root.get(key)
        if isinstance(listed, list) and listed:
            report.add("", "", f"{key}: {len(listed)}", done)


def _keywords(root: Mapping[str, object], report: Report) -> Mapping[str, tuple[str, ...]]:
    """uuid of a flow -> the words that begin it, out of the triggers of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for trigger in _tables(root.get("triggers")):
        kind = text_of(trigger.get("trigger_type", trigger.get("type")))
        flow = _table(trigger.get("flow"))
        words = _texts(trigger.get("keywords")) or _texts([trigger.get("keyword")])
        if kind.casefold() in {"k", "keyword", ""} and words:
            uuid = text_of(flow.get("uuid"))
            found[uuid] = (*found.get(uuid, ()), *words)
        else:
            what = "a trigger that is no keyword"
            report.add(text_of(flow.get("name")), "", what, "Left out: no flow begins by itself")
    return found


def _templates(root: Mapping[str, object]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for one in _tables(root.get("interactive_templates")):
        content = one.get("interactive_content", one.get("content"))
        for key in ("source_id", "id"):
            if name := text_of(one.get(key)):
                found[name] = content
    return found


def _definition(
    flow: Mapping[str, object], own: object, keywords: Mapping[str, tuple[str, ...]], report: Report
) -> Definition:
    name = text_of(flow.get("name")).strip() or "flow"
    _check_version(flow, name, report)
    kind = text_of(flow.get("type")) or "messaging"
    if kind not in {"messaging", "message"}:
        done = "Read as a conversation in writing"
        report.add(name, "", "it is a flow of another kind (voice, survey or background)", done)
    places = _table(_table(flow.get("_ui")).get("nodes"))
    listed = flow.get("nodes")
    nodes: dict[str, Node] = {}
    for number, item in enumerate(listed if isinstance(listed, list) else (), 1):
        node = _node(item, places, report, name, number)
        if node.uuid in nodes:
            report.add(name, node.uuid, "two nodes have the same id", "The first one was read")
        else:
            nodes[node.uuid] = node
    uuid = text_of(flow.get("uuid"))
    words = (*_texts(own), *keywords.get(uuid, ()))
    language = text_of(flow.get("language"))
    return Definition(uuid, name, language, tuple(nodes.values()), _local(flow), words)


def _check_version(flow: Mapping[str, object], name: str, report: Report) -> None:
    version = text_of(flow.get("spec_version"))
    match = _VERSION.fullmatch(version)
    if match is None:
        report.add(name, "", "it does not say which version it has", "Read as version 13")
    elif int(match[1]) not in _READ:
        raise ForeignFileError(f"A flow has version {match[0]}; 13 and 14 are read. {_AGAIN}.")


def _node(
    item: object, places: Mapping[str, object], report: Report, flow: str, number: int
) -> Node:
    table = _table(item)
    uuid = text_of(table.get("uuid")) or f"node {number}"
    if not table:
        report.add(flow, uuid, "it is no node", "Read as an end")
    actions = [
        Action(text_of(one.get("uuid")), text_of(one.get("type")), one)
        for one in _tables(table.get("actions"))
    ]
    if len(actions) != _length(table.get("actions")):
        report.add(flow, uuid, "an action has a wrong type", "Left out")
    exits = {
        text_of(one.get("uuid")) or f"exit {at}": text_of(one.get("destination_uuid"))
        for at, one in enumerate(_tables(table.get("exits")))
    }
    router = table.get("router")
    if router is not None and not isinstance(router, dict):
        report.add(flow, uuid, "its router has a wrong type", "Its first exit was taken")
    position = _table(_table(places.get(uuid)).get("position"))
    return Node(
        uuid,
        tuple(actions),
        exits,
        _router(router) if isinstance(router, dict) else None,
        (_whole(position.get("left")), _whole(position.get("top"))) if position else None,
    )


def _router(table: Mapping[str, object]) -> Router:
    wait = _table(table.get("wait"))
    timeout = _table(wait.get("timeout"))
    return Router(
        kind=text_of(table.get("type")),
        operand=text_of(table.get("operand")).strip(),
        result=text_of(table.get("result_name")).strip(),
        cases=tuple(
            Case(
                text_of(one.get("uuid")),
                text_of(one.get("type")),
                _texts(one.get("arguments"), keep_empty=True),
                text_of(one.get("category_uuid")),
            )
            for one in _tables(table.get("cases"))
        ),
        categories=tuple(
            Category(
                text_of(one.get("uuid")),
                text_of(one.get("name")).strip(),
                text_of(one.get("exit_uuid")),
            )
            for one in _tables(table.get("categories"))
        ),
        default=text_of(table.get("default_category_uuid")),
        waits=isinstance(table.get("wait"), dict),
        hint=text_of(_table(wait.get("hint")).get("type")),
        timeout=float(_whole(timeout.get("seconds"))),
        timeout_category=text_of(timeout.get("category_uuid")),
    )


def _local(flow: Mapping[str, object]) -> Mapping[str, Local]:
    return {
        language: {
            uuid: {key: texts for key, value in _table(item).items() if (texts := _texts(value))}
            for uuid, item in _table(items).items()
        }
        for language, items in _table(flow.get("localization")).items()
    }


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _texts(value: object, *, keep_empty: bool = False) -> tuple[str, ...]:
    """The texts of a list; a reply of version 14 is a table with a text."""
    listed = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    texts = (text_of(_table(one).get("text") if isinstance(one, dict) else one) for one in listed)
    return tuple(text for text in texts if keep_empty or text.strip())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _whole(value: Any) -> int:
    return int(value) if _is_number(value) and abs(value) < 10**6 else 0
