"""Whatever mistake the gate knows: whoever makes it in the editor cannot publish it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation.calls import CALLS
from bot.engine.canonical import canonical
from bot.engine.editing.drafts import Release
from bot.engine.editing.edits import Add, Edit, EditError, Head, Put, Remove
from bot.engine.editing.sheet import Plain, sheet_of
from bot.engine.load import load_bundle
from bot.engine.problems import Severity
from bot.publishing.published import Source
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from bot.workshop.workshop import FaultyError, Workshop
from tests.admin.light import LightStore
from tests.engine.small import FILES, translated
from tests.engine.test_gate import DEFECTS
from tests.workshop.test_workshop import Shown

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FLOWS = {name: canonical(text) for name, text in FILES.items()}
WHAT = sheet_of(FLOWS["menu"]).block("what")
FIND = sheet_of(FLOWS["work"]).block("find")
assert WHAT is not None
assert FIND is not None
assert isinstance(WHAT.body, Mapping)
assert isinstance(FIND.body, Mapping)

Case = tuple[str, Sequence[Edit]]


def what(**entries: Plain) -> Case:
    """The menu's question with other entries; an empty one goes."""
    assert WHAT is not None
    assert isinstance(WHAT.body, Mapping)
    body = {**WHAT.body, **entries}
    return "menu", [Put("what", {key: item for key, item in body.items() if item})]


def choice(**entries: Plain) -> Case:
    """The menu's question with one choice, which has further entries."""
    return what(choices={"work": {"label": "Lavoro", "next": "work", **entries}})


BY_HAND: Mapping[str, Case] = {
    # What the form itself can leave behind.
    "load/missing": choice(label=""),
    "load/expression": choice(when="need =="),
    "load/placeholder": what(ask="Che cosa {ti serve?"),
    "load/duration": what(timeout={"after": "presto", "next": "done"}),
    "load/number": what(no_match={"retry": "due", "next": "done"}),
    "structure/outcome": what(choices=""),
    "structure/start": ("menu", [Head({"start": "nowhere"})]),
    "structure/next": what(timeout={"after": "10m", "next": "nowhere"}),
    "structure/sub-flow": ("menu", [Put("work", {"flow": "nowhere", "next": "what"})]),
    "structure/call": ("work", [Put("find", {**FIND.body, "call": "magic.do"})]),
    "structure/outcomes": ("work", [Put("find", {**FIND.body, "outcomes": {"found": "show"}})]),
    # Of these the form offers only what is right, or shows the entry and leaves it: by the API.
    "load/key": what(shout="Ciao"),
    "load/shape": what(choices="Lavoro"),
    "load/slug": what(choices={"Uno": {"label": "Uno", "next": "work"}}),
    "load/mark": what(marks=["loud"]),
    "load/kind": what(input={"save": "need", "kind": "colour", "next": "work"}),
    "load/agrees": choice(agrees="everything"),
    "load/words": choice(match={"corsi": "sì"}),
    "load/group": what(group="g" * 61),
    "structure/kind": what(say="Ciao"),
}
NEVER: Mapping[str, str] = {
    "load/yaml": "the page sends tables of texts, and any text is written as a text",
    "load/utf8": "the same",
    "load/twice": "a table has each name once, and a step that is there is not added",
    "load/name": "the name of a flow cannot be edited",
    "load/directory": "the directory is no flow",
    "structure/entry": "no flow can be taken away",
    "languages/unknown": "texts of other flows are refused, those of steps that went go with them",
    "languages/unreadable": "catalogues are no files here",
    "languages/numbers": "these are the directory's translations",
}
BY_TEXTS = {"languages/critical": "", "languages/placeholders": "Can you {write} now? 112."}


@pytest.fixture
async def workshop() -> Workshop:
    """A small clean bundle is live, in every language."""

    async def keep(_id: str, _content: bytes) -> None:
        """Nobody talks here."""

    bundle, problems = load_bundle(FLOWS, {}, CALLS, ("it",))
    assert bundle is not None, problems
    source = Source(FLOWS, {one: translated(bundle) for one in LANGUAGES[1:]})
    flows = SqlFlows(LightStore())
    await flows.publish(Release(1, bundle.id, NOW, "ada", "clean"), source.packed())
    return Workshop(flows, Shown(), keep)


async def errors(workshop: Workshop) -> set[tuple[str, str]]:
    """The flow and the rule of each error."""
    found = await workshop.problems()
    return {(one.flow, one.rule) for one in found if one.severity is Severity.ERROR}


