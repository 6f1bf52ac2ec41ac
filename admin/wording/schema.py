"""The JSON of translations. Nothing of any woman is in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.engine.editing.edits import LONGEST
from bot.wording.rows import MOST_BYTES

LARGEST = MOST_BYTES * 4 // 3 + 64 * 1024
"""Bytes of a request that brings a file, in base64."""

StateName = Literal["missing", "outdated", "draft", "reviewed"]
PartName = Literal["message", "label", "again", "words", "built_in", "directory", "cover"]
RankName = Literal["danger", "exit", "consent", "alarm", "critical", "other"]
FormName = Literal["po", "xlsx"]
Context = Annotated[str, Field(min_length=1, max_length=200)]
Said = Annotated[str, Field(max_length=LONGEST + 1)]


class TextLanguage(Given):
    """How far a language is. ``first``: texts to look at first that nobody signed; ``may_sign``:
    whether the caller speaks it; ``offered``: whether women are answered in it."""

    language: str
    offered: bool
    right_to_left: bool
    may_sign: bool
    missing: int
    outdated: int
    draft: int
    reviewed: int
    first: int


class TextPlace(Given):
    """A flow, or a group of texts, as it is called."""

    id: str
    title: str


class TextLanguages(Given):
    """Every language, those with most women of Milan first, and where texts stand."""

    languages: list[TextLanguage]
    places: list[TextPlace]


class TextPair(Given):
    """An Italian text and what it is in the language. ``old``: what it said of another Italian."""

    context: str
    italian: str
    text: str
    old: str


class TextRow(Given):
    """One text. ``words``: those that mean the same as a label. ``editable``: it is published from
    here; ``faults``: what stops it."""

    said: TextPair
    words: TextPair | None
    place: str
    step: str
    channel: str
    part: PartName
    rank: RankName
    state: StateName
    editable: bool
    faults: int


class Texts(Given):
    """A page of the texts that were asked for; ``total`` counts all of them."""

    total: int
    rows: list[TextRow]


class TextCheck(Given):
    """Something about a translation; ``stops``: it is not saved like this."""

    code: str
    stops: bool
    values: dict[str, str]


class TextChecks(Given):
    """What there is to say of a translation, what stops it first."""

    checks: list[TextCheck]


class TextRemembered(Given):
    """How something alike was translated; ``alike`` of 100."""

    context: str
    italian: str
    text: str
    alike: int


class TextTerm(Given):
    """What a word of the trade is called."""

    italian: str
    said: str


class TextSignature(Given):
    """Who signed it, and when; ``by`` is empty for a mark of the files. ``italian`` and ``text``:
    what she read, empty where that is not known."""

    by: str
    day: str
    italian: str
    text: str


class TextDetail(Given):
    """One text with what helps to translate it. ``digest``: what a change or signature names.

    ``step``: what stands in its step, in order; ``most``: characters of a label, 0: no limit.
    """

    row: TextRow
    digest: str
    remark: str
    most: int
    sms: bool
    step: list[TextRow]
    checks: list[TextCheck]
    memory: list[TextRemembered]
    terms: list[TextTerm]
    signed: TextSignature | None


class TextDraft(Taken):
    """A translation that is being written."""

    context: Context
    text: Said
    words: Said = ""


class TextWritten(Taken):
    """A translation to keep. ``digest``: of what it was written on; ``words`` null: as they are."""

    context: Context
    digest: str = Field(max_length=64)
    text: Said
    words: Said | None = None


class TextSigning(Taken):
    """What the caller has read."""

    context: Context
    digest: str = Field(max_length=64)


class TextUnsigning(Taken):
    """What is to be signed by nobody any more."""

    context: Context


class TextFile(Given):
    """A file, in base64."""

    name: str
    content: str


class TextFileBrought(Taken):
    """A file in base64. ``token``: of the preview that is to be stored; empty: only look."""

    form: FormName
    content: str = Field(max_length=LARGEST)
    token: str = Field("", max_length=64)


class TextRefusal(Given):
    """A line of a file that cannot be taken, and why."""

    at: int
    context: str
    code: str
    values: dict[str, str]


class TextChange(Given):
    """A text that would say something else."""

    context: str
    italian: str
    before: str
    text: str


class TextPreview(Given):
    """What a file would change, or has changed where ``stored``. ``new`` and ``changed`` count;
    ``changes`` and ``refused`` hold the first of each."""

    stored: bool
    token: str
    new: int
    changed: int
    same: int
    left: int
    refusals: int
    changes: list[TextChange]
    refused: list[TextRefusal]
