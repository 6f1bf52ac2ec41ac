"""What a draft makes of what is live, and what the gate says of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.directory.model import Directory
from bot.directory.texts import passages as directory_passages
from bot.engine.contexts import flow_passages
from bot.engine.editing.drafts import Draft, Place, Texts
from bot.engine.editing.edits import Edit, Rename
from bot.engine.editing.sheet import Plain, Sheet, sheet_of
from bot.engine.flow import Ask
from bot.engine.inspect import inspect
from bot.engine.load import load_bundle, load_flow
from bot.engine.problems import Problem
from bot.i18n.texts import TEXTS
from bot.publishing.gate import clues, problems_of_cover, twice
from bot.publishing.published import (
    FLOWS,
    Source,
    read_signed,
    risky_of,
    risky_words,
    translations_of,
    whole_covers,
)
from bot.text.tongues import LANGUAGES, WRITTEN
from bot.workshop.documents import (
    Kind,
    calls_of,
    digest,
    kind_of,
    loaded,
    problems_of_words,
    text_of,
    texts_of,
    with_document,
)
from bot.workshop.signing import signed_languages


@dataclass(frozen=True, slots=True)
class Opened:
    """A flow as it is being written.

    ``text`` is the draft, or what is live where there is none; ``live`` is empty for a flow that
    was never published. ``texts``: its translations, as they would be published; one whose Italian
    changed since is not among them but in ``outdated``. Of languages that are not offered yet only
    what was written here is among them. ``is_stale``: it was published meanwhile;
    ``needs_review``: it goes out only when a second person has read it. ``positions``: where its
    steps stand on the canvas, as JSON of the editor's own.
    """

    flow: str
    text: str
    live: str
    draft: Draft | None
    texts: Texts
    outdated: Texts = field(default_factory=dict)
    is_stale: bool = False
    needs_review: bool = False
    positions: str = ""
    kind: Kind = Kind.FLOW

    @property
    def head(self) -> Mapping[str, Plain]:
        """What stands above its steps; nothing where it is to go, or has none."""
        return self.sheet.heading if self.text and self.kind is not Kind.RISKY else {}

    @property
    def revision(self) -> int:
        """What an edit has to name; 0 where nobody has written yet."""
        return self.draft.revision if self.draft else 0

    @property
    def sheet(self) -> Sheet:
        """The parts of its text."""
        has_steps = self.text and self.kind is not Kind.RISKY
        return sheet_of(self.text) if has_steps else Sheet("", ())


def composed(live: Source, drafts: Sequence[Draft]) -> Source:
    """What is live, with these drafts in the place of their flows.

    A translation goes with its step, and with the Italian that it was a translation of.
    """
    made = live
    for draft in drafts:
        made = with_document(made, draft.flow, draft.text, opened(draft.flow, live, draft).texts)
    return made


def judged(
    source: Source, directory: Directory, reviewed: frozenset[str] = frozenset({"it"})
) -> Sequence[Problem]:
    """Every problem of these flows, covers, words and translations; no transcript is played.

    ``reviewed``: languages whose critical texts somebody who speaks them has read.
    """
    bundle, problems = load_bundle(source.flows, source.catalogues, CALLS, LANGUAGES)
    elsewhere = {one.context for one in directory_passages(directory)}
    known = clues(
        risky_of(source.risky) if source.risky else risky_words(FLOWS / "risky_words"),
        reviewed,
        frozenset({f"ui//{key}" for key in TEXTS} | elsewhere),
    )
    found = [*problems, *(inspect(bundle, known, CALLS) if bundle is not None else ())]
    found += problems_of_words(source.risky)
    for name, flows in whole_covers(source.covers).items():
        found += twice(name, flows, source.flows)
        texts = translations_of(flows, source.cover_texts)
        cover, problems = load_bundle(flows, texts, COVER_CALLS, LANGUAGES, entry=name)
        found += [*problems, *(problems_of_cover(cover, known) if cover is not None else ())]
    return tuple(dict.fromkeys(found))


def judged_with(source: Source, directory: Directory, signed: Texts) -> Sequence[Problem]:
    """The same, where ``signed`` was signed here, beside what the files say is reviewed."""
    return judged(source, directory, signed_languages(source, signed, read_signed()))


def is_critical(draft: Draft, live: Source) -> bool:
    """Whether a second person has to read it: it holds, or held, a step that must not be wrong, or
    says what may not stay on her phone."""
    if kind_of(draft.flow, live) is Kind.RISKY:
        return True
    texts = (draft.text, text_of(draft.flow, live))
    flows = [loaded(draft.flow, text, live) for text in texts if text]
    steps = [step for flow in flows if flow is not None for step in flow.steps.values()]
    return any("critical" in step.marks for step in steps)


def stranded(before: Source, after: Source, redirects: Mapping[Place, Place]) -> Sequence[Place]:
    """The questions of what was live that are gone and lead to no question that is there."""
    there = set(_questions(after))
    gone = [place for place in _questions(before) if place not in there]
    return [place for place in gone if redirects.get(place) not in there]


def _questions(source: Source) -> Sequence[Place]:
    found = []
    for name, text in source.flows.items():
        flow = load_flow(text, name, CALLS)[0]
        steps = flow.steps.values() if flow is not None else ()
        found += [(name, step.id) for step in steps if isinstance(step, Ask)]
    return found


def opened(name: str, live: Source, draft: Draft | None) -> Opened:
    """A document with its draft, over what is live."""
    published = text_of(name, live)
    text = draft.text if draft is not None else published
    texts: dict[str, dict[str, str]] = {}
    outdated: dict[str, dict[str, str]] = {}
    was = sources(published, name, kind_of(name, live))
    # What cannot be read at this moment loses none of its translations.
    readable = sources(text, name, kind_of(name, live))
    now = readable or was
    translated = texts_of(name, live)
    for language in WRITTEN[1:]:
        drafted = draft.texts.get(language, {}) if draft is not None else {}
        meant = draft.italian.get(language, {}) if draft is not None and readable else {}
        known = translated.get(language, {})
        kept, old = texts.setdefault(language, {}), outdated.setdefault(language, {})
        for context, source in now.items():
            if drafted.get(context):
                fits = meant.get(context, source) == source
                (kept if fits else old)[context] = drafted[context]
            elif known.get(context) and context not in drafted:
                (kept if was.get(context, source) == source else old)[context] = known[context]
    is_stale = draft is not None and draft.base != digest(name, live)
    critical = draft is not None and is_critical(draft, live)
    kind = kind_of(name, live)
    return Opened(name, text, published, draft, texts, outdated, is_stale, critical, kind=kind)


def sources(text: str, name: str, kind: Kind = Kind.FLOW) -> Mapping[str, str]:
    """Context -> Italian of a flow; nothing of one that cannot be read at the moment."""
    is_flow = text and kind is not Kind.RISKY
    flow = load_flow(text, name, calls_of(kind))[0] if is_flow else None
    return {one.context: one.source for one in flow_passages(flow)} if flow is not None else {}


def renamed(before: Opened, edits: Sequence[Edit]) -> Texts:
    """The translations of steps that are called otherwise now, under their new names."""
    found: dict[str, dict[str, str]] = {}
    for edit in edits:
        if isinstance(edit, Rename):
            was, now = f"{before.flow}/{edit.step}/", f"{before.flow}/{edit.to}/"
            for language, texts in over(before.texts, found).items():
                mine = [key for key in texts if key.startswith(was)]
                moved = {now + key.removeprefix(was): texts[key] for key in mine}
                found.setdefault(language, {}).update(moved)
    return found


def meant(texts: Texts, text: str, before: Opened) -> Texts:
    """What these translations are translations of, in this text of their flow."""
    now = sources(text, before.flow, before.kind)
    return {
        language: {context: now[context] for context in told if context in now}
        for language, told in texts.items()
    }


def over(texts: Texts, changes: Texts) -> Texts:
    """Translations, with the changed ones in their place."""
    languages = sorted({*texts, *changes})
    return {one: {**texts.get(one, {}), **changes.get(one, {})} for one in languages}


def offered(source: Source) -> Source:
    """The same with the languages alone that women are answered in: what a talk is pinned to."""
    kept = {one: texts for one, texts in source.catalogues.items() if one in LANGUAGES}
    return replace(source, catalogues=kept)
