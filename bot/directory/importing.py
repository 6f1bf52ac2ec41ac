"""What an import changes: which rows it may not touch, and what stays verified after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.directory.kinds import Aspect, Upkeep
from bot.directory.listing import Listing
from bot.directory.records import Key, Record, Records, Service


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored: the records of each source, and who keeps which fact right."""

    sources: Mapping[str, Records]
    upkeep: tuple[Upkeep, ...]

    @property
    def records(self) -> dict[Key, Record]:
        """All records together."""
        return {key: one for records in self.sources.values() for key, one in records.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A source as it is from now on, and the upkeep of its services beside what was stored."""

    source: str
    records: Records
    upkeep: tuple[Upkeep, ...]
    gone: frozenset[str]

    @property
    def services(self) -> int:
        """How many services it holds."""
        return sum(1 for entity, _ in self.records if entity == "service")


def conflicts(held: Held, source: str, records: Records) -> list[tuple[Key, str]]:
    """Rows that another source holds otherwise, with its name: it alone may change them."""
    return [
        (key, name)
        for name, others in held.sources.items()
        if name != source
        for key, one in records.items()
        if key in others and (others[key] != one or isinstance(one, Service))
    ]


def change_of(
    held: Held, source: str, records: Records, upkeep: Iterable[Upkeep], listing: Listing
) -> Change:
    """What the import stores. ``listing``: of the new records.

    What somebody of the staff vouched for stays so while the service still says the same.
    """
    known = {(one.service, one.aspect): one for one in held.upkeep}
    settled = [_settled(one, known.get((one.service, one.aspect)), listing) for one in upkeep]
    before = {one.id for one in held.sources.get(source, {}).values() if isinstance(one, Service)}
    now = {one.id for one in records.values() if isinstance(one, Service)}
    return Change(source, records, tuple(settled), frozenset(before - now))


def _settled(new: Upkeep, old: Upkeep | None, listing: Listing) -> Upkeep:
    if old is None or not old.by or old.verified_on is None:
        return new
    offer = listing.offers.get(new.service)
    same = offer is not None and offer.digests[Aspect(new.aspect)] == old.digest
    if not same or (new.verified_on is not None and new.verified_on > old.verified_on):
        return new
    return replace(old, owner=new.owner or old.owner, interval=new.interval or old.interval)
