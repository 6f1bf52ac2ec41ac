"""Where flows are written, judged and published, by people and not by programmers.

What is live is the newest release or, before the first, the files of the project. A draft holds
one flow and those of its translations that changed; a release is made of everything together,
since a talk is pinned to a whole bundle.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from bot.conversation.calls import CALLS
from bot.directory.model import Directory
from bot.engine.editing.drafts import Draft, OvertakenError, Place, Release, Texts
from bot.engine.editing.edits import Edit, EditError, edited
from bot.engine.flow import Bundle
from bot.engine.load import load_bundle
from bot.engine.problems import Problem, Severity
from bot.engine.reading import SLUG
from bot.publishing.published import Source, read_source
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from bot.workshop.beginning import new_flow
from bot.workshop.documents import Kind, digest, kind_of, names, text_of
from bot.workshop.pieces import (
    Opened,
    composed,
    is_critical,
    judged_with,
    meant,
    offered,
    opened,
    over,
    renamed,
    stranded,
)

NEVER = datetime.min.replace(tzinfo=UTC)


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


Signed = Callable[[], Awaitable[Texts]]
"""Language -> context -> what its signature is bound to, of those that were given here."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A release before it is judged: what is live, and what would be, with these drafts."""

    live: Source
    source: Source
    release: Release
    drafts: Sequence[Draft] = ()