def edits_to(flow: str, text: str) -> Sequence[Edit]:
    """What an editor does so that the clean flow becomes this text."""
    was, now = sheet_of(FLOWS[flow]), sheet_of(canonical(text))
    gone = [block.id for block in was.blocks if now.block(block.id) is None]
    edits: list[Edit] = [Remove(id) for id in gone]
    after = ""
    for block in now.blocks:
        known, body = was.block(block.id), block.body
        assert isinstance(body, Mapping)
        if known is None:
            edits.append(Add(block.id, body, after))
        elif known.body != body:
            edits.append(Put(block.id, body))
        after = block.id
    head = {key: now.heading.get(key, "") for key in ("start", "anywhere")}
    if any(was.heading.get(key, "") != value for key, value in head.items()):
        edits.append(Head(head))
    return edits


async def stops(workshop: Workshop, flow: str, rule: str, edits: Sequence[Edit]) -> None:
    """The clean flow has no such error; with these edits it has, and nothing goes live."""
    assert (flow, rule) not in await errors(workshop)
    opened = await workshop.edit(flow, 0, edits, "ada", NOW)
    assert (flow, rule) in await errors(workshop)
    reviewed = await workshop.review(flow, opened.revision, "bea", NOW)
    with pytest.raises(FaultyError):
        await workshop.publish([flow], "ada", "", NOW)
    await workshop.discard(flow, reviewed.revision)
    assert (flow, rule) not in await errors(workshop)


@pytest.mark.parametrize("rule", BY_HAND)
async def test_a_mistake_of_the_form_stays_a_draft(workshop: Workshop, rule: str) -> None:
    """Whoever makes it is told, and nobody else ever meets it."""
    flow, edits = BY_HAND[rule]
    await stops(workshop, flow, rule, edits)


SEEDED = [one for one in DEFECTS if one.severity is Severity.ERROR and one.flow in FILES]


@pytest.mark.parametrize("seeded", SEEDED, ids=lambda one: f"{one.rule}-{one.step}")
async def test_a_defect_that_was_written_in_the_editor_stays_a_draft(
    workshop: Workshop, seeded: object
) -> None:
    """The same defects that the gate finds in files."""
    one = next(defect for defect in SEEDED if defect is seeded)
    changed = [name for name, text in one.files.items() if text != FILES[name]]
    assert len(changed) == 1
    (written,) = changed
    opened = await workshop.edit(written, 0, edits_to(written, one.files[written]), "ada", NOW)
    assert (one.flow, one.rule) in await errors(workshop)
    await workshop.review(written, opened.revision, "bea", NOW)
    with pytest.raises(FaultyError):
        await workshop.publish([written], "ada", "", NOW)


@pytest.mark.parametrize("rule", BY_TEXTS)
async def test_a_translation_that_is_wrong_stays_a_draft(workshop: Workshop, rule: str) -> None:
    """One that is missing at a critical step, or that would show her a gap."""
    texts = {"en": {"start/hello/ask": BY_TEXTS[rule]}}
    opened = await workshop.edit("start", 0, [], "ada", NOW, texts)
    assert ("start", rule) in await errors(workshop)
    await workshop.review("start", opened.revision, "bea", NOW)
    with pytest.raises(FaultyError):
        await workshop.publish(["start"], "ada", "", NOW)


async def test_some_mistakes_cannot_even_be_written(workshop: Workshop) -> None:
    """A text stays a text whatever is in it, and names that must not change do not."""
    hostile = '"}\n  more: &a [*a, *a]\n--- !!python/object\t# {'
    flow, edits = what(ask=hostile)
    block = (await workshop.edit(flow, 0, edits, "ada", NOW)).sheet.block("what")
    assert block is not None
    assert isinstance(block.body, Mapping)
    assert block.body["ask"] == hostile
    for impossible in (
        Head({"flow": "other"}),
        Add("what", {"end": "true"}),
        Add("What", {"a": "b"}),
    ):
        with pytest.raises(EditError):
            await workshop.edit(flow, 1, [impossible], "ada", NOW)


def test_every_rule_of_the_gate_is_accounted_for() -> None:
    """A rule that is new is seeded here too, or it is said why no editor can break it."""
    rows = re.findall(r"^\| (`[^|]+) \| E \|", Path("docs/flows.md").read_text(), re.MULTILINE)
    listed = {rule for row in rows for rule in re.findall(r"`([a-z-]+/[a-z0-9-]+)`", row)}
    # Covers and lists of words are documents of their own (``test_workshop``), and transcripts are
    # played before a release of the files; phrases are learned from, and no editor writes them.
    apart = ("cover/", "words/none", "words/short", "words/long", "rehearsal/", "phrases/")
    rules = {rule for rule in listed if not rule.startswith(apart)}
    seeded = {one.rule for one in SEEDED}
    assert rules == seeded | BY_HAND.keys() | BY_TEXTS.keys() | NEVER.keys()
