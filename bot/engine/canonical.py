"""The one way to write a flow file, so that an edit changes only the lines of its step.

Two spaces of indentation, lists indented under their key, no alignment by spaces, lines of any
length, one line break at the end. Quotation marks, comments and inline ``{}`` stay as written.
"""

from __future__ import annotations

from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import CommentToken

from bot.engine.tree import Listing, Node, Scalar, Table, UnreadableError, read_tree

_WIDEST = 2**20


class CanonicalError(ValueError):
    """The file cannot be written canonically. The message says where and what to do."""


def canonical(text: str) -> str:
    """The same flow in canonical form: canonical in, the same bytes out.

    Raises ``CanonicalError`` for what is no YAML of ours.
    """
    try:
        before = read_tree(text)
        if not isinstance(before, Table):
            raise CanonicalError("this is no flow: begin with flow: and its name")
        written = _written(text)
        if _plain(read_tree(written)) != _plain(before):
            raise CanonicalError("writing it anew would change it: put unusual texts in quotes")
    except UnreadableError as error:
        raise CanonicalError(str(error)) from None
    except YAMLError as error:
        found = getattr(error, "problem", None) or str(error)
        raise CanonicalError(f"malformed YAML, {' '.join(found.split())}") from None
    return written


def _written(text: str) -> str:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    _unaligned(data)
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue().rstrip("\n") + "\n"


def _unaligned(data: object) -> None:
    """Remarks at the end of a line stand one space after it, wherever they stood."""
    waiting = [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CommentedMap):
            waiting += part.values()
        elif isinstance(part, CommentedSeq):
            waiting += part
        else:
            continue
        for tokens in part.ca.items.values():
            for token in tokens:
                if isinstance(token, CommentToken) and token.value.startswith("#"):
                    token.start_mark.column = 0


def _plain(node: Node) -> object:
    """The texts of a tree without their lines, to compare two writings of it."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return [(key.text, _plain(value)) for key, value in node.entries]
