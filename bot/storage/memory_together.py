"""Her pathway in a dictionary: for tests and ``filo talk``, as far as a talk changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.state import Marked
from bot.handoff.interest import Interested, Uninterested
from bot.handoff.pathway import Pathway, renewed_until
from bot.proposals import Answered, Renewed, Unshared, Wish


def marked(pathway: Pathway, marks: Iterable[Marked]) -> Pathway:
    """The pathway after what the turns of a batch changed of it."""
    for mark in marks:
        if isinstance(mark, Unshared):
            steps = tuple(replace(one, allowed=frozenset()) for one in pathway.steps)
            pathway = replace(pathway, steps=steps)
        elif isinstance(mark, Interested | Uninterested):
            continue
        elif isinstance(mark, Renewed) or _keeps(mark):
            pathway = replace(pathway, until=renewed_until(pathway.began_at, mark.at))
    return pathway


def _keeps(mark: Answered) -> bool:
    return mark.yes and mark.proposal.wish is Wish.PATHWAY