class Workshop:
    """Drafts, the gate and releases of one installation."""

    def __init__(
        self, flows: SqlFlows, stage: Stage, keep: Keep, signed: Signed | None = None
    ) -> None:
        self._signed = signed
        self._flows = flows
        self._stage = stage
        self._keep = keep
        self._live: tuple[int, Source] | None = None
        self._said: tuple[object, Sequence[Problem]] | None = None
        self._found: tuple[object, Sequence[Problem]] | None = None
        self._judging = asyncio.Lock()

    async def live(self) -> Source:
        """What new talks begin with."""
        return (await self._newest())[1]

    async def _newest(self) -> tuple[int, Source]:
        """The number of the newest release, 0 before the first, and what is in it."""
        newest = await self._flows.newest()
        found = self._live
        if found is None or found[0] != newest:
            content = await self._flows.content(newest) if newest else None
            found = self._live = newest, await asyncio.to_thread(_unpacked, content)
        return found

    async def all(self) -> Sequence[Opened]:
        """Every document, those that were never published included: flows, covers, words."""
        live = await self.live()
        drafts = {one.flow: one for one in await self._flows.drafts()}
        order = list(Kind)
        every = sorted({*names(live), *drafts}, key=lambda n: (order.index(kind_of(n, live)), n))
        return await asyncio.to_thread(lambda: [opened(n, live, drafts.get(n)) for n in every])

    async def open(self, flow: str) -> Opened:
        """One flow. Raises ``UnknownFlowError``."""
        live, draft = await self.live(), await self._flows.draft(flow)
        if draft is None and not text_of(flow, live):
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
        words: str | None = None,
    ) -> Opened:
        """The flow after these edits, made on that revision; all of them or none.

        ``texts`` are translations to put in the place of what they were, ``words`` a whole list of
        risky words. ``positions`` lie beside the flow: whoever moves a card begins no draft. Raises
        ``EditError`` with the reason, ``OvertakenError``, ``UnknownFlowError``.
        """
        before = await self._at(flow, revision)
        if not edits and not texts and words is None:
            if positions is not None:
                await self._flows.place(flow, positions)
            return await self.open(flow)
        if (before.kind is Kind.RISKY) != (words is not None) or (words is not None and edits):
            raise EditError("a list of words is written whole, and nothing else is")
        text = words if words is not None else before.text
        text = await asyncio.to_thread(edited, text, edits) if edits else text
        draft = before.draft or await self._begun(flow, before.text, now)
        told = bool(texts) or text != draft.text
        said = over(renamed(before, edits), texts or {})
        draft = replace(
            draft,
            text=text,
            texts=over(draft.texts, said),
            italian=over(draft.italian, meant(said, text, before)),
            authors=draft.authors if by in draft.authors or not told else (*draft.authors, by),
            reviewer="" if told else draft.reviewer,
            revision=revision + 1,
            changed_at=now,
        )
        await self._flows.save_all([draft], {} if positions is None else {flow: positions})
        return await self.open(flow)

    async def translate(
        self, texts: Mapping[str, Texts], revisions: Mapping[str, int], by: str, now: datetime
    ) -> None:
        """Translations of several flows (flow -> language -> context) take the place of what they
        were: all of them or, with ``OvertakenError``, none.

        ``revisions`` are those that they were written on. Raises ``UnknownFlowError``.
        """
        drafts = []
        for flow, told in texts.items():
            before = await self._at(flow, revisions.get(flow, 0))
            draft = before.draft or await self._begun(flow, before.text, now)
            drafts.append(
                replace(
                    draft,
                    texts=over(draft.texts, told),
                    italian=over(draft.italian, meant(told, draft.text, before)),
                    authors=draft.authors if by in draft.authors else (*draft.authors, by),
                    reviewer="",
                    revision=before.revision + 1,
                    changed_at=now,
                )
            )
        await self._flows.save_all(drafts)

    async def _at(self, flow: str, revision: int) -> Opened:
        """A flow that has this revision."""
        before = await self.open(flow)
        if before.revision != revision:
            raise OvertakenError
        return before

    async def _written(self, flow: str, revision: int) -> Draft:
        """The draft that has this revision."""
        draft = (await self.open(flow)).draft
        if draft is None or draft.revision != revision:
            raise OvertakenError
        return draft

    async def _begun(self, flow: str, text: str, now: datetime) -> Draft:
        return Draft(flow, text, digest(flow, await self.live()), 0, now, ())

    async def create(self, flow: str, title: str, by: str, now: datetime) -> Opened:
        """A new flow with one step. Raises ``UnknownFlowError`` where the name is none or taken, if
        only at this moment, ``EditError`` for a title that no flow can have."""
        taken = {one.casefold() for one in names(await self.live())}
        taken |= {one.flow.casefold() for one in await self._flows.drafts()}
        if flow.casefold() in taken or not SLUG.fullmatch(flow):
            raise UnknownFlowError
        text = await asyncio.to_thread(new_flow, flow, title)
        try:
            await self._flows.save(Draft(flow, text, "", 1, now, (by,)))
        except OvertakenError:
            raise UnknownFlowError from None
        return await self.open(flow)

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
            here = await self._signatures()
            of = live, self._stage.directory, here, [(d.flow, d.text, d.texts) for d in drafts]
            if self._said is None or self._said[0] != of:
                source = await asyncio.to_thread(composed, live, drafts)
                self._said = of, await self._judged(source, here)
            return self._said[1]

    async def _signatures(self) -> Texts:
        return await self._signed() if self._signed is not None else {}

    async def _judged(self, source: Source, here: Texts) -> Sequence[Problem]:
        """What goes live as it was just looked at is not judged a second time."""
        of = source, self._stage.directory, here
        if self._found is None or self._found[0] != of:
            self._found = of, await asyncio.to_thread(judged_with, *of)
        return self._found[1]

    async def publish(
        self,
        flows: Collection[str],
        by: str,
        note: str,
        now: datetime,
        *,
        withdraws: bool = False,
        redirects: Mapping[Place, Place] | None = None,
        schedule: str = "",
    ) -> Release:
        """These drafts go live for whoever begins now; where it ``withdraws``, for everybody.

        ``schedule``: the planned publication that this is. Raises ``FaultyError``,
        ``UnreviewedError``, ``StrandedError``, ``OvertakenError``.
        """
        release = Release(0, "", now, by, note, (), withdraws, redirects or {})
        made = await self._made(flows, release)
        return await self._release(made, schedule)

    async def check(
        self, flows: Collection[str], redirects: Mapping[Place, Place] | None, *, withdraws: bool
    ) -> Sequence[Draft]:
        """The drafts that would go live now. Raises what ``publish`` does."""
        nobody = Release(0, "", NEVER, "", "", (), withdraws, redirects or {})
        made = await self._made(flows, nobody)
        await self._judge(made)
        return made.drafts

    async def _made(self, flows: Collection[str], release: Release) -> _Made:
        """What a release of these drafts would be; not judged yet."""
        (number, live), drafts = await self._newest(), await self._chosen(flows)
        if {one.flow for one in drafts} != set(flows) or not drafts:
            raise OvertakenError
        if any(one.base != digest(one.flow, live) for one in drafts):
            raise OvertakenError
        source = await asyncio.to_thread(composed, live, drafts)
        unread = [one.flow for one in drafts if not one.reviewer and is_critical(one, live)]
        if unread:
            raise UnreviewedError(unread)
        before = {one.flow: one.base for one in drafts}
        names = tuple(sorted(flows))
        release = replace(release, number=number + 1, flows=names, before=before)
        return _Made(live, source, release, drafts)

    async def restore(self, number: int, by: str, note: str, now: datetime) -> Release:
        """What was live after that release (0: before the first) is live again; nobody is moved.

        Raises ``UnknownFlowError``, ``FaultyError`` where today's rules refuse it.
        """
        newest, live = await self._newest()
        source = (await self.source_of(number)).beside(live)
        every = sorted({*names(source), *names(live)})
        before = {name: digest(name, live) for name in every}
        changed = tuple(name for name in every if digest(name, source) != before[name])
        release = Release(newest + 1, "", now, by, note, changed)
        before = {name: before[name] for name in changed}
        return await self._release(_Made(live, source, replace(release, before=before)))

    async def drafted(self, flows: Collection[str] | None = None) -> Source:
        """What would be live with these drafts; None: with all."""
        live, drafts = await self.live(), await self._chosen(flows)
        return await asyncio.to_thread(composed, live, drafts)

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
        return await asyncio.to_thread(_unpacked, content)

    async def _chosen(self, flows: Collection[str] | None) -> Sequence[Draft]:
        drafts = await self._flows.drafts()
        return [one for one in drafts if flows is None or one.flow in flows]

    async def _judge(self, made: _Made) -> Bundle:
        """Raises ``FaultyError`` or ``StrandedError`` where it may not go live."""
        source, release = made.source, made.release
        found = await self._judged(source, await self._signatures())
        errors = [one for one in found if one.severity is Severity.ERROR]
        if errors:
            raise FaultyError(errors)
        bundle, _ = load_bundle(source.flows, source.catalogues, CALLS, LANGUAGES)
        assert bundle is not None, "the gate has loaded it"
        if release.withdraws and (left := stranded(made.live, source, release.redirects)):
            raise StrandedError(left)
        return bundle

    async def _release(self, made: _Made, schedule: str = "") -> Release:
        """It follows on what it was made of: whatever was published meanwhile comes first."""
        bundle = await self._judge(made)
        release = replace(made.release, bundle=bundle.id)
        packed = made.source.packed()
        await self._keep(bundle.id, offered(made.source).packed())
        revisions = [(one.flow, one.revision) for one in made.drafts]
        await self._flows.publish(release, packed, revisions, schedule)
        await self._stage.refresh()
        return release


def _unpacked(content: bytes | None) -> Source:
    """A release; what it was made without is as the files have it."""
    files = read_source()
    return files if content is None else Source.unpacked(content).beside(files)
