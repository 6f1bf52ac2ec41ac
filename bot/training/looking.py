"""The calls as the staff looks for them: all of them, with how each stands and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from bot.text.spelling import fold
from bot.training.call import ROME, TrainingCall, lacking, may_be_shown
from bot.training.importing import Held, Kept
from bot.training.kinds import Audience, Eligibility

_NEVER = datetime.max.replace(tzinfo=UTC)


class State(StrEnum):
    """How a call stands. ``DRAFT``: it does not say for whom, until when or where. ``DOUBLE``:
    another source gives the same one, and that is told."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    OVER = "over"
    FULL = "full"
    ORGANISATIONS = "organisations"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Entry:
    """One call of one source. ``call``: as it counts; ``words``: what is looked for in it."""

    kept: Kept
    key: str
    call: TrainingCall
    words: str = field(repr=False)
    told: bool

    def state(self, now: datetime) -> State:
        """How it stands now."""
        kept, call = self.kept, self.call
        if kept.down or kept.withdrawn:
            return State.WITHDRAWN
        if not self.told:
            return State.DOUBLE
        if call.until is not None and call.until <= now:
            return State.OVER
        if call.audience is Audience.ORGANISATIONS:
            return State.ORGANISATIONS
        if lacking(call):
            return State.DRAFT
        assert call.seats == 0 or may_be_shown(call, now), "nothing else is in its way"
        return State.FULL if call.seats == 0 else State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every call that is kept, put in order once for many searches."""

    entries: tuple[Entry, ...] = ()
    by_key: dict[str, Entry] = field(default_factory=dict, repr=False)
    calls: tuple[TrainingCall, ...] = ()

    @property
    def sources(self) -> list[str]:
        """Names of all sources."""
        return sorted({one.kept.source for one in self.entries})


@dataclass(frozen=True, slots=True)
class Looked:
    """What the staff looks for; empty or False: it does not matter.

    ``changed``: the last import of its source changed it. ``until``: it runs out on that day at
    the latest. ``followed``: only for women whom a centre follows.
    """

    words: str = ""
    state: State | None = None
    audience: Audience | None = None
    followed: bool = False
    changed: bool = False
    until: date | None = None
    source: str = ""


def shelf_of(held: Held) -> Shelf:
    """What is kept, in the order in which it runs out; what does not say when comes first."""
    told = held.told
    keys = {one.key for one in told}
    entries = [_entry(one, keys) for one in held.kept]
    entries.sort(key=lambda one: (one.call.until is not None, one.call.until or _NEVER, one.key))
    calls = tuple(one.stands for one in told)
    return Shelf(tuple(entries), {one.key: one for one in entries}, calls)


def look(shelf: Shelf, looked: Looked, now: datetime) -> Iterator[tuple[Entry, State]]:
    """The calls that are looked for, those first that somebody can still do something about."""
    wanted = fold(looked.words).split()
    later: list[tuple[Entry, State]] = []
    for one in shelf.entries:
        if not _fits(one, looked) or not all(word in one.words for word in wanted):
            continue
        state = one.state(now)
        if looked.state is not None and state is not looked.state:
            continue
        if state in (State.PUBLISHED, State.DRAFT, State.FULL, State.ORGANISATIONS):
            yield one, state
        else:
            later.append((one, state))
    yield from later


def _fits(one: Entry, looked: Looked) -> bool:
    call = one.call
    if looked.audience is not None and call.audience is not looked.audience:
        return False
    if looked.followed and call.eligibility is not Eligibility.CENTRE:
        return False
    if looked.changed and not one.kept.changed_by_import:
        return False
    if looked.source and one.kept.source != looked.source:
        return False
    if looked.until is None:
        return True
    return call.until is not None and call.until.astimezone(ROME).date() <= looked.until


def _entry(one: Kept, told: set[str]) -> Entry:
    call = one.stands
    words = fold(" ".join((call.title, call.provider, call.place, call.text)))
    return Entry(one, one.key, call, words, one.key in told)
