"""The desk of translations: what the console shows, writes, signs, sends out and takes in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.engine.editing.drafts import OvertakenError
from bot.i18n.catalogue import Told
from bot.i18n.reviews import FileMark, Review, digest
from bot.text.tongues import RIGHT_TO_LEFT, WRITTEN
from bot.wording import files
from bot.wording.bringing import Plan, planned
from bot.wording.checks import Check, checked
from bot.wording.glossary import terms_in
from bot.wording.memory import Remembered, remembered
from bot.wording.model import Counts, Line, Piece, Said, Signed, State
from bot.wording.reading import rules_of, tables_of
from bot.wording.rows import Form, Sent
from bot.wording.table import Tables, Wanted, chosen, counted
from bot.workshop.workshop import Workshop

TRIES = 3
"""So often a change is written anew where somebody else wrote in the same flow meanwhile."""


class UnknownTextError(Exception):
    """There is no such text, or no such language."""


class ReadOnlyError(Exception):
    """It is read from the files of the project, and changed there."""


class FaultyTextError(Exception):
    """Something about it stops it: nothing was written."""

    def __init__(self, checks: Sequence[Check]) -> None:
        super().__init__(", ".join(one.code for one in checks))
        self.checks = tuple(checks)


class UntranslatedError(Exception):
    """There is nothing there that could be signed."""


class Reviews(Protocol):
    """Where signatures are kept (``bot.storage.reviews``)."""

    async def digests(self) -> Mapping[str, Mapping[str, str]]:
        """Language -> context -> what its signature is bound to."""

    async def of(self, language: str, contexts: Sequence[str]) -> Mapping[str, Review]:
        """Context -> its signature."""

    async def sign(self, reviews: Sequence[Review]) -> None:
        """Write signatures down."""

    async def withdraw(self, language: str, contexts: Sequence[str]) -> None:
        """These are signed by nobody any more."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One text with all that helps to translate it. ``step``: what stands around it."""

    line: Line
    step: Sequence[Line]
    checks: Sequence[Check]
    memory: Sequence[Remembered]
    terms: Sequence[tuple[str, str]]
    signed: Signed | None


class Wording:
    """Tables of every language of one installation."""

    def __init__(self, workshop: Workshop, reviews: Reviews) -> None:
        self._workshop = workshop
        self._reviews = reviews

    async def tables(self) -> Tables:
        """Everything as it is at this moment, drafts included."""
        opened = await self._workshop.all()
        digests = await self._reviews.digests()
        return await asyncio.to_thread(tables_of, opened, digests)

    async def counts(self) -> tuple[Sequence[Counts], Mapping[str, str]]:
        """How far each language is; flow -> its title."""
        tables = await self.tables()

        def work() -> list[Counts]:
            return [counted(one, tables.lines(one)) for one in WRITTEN[1:]]

        titles = {name: str(one.head.get("title", name)) for name, one in tables.flows.items()}
        return await asyncio.to_thread(work), titles

    async def lines(self, language: str, wanted: Wanted) -> Sequence[Line]:
        """The lines that are asked for. Raises ``UnknownTextError``."""
        _check(language)
        tables = await self.tables()
        return await asyncio.to_thread(lambda: chosen(tables.lines(language), wanted))

    async def detail(self, language: str, context: str) -> Detail:
        """One text and what helps with it. Raises ``UnknownTextError``."""
        _check(language)
        tables = await self.tables()
        line = _line(tables, language, context)
        contexts = [one.context for one in line.piece.all]
        reviews = await self._reviews.of(language, contexts)

        def work() -> Detail:
            piece = line.piece
            return Detail(
                line,
                tables.step(piece, language),
                _checks(line, language, line.said.text, line.words.text if line.words else ""),
                remembered(piece.context, piece.italian, tables.lines(language)),
                [
                    (term.italian[0], term.said)
                    for term in terms_in(piece.italian, rules_of(language).terms)
                ],
                _signed(line, reviews),
            )

        return await asyncio.to_thread(work)

    async def check(
        self, language: str, context: str, text: str, words: str = ""
    ) -> Sequence[Check]:
        """What there is to say of a translation while it is written."""
        _check(language)
        line = _line(await self.tables(), language, context)
        return _checks(line, language, text, words)

    async def write(
        self,
        language: str,
        context: str,
        seen: str,
        text: str,
        words: str | None,
        by: str,
        now: datetime,
    ) -> None:
        """The text, and the words that mean the same, are these in the draft of their flow.

        ``seen``: the digest of the line that it was written on. Raises ``FaultyTextError``,
        ``ReadOnlyError``, ``OvertakenError``, ``UnknownTextError``.
        """
        _check(language)
        for attempt in range(TRIES):
            tables = await self.tables()
            line = _line(tables, language, context)
            if not line.piece.editable:
                raise ReadOnlyError
            if line.digest != seen:
                raise OvertakenError
            told = {line.piece.context: text.strip()}
            if line.piece.words is not None and words is not None:
                told[line.piece.words.context] = words.strip()
            stops = [one for one in _checks(line, language, text, words or "") if one.stops]
            if stops:
                raise FaultyTextError(stops)
            flow = tables.flows[line.piece.where]
            changes = {flow.flow: {language: told}}
            try:
                await self._workshop.translate(changes, {flow.flow: flow.revision}, by, now)
            except OvertakenError:
                if attempt + 1 == TRIES:
                    raise
            else:
                return

    async def sign(self, language: str, context: str, seen: str, by: str, now: datetime) -> None:
        """She has read this translation beside its Italian, and it is right.

        Raises ``OvertakenError`` where it is another one by now, ``UntranslatedError``,
        ``UnknownTextError``.
        """
        _check(language)
        line = _line(await self.tables(), language, context)
        if line.digest != seen:
            raise OvertakenError
        pairs = [(line.piece, line.said)]
        if line.piece.words is not None and line.words is not None:
            pairs.append((line.piece.words, line.words))
        if not all(said.text for _, said in pairs):
            raise UntranslatedError
        await self._reviews.sign(
            [Review(language, p.context, p.italian, said.text, by, now) for p, said in pairs]
        )

    async def unsign(self, language: str, context: str) -> None:
        """Nobody in the console has signed it. Raises ``UnknownTextError``."""
        _check(language)
        line = _line(await self.tables(), language, context)
        await self._reviews.withdraw(language, [one.context for one in line.piece.all])

    async def file(self, language: str, form: Form, wanted: Wanted) -> bytes:
        """The lines that are asked for as a file, in the order of the flows."""
        lines = await self.lines(language, wanted)
        contexts = [p.context for line in lines for p in line.piece.all]
        reviews = await self._reviews.of(language, contexts)
        right_to_left = language in RIGHT_TO_LEFT

        def work() -> bytes:
            rows = [row for line in lines for row in _sent(line, reviews)]
            return files.written(rows, language, form, right_to_left=right_to_left)

        return await asyncio.to_thread(work)

    async def plan(self, language: str, content: bytes, form: Form) -> Plan:
        """What a file would change. Raises ``FileError``, ``UnknownTextError``."""
        _check(language)
        tables = await self.tables()
        return await asyncio.to_thread(_plan, tables, language, content, form)

    async def store(
        self, language: str, content: bytes, form: Form, token: str, by: str, now: datetime
    ) -> Plan:
        """Write what a file changes, all of it or nothing, as the plan of that token said.

        Raises ``OvertakenError`` where it would be another one by now or something is refused,
        ``FileError``, ``UnknownTextError``.
        """
        _check(language)
        tables = await self.tables()
        plan = await asyncio.to_thread(_plan, tables, language, content, form)
        if plan.token != token or plan.refused or not plan.changes:
            raise OvertakenError
        changes: dict[str, dict[str, dict[str, str]]] = {}
        for one in plan.changes:
            told = changes.setdefault(one.piece.where, {language: {}})
            told[language][one.piece.context] = one.text
        revisions = {flow: tables.flows[flow].revision for flow in changes}
        await self._workshop.translate(changes, revisions, by, now)
        return plan


