"""A flow's text cut into its parts: what stands above the steps, and each step's own lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.engine.tree import LARGEST_FILE, Listing, Node, Scalar, Table, UnreadableError, read_tree

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a node says without where it stands: every scalar is the text that the author wrote."""

TRANSLATORS = "Translators: "
"""How a remark begins that translators see."""

SAYS = ("    ask:", "    say:")
"""How the line of a step begins that is translated."""

SHORT = 20_000
"""So many characters of a flow are read in a tenth of a second."""

_STEPS = "steps:"
_KEY = re.compile(r"""  (["']?)([^\s#"'][^"':]*)\1:(?:\s.*)?""")
_REMARK = re.compile(r" *# ?")


class SheetError(ValueError):
    """The text is no flow in canonical form. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one step, remarks above it included; ``line`` (from 1) is that of its name."""

    id: str
    line: int
    text: str

    @property
    def body(self) -> Plain:
        """What stands under its name. Raises ``UnreadableError``."""
        tree = _read(self.text)
        assert isinstance(tree, Table), "a block begins with the name of its step"
        return plain(tree.entries[0][1])

    @property
    def note(self) -> str:
        """The remark above it, for colleagues."""
        lines = self.text.splitlines()
        return remark_of([line for line in lines if line.startswith("  #")])

    @property
    def remark(self) -> str:
        """What translators are told beside its text."""
        lines = self.text.splitlines()
        at = next((at for at, line in enumerate(lines) if line.startswith(SAYS)), 0)
        begin = at
        while begin and lines[begin - 1].startswith("    #"):
            begin -= 1
        return remark_of(lines[begin:at]).removeprefix(TRANSLATORS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flow's text: ``head`` up to ``steps:``, the blocks, and what stands below them."""

    head: str
    blocks: tuple[Block, ...]
    tail: str = ""

    @property
    def heading(self) -> Mapping[str, Plain]:
        """The entries above the steps, ``steps`` excepted. Raises ``UnreadableError``."""
        tree = _read(self.head + "  x: y\n")
        found = plain(tree)
        entries = found if isinstance(tree, Table) and isinstance(found, Mapping) else {}
        return {key: value for key, value in entries.items() if key != "steps"}

    @property
    def text(self) -> str:
        """The whole text again, byte for byte."""
        return self.head + "".join(block.text for block in self.blocks) + self.tail

    def block(self, id: str) -> Block | None:
        """The block of a step, or None."""
        return next((block for block in self.blocks if block.id == id), None)


def sheet_of(text: str) -> Sheet:
    """The parts of a text in canonical form. Raises ``SheetError``."""
    lines = text.splitlines(keepends=True)
    try:
        start = next(at for at, line in enumerate(lines) if line.rstrip() == _STEPS) + 1
    except StopIteration:
        raise SheetError("there is no line steps: write it, and the steps under it") from None
    below = (at for at in range(start, len(lines)) if lines[at][:1] not in " #\n")
    end = next(below, len(lines))
    blocks: list[Block] = []
    begun, named = start, False
    for at in range(start, end):
        if not named:
            match = _KEY.fullmatch(lines[at].rstrip("\n"))
            if match is None:
                if lines[at].strip() and not _REMARK.match(lines[at]):
                    raise SheetError(f"line {at + 1}: a step is expected: write `filo flows fmt`")
                continue
            name, line, named = match[2], at + 1, True
        if at + 1 == end or _begins(lines, at + 1, end):
            blocks.append(Block(name, line, "".join(lines[begun : at + 1])))
            begun, named = at + 1, False
    return Sheet("".join(lines[:start]), tuple(blocks), "".join(lines[begun:]))


def _begins(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether the next step, or the remarks above it, begin on this line."""
    while at < end and lines[at].startswith("  #"):
        at += 1
    return at < end and _KEY.fullmatch(lines[at].rstrip("\n")) is not None


def tree_of(text: str) -> Node:
    """What ``read_tree`` gives, but a step that was read already is not read again.

    A flow is read whole at every save, and one step of hundreds changed. A short text is read as a
    whole, so that what is only served is held once; so is one whose parts cannot be read one by
    one. Raises ``UnreadableError``.
    """
    if not SHORT < len(text) <= LARGEST_FILE:
        return read_tree(text)
    try:
        sheet = sheet_of(text)
        if sheet.tail.strip():
            return read_tree(text)
        parts = [_read(block.text) for block in sheet.blocks]
        head = _read(sheet.head)
    except (SheetError, UnreadableError):
        # The whole text says on which line.
        return read_tree(text)
    if not isinstance(head, Table) or not parts or head.entries[-1][0].text != "steps":
        return read_tree(text)
    line = sheet.head.count("\n")
    steps = Table(sheet.blocks[0].line)
    for block, part in zip(sheet.blocks, parts, strict=True):
        if not isinstance(part, Table):
            return read_tree(text)
        steps.entries += _lower(part, line).entries
        line += block.text.count("\n")
    return Table(head.line, [*head.entries[:-1], (head.entries[-1][0], steps)])


@lru_cache(maxsize=2048)
def _read(text: str) -> Node:
    """The tree of one part, to be looked at only: it is given to everybody who asks."""
    return read_tree(text)


def _lower(table: Table, lines: int) -> Table:
    """The same so many lines further down."""

    def lower(node: Node) -> Node:
        match node:
            case Scalar():
                return scalar(node)
            case Listing():
                return Listing(node.line + lines, [lower(item) for item in node.items])
            case Table():
                return _lower(node, lines)

    def scalar(node: Scalar) -> Scalar:
        return Scalar(node.text, node.line + lines, node.plain)

    entries = [(scalar(key), lower(item)) for key, item in table.entries]
    return Table(table.line + lines, entries)


def plain(node: Node) -> Plain:
    """The texts of a tree without their lines."""
    match node:
        case Scalar():
            return node.text
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {key.text: plain(value) for key, value in node.entries}


def remark_of(lines: Sequence[str]) -> str:
    """What remark lines say, without their signs."""
    return "\n".join(_REMARK.sub("", line.rstrip("\n"), count=1) for line in lines)
