"""Translations are looked after at a desk: nothing is lost, nothing wrong is kept, and a signature
is about just what its writer read."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.directory.model import Directory
from bot.engine.editing.drafts import OvertakenError
from bot.engine.editing.edits import Put
from bot.i18n.catalogue import read_po
from bot.i18n.reviews import FileMark, digest
from bot.publishing.published import read_directory
from bot.storage.flows import SqlFlows
from bot.storage.reviews import SqlReviews
from bot.text.tongues import DRAFTED, WRITTEN
from bot.wording.checks import Rules, checked
from bot.wording.desk import (
    FaultyTextError,
    ReadOnlyError,
    UnknownTextError,
    UntranslatedError,
    Wording,
)
from bot.wording.files import read
from bot.wording.glossary import glossary, terms_in
from bot.wording.model import Part, Piece, Rank, Said, State
from bot.wording.reading import rules_of
from bot.wording.rows import MOST_ROWS, FileError
from bot.wording.sheets import HEADS
from bot.wording.table import Wanted
from bot.workshop.workshop import Workshop
from tests.admin.light import LightStore

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ASK = "voice/pictures/no_match"
LABEL = "voice/pictures/choices/person"
FIXED = "ui//emergency"
COVER = "talk_thanks/first/say"


class Shown:
    """What is published in this process."""

    directory: Directory = read_directory()

    async def refresh(self) -> bool:
        """Nobody talks here."""
        return True


@pytest.fixture
def workshop() -> Workshop:
    """A workshop in which nobody has written yet."""

    async def keep(_id: str, _content: bytes) -> None:
        """No talk is pinned here."""

    return Workshop(SqlFlows(LightStore()), Shown(), keep)


@pytest.fixture
def wording(workshop: Workshop) -> Wording:
    """The desk over it; nobody has signed anything."""
    return Wording(workshop, SqlReviews(LightStore()))


async def line_of(wording: Wording, language: str, context: str) -> Any:
    """A line as it is now."""
    return (await wording.detail(language, context)).line


async def written(
    wording: Wording, language: str, context: str, text: str, words: str | None = None
) -> None:
    """Somebody writes a translation."""
    seen = (await line_of(wording, language, context)).digest
    await wording.write(language, context, seen, text, words, "ada", NOW)


async def signed(wording: Wording, language: str, context: str) -> None:
    """Somebody signs a translation."""
    seen = (await line_of(wording, language, context)).digest
    await wording.sign(language, context, seen, "bea", NOW)


async def asks_otherwise(workshop: Workshop, text: str) -> None:
    """The Italian changes."""
    flow = await workshop.open("voice")
    body = dict(flow.sheet.block("pictures").body)  # type: ignore[arg-type, union-attr]
    body["no_match"] = {**body["no_match"], "say": text}  # type: ignore[dict-item]
    await workshop.edit("voice", flow.revision, [Put("pictures", body)], "c", NOW)


async def test_a_signature_ends_with_a_change_of_either_text(
    wording: Wording, workshop: Workshop
) -> None:
    """By itself: nobody has to think of it. What she read then is still known."""
    assert (await line_of(wording, "ar", ASK)).state is State.DRAFT
    await signed(wording, "ar", ASK)
    assert (await line_of(wording, "ar", ASK)).state is State.REVIEWED
    before = (await line_of(wording, "ar", ASK)).said.text
    await written(wording, "ar", ASK, before + " .")
    assert (await line_of(wording, "ar", ASK)).state is State.OUTDATED
    await written(wording, "ar", ASK, before)
    assert (await line_of(wording, "ar", ASK)).state is State.REVIEWED
    await asks_otherwise(workshop, "Che cosa ti serve adesso?")
    detail = await wording.detail("ar", ASK)
    assert detail.line.state is State.OUTDATED
    assert detail.signed is not None
    assert detail.signed.review is not None
    assert (detail.signed.by, detail.signed.review.text) == ("bea", before)
    await wording.unsign("ar", ASK)
    assert (await wording.detail("ar", ASK)).signed is None


async def test_of_two_who_look_at_one_text_the_second_is_told(wording: Wording) -> None:
    """She neither signs nor overwrites what she has not read; beside it both may write."""
    seen = (await line_of(wording, "fr", ASK)).digest
    await written(wording, "fr", ASK, "Que veux-tu faire ?")
    with pytest.raises(OvertakenError):
        await wording.write("fr", ASK, seen, "Et maintenant ?", None, "bea", NOW)
    with pytest.raises(OvertakenError):
        await wording.sign("fr", ASK, seen, "bea", NOW)
    await written(wording, "es", ASK, "¿Qué quieres hacer?")
    assert (await line_of(wording, "fr", ASK)).said.text == "Que veux-tu faire ?"


async def test_a_label_and_its_words_are_one(wording: Wording) -> None:
    """They are written together, signed together, and wrong together."""
    line = await line_of(wording, "fr", LABEL)
    assert line.piece.words.context == f"{LABEL}/match"
    await signed(wording, "fr", LABEL)
    await written(wording, "fr", LABEL, line.said.text, "une personne, quelqu'un")
    assert (await line_of(wording, "fr", LABEL)).state is State.OUTDATED
    with pytest.raises(FaultyTextError):
        await written(wording, "fr", LABEL, line.said.text, "une personne، quelqu'un")


async def test_what_is_written_goes_live_with_its_flow(
    wording: Wording, workshop: Workshop
) -> None:
    """Through the gate, beside what was there. What lies in the files is only read and signed."""
    await written(wording, "en", ASK, "What would you like to do?")
    await written(wording, "ro", ASK, "Ce vrei să faci?")
    assert (await workshop.open("voice")).draft.authors == ("ada",)  # type: ignore[union-attr]
    revision = (await workshop.open("voice")).revision
    await workshop.review("voice", revision, "bea", NOW)
    await workshop.publish(["voice"], "bea", "x", NOW)
    live = await workshop.live()
    assert live.catalogues["en"][ASK] == "What would you like to do?"
    assert live.catalogues["ro"][ASK] == "Ce vrei să faci?"
    assert (await line_of(wording, "ro", ASK)).said.text == "Ce vrei să faci?"
    await asks_otherwise(workshop, "E adesso?")
    line = await line_of(wording, "ro", ASK)
    assert (line.said.text, line.said.old) == ("", "Ce vrei să faci?")
    with pytest.raises(ReadOnlyError):
        await written(wording, "ro", FIXED, "x")
    await signed(wording, "ro", FIXED)
    assert (await line_of(wording, "ro", FIXED)).state is State.REVIEWED


async def test_there_is_a_table_of_every_language(wording: Wording) -> None:
    """Danger stands first, and all that is not signed counts as to be looked at."""
    counts, titles = await wording.counts()
    assert [one.language for one in counts] == list(WRITTEN[1:])
    assert titles["danger"]
    lines = await wording.lines("si", Wanted())
    assert {line.piece.rank for line in lines[:20]} == {Rank.DANGER}
    assert lines[0].piece.where in ("danger", "self_harm")
    ranks = {line.piece.context: line.piece.rank for line in lines}
    assert ranks["person/consent/choices/yes"] is Rank.CONSENT
    assert ranks["alarm/limits/ask"] is Rank.DANGER
    assert ranks["danger//anywhere"] is Rank.DANGER
    few = await wording.lines("si", Wanted(where="voice", words="UNA PERSONA", first=False))
    assert [line.piece.context for line in few] == [LABEL]
    first = await wording.lines("si", Wanted(first=True))
    assert len(first) == counts[WRITTEN.index("si") - 1].first
    for language, context in (("it", ASK), ("xx", ASK), ("ar", "voice/gone/ask")):
        with pytest.raises(UnknownTextError):
            await wording.detail(language, context)
    await written(wording, "fil", ASK, "")
    with pytest.raises(UntranslatedError):
        await signed(wording, "fil", ASK)


MESSAGE = Piece("a/b/ask", "Ciao {name}, chiama il 112.", "a", Part.MESSAGE, Rank.OTHER, sms=True)
BUTTON = Piece("a/b/choices/c", "Avanti", "a", Part.LABEL, Rank.OTHER, most=20, whatsapp=True)
WORDS = Piece("a/b/choices/c/match", "sì, va bene", "a", Part.WORDS, Rank.OTHER)


@pytest.mark.parametrize(
    ("piece", "text", "codes"),
    [
        (MESSAGE, "Hi {name}, call 112.", []),
        (MESSAGE, "مرحبا {name}، اتصلي بالرقم ١١٢.", []),
        (MESSAGE, "Hi, call 112.", ["gap_lost"]),
        (MESSAGE, "Hi {nome} {name}, call 112.", ["gap_new"]),
        (MESSAGE, "Hi {name, call 112.", ["gap_lost", "brace"]),
        (MESSAGE, "Hi {name}, call for help.", ["number"]),
        (MESSAGE, "Hi {name}, the violence ends: 112.", ["risky"]),
        (MESSAGE, "Hi {name}, call\u202e 112.", ["hidden"]),
        (MESSAGE, "Hi {name},\ncall <b>112</b>.", ["markup", "lines"]),
        (MESSAGE, "", []),
        (BUTTON, "Go on", []),
        (BUTTON, "Let us go on with this now", ["label"]),
        (BUTTON, "exit", ["reserved"]),
        (WORDS, "yes, all right", []),
        (WORDS, "نعم، حسنا", ["comma"]),
        (WORDS, "yes,, all right, exit", ["empty_word", "reserved"]),
    ],
)
def test_what_is_wrong_is_said(piece: Piece, text: str, codes: list[str]) -> None:
    """What would stop the publication, or mean something else to her."""
    assert [one.code for one in checked(piece, text, Rules(frozenset({"violence"})))] == codes


async def test_the_catalogues_keep_to_the_glossary(wording: Wording) -> None:
    """What is offered to a translator is what our own translations say, nearly always; and nothing
    of a flow in an offered language would be stopped."""
    for language in WRITTEN[1:]:
        lines = await wording.lines(language, Wanted())
        for term in glossary()[language]:
            own = [one for one in lines if one.said.text and terms_in(one.piece.italian, [term])]
            own = [one for one in own if one.piece.part is not Part.WORDS]
            said = [one for one in own if term.said_in(one.said.text)]
            assert len(said) > 0.7 * len(own), (language, term)
        if language not in DRAFTED:
            rules = rules_of(language)
            flows = [one for one in lines if one.piece.editable]
            faults = [c for one in flows for c in checked(one.piece, one.said.text, rules)]
            assert [one for one in faults if one.stops] == []


async def test_the_memory_knows_what_is_alike(wording: Wording) -> None:
    """The same Italian first; never the text itself."""
    again = "alarm/elsewhere/no_match"
    found = (await wording.detail("ar", again)).memory
    assert found[0].alike == 100
    assert found[0].text == (await line_of(wording, "ar", found[0].context)).said.text
    assert again not in {one.context for one in found}


@pytest.mark.parametrize("form", ["po", "xlsx"])
async def test_a_file_goes_out_and_comes_back(wording: Wording, form: Any) -> None:
    """What comes back unchanged changes nothing; a mark of review goes out, and signs nothing when
    it comes in. What is changed is looked at, and stored whole."""
    await signed(wording, "en", ASK)
    content = await wording.file("en", form, Wanted(where="voice"))
    plan = await wording.plan("en", content, form)
    assert (list(plan.changes), list(plan.refused), plan.left) == ([], [], 0)
    assert plan.same > 10
    before = (await line_of(wording, "en", ASK)).said.text
    if form == "po":
        assert b"# reviewed: 2026-03-01 " in content
        changed = content.replace(before.encode(), b"=1+1 is what you want?")
        assert read_po(changed)[ASK] == "=1+1 is what you want?"
    else:
        changed = edited(content, ASK, "=1+1 is what you want?", kind="s")
    plan = await wording.plan("en", changed, form)
    assert [(one.before, one.text) for one in plan.changes] == [(before, "=1+1 is what you want?")]
    with pytest.raises(OvertakenError):
        await wording.store("en", changed, form, "another", "ada", NOW)
    await wording.store("en", changed, form, plan.token, "ada", NOW)
    line = await line_of(wording, "en", ASK)
    assert (line.said.text, line.state) == ("=1+1 is what you want?", State.OUTDATED)
    out = await wording.file("en", "xlsx", Wanted(where="voice"))
    cell = cell_of(out, ASK)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (line.said.text, "s", True)


async def test_a_cover_is_translated_like_a_flow(wording: Wording, workshop: Workshop) -> None:
    """It has a draft of its own, and what it says elsewhere stays as it was."""
    before = await workshop.live()
    await written(wording, "en", COVER, "You are welcome, anytime.")
    revision = (await workshop.open("talk_thanks")).revision
    await workshop.review("talk_thanks", revision, "bea", NOW)
    await workshop.publish(["talk_thanks"], "bea", "x", NOW)
    after = (await workshop.live()).cover_texts
    assert after["en"] == {**before.cover_texts["en"], COVER: "You are welcome, anytime."}
    assert after["ar"] == before.cover_texts["ar"]


async def test_a_file_is_refused_whole(wording: Wording, workshop: Workshop) -> None:
    """With every line that cannot be, and why; the others wait as well."""
    content = await wording.file("en", "xlsx", Wanted())
    await asks_otherwise(workshop, "E adesso?")
    changed = edited(content, ASK, "And what now?", kind="s")
    changed = edited(changed, LABEL, "A person who listens to you and helps", kind="s")
    changed = edited(changed, FIXED, "Call somebody", kind="s")
    changed = edited(changed, "voice/pictures/choices/person/match", "=HYPERLINK(1)", kind="f")
    changed = edited(changed, "menu/first/ask", "Something else: what?", kind="s")
    changed = appended(changed, [("gone/gone/ask", "x", "y"), ("menu/first/ask", "x", "y")])
    plan = await wording.plan("en", changed, "xlsx")
    assert {(one.context, one.code) for one in plan.refused} == {
        (ASK, "italian"),
        (LABEL, "label"),
        (FIXED, "read_only"),
        ("voice/pictures/choices/person/match", "formula"),
        ("gone/gone/ask", "unknown"),
        ("menu/first/ask", "twice"),
    }
    with pytest.raises(OvertakenError):
        await wording.store("en", changed, "xlsx", plan.token, "ada", NOW)
    assert (await workshop.open("menu")).draft is None


def edited(content: bytes, context: str, text: str, *, kind: str) -> bytes:
    """A sheet with another translation of a text."""
    book = load_workbook(BytesIO(content))
    row = next(row for row in book.active.iter_rows() if row[0].value == context)
    row[4].value = text
    row[4].data_type = kind
    return saved(book)


def appended(content: bytes, rows: list[tuple[str, str, str]]) -> bytes:
    """A sheet with more lines."""
    book = load_workbook(BytesIO(content))
    for context, italian, text in rows:
        book.active.append([context, "", "", italian, text])
    return saved(book)


def cell_of(content: bytes, context: str) -> Any:
    """The cell of a translation."""
    page = load_workbook(BytesIO(content)).active
    return next(row[4] for row in page.iter_rows() if row[0].value == context)


def saved(book: Workbook) -> bytes:
    """A book as bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bomb(name: str, part: bytes) -> bytes:
    """A package with this part."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return out.getvalue()


DECLARED = "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"


def many(parts: int) -> bytes:
    """A package of so many parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(parts):
            package.writestr(f"xl/{number}.xml", b"<x/>")
    return out.getvalue()


