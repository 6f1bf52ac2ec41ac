"""How the nodes of a foreign flow hang together: questions and what is said before they wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.interchange.acting import Part
from bot.interchange.source import Node
from bot.interchange.speaking import Message, Said

_MOST_QUESTIONS = 6
"""A wait that more questions lead to is asked as the first one, after the others were said."""


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
    for node in nodes.values():
        if node.router is None or not node.router.waits:
            continue
        one = found[node.uuid] = Asked()
        own = _question(parts[node.uuid])
        if own is not None:
            one.questions[node.uuid] = own
            parts[node.uuid].pop()
        before = [
            uuid
            for uuid in dict.fromkeys(uuid for uuid, _ in into.get(node.uuid, ()))
            if nodes[uuid].router is None and _question(parts[uuid]) is not None
        ]
        again = [uuid for uuid in before if _is_retry(uuid, node, parts, into)]
        if len(before) - len(again) + len(one.questions) == 0:
            again = []
        for uuid in before:
            if own is not None and uuid not in again:
                continue
            if uuid in again:
                if one.again is not None:
                    continue
                message = parts[uuid].pop().message
                one.again = message.said if message else None
            elif len(one.questions) < _MOST_QUESTIONS:
                message = parts[uuid].pop().message
                if message is not None:
                    one.questions[uuid] = message
    return found


def _question(parts: list[Part]) -> Message | None:
    return parts[-1].message if parts else None


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