def _check(language: str) -> None:
    if language not in WRITTEN[1:]:
        raise UnknownTextError


def _line(tables: Tables, language: str, context: str) -> Line:
    line = tables.line(language, context)
    if line is None:
        raise UnknownTextError
    return line


def _checks(line: Line, language: str, text: str, words: str) -> list[Check]:
    rules = rules_of(language)
    found = checked(line.piece, text, rules)
    if line.piece.words is not None:
        found += checked(line.piece.words, words, rules)
    return sorted(found, key=lambda one: not one.stops)


def _plan(tables: Tables, language: str, content: bytes, form: Form) -> Plan:
    return planned(files.read(content, form), tables.lines(language), rules_of(language))


def _signed(line: Line, reviews: Mapping[str, Review]) -> Signed | None:
    review = reviews.get(line.piece.context)
    if review is not None:
        return Signed(review.by, review.at.date().isoformat(), review)
    mark = line.said.mark
    return Signed("", mark.day.isoformat()) if mark is not None else None


def _sent(line: Line, reviews: Mapping[str, Review]) -> list[Sent]:
    """A line, and its words, as a file says them: with a mark where somebody signed just that."""
    pairs: list[tuple[Piece, Said | None]] = [(line.piece, line.said)]
    if line.piece.words is not None:
        pairs.append((line.piece.words, line.words))
    rows = []
    for piece, said in pairs:
        if said is None:
            continue
        now, review, mark = digest(piece.italian, said.text), reviews.get(piece.context), said.mark
        if review is not None and review.digest == now:
            mark = FileMark(review.at.date(), now)
        state = said.state(piece.italian)
        # An outdated text goes along as one that is not sure: whoever translates starts from it.
        text, fuzzy = (said.text, False) if said.text else (said.old, bool(said.old))
        told = Told(piece.context, piece.italian, text, fuzzy, mark)
        rows.append(Sent(told, piece.where, _STATES[state], piece.remark))
    return rows


_STATES: Mapping[State, str] = {
    State.MISSING: "manca",
    State.OUTDATED: "da rivedere",
    State.DRAFT: "bozza",
    State.REVIEWED: "firmato",
}
"""What a sheet calls them: its readers are translators, its language is that of its heads."""
