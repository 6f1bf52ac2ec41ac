"""Her pathway, her notebook and who read her, in dictionaries: for tests and ``filo talk``, as far
as a talk changes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.state import Marked
from bot.handoff.audit import Reading
from bot.handoff.notebook import Notebook, after
from bot.handoff.pathway import Pathway, renewed_until
from bot.values.proposals import Answered, Renewed, Unshared, Wish, Wrote


@dataclass(slots=True)
class HeldTogether:
    """By conversation id."""

    pathways: dict[str, Pathway] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    readings: dict[str, Sequence[Reading]] = field(default_factory=dict)

    def save(self, id: str, marks: Iterable[Marked]) -> None:
        """What the turns of a batch changed, in their order."""
        for mark in marks:
            if isinstance(mark, Wrote):
                self._write(id, mark)
            elif id in self.pathways:
                self.pathways[id] = _marked(self.pathways[id], mark)
            if isinstance(mark, Unshared) and id in self.notebooks:
                self.notebooks[id] = replace(self.notebooks[id], shared=False)

    def _write(self, id: str, wrote: Wrote) -> None:
        changed = after(self.notebooks.pop(id, Notebook(id, wrote.at)), wrote)
        if not changed.empty:
            self.notebooks[id] = changed

    def drop(self, id: str) -> None:
        """She is forgotten."""
        self.pathways.pop(id, None)
        self.notebooks.pop(id, None)
        self.readings.pop(id, None)


def _marked(pathway: Pathway, mark: Marked) -> Pathway:
    if isinstance(mark, Unshared):
        steps = tuple(replace(one, allowed=frozenset()) for one in pathway.steps)
        return replace(pathway, steps=steps)
    if isinstance(mark, Renewed) or (isinstance(mark, Answered) and _keeps(mark)):
        return replace(pathway, until=renewed_until(pathway.began_at, mark.at))
    return pathway


def _keeps(mark: Answered) -> bool:
    return mark.yes and mark.proposal.wish is Wish.PATHWAY
