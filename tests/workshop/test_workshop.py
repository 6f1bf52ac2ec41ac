"""A flow is written, judged and published by people; nothing goes live that the gate refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.directory.model import Directory
from bot.engine.editing.drafts import OvertakenError
from bot.engine.editing.edits import Add, EditError, Put, Remove, Rename
from bot.engine.editing.sheet import Plain
from bot.i18n.reviews import digest
from bot.publishing.published import Source, cover_of, read_directory, read_source, risky_of
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from bot.workshop.documents import Kind
from bot.workshop.pieces import composed, stranded
from bot.workshop.signing import signed_languages
from bot.workshop.workshop import (
    FaultyError,
    StrandedError,
    UnknownFlowError,
    UnreviewedError,
    Workshop,
)
from tests.admin.light import LightStore

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FLOW = "voice"
LIVE = read_source()
DIRECTORY = read_directory()


class Shown:
    """A stage that remembers how often it was told to look."""

    def __init__(self) -> None:
        self.directory: Directory = DIRECTORY
        self.refreshed = 0

    async def refresh(self) -> bool:
        """Remember it."""
        self.refreshed += 1
        return True


@pytest.fixture
def stage() -> Shown:
    """What is published in this process."""
    return Shown()


@pytest.fixture
def kept() -> dict[str, bytes]:
    """The bundles that were kept for pinned talks."""
    return {}


@pytest.fixture
def workshop(stage: Shown, kept: dict[str, bytes]) -> Workshop:
    """A workshop in which nobody has written yet."""

    async def keep(id: str, content: bytes) -> None:
        kept[id] = content

    return Workshop(SqlFlows(LightStore()), stage, keep)


async def body(workshop: Workshop, flow: str, step: str) -> dict[str, Plain]:
    """What a step says."""
    block = (await workshop.open(flow)).sheet.block(step)
    assert block is not None
    assert isinstance(block.body, Mapping)
    return dict(block.body)


async def asks_otherwise(workshop: Workshop, by: str = "ada", text: str = "Come stai?") -> int:
    """Somebody changes the first question of a flow and all its translations; the revision."""
    before = await workshop.open(FLOW)
    step = next(block.id for block in before.sheet.blocks if "ask" in block.body)
    texts = {language: {f"{FLOW}/{step}/ask": text} for language in LANGUAGES[1:]}
    said = {**await body(workshop, FLOW, step), "ask": text}
    after = await workshop.edit(FLOW, before.revision, [Put(step, said)], by, NOW, texts)
    return after.revision


async def test_nobody_has_written_yet(workshop: Workshop) -> None:
    """The files of the project are live, and the gate finds no error in them."""
    every = await workshop.all()
    of_covers = {name: text for room in LIVE.covers.values() for name, text in room.items()}
    words = {f"risky-{language}": text for language, text in LIVE.risky.items()}
    assert {one.flow: one.text for one in every} == {**LIVE.flows, **of_covers, **words}
    assert not [one for one in every if one.draft]
    kinds = [one.kind for one in every]
    assert kinds == sorted(kinds, key=list(Kind).index), "Flows come first."
    assert not [one for one in await workshop.problems() if one.severity == "error"]


async def test_a_second_save_is_refused(workshop: Workshop) -> None:
    """Two admins on one flow: the one who comes second is told, and loses nothing silently."""
    await asks_otherwise(workshop)
    with pytest.raises(OvertakenError):
        await workshop.edit(FLOW, 0, [Add("more", {"end": "true"})], "bea", NOW)
    assert "more" not in (await workshop.open(FLOW)).text


async def test_italian_that_changed_leaves_its_translations_behind(workshop: Workshop) -> None:
    """An old translation of another question is never shown: it is outdated, and missing."""
    before = await workshop.open(FLOW)
    step = next(block.id for block in before.sheet.blocks if "ask" in block.body)
    said = {**await body(workshop, FLOW, step), "ask": "Altro?"}
    after = await workshop.edit(FLOW, 0, [Put(step, said)], "ada", NOW)
    context = f"{FLOW}/{step}/ask"
    assert context in after.outdated["ar"]
    assert context not in after.texts["ar"]
    assert after.draft is not None
    source = composed(LIVE, [after.draft])
    assert context not in source.catalogues["ar"]
    assert context in LIVE.catalogues["ar"]


def test_a_language_is_read_once_every_critical_text_is_signed() -> None:
    """As it is now, in the console or in the files; one that changed since is not."""
    text = "flow: x\nstart: a\nsteps:\n  a:\n    marks: [critical]\n    say: Ciao\n    next: b\n"
    source = Source({"x": text + "  b: {end: true}\n"}, {"en": {"x/a/say": "Hi"}, "fr": {}})
    bound = digest("Ciao", "Hi")
    assert signed_languages(source, {}) == {"it"}
    assert signed_languages(source, {}, {"en": {"x/a/say": bound}}) == {"it", "en"}
    other = {"en": {"x/a/say": digest("Ciao!", "Hi")}, "fr": {"x/a/say": bound}}
    assert signed_languages(source, other) == {"it"}


async def test_a_drafted_translation_does_not_outlive_its_italian(workshop: Workshop) -> None:
    """It was written in the same draft: all the same, it says something else by now."""
    revision = await asks_otherwise(workshop)
    before = await workshop.open(FLOW)
    step = next(block.id for block in before.sheet.blocks if "ask" in block.body)
    context = f"{FLOW}/{step}/ask"
    assert before.texts["ar"][context] == "Come stai?"
    said = {**await body(workshop, FLOW, step), "ask": "Dove sei?"}
    after = await workshop.edit(FLOW, revision, [Put(step, said)], "ada", NOW)
    assert (after.texts["ar"].get(context), after.outdated["ar"][context]) == (None, "Come stai?")
    again = await workshop.edit(FLOW, revision + 1, [], "ada", NOW, {"ar": {context: "أين أنت؟"}})
    assert again.texts["ar"][context] == "أين أنت؟"


async def test_a_draft_goes_live_when_somebody_else_has_read_it(
    workshop: Workshop, stage: Shown, kept: dict[str, bytes]
) -> None:
    """A critical flow needs a second person; then it is one release, and the draft is gone."""
    revision = await asks_otherwise(workshop)
    with pytest.raises(UnreviewedError):
        await workshop.publish([FLOW], "ada", "", NOW)
    with pytest.raises(UnreviewedError):
        await workshop.review(FLOW, revision, "ada", NOW)
    await workshop.review(FLOW, revision, "bea", NOW)
    release = await workshop.publish([FLOW], "ada", "più calda", NOW)
    assert (release.number, release.flows, release.note) == (1, (FLOW,), "più calda")
    assert stage.refreshed == 1
    opened = await workshop.open(FLOW)
    assert opened.draft is None
    assert "Come stai?" in opened.live
    assert Source.unpacked(kept[release.bundle]).flows[FLOW] == opened.live


async def test_a_change_takes_the_review_away(workshop: Workshop) -> None:
    """What was read is not what would go live: it is read again."""
    await workshop.review(FLOW, await asks_otherwise(workshop), "bea", NOW)
    await asks_otherwise(workshop, text="Stai bene?")
    with pytest.raises(UnreviewedError):
        await workshop.publish([FLOW], "ada", "", NOW)


async def test_where_steps_stand_on_the_canvas_needs_no_draft(workshop: Workshop) -> None:
    """Moving a card changes nothing that she sees: it is no draft, it takes no review away, and
    stays where it is when the flow is published."""
    alone = await workshop.edit(FLOW, 0, [], "ada", NOW, positions='{"a": [1, 2]}')
    assert (alone.draft, alone.positions) == (None, '{"a": [1, 2]}')
    read = await workshop.review(FLOW, await asks_otherwise(workshop), "bea", NOW)
    moved = await workshop.edit(FLOW, read.revision, [], "ada", NOW, positions='{"a": [3, 4]}')
    assert moved.draft == read.draft
    await workshop.publish([FLOW], "ada", "", NOW)
    assert (await workshop.open(FLOW)).positions == '{"a": [3, 4]}'


async def test_a_cover_is_written_judged_and_published_like_a_flow(workshop: Workshop) -> None:
    """Its words stay neutral, its translations go with its Italian, and it can be taken back."""
    before = await workshop.open("kitchen_leftovers")
    assert before.kind is Kind.COVER
    said = {"say": "Vuoi fare denuncia? {leftover}", "next": "stop", "marks": ["critical"]}
    after = await workshop.edit("kitchen_leftovers", 0, [Put("tell", said)], "ada", NOW)
    assert "kitchen_leftovers/tell/say" in after.outdated["ar"]
    rules = {one.rule for one in await workshop.problems() if one.flow == "kitchen_leftovers"}
    assert {"cover/words", "cover/translation"} <= rules
    said = {"say": "Oggi: {leftover}", "next": "stop", "marks": ["critical"]}
    texts = {one: {"kitchen_leftovers/tell/say": "· {leftover}"} for one in LANGUAGES[1:]}
    after = await workshop.edit("kitchen_leftovers", 1, [Put("tell", said)], "ada", NOW, texts)
    assert after.needs_review
    await workshop.review("kitchen_leftovers", 2, "bea", NOW)
    release = await workshop.publish(["kitchen_leftovers"], "ada", "oggi", NOW)
    live = await workshop.live()
    kitchen = cover_of(live, "kitchen")
    assert kitchen.texts["ar"]["kitchen_leftovers/tell/say"] == "· {leftover}"
    assert live.flows == LIVE.flows, "Nothing else changed."
    assert live.catalogues == LIVE.catalogues
    assert (await workshop.source_of(release.number)).covers == live.covers


async def test_a_list_of_risky_words_needs_a_second_person_and_judges_every_text(
    workshop: Workshop,
) -> None:
    """What may not stay on her phone is a document too: whoever takes a word away is seen."""
    name = "risky-it"
    before = await workshop.open(name)
    with pytest.raises(EditError):
        await workshop.edit(name, 0, [Add("more", {"end": "true"})], "ada", NOW)
    harmless = before.text + "milano\nab\nmilano\n"
    after = await workshop.edit(name, 0, [], "ada", NOW, words=harmless)
    assert (after.needs_review, after.kind, after.head) == (True, Kind.RISKY, {})
    problems = await workshop.problems()
    own = {one.rule for one in problems if one.flow == name}
    assert own == {"words/short", "words/twice"}
    assert "cover/words" in {one.rule for one in problems}, "The covers speak of Milan."
    await workshop.edit(name, 1, [], "ada", NOW, words=before.text + "stalking online\n")
    with pytest.raises(UnreviewedError):
        await workshop.publish([name], "ada", "", NOW)
    await workshop.review(name, 2, "bea", NOW)
    await workshop.publish([name], "ada", "una parola in più", NOW)
    assert "stalking online" in risky_of((await workshop.live()).risky)["it"]
    await workshop.edit(name, 0, [], "ada", NOW, words="# niente\n")
    assert "words/none" in {one.rule for one in await workshop.problems() if one.flow == name}


async def test_what_the_gate_refuses_stays_a_draft(workshop: Workshop, stage: Shown) -> None:
    """The errors are told one by one; nobody sees anything of it."""
    opened = await workshop.edit(FLOW, 0, [Add("lost", {"say": "Ciao", "next": "no"})], "ada", NOW)
    await workshop.review(FLOW, opened.revision, "bea", NOW)
    with pytest.raises(FaultyError) as closed:
        await workshop.publish([FLOW], "ada", "", NOW)
    assert {one.rule for one in closed.value.problems} == {"structure/next"}
    assert stage.refreshed == 0
    assert await workshop.releases() == []


async def test_what_was_published_meanwhile_is_not_undone(workshop: Workshop) -> None:
    """A draft begun on what is no longer live says so, and does not go out over it."""
    await workshop.review(FLOW, await asks_otherwise(workshop), "bea", NOW)
    flows = workshop._flows
    older = await flows.draft(FLOW)
    assert older is not None
    await workshop.publish([FLOW], "ada", "", NOW)
    await flows.save(replace(older, revision=1))
    assert (await workshop.open(FLOW)).is_stale
    with pytest.raises(OvertakenError):
        await workshop.publish([FLOW], "ada", "", NOW)


async def test_one_click_back(workshop: Workshop) -> None:
    """What was live after a release is live again, as a release of its own."""
    for text in ("Come stai?", "Come va?"):
        await workshop.review(FLOW, await asks_otherwise(workshop, text=text), "bea", NOW)
        await workshop.publish([FLOW], "ada", text, NOW)
    back = await workshop.restore(1, "ada", "indietro", NOW)
    assert (back.number, back.flows) == (3, (FLOW,))
    assert "Come stai?" in (await workshop.open(FLOW)).live
    first = await workshop.restore(0, "ada", "come all'inizio", NOW)
    assert (first.number, first.flows) == (4, (FLOW,))
    assert (await workshop.open(FLOW)).live == LIVE.flows[FLOW]
    with pytest.raises(UnknownFlowError):
        await workshop.restore(9, "ada", "", NOW)


ASK = "{{ask: Ciao, choices: {{a: {{label: Ciao, next: {to}}}}}}}"


def two(first: str, second: str) -> Source:
    """A flow with two questions."""
    steps = f"  {first}: {ASK.format(to=second)}\n  {second}: {ASK.format(to=first)}\n"
    return Source({"a": f"flow: a\ntitle: A\nstart: {first}\nsteps:\n{steps}"}, {})


def test_a_question_that_is_gone_leads_somewhere() -> None:
    """Who stands there when everybody is moved must come to a question that exists."""
    before, after = two("one", "two"), two("one", "three")
    assert stranded(before, after, {}) == [("a", "two")]
    assert stranded(before, after, {("a", "two"): ("a", "nowhere")}) == [("a", "two")]
    assert stranded(before, after, {("a", "two"): ("a", "three")}) == []


async def test_withdrawing_needs_a_way_for_everybody(workshop: Workshop) -> None:
    """A text that can hurt goes at once; whoever stands at a question that is gone is led on."""
    opened = await workshop.edit(FLOW, 0, [Rename("pictures", "drawings")], "ada", NOW)
    assert (
        opened.texts["ar"][f"{FLOW}/drawings/ask"] == LIVE.catalogues["ar"][f"{FLOW}/pictures/ask"]
    )
    await workshop.review(FLOW, opened.revision, "bea", NOW)
    with pytest.raises(StrandedError) as left:
        await workshop.publish([FLOW], "ada", "", NOW, withdraws=True)
    assert left.value.places == ((FLOW, "pictures"),)
    led = {(FLOW, "pictures"): (FLOW, "drawings")}
    release = await workshop.publish([FLOW], "ada", "", NOW, withdraws=True, redirects=led)
    assert (release.withdraws, release.redirects) == (True, led)


async def test_a_new_flow_begins_as_a_draft(workshop: Workshop) -> None:
    """Its name is its own, also where only capitals differ; its title is whatever was typed."""
    opened = await workshop.create("hello_again", "Ciao: <b>di nuovo</b>", "ada", NOW)
    assert opened.live == ""
    assert 'title: "Ciao: <b>di nuovo</b>"' in opened.text
    for taken in ("hello_again", "Hello_Again", "menu", "two words", ""):
        with pytest.raises(UnknownFlowError):
            await workshop.create(taken, "x", "ada", NOW)


async def test_a_new_flow_with_a_title_that_none_can_have_is_not_begun(workshop: Workshop) -> None:
    """Its name stays free: nobody would find what holds it."""
    with pytest.raises(EditError):
        await workshop.create("hello_again", "Ciao\x00", "ada", NOW)
    assert (await workshop.create("hello_again", "Ciao", "ada", NOW)).revision == 1


async def test_of_two_who_begin_the_same_flow_at_once_one_does(workshop: Workshop) -> None:
    """The other is told that the name is taken, as a moment later."""
    # Read once already, so that neither waits for it while the other goes on.
    await workshop.live()
    both = [workshop.create("hello_again", "Ciao", who, NOW) for who in ("ada", "eva")]
    told = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in told) == ["Opened", "UnknownFlowError"]


async def test_what_cannot_be_written_changes_nothing(workshop: Workshop) -> None:
    """The reason is told; no draft begins."""
    with pytest.raises(EditError):
        await workshop.edit(FLOW, 0, [Remove("nowhere")], "ada", NOW)
    assert (await workshop.open(FLOW)).draft is None
