"""Writes what stands in a step: as it was where nothing changed, else in the canonical form.

Lines that say the same are taken over as they are, with quotation marks and remarks; only the
entries that changed are written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.engine.editing.sheet import Plain
from bot.engine.tree import Listing, Scalar, Table, UnreadableError, read_tree

_BELOW = frozenset({"choices", "when"})
"""What stands an entry a line; everything else stands on the line of its name."""


class WritingError(ValueError):
    """This cannot be written into a flow. The message says why."""


def rewritten(lines: Sequence[str], before: Mapping[str, Plain], after: Mapping[str, Plain]) -> str:
    """The lines of a table that says ``before``, as they are when it says ``after``.

    ``lines`` may begin with remarks. Entries that stay keep their order; a new one stands where
    ``after`` has it.
    """
    indent = next((_depth(line) for line in lines if not _is_remark(line)), 0)
    chunks = _chunks(lines, indent)
    out: list[str] = []
    for key, value in after.items():
        had = chunks.get(key)
        if had is None:
            out += _entry(key, value, indent)
            continue
        remarks, body = had
        was = before[key]
        out += remarks
        if alike(value, was):
            out += body
        elif len(body) > 1 and isinstance(was, Mapping) and isinstance(value, Mapping) and value:
            out += [body[0], rewritten(body[1:], was, value)]
        else:
            out += _entry(key, value, indent)
    return "".join(out)


def alike(one: Plain, other: Plain) -> bool:
    """Whether both say the same in the same order: choices are shown in theirs."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return len(one) == len(other) and all(map(alike, one, other))


def written(body: Mapping[str, Plain], indent: int) -> str:
    """A table that nobody wrote before, each entry on lines of its own."""
    return "".join(line for key, value in body.items() for line in _entry(key, value, indent))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip(" ").startswith("#")


def _chunks(lines: Sequence[str], indent: int) -> dict[str, tuple[list[str], list[str]]]:
    """Key -> the remarks above it, and its lines."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    remarks: list[str] = []
    body: list[str] = []
    for line in lines:
        if _is_remark(line) and _depth(line) <= indent:
            remarks.append(line)
        elif _depth(line) == indent:
            body = [line]
            found[_key(line)] = (remarks, body)
            remarks = []
        else:
            body += [*remarks, line]
            remarks = []
    body += remarks
    return found


def _key(line: str) -> str:
    key = line.strip().partition(":")[0]
    return key[1:-1] if key[:1] in {'"', "'"} else key


def _entry(key: str, value: Plain, indent: int) -> Iterator[str]:
    pad = " " * indent
    if key in _BELOW and value and isinstance(value, Mapping):
        yield f"{pad}{key}:\n"
        for name, item in value.items():
            yield f"{pad}  {_scalar(name)}: {_inline(item)}\n"
    elif key in _BELOW and value and not isinstance(value, str):
        yield f"{pad}{key}:\n"
        for item in value:
            yield f"{pad}  - {_inline(item)}\n"
    else:
        shown = _scalar(value, inside=False) if isinstance(value, str) else _inline(value)
        yield f"{pad}{_scalar(key)}: {shown}\n"


def _inline(value: Plain) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_scalar(key)}: {_inline(item)}" for key, item in value.items()) + "}"
        )
    return "[" + ", ".join(map(_inline, value)) + "]"


def _scalar(text: str, *, inside: bool = True) -> str:
    """The text as it stands in a flow: without quotation marks where it reads the same so."""
    for shown in _ways(text):
        if _reads(shown, text, inside=inside):
            return shown
    raise WritingError("a text holds a sign that cannot stand in a flow: remove it")


def _ways(text: str) -> Iterator[str]:
    if "\n" not in text:
        yield text
        if '"' in text:
            yield "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    yield f'"{escaped}"'


def _reads(shown: str, text: str, *, inside: bool) -> bool:
    try:
        node = read_tree(f"[{shown}, x]" if inside else f"x: {shown}")
    except UnreadableError:
        return False
    if isinstance(node, Listing):
        found = node.items[0] if len(node.items) == 2 else None
    else:
        found = node.entries[0][1] if isinstance(node, Table) and len(node.entries) == 1 else None
    return isinstance(found, Scalar) and found.text == text
