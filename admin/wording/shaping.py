"""How lines of the tables become JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from admin.wording import schema
from bot.text.tongues import LANGUAGES, RIGHT_TO_LEFT, speaks
from bot.wording import bringing, checks
from bot.wording.checks import checked
from bot.wording.desk import Detail
from bot.wording.model import Counts, Line, Piece, Said, State
from bot.wording.reading import rules_of


def language_row(counts: Counts, spoken: Sequence[str]) -> schema.TextLanguage:
    """How far a language is, and whether somebody who speaks these may sign there."""
    return schema.TextLanguage(
        language=counts.language,
        offered=counts.language in LANGUAGES,
        right_to_left=counts.language in RIGHT_TO_LEFT,
        may_sign=speaks(spoken, counts.language),
        first=counts.first,
        **{state.value: counts.states.get(state, 0) for state in State},
    )


def row(line: Line, language: str) -> schema.TextRow:
    """One line of a table."""
    piece = line.piece
    rules = rules_of(language)
    found = checked(piece, line.said.text, rules)
    words = None
    if piece.words is not None and line.words is not None:
        words = _pair(piece.words, line.words)
        found += checked(piece.words, line.words.text, rules)
    return schema.TextRow(
        said=_pair(piece, line.said),
        words=words,
        place=piece.where,
        step=piece.step,
        channel=piece.channel,
        part=piece.part.value,
        rank=cast("schema.RankName", piece.rank.name.lower()),
        state=line.state.value,
        editable=piece.editable,
        faults=sum(one.stops for one in found),
    )


def detail(found: Detail, language: str, names: Mapping[str, str]) -> schema.TextDetail:
    """One text with what helps; ``names``: account -> what colleagues call her."""
    signed = None
    if found.signed is not None:
        review = found.signed.review
        signed = schema.TextSignature(
            by=names.get(found.signed.by, ""),
            day=found.signed.day,
            italian=review.italian if review else "",
            text=review.text if review else "",
        )
    piece = found.line.piece
    return schema.TextDetail(
        row=row(found.line, language),
        digest=found.line.digest,
        remark=piece.remark,
        most=piece.most,
        sms=piece.sms,
        step=[row(one, language) for one in found.step],
        checks=[check(one) for one in found.checks],
        memory=[
            schema.TextRemembered(
                context=one.context, italian=one.italian, text=one.text, alike=one.alike
            )
            for one in found.memory
        ],
        terms=[schema.TextTerm(italian=italian, said=said) for italian, said in found.terms],
        signed=signed,
    )


def check(one: checks.Check) -> schema.TextCheck:
    """What there is to say of a translation."""
    return schema.TextCheck(code=one.code, stops=one.stops, values=dict(one.values))


def change(one: bringing.Change) -> schema.TextChange:
    """A text of a file that would say something else."""
    return schema.TextChange(
        context=one.piece.context,
        italian=one.piece.italian,
        before=one.before,
        text=one.text,
    )


def refusal(one: bringing.Refusal) -> schema.TextRefusal:
    """A line of a file that cannot be taken."""
    return schema.TextRefusal(
        at=one.at, context=one.context, code=one.code, values=dict(one.values)
    )


def _pair(piece: Piece, said: Said) -> schema.TextPair:
    return schema.TextPair(
        context=piece.context, italian=piece.italian, text=said.text, old=said.old
    )
