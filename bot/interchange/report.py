"""What an import or export could not say in the other format, and what was done instead."""

from __future__ import annotations

from dataclasses import dataclass, field


class ForeignFileError(ValueError):
    """Nothing was imported. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing without a counterpart. ``flow`` and ``node`` may be empty: it is of the file.

    No remark repeats a text, an address or a number of the file.
    """

    flow: str
    node: str
    what: str
    done: str

    def __str__(self) -> str:
        """The remark on one line."""
        place = " ".join(part for part in (self.flow, self.node) if part)
        return f"{place or 'the file'}: {self.what}. {self.done}."


@dataclass(slots=True)
class Report:
    """Collects remarks; the same one is told once."""

    _remarks: dict[Remark, None] = field(default_factory=dict)

    def add(self, flow: str, node: str, what: str, done: str) -> None:
        """Note that something was not taken over as it stood."""
        self._remarks[Remark(_named(flow), _named(node), what, done)] = None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All of them, in the order in which they were found."""
        return tuple(self._remarks)


def _named(name: str) -> str:
    """A name as it may stand in a report: on one line and not endless."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:60]
