"""Where flows are written, judged and published, by people and not by programmers.

What is live is the newest release or, before the first, the files of the project. A draft holds
one flow and those of its translations that changed; a release is made of everything together,
since a talk is pinned to a whole bundle.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.conversation.calls import CALLS
from bot.directory.model import Directory
from bot.engine.editing.drafts import Draft, OvertakenError, Place, Release, Texts
from bot.engine.editing.edits import Edit, Head, edited
from bot.engine.load import load_bundle
from bot.engine.problems import Problem, Severity
from bot.engine.reading import SLUG
from bot.published import Source, read_source
from bot.storage.flows import Flows
from bot.tongues import LANGUAGES
from bot.workshop.pieces import (
    Opened,
    composed,
    digest,
    is_critical,
    judged,
    opened,
    over,
    renamed,
    stranded,
)

NEW = """\
flow: {flow}
title: {title}
start: begin
steps:
  begin:
    end: true
"""


class UnknownFlowError(Exception):
    """There is no flow of that name, or there is one already."""


class UnreviewedError(Exception):
    """What is critical goes out only when somebody who did not write it has read it."""

    def __init__(self, flows: Sequence[str]) -> None:
        super().__init__(", ".join(flows))
        self.flows = tuple(flows)


class FaultyError(Exception):
    """The gate is closed: nothing was published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class StrandedError(Exception):
    """Women may stand at steps that would be gone, and nobody said where they lead."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__(", ".join("/".join(place) for place in places))
        self.places = tuple(places)


class Stage(Protocol):
    """What is published in this process."""

    @property
    def directory(self) -> Directory:
        """What the directory knows now."""

    async def refresh(self) -> bool:
        """Take in what was published. Whether anything was new."""


Keep = Callable[[str, bytes], Awaitable[None]]
"""Keeps a bundle's packed content for the talks that are pinned to it."""


