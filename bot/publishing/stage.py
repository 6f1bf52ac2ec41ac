"""What is published at this moment in one process, with the services that were imported."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.conversation.first_words import with_first_words
from bot.conversation.question import tongue_of
from bot.conversation.scene import Scene
from bot.directory.confirming import Standing, is_critical
from bot.directory.freshness import verified
from bot.directory.kinds import Aspect, Upkeep
from bot.directory.listing import Offer
from bot.directory.measures import keeping
from bot.directory.measures.model import Measure
from bot.directory.measures.tell import Told, told
from bot.directory.model import Directory
from bot.directory.tell import said_in
from bot.engine.editing.drafts import Place, Release
from bot.engine.flow import Bundle
from bot.handoff.choices import TWO, Choice, newest
from bot.handoff.switches import OFF, Switches, switches_of
from bot.messages import Channel
from bot.publishing.published import Source, UnpublishableError, bundle_of, cover_of, risky_of
from bot.storage.choices import SqlChoices
from bot.storage.directory import SqlServices, Version
from bot.storage.flows import SqlFlows
from bot.storage.sql import SqlStore
from bot.storage.training import Decide, SqlCalls
from bot.storage.training import Version as CallsVersion
from bot.text.tongues import LANGUAGES
from bot.training.looking import Shelf, shelf_of
from bot.training.standing import known_calls

log = structlog.get_logger(__name__)


@dataclass(slots=True, repr=False)
class Stage:
    """The scene of this moment. A turn that has begun keeps the one that it began with."""

    scene: Scene
    services: SqlServices
    calls: SqlCalls
    flows: SqlFlows
    store: SqlStore
    choices: SqlChoices
    adjust: Callable[[Scene, Mapping[str, Choice]], Scene] = lambda scene, _: scene
    """The scene with what the staff chose within the bounds of the settings."""
    there: tuple[Channel, ...] = (Channel.WEB,)
    """The channels that this installation has."""
    shelf: Shelf = field(default_factory=Shelf)
    _version: Version | None = field(default=None)
    _calls: CallsVersion | None = field(default=None)
    chosen: Mapping[str, Choice] = field(default_factory=dict)
    """What the staff chose, by name."""
    _release: int = field(default=0)
    _chosen: int = field(default=0)

    def current(self) -> Scene:
        """What is published now."""
        return self.scene

    @property
    def directory(self) -> Directory:
        """What the directory knows now."""
        return self.scene.directory

    @property
    def languages(self) -> Sequence[str]:
        """Those that women are answered in, Italian first."""
        return LANGUAGES

    async def refresh(self) -> bool:
        """Take in what any process published, imported or verified. Whether anything was new."""
        flows = await self._refresh_flows()
        services, calls = await self._refresh_services(), await self._refresh_calls()
        return flows or services or calls

    async def refresh_choices(self) -> bool:
        """Take in what any process, or the command line, chose. Whether anything was new."""
        version = await self.choices.version()
        if version == self._chosen:
            return False
        held = self.chosen = newest(await self.choices.all())
        switched = replace(self.scene, switches=switches_of(held, self.there))
        self.scene = self.adjust(switched, held)
        self._chosen = version
        return True

    async def _refresh_flows(self) -> bool:
        newest = await self.flows.newest()
        if newest == self._release:
            return False
        releases = await self.flows.releases()
        content = await self.flows.content(newest)
        assert content is not None, "a release is never deleted"
        self._release = newest
        try:
            source = Source.unpacked(content)
            bundle = await asyncio.to_thread(bundle_of, source)
            cover = self.scene.cover
            # A cover that came with the files after it was published is as the files have it.
            if cover.entry in source.covers:
                cover = await asyncio.to_thread(cover_of, source, cover.entry)
        except UnpublishableError:
            # It was published under other rules: what lies in the files goes on.
            log.warning("release_left_behind", count=newest)
            return False
        kept = await self.store.live_bundles() | {self.scene.current}
        kept -= _withdrawn(releases, self.scene.bundles.keys() - {bundle.id})
        self.scene = replace(
            self.scene,
            bundles={
                **{id: one for id, one in self.scene.bundles.items() if id in kept},
                bundle.id: bundle,
            },
            current=bundle.id,
            redirects=_redirects(releases),
            cover=cover,
            translator=with_first_words(self.scene.translator, cover),
            risky=risky_of(source.risky) if source.risky else self.scene.risky,
        )
        self.scene = self.adjust(self.scene, self.chosen)
        return True

    async def _refresh_calls(self) -> bool:
        version = await self.calls.version()
        if version == self._calls:
            return False
        held = await self.calls.held()
        # Finding what is the same in 2,000 calls takes a while: women are answered meanwhile.
        shelf, known = await asyncio.to_thread(lambda: (shelf_of(held), known_calls(held)))
        self.scene = replace(self.scene, calls=shelf.calls, known=known)
        self.shelf = shelf
        self._calls = version
        return True

    async def _refresh_services(self) -> bool:
        version = await self.services.version()
        if version == self._version:
            return False
        held = await self.services.held()
        if held.sources or held.upkeep or self._version is not None:
            # Putting 5,000 services together takes a second: women are answered meanwhile.
            directory = await asyncio.to_thread(
                self.scene.directory.holding, held.records, held.upkeep
            )
            self.scene = replace(self.scene, directory=directory)
            # None of it ever becomes garbage by itself: later collections need not look through it.
            gc.freeze()
        self._version = version
        return True

    def needs_two(self, owner: str, service: str, aspect: Aspect) -> bool:
        """Whether a fact of that network, or of none, counts only once two people vouched."""
        rule = self.chosen.get(f"{TWO}{owner}")
        return is_critical(service, aspect) and (rule is None or rule.value != OFF)

    async def verify(
        self, offer: Offer, aspect: Aspect, by: str, interval: int, now: datetime
    ) -> None:
        """Somebody vouches for a fact as it stands there: it is shown again from now on, or once
        another person did so too.

        Here at once; other processes, and what they changed meanwhile, follow by ``refresh``.
        """
        await self._vouch(verified(offer, aspect, by, interval, now), now)

    async def _vouch(self, upkeep: Upkeep, now: datetime) -> None:
        holds: Upkeep | None = upkeep
        if self.needs_two(upkeep.owner, upkeep.service, upkeep.aspect):
            holds = await self.services.look(upkeep, now)
        else:
            await self.services.verify(upkeep, now)
        if holds is not None:
            self.scene = replace(self.scene, directory=self.directory.vouched(holds))

    async def standing(self, service: str) -> Mapping[Aspect, Standing]:
        """Who stands behind each fact of a service, or behind a measure (``measure/<id>``)."""
        return await self.services.standing(service)

    async def verify_measure(
        self, measure: Measure, by: str, note: str, interval: int, now: datetime
    ) -> None:
        """Somebody vouches for a measure as it stands there, in the same way."""
        await self._vouch(keeping.verified(measure, by, note, interval, now), now)

    def measure_in(self, measure: Measure, language: str, now: datetime) -> Told:
        """What a woman reads of it in that language, once it is shown."""
        return told(measure, tongue_of(self.scene.translator, language, now))

    def questions_in(self, measure: Measure, language: str, now: datetime) -> Sequence[str]:
        """What she is asked there, in order."""
        tongue = tongue_of(self.scene.translator, language, now)
        return [said_in(one.question, "text", tongue) for one in measure.who_may]

    async def change_call(self, decide: Decide, now: datetime) -> None:
        """Somebody of the staff changes a call: here at once, elsewhere by ``refresh``."""
        await self.calls.update(decide, now)
        await self._refresh_calls()


def stage_of(scene: Scene, store: SqlStore, there: tuple[Channel, ...] = (Channel.WEB,)) -> Stage:
    """The stage of a process, before anything that was imported is on it."""
    known = SqlServices(store), SqlCalls(store), SqlFlows(store), store, SqlChoices(store)
    scene = replace(scene, switches=Switches(there=there))
    return Stage(scene, *known, there=there)


def _withdrawn(releases: Sequence[Release], bundles: Set[str]) -> frozenset[str]:
    """Those of these bundles that a release, the newest first, has taken everybody out of."""
    allowed: set[str] = set()
    for release in releases:
        allowed.add(release.bundle)
        if release.withdraws:
            return frozenset(bundles - allowed)
    return frozenset()


def _redirects(releases: Sequence[Release]) -> dict[Place, Place]:
    """Where steps that are gone lead, each to the end of its way."""
    found: dict[Place, Place] = {}
    for release in releases:
        for gone, to in release.redirects.items():
            found.setdefault(gone, found.get(to, to))
    return found


async def with_pinned(scene: Scene, content: bytes, store: SqlStore) -> Scene:
    """The scene with every older bundle that a conversation is still pinned to."""
    await store.save_bundle(scene.current, content)
    live = await store.live_bundles() - {scene.current}
    older: dict[str, Bundle] = {}
    for older_content in (await store.load_bundles(sorted(live))).values():
        try:
            bundle = bundle_of(Source.unpacked(older_content))
        except UnpublishableError:
            # It was published under other rules: its talks go on in the current bundle.
            log.warning("pinned_bundle_left_behind")
            continue
        older[bundle.id] = bundle
    return replace(scene, bundles={**older, **scene.bundles})
