"""A flow's text cut into its parts: what stands above the steps, and each step's own lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.engine.tree import Listing, Node, Scalar, Table, read_tree

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a node says without where it stands: every scalar is the text that the author wrote."""

TRANSLATORS = "Translators: "
"""How a remark begins that translators see."""

SAYS = ("    ask:", "    say:")
"""How the line of a step begins that is translated."""

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
        tree = read_tree(self.text)
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
        tree = read_tree(self.head + "  x: y\n")
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
