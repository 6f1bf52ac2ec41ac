"""How steps, releases and findings become JSON."""

from __future__ import annotations

from collections.abc import Mapping

from admin.flows import schema
from admin.flows.sentences import in_words
from admin.refused import Refused
from admin.texts import say
from bot.engine.editing.drafts import Release
from bot.engine.editing.sheet import Block
from bot.engine.problems import Problem
from bot.engine.tree import UnreadableError
from bot.handoff.reasons import SENTENCES, Reason


class RefusedEdit(Refused):
    """An edit that is not possible, and why in the words of the room that refused it."""

    def __init__(self, why: str) -> None:
        super().__init__(422, Reason.BAD_EDIT, why=why)

    def message(self, language: str) -> str:
        """The sentence, in a language of the staff."""
        why = in_words(self.details["why"], language)
        return say(SENTENCES[self.reason], language, why=why)


def step(block: Block) -> schema.StepState:
    """One step as it stands; its body is empty where it cannot be read."""
    try:
        body = block.body
    except UnreadableError:
        body = {}
    return schema.StepState(
        id=block.id,
        line=block.line,
        note=block.note,
        remark=block.remark,
        body=dict(body) if isinstance(body, Mapping) else {},
    )


def release_row(one: Release, names: Mapping[str, str]) -> schema.ReleaseRow:
    """One publication; ``names``: account -> what colleagues call her."""
    return schema.ReleaseRow(
        number=one.number,
        at=one.at,
        by=names.get(one.by, ""),
        note=one.note,
        flows=list(one.flows),
        withdraws=one.withdraws,
    )


def finding(one: Problem, language: str) -> schema.Finding:
    """What the gate says, in a language of the staff."""
    return schema.Finding(
        flow=one.flow,
        step=one.step,
        line=one.line,
        rule=one.rule,
        what=in_words(one.what, language),
        remedy=in_words(one.remedy, language),
        severity=one.severity.value,
    )