def lying(part: bytes) -> bytes:
    """A package that says of its part that it is one byte long."""
    content = bytearray(bomb("xl/worksheets/sheet1.xml", part))
    size = len(part).to_bytes(4, "little")
    while size in content:
        at = content.index(size)
        content[at : at + 4] = (1).to_bytes(4, "little")
    return bytes(content)


def sheet(*rows: tuple[str, ...]) -> bytes:
    """A sheet of these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


@pytest.mark.parametrize(
    ("form", "content", "code"),
    [
        ("po", b"\xff\xfe", "no_po"),
        ("po", b"hello", "no_po"),
        ("po", b"x" * (4 * 1024 * 1024 + 1), "large"),
        ("xlsx", b"PK\x03\x04", "no_sheet"),
        ("xlsx", bomb("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]>"), "no_sheet"),
        ("xlsx", bomb("xl/workbook.xml", DECLARED.encode("utf-16")), "no_sheet"),
        (
            "xlsx",
            bomb("xl/workbook.xml", b"<!--" + b" " * 9000 + b"-->" + DECLARED.encode()),
            "no_sheet",
        ),
        ("xlsx", bomb("xl/worksheets/sheet1.xml", b"0" * (33 * 1024 * 1024)), "large"),
        ("xlsx", bomb("xl/worksheets/sheet1.xml", b"<c><v>1</v></c>" * 300_000), "large"),
        ("xlsx", bomb("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 300_000), "large"),
        ("xlsx", bomb("xl/styles.xml", b"<font/>" * 30_000), "large"),
        ("xlsx", bomb("xl/media/image1.png", b"0" * (5 * 1024 * 1024)), "large"),
        ("xlsx", many(201), "large"),
        ("xlsx", lying(b"0" * (33 * 1024 * 1024)), "no_sheet"),
        ("xlsx", bomb("hello.txt", b"hello"), "no_sheet"),
        ("xlsx", sheet(("Contesto", "Altro")), "heads"),
        ("xlsx", sheet(("=1+1", *HEADS[1:])), "heads"),
    ],
)
def test_what_is_no_table_is_not_read(form: Any, content: bytes, code: str) -> None:
    """Nor what would fill the memory, or declares entities of its own."""
    with pytest.raises(FileError) as raised:
        read(content, form)
    assert raised.value.code == code
    assert MOST_ROWS < 100_000


def test_a_mark_of_the_files_is_bound_as_well() -> None:
    """It fits its Italian and its translation, or it is as if something changed since."""
    mark = FileMark(NOW.date(), digest("Ciao", "Hi"))
    assert Said("Hi", mark=mark).state("Ciao") is State.REVIEWED
    assert Said("Hi", mark=mark).state("Ciao!") is State.OUTDATED
    assert Said("Hello", mark=mark).state("Ciao") is State.OUTDATED
    assert Said("", mark=mark).state("Ciao") is State.MISSING
    assert Said("", old="Hi").state("Ciao") is State.OUTDATED
