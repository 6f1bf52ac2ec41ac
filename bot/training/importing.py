"""What an import changes: what is new, what says something else than before, what is gone; and
what the staff wrote over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.training.call import TrainingCall, differences, id_of, merged, overruled
from bot.training.same import groups, most_careful

WITHDRAWN = "withdrawn"
KEPT_AFTER = timedelta(days=90)
"""So long a call that ran out is kept, for who asked about it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was found to be otherwise at that moment: names of fields, or ``WITHDRAWN``."""

    at: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """What somebody of the staff made of a call: ``before`` is what its source said then.

    It counts field by field, for as long as the source says of that field what it said then.
    """

    before: TrainingCall
    call: TrainingCall
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Down:
    """Somebody of the staff took it from the list: whatever any source says, nobody is told."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A call of a source as it is now, and what changed since it was first seen.

    ``call``: what the source says. ``imported``: when the source last named it. ``withdrawn``: the
    source names it no longer.
    """

    source: str
    call: TrainingCall
    seen: datetime
    changes: tuple[Noted, ...] = ()
    withdrawn: bool = False
    imported: datetime | None = None
    amended: Amended | None = None
    down: Down | None = None

    @property
    def key(self) -> str:
        """What it is called among the calls of all sources."""
        return id_of("kept", self.source, self.call.id)

    @property
    def stands(self) -> TrainingCall:
        """The call as it counts: with what the staff wrote and the source did not change since."""
        if self.amended is None:
            return self.call
        return merged(self.amended.before, self.amended.call, self.call)

    @property
    def overruled(self) -> tuple[str, ...]:
        """Names of what the staff wrote and the source says otherwise since then."""
        if self.amended is None:
            return ()
        return overruled(self.amended.before, self.amended.call, self.call)

    @property
    def changed_by_import(self) -> tuple[str, ...]:
        """What the last import of its source changed in it."""
        last = self.changes[-1:]
        return last[0].fields if last and last[0].at == self.imported else ()

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

    def one(self, key: str) -> Kept | None:
        """The one that is called so, or None."""
        return next((one for one in self.kept if one.key == key), None)

    @property
    def told(self) -> list[Kept]:
        """Those that stand, each call once, whichever sources give it. What the staff took down
        stays down, also where another source gives the same."""
        here = [one for one in self.kept if one.down or not one.withdrawn]
        calls = [one.stands for one in here]
        found: list[Kept] = []
        for group in groups(calls):
            if not any(here[at].down for at in group):
                found.append(here[most_careful(calls, group)])
        return found

    @property
    def calls(self) -> list[TrainingCall]:
        """The calls that stand, each once, as they count."""
        return [one.stands for one in self.told]


@dataclass(frozen=True, slots=True)
class Change:
    """A source as it is from now on; ids of what is new, changed, withdrawn. ``same``: how many it
    names again as they were."""

    source: str
    kept: tuple[Kept, ...]
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    same: int = 0


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
            kept.append(replace(one, withdrawn=True, changes=changes, imported=now))
        elif not _is_over(one, now):
            kept.append(one)
    new = tuple(id for id in now_there if id not in before)
    changed = tuple(
        one.call.id
        for one in kept
        if one.call.id in now_there
        and one.call.id in before
        and one.changes != before[one.call.id].changes
    )
    return Change(
        source,
        tuple(sorted(kept, key=lambda one: one.call.id)),
        new=new,
        changed=changed,
        withdrawn=tuple(gone),
        same=len(now_there) - len(new) - len(changed),
    )


def amended(held: Held, one: Kept, call: TrainingCall, by: str, now: datetime) -> Change:
    """The source with this call as somebody of the staff wrote it."""
    new = replace(one, amended=Amended(one.call, replace(call, id=one.call.id), by, now))
    return _with(held, one, new, differences(one.stands, new.stands), now)


def taken_down(held: Held, one: Kept, by: str, now: datetime) -> Change:
    """The source with this call told to nobody any more."""
    fields = () if one.down or one.withdrawn else (WITHDRAWN,)
    return _with(held, one, replace(one, down=one.down or Down(by, now)), fields, now)


def put_back(held: Held, one: Kept, now: datetime) -> Change:
    """The source with this call told again."""
    fields = (WITHDRAWN,) if one.down and not one.withdrawn else ()
    return _with(held, one, replace(one, down=None), fields, now)


def _with(held: Held, one: Kept, new: Kept, fields: tuple[str, ...], now: datetime) -> Change:
    if fields:
        new = replace(new, changes=(*one.changes, Noted(now, fields)))
    kept = tuple(new if other.key == one.key else other for other in held.of(one.source))
    return Change(one.source, kept, changed=(one.call.id,) if fields else ())


def _kept(old: Kept | None, source: str, call: TrainingCall, now: datetime) -> Kept:
    if old is None:
        return Kept(source, call, now, imported=now)
    new = replace(old, call=call, withdrawn=False, imported=now)
    fields = differences(old.stands, new.stands)
    if old.withdrawn:
        fields = (WITHDRAWN, *fields)
    return replace(new, changes=(*old.changes, Noted(now, fields))) if fields else new


def _is_over(one: Kept, now: datetime) -> bool:
    last = max([one.stands.until or one.seen, *(change.at for change in one.changes)])
    return now - last > KEPT_AFTER
