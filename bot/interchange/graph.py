"""How the nodes of a foreign flow hang together: questions and what is said before they wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.interchange.acting import Part
from bot.interchange.source import Node
from bot.interchange.speaking import Message, Said

_MOST_QUESTIONS = 6
"""A wait that more questions lead to is asked as the first one, after the others were said."""

_FARTHEST = 50
"""So many nodes that do nothing here may stand between a message and the wait for its answer."""


@dataclass(slots=True)
class Asked:
    """The questions that lead to one wait, each by the node that says it, and what is said again.

    ``questions``: uuid of a node -> what it says; of the wait itself where it says it.
    """

    questions: dict[str, Message] = field(default_factory=dict)
    again: Said | None = None


def edges(node: Node) -> Iterator[tuple[str, str]]:
    """(category or nothing, node that it leads to) of every way out of a node."""
    if node.router is None:
        yield "", node.leads_to
        return
    for category in node.router.categories:
        if category.uuid != node.router.timeout_category or not node.router.timeout:
            yield category.uuid, node.exits.get(category.exit, "")


def incoming(nodes: Mapping[str, Node]) -> Mapping[str, list[tuple[str, str]]]:
    """Node -> (node, category) of every way that leads to it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for node in nodes.values():
        for category, way in edges(node):
            if way:
                found.setdefault(way, []).append((node.uuid, category))
    return found


def asked(nodes: Mapping[str, Node], parts: dict[str, list[Part]]) -> dict[str, Asked]:
    """Wait -> what is asked; those messages are taken out of ``parts``."""
    into = incoming(nodes)
    found: dict[str, Asked] = {}
    spoken: set[str] = set()
    for node in nodes.values():
        if node.router is None or not node.router.waits:
            continue
        one = found[node.uuid] = Asked()
        own = _question(parts[node.uuid])
        if own is not None:
            one.questions[node.uuid] = _taken(parts[node.uuid], own)
        before = [uuid for uuid in _before(node.uuid, nodes, parts, into) if uuid not in spoken]
        again = [uuid for uuid in before if _is_retry(uuid, node, parts, into)]
        if len(before) - len(again) + len(one.questions) == 0:
            again = []
        for uuid in before:
            at = _question(parts[uuid])
            if at is None:
                continue
            if uuid in again:
                if one.again is None:
                    one.again = _taken(parts[uuid], at).said
            elif own is None and len(one.questions) < _MOST_QUESTIONS:
                one.questions[uuid] = _taken(parts[uuid], at)
                spoken.add(uuid)
    return found


def _before(
    wait: str,
    nodes: Mapping[str, Node],
    parts: Mapping[str, list[Part]],
    into: Mapping[str, list[tuple[str, str]]],
) -> list[str]:
    """The nodes that say something before a wait, also past nodes that do nothing here."""
    found: dict[str, None] = {}
    seen = {wait}
    waiting = [wait]
    while waiting:
        for uuid in dict.fromkeys(uuid for uuid, _ in into.get(waiting.pop(0), ())):
            if nodes[uuid].router is not None or uuid in seen:
                continue
            seen.add(uuid)
            if _question(parts[uuid]) is not None:
                found[uuid] = None
            elif not parts[uuid] and len(seen) < _FARTHEST:
                waiting.append(uuid)
    return list(found)


def _question(parts: list[Part]) -> int | None:
    """Where the last message of a node stands, if after it only values are kept."""
    for at in range(len(parts) - 1, -1, -1):
        if parts[at].message is not None:
            return at
        if "set" not in parts[at].body:
            return None
    return None


def _taken(parts: list[Part], at: int) -> Message:
    message = parts.pop(at).message
    assert message is not None, "a question is a message"
    return message


def _is_retry(
    uuid: str,
    wait: Node,
    parts: Mapping[str, list[Part]],
    into: Mapping[str, list[tuple[str, str]]],
) -> bool:
    """Whether a node only says something to an answer that fits nothing, and asks again."""
    default = wait.router.default if wait.router else ""
    ways = into.get(uuid, [])
    return len(parts[uuid]) == 1 and bool(ways) and set(ways) == {(wait.uuid, default)}
