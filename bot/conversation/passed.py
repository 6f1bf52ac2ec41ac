"""What she passed on to agencies with her yes, and what they said: told where she asks for it.

Nobody writes to her because an agency has answered (SAFETY.md: never first). She reads it with her
steps, behind the same word.
"""

from __future__ import annotations

from bot.conversation.question import Question
from bot.conversation.seeds import seeds_of
from bot.handoff.interest import Passed
from bot.handoff.referral import State
from bot.i18n.translator import aside


async def passed_in_words(question: Question) -> str:
    """A line for each agency that has something of hers, the oldest first; empty where none has.

    What she refused or took back is not told: the agency has nothing of it."""
    assert question.batch is not None, "what she passed on is looked at within a turn"
    seeds = seeds_of(question.scene.directory)
    found = await question.batch.interests.passed(question.conversation.id, seeds)
    return "\n".join(_line(question, one) for one in found)


def _line(question: Question, passed: Passed) -> str:
    agency = aside(passed.agency.told, question.language)
    match passed.referral.state:
        case State.ACCEPTED:
            called = aside(passed.referral.pseudonym, question.language)
            return question.label("passed_on.accepted", agency=agency, called=called)
        case State.DECLINED:
            return question.label("passed_on.declined", agency=agency)
        case _:
            return question.label("passed_on.waits", agency=agency)