class Workshop:
    """Drafts, the gate and releases of one installation."""

    def __init__(self, flows: Flows, stage: Stage, keep: Keep) -> None:
        self._flows = flows
        self._stage = stage
        self._keep = keep
        self._live: tuple[int, Source] | None = None
        self._said: tuple[object, Sequence[Problem]] | None = None
        self._judging = asyncio.Lock()

    async def live(self) -> Source:
        """What new talks begin with."""
        newest = await self._flows.newest()
        if self._live is None or self._live[0] != newest:
            content = await self._flows.content(newest) if newest else None
            read = read_source if content is None else lambda: Source.unpacked(content)
            self._live = newest, await asyncio.to_thread(read)
        return self._live[1]

    async def all(self) -> Sequence[Opened]:
        """Every flow, those that were never published included, by name."""
        live = await self.live()
        drafts = {one.flow: one for one in await self._flows.drafts()}
        names = sorted({*live.flows, *drafts})
        return await asyncio.to_thread(lambda: [opened(n, live, drafts.get(n)) for n in names])

    async def open(self, flow: str) -> Opened:
        """One flow. Raises ``UnknownFlowError``."""
        live, draft = await self.live(), await self._flows.draft(flow)
        if draft is None and flow not in live.flows:
            raise UnknownFlowError
        found = await asyncio.to_thread(opened, flow, live, draft)
        return replace(found, positions=await self._flows.positions(flow))

    async def edit(
        self,
        flow: str,
        revision: int,
        edits: Sequence[Edit],
        by: str,
        now: datetime,
        texts: Texts | None = None,
        positions: str | None = None,
    ) -> Opened:
        """The flow after these edits, made on that revision; all of them or none.

        ``texts`` are translations to put in the place of what they were. ``positions`` lie beside
        the flow: whoever moves a card begins no draft. Raises ``EditError`` with the reason,
        ``OvertakenError``, ``UnknownFlowError``.
        """
        before = await self.open(flow)
        if before.revision != revision:
            raise OvertakenError
        if not edits and not texts:
            if positions is not None:
                await self._flows.place(flow, positions)
            return await self.open(flow)
        text = await asyncio.to_thread(edited, before.text, edits) if edits else before.text
        draft = before.draft or await self._begun(flow, before.text, now)
        told = bool(texts) or text != draft.text
        moved = renamed(before, edits)
        draft = replace(
            draft,
            text=text,
            texts=over(over(draft.texts, moved), texts or {}),
            authors=draft.authors if by in draft.authors or not told else (*draft.authors, by),
            reviewer="" if told else draft.reviewer,
            revision=revision + 1,
            changed_at=now,
        )
        await self._flows.save_all([draft], {} if positions is None else {flow: positions})
        return await self.open(flow)

    async def _written(self, flow: str, revision: int) -> Draft:
        """The draft that has this revision."""
        draft = (await self.open(flow)).draft
        if draft is None or draft.revision != revision:
            raise OvertakenError
        return draft

    async def _begun(self, flow: str, text: str, now: datetime) -> Draft:
        return Draft(flow, text, digest(flow, await self.live()), 0, now, ())

    async def create(self, flow: str, title: str, by: str, now: datetime) -> Opened:
        """A new flow with one step. Raises ``UnknownFlowError`` where the name is taken or none."""
        names = {one.casefold() for one in (await self.live()).flows}
        names |= {one.flow.casefold() for one in await self._flows.drafts()}
        if flow.casefold() in names or not SLUG.fullmatch(flow):
            raise UnknownFlowError
        draft = Draft(flow, NEW.format(flow=flow, title=flow), "", 1, now, (by,))
        await self._flows.save(draft)
        return await self.edit(flow, 1, [Head({"title": title})], by, now)

    async def discard(self, flow: str, revision: int) -> None:
        """Throw the draft away. Raises ``OvertakenError``, ``UnknownFlowError``."""
        await self._written(flow, revision)
        await self._flows.discard(flow, revision)

    async def review(self, flow: str, revision: int, by: str, now: datetime) -> Opened:
        """Somebody who did not write it has read this revision and agrees.

        Raises ``OvertakenError``, ``UnknownFlowError``, ``UnreviewedError`` where she wrote in it
        herself.
        """
        draft = await self._written(flow, revision)
        if by in draft.authors:
            raise UnreviewedError([flow])
        await self._flows.save(replace(draft, reviewer=by, revision=revision + 1, changed_at=now))
        return await self.open(flow)

    async def problems(self, flows: Collection[str] | None = None) -> Sequence[Problem]:
        """What the gate says of everything as it would be with these drafts; None: with all."""
        # One at a time, and what did not change since is not judged again: it takes a second of a
        # processor, and whoever asks while another one waits wants the same.
        async with self._judging:
            live, drafts = await self.live(), await self._chosen(flows)
            directory = self._stage.directory
            of = live, directory, [(one.flow, one.text, one.texts) for one in drafts]
            if self._said is None or self._said[0] != of:
                found = await asyncio.to_thread(lambda: judged(composed(live, drafts), directory))
                self._said = of, found
            return self._said[1]

    async def publish(
        self,
        flows: Collection[str],
        by: str,
        note: str,
        now: datetime,
        *,
        withdraws: bool = False,
        redirects: Mapping[Place, Place] | None = None,
    ) -> Release:
        """These drafts go live for whoever begins now; where it ``withdraws``, for everybody.

        Raises ``FaultyError``, ``UnreviewedError``, ``StrandedError``, ``OvertakenError``.
        """
        live, drafts = await self.live(), await self._chosen(flows)
        if {one.flow for one in drafts} != set(flows) or not drafts:
            raise OvertakenError
        if any(one.base != digest(one.flow, live) for one in drafts):
            raise OvertakenError
        source = await asyncio.to_thread(composed, live, drafts)
        unread = [one.flow for one in drafts if not one.reviewer and is_critical(one, live)]
        if unread:
            raise UnreviewedError(unread)
        release = Release(0, "", now, by, note, tuple(sorted(flows)), withdraws, redirects or {})
        revisions = [(one.flow, one.revision) for one in drafts]
        return await self._release(source, release, revisions)

    async def restore(self, number: int, by: str, note: str, now: datetime) -> Release:
        """What was live after that release (0: before the first) is live again; nobody is moved.

        Raises ``UnknownFlowError``, ``FaultyError`` where today's rules refuse it.
        """
        source, live = await self.source_of(number), await self.live()
        names = source.flows.keys() | live.flows.keys()
        changed = tuple(n for n in sorted(names) if digest(n, source) != digest(n, live))
        return await self._release(source, Release(0, "", now, by, note, changed))

    async def releases(self) -> Sequence[Release]:
        """What was published, the newest first."""
        return await self._flows.releases()

    async def source_of(self, number: int) -> Source:
        """The flows and catalogues of a release; 0: as the files are.

        Raises ``UnknownFlowError``.
        """
        content = await self._flows.content(number) if number else None
        if content is None and number:
            raise UnknownFlowError
        return await asyncio.to_thread(
            lambda: read_source() if content is None else Source.unpacked(content)
        )

    async def _chosen(self, flows: Collection[str] | None) -> Sequence[Draft]:
        drafts = await self._flows.drafts()
        return [one for one in drafts if flows is None or one.flow in flows]

    async def _release(
        self, source: Source, release: Release, drafts: Sequence[tuple[str, int]] = ()
    ) -> Release:
        directory = self._stage.directory
        found = await asyncio.to_thread(judged, source, directory)
        errors = [one for one in found if one.severity is Severity.ERROR]
        if errors:
            raise FaultyError(errors)
        bundle, _ = load_bundle(source.flows, source.catalogues, CALLS, LANGUAGES)
        assert bundle is not None, "the gate has loaded it"
        if release.withdraws and (left := stranded(await self.live(), source, release.redirects)):
            raise StrandedError(left)
        number = await self._flows.newest() + 1
        release = replace(release, number=number, bundle=bundle.id)
        packed = source.packed()
        await self._keep(bundle.id, packed)
        await self._flows.publish(release, packed, drafts)
        await self._stage.refresh()
        return release
