"""Where whoever writes flows tries them: the drafts in the place of what is live, and nothing else.

A trial reads what is published and what lies in drafts. It has no way to the database, to a
provider or to a desk: its store, its bus and its telephone are its own, and gone when it ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.conversation.calls import CALLS
from bot.conversation.reading import Reader
from bot.conversation.scene import Rules, Scene
from bot.directory.model import Directory
from bot.engine.editing.recording import Recording, Standing, digest_of
from bot.engine.flow import Bundle
from bot.engine.load import load_bundle
from bot.engine.problems import Problem
from bot.publishing.published import (
    DEFAULT_COVER,
    TRANSCRIPTS,
    Source,
    cover_line_of,
    read_cover,
    read_covers,
)
from bot.rehearsal.leaving import Parted, parted_everywhere
from bot.rehearsal.recording import Differs, Recorded, differing, recorded, script_of
from bot.rehearsal.setting import NOW
from bot.rehearsal.transcripts import Transcript, read_transcripts
from bot.rehearsal.trial import Plan, Tried, UntriableError, tried
from bot.text.tongues import LANGUAGES

MOST_REPLAYED = 12
"""So many transcripts are played in one go: a page asks for all of them in several."""


MOST_KEPT = 200
"""So many recordings are kept here: they belong into files in the end."""


class FullError(Exception):
    """Too many recordings are kept already: export them, or throw some away."""


class OtherWayError(Exception):
    """It does not go the way that was read: somebody wrote meanwhile, or it goes as it did."""


class UnplayableError(Exception):
    """The flows cannot be read as they are now: these are the mistakes."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class Drafts(Protocol):
    """What is live and what is being written (``workshop.Workshop``)."""

    async def live(self) -> Source:
        """What new talks begin with."""

    async def drafted(self, flows: Collection[str] | None = None) -> Source:
        """What would be live with these drafts; None: with all."""


class Shelf(Protocol):
    """Where recordings are kept (``storage.flow_recordings``)."""

    async def all(self) -> Sequence[Recording]:
        """Every recording, by name."""

    async def keep(self, recording: Recording) -> None:
        """Keep it in the place of one of the same name."""

    async def drop(self, name: str) -> None:
        """Throw it away, where it is there."""


