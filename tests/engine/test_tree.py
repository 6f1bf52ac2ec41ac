"""The parser that reads flows and the one that writes them mean the same by every file."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.engine.tree import Listing, Node, Scalar, read_tree
from bot.publishing.published import read_covers, read_source

FILES = {**read_source().flows, **{n: t for one in read_covers().values() for n, t in one.items()}}


def _read(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_read(one) for one in node.items]
    return [(key.text, _read(value)) for key, value in node.entries]


def _composed(node: Any) -> Any:
    if node.id == "scalar":
        return node.value
    if node.id == "sequence":
        return [_composed(one) for one in node.value]
    return [(key.value, _composed(value)) for key, value in node.value]


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_flow_means_the_same_to_both(name: str) -> None:
    """What the console saves is what the service says."""
    assert _read(read_tree(FILES[name])) == _composed(YAML(pure=True).compose(FILES[name]))
