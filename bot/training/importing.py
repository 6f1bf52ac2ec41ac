"""What an import changes: what is new, what says something else than before, what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.training.call import TrainingCall, differences
from bot.training.same import unique

WITHDRAWN = "withdrawn"
KEPT_AFTER = timedelta(days=90)
"""So long a call that ran out is kept, for who asked about it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was found to be otherwise at that moment: names of fields, or ``WITHDRAWN``."""

    at: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A call of a source as it is now, and what changed since it was first seen."""

    source: str
    call: TrainingCall
    seen: datetime
    changes: tuple[Noted, ...] = ()
    withdrawn: bool = False

    def changed_since(self, asked: datetime) -> tuple[str, ...]:
        """What is another for who asked about it at that moment; each name once."""
        names = (name for one in self.changes if one.at > asked for name in one.fields)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is stored."""

    kept: tuple[Kept, ...] = ()

    def of(self, source: str) -> tuple[Kept, ...]:
        """What this source gave."""
        return tuple(one for one in self.kept if one.source == source)

    @property
    def calls(self) -> list[TrainingCall]:
        """The calls that stand, each once, whichever sources give it."""
        return unique(one.call for one in self.kept if not one.withdrawn)


@dataclass(frozen=True, slots=True)
class Change:
    """A source as it is from now on; ids of what is new, changed, withdrawn."""

    source: str
    kept: tuple[Kept, ...]
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def change_of(
    held: Held, source: str, calls: Iterable[TrainingCall], now: datetime, *, whole: bool
) -> Change:
    """What the import stores. ``whole``: what the source no longer names is withdrawn; a feed only
    names its latest items, so what is not among them stays."""
    before = {one.call.id: one for one in held.of(source)}
    now_there = {call.id: call for call in calls}
    kept = [_kept(before.get(id), source, call, now) for id, call in now_there.items()]
    left = [one for id, one in before.items() if id not in now_there]
    gone = [one.call.id for one in left if whole and not one.withdrawn]
    for one in left:
        if one.call.id in gone:
            changes = (*one.changes, Noted(now, (WITHDRAWN,)))
            kept.append(replace(one, withdrawn=True, changes=changes))
        elif not _is_over(one, now):
            kept.append(one)
    return Change(
        source,
        tuple(sorted(kept, key=lambda one: one.call.id)),
        new=tuple(id for id in now_there if id not in before),
        changed=tuple(
            one.call.id
            for one in kept
            if one.call.id in now_there
            and one.call.id in before
            and one.changes != before[one.call.id].changes
        ),
        withdrawn=tuple(gone),
    )


def _kept(old: Kept | None, source: str, call: TrainingCall, now: datetime) -> Kept:
    if old is None:
        return Kept(source, call, now)
    fields = differences(old.call, call)
    if old.withdrawn:
        fields = (WITHDRAWN, *fields)
    changes = (*old.changes, Noted(now, fields)) if fields else old.changes
    return Kept(source, call, old.seen, changes)


def _is_over(one: Kept, now: datetime) -> bool:
    last = max([one.call.until or one.seen, *(change.at for change in one.changes)])
    return now - last > KEPT_AFTER