class Rehearsals:
    """Trials of one process. One is played at a time: women are answered in between."""

    def __init__(
        self,
        drafts: Drafts,
        scene: Callable[[], Scene],
        files: Directory,
        shelf: Shelf,
        reader: Reader | None = None,
        cover_name: str = "",
    ) -> None:
        """``files``: the directory as it lies in the project, which golden transcripts are held
        against. ``reader`` reads the meaning of texts; ``cover_name`` is that of the cover here."""
        self._drafts = drafts
        self._now = scene
        self._files = files
        self._shelf = shelf
        self._reader = reader
        self._cover_name = cover_name
        self._turn = asyncio.Lock()
        self._covers: dict[str, Bundle] = {}
        self._filed: Mapping[str, Transcript] = {}

    async def tries(self, flow: str, plan: Plan) -> Tried:
        """The trial of a flow as it is drafted. Raises ``UnplayableError``, ``UntriableError``."""
        scene = await self._scene(flow, plan)
        async with self._turn:
            return await tried(plan, scene, self._reader)

    async def parts(self, flow: str, plan: Plan) -> Sequence[Parted]:
        """The same, left at its end, on every channel. Raises the same."""
        scene = await self._scene(flow, plan)
        async with self._turn:
            return await parted_everywhere(plan, scene, self._reader)

    async def records(self, flow: str, plan: Plan, part: str) -> Recorded:
        """The trial as a golden transcript. Raises the same, and ``ValueError`` for such a part."""
        scene = await self._scene(flow, plan)
        golden = await self._golden(await self._bundle(flow))
        async with self._turn:
            found = await tried(plan, scene)
            if found.lost:
                raise UntriableError
            moments = found.moments
            script = script_of(plan, flow, part, moments)
            return await recorded(script, await self._met(golden, script), moments)

    async def keeps(self, flow: str, plan: Plan, part: str, by: str, now: datetime) -> Recorded:
        """The same, kept with the drafts from now on. Raises the same, and ``FullError``."""
        found = await self.records(flow, plan, part)
        await self._keep(found.transcript.name, found.transcript.text, by, now)
        return found

    async def accepts(self, name: str, digest: str, by: str, now: datetime) -> None:
        """The way that a golden transcript goes with the drafts is right from now on: it is kept in
        its place. ``digest``: of the way that was read. Raises ``OtherWayError`` where it goes
        another, ``UnplayableError`` and ``FullError``."""
        for one in await self.replays({name}):
            if one.digest == digest:
                await self._keep(name, one.now, by, now)
                return
        raise OtherWayError

    async def _keep(self, name: str, text: str, by: str, now: datetime) -> None:
        kept = await self._shelf.all()
        if len(kept) >= MOST_KEPT and name not in {one.name for one in kept}:
            raise FullError
        file = (await self._files_of()).get(name)
        base = digest_of(file.text if file else "")
        await self._shelf.keep(Recording(name, text, base, by, now))

    async def kept(self, flow: str) -> Sequence[tuple[Recording, Standing]]:
        """What was kept with a flow, and how each stands to the files."""
        files = await self._files_of()
        return [
            (one, one.standing(files[one.name].text if one.name in files else ""))
            for one in await self._shelf.all()
            if one.flow == flow
        ]

    async def drops(self, flow: str, name: str) -> bool:
        """Throw away what was kept with a flow by that name; whether there was any."""
        there = name in {one.name for one, _ in await self.kept(flow)}
        if there:
            await self._shelf.drop(name)
        return there

    async def transcripts(self) -> Sequence[Transcript]:
        """Every golden transcript by name: the files, and what was kept here and is in none yet."""
        every = dict(await self._files_of())
        for one in await self._shelf.all():
            file = every.get(one.name)
            if one.standing(file.text if file else "") is Standing.WAITS:
                every[one.name] = Transcript(one.name, one.text)
        return [every[name] for name in sorted(every)]

    async def _files_of(self) -> Mapping[str, Transcript]:
        """As they lay beside the flows when they were asked for first."""
        if not self._filed:
            found, _ = await asyncio.to_thread(read_transcripts, TRANSCRIPTS)
            self._filed = {one.name: one for one in found}
        return self._filed

    async def replays(self, names: Collection[str]) -> Sequence[Differs]:
        """Those of these golden transcripts, ``MOST_REPLAYED`` at most, that go another way with
        the drafts. Raises ``UnplayableError``."""
        wanted = [one for one in await self.transcripts() if one.name in names][:MOST_REPLAYED]
        drafted = await self._golden(await self._bundle(""))
        live = await self._golden(await _loaded(await self._drafts.live()))
        found: list[Differs] = []
        for one in wanted:
            async with self._turn:
                scenes = await self._met(drafted, one), await self._met(live, one)
                differs = await differing(one, *scenes)
            found += [differs] if differs is not None else []
        return found

    def places(self) -> Sequence[tuple[str, str]]:
        """The networks, as (id, name)."""
        return [(one.id, one.name) for one in self._now().directory.networks()]

    def covers(self) -> Sequence[str]:
        """The covers that somebody without the key may meet, by name."""
        return sorted(read_covers())

    async def _bundle(self, flow: str) -> Bundle:
        """Everything with all drafts, or, where others cannot be read now, with this one alone."""
        try:
            return await _loaded(await self._drafts.drafted())
        except UnplayableError:
            if not flow:
                raise
            return await _loaded(await self._drafts.drafted({flow}))

    async def _scene(self, flow: str, plan: Plan) -> Scene:
        """What is published, with the drafts, at the hour of the trial."""
        plan.check()
        if plan.setting.cover and plan.setting.cover not in self.covers():
            raise UntriableError
        scene = _with(self._now(), await self._bundle(flow))
        if plan.setting.cover:
            scene = replace(scene, cover=await self._cover(plan.setting.cover))
        return self._lined(scene, plan.setting.begins, self._cover_name)

    async def _golden(self, bundle: Bundle) -> Scene:
        """What golden transcripts are played in: of this installation nothing but the flows."""
        scene = _with(self._now(), bundle)
        return replace(scene, directory=self._files, rules=Rules(), calls=(), known={}, renamed=str)

    async def _met(self, scene: Scene, transcript: Transcript) -> Scene:
        cover = await self._cover(transcript.cover or DEFAULT_COVER)
        default = await self._cover(DEFAULT_COVER)
        line = self._lined(replace(scene, cover=default), NOW, "").cover_line
        return replace(scene, cover=cover, cover_line=line)

    async def _cover(self, name: str) -> Bundle:
        if name not in self._covers:
            self._covers[name] = await asyncio.to_thread(read_cover, name)
        return self._covers[name]

    @staticmethod
    def _lined(scene: Scene, at: datetime, name: str) -> Scene:
        line = cover_line_of(scene.cover.entry, scene.translator, name, lambda: at)
        return replace(scene, cover_line=line)


def _with(scene: Scene, bundle: Bundle) -> Scene:
    bundles: Mapping[str, Bundle] = {bundle.id: bundle}
    return replace(scene, bundles=bundles, current=bundle.id, redirects={})


async def _loaded(source: Source) -> Bundle:
    found, problems = await asyncio.to_thread(
        load_bundle, source.flows, source.catalogues, CALLS, LANGUAGES
    )
    if found is None:
        raise UnplayableError(problems)
    return found
