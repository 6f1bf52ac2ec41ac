"""The calls about what she keeps for herself: her plan, and what she can do.

It is shown after her own word, or in the very talk in which she agreed that it is kept. A thread
that has a word of hers is written to by nobody who did not give it; one without a word begins anew
for whoever does not come from the talk in which it was written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.asked import may_see
from bot.conversation.contact import is_surely_hers
from bot.conversation.question import Question
from bot.conversation.state import Curtain
from bot.engine.agreement import AGREED
from bot.engine.effects import Answer, Arrange
from bot.engine.expressions import Value
from bot.handoff.notebook import Aim, Notebook, Paper, after
from bot.i18n.moments import say_day
from bot.i18n.translator import ROME, listed
from bot.safety.her_words import WordKind
from bot.values.proposals import Wrote

DAYS_AHEAD = (1, 3, 7, 14, 30)
"""In so many days a step may be due."""

_NOTHING: Mapping[str, Value] = {
    "plan_said": "",
    "plan_until": "",
    "plan_worded": "",
    "plan_abilities": "",
    "plan_others": "",
}


def may_read(question: Question) -> bool:
    """Whether it is surely she: by her word, or by her yes in this very talk."""
    conversation = question.conversation
    if conversation.curtain is Curtain.VERIFIED:
        return True
    session = conversation.session
    agreed = session.variables if session is not None else {}
    here = any(agreed.get(AGREED[one]) == "yes" for one in ("keep", "share"))
    return here and is_surely_hers(conversation)


def may_write(question: Question) -> bool:
    """Whether a change would be hers: where she has a word, only she who gave it, or who agreed in
    the talk that is going on."""
    return not is_worded(question) or may_read(question)


def is_worded(question: Question) -> bool:
    """Whether she has a word to come back with."""
    return WordKind.RETURN in question.conversation.words


async def kept(question: Question) -> Notebook | None:
    """Her notebook, where whoever writes may read it."""
    assert question.batch is not None, "a notebook is opened within a turn"
    return await question.batch.notebook(question.conversation.id) if may_read(question) else None


async def change(
    question: Question, what: str, of: str, value: str = "", *, share: bool = False
) -> tuple[Notebook, Arrange]:
    """The notebook as it is after a change, and the wish for that change."""
    known = await kept(question)
    before = known or Notebook(question.conversation.id, question.now)
    wrote = Wrote(what, of, value, question.now, is_worded(question), share, anew=known is None)
    return after(before, wrote), Arrange(wrote)


async def _show(question: Question) -> Answer:
    if not may_write(question):
        return Answer("word", _NOTHING)
    notebook = await kept(question)
    if notebook is not None and notebook.until is None and is_worded(question):
        # She has a word since then: what she agreed to keep is kept.
        notebook, wish = await change(question, "renew", "")
        return replace(await _told(notebook, question), effects=(wish,))
    return await _told(notebook, question)


async def _told(notebook: Notebook | None, question: Question) -> Answer:
    worded = "yes" if is_worded(question) else ""
    if notebook is None or notebook.empty:
        return Answer("none", {**_NOTHING, "plan_worded": worded})
    until = notebook.until
    values: dict[str, Value] = {
        "plan_said": in_words(notebook, question),
        "plan_until": say_day(until, question.language, weekday=True) if until else "",
        "plan_worded": worded,
        "plan_abilities": " ".join(notebook.abilities),
        "plan_others": await _with_others(question),
    }
    return Answer("kept" if until else "open", values)


async def _with_others(question: Question) -> str:
    """Whether agencies keep steps of hers, that she may see now: they stand beside her plan."""
    assert question.batch is not None, "a pathway is looked at within a turn"
    pathway = await question.batch.pathway(question.conversation.id)
    return "yes" if pathway is not None and pathway.steps and may_see(question) else ""


def in_words(notebook: Notebook, question: Question) -> str:
    """Her plan as she reads and prints it: a title, a line for each step, then the documents."""
    steps = [_step(one.aim, one.on, question, done=one.done) for one in notebook.aims]
    lines = [question.label("plan.title"), *(steps or [question.label("plan.empty")])]
    for has, key in ((True, "plan.have"), (False, "plan.missing")):
        papers = [
            question.label(f"plan.paper.{paper}")
            for paper, had in notebook.papers.items()
            if had is has
        ]
        if papers:
            lines.append(f"{question.label(key)}: {listed(papers, question.language)}")
    return "\n".join(lines)


def _step(aim: Aim, on: date | None, question: Question, *, done: bool) -> str:
    state = question.label(f"step.state.{'done' if done else 'planned'}")
    said = f"{question.label(f'plan.aim.{aim}')}: {state}"
    return listed([said, say_day(on, question.language)], question.language) if on else said


async def _list(question: Question) -> Answer:
    """What may be chosen: ``aims`` that are not in her plan, ``steps`` that are, ``papers``,
    ``days``."""
    notebook = await kept(question) or Notebook(question.conversation.id, question.now)
    own = [one.aim for one in notebook.aims]
    match question.text("what"):
        case "aims":
            found = _named("aim", (aim for aim in Aim if aim not in own), question)
        case "steps":
            found = _named("aim", own, question)
        case "papers":
            found = _named("paper", Paper, question)
        case _:
            today = question.now.astimezone(ROME).date()
            days = (today + timedelta(days=ahead) for ahead in DAYS_AHEAD)
            found = {day.isoformat(): say_day(day, question.language) for day in days}
    candidates = tuple({"id": id, "label": label} for id, label in found.items())
    return Answer("some" if candidates else "none", {"plan_candidates": candidates})


def _named(kind: str, ids: Iterable[Aim | Paper], question: Question) -> dict[str, str]:
    return {id.value: question.label(f"plan.{kind}.{id.value}") for id in ids}


async def _write(question: Question) -> Answer:
    """The change, and the plan as it then is: nothing can be read again before the turn is over."""
    if not may_write(question):
        return Answer("word", _NOTHING)
    notebook, wish = await change(
        question, question.text("what"), question.text("of"), question.text("value")
    )
    return replace(await _told(notebook, question), effects=(wish,))


async def _drop(question: Question) -> Answer:
    # Said to everybody alike; only whoever is surely she destroys what was kept.
    if not may_read(question):
        return Answer("done")
    _, wish = await change(question, "all", "")
    return Answer("done", _NOTHING, (wish,))


NOTEBOOK_CALLS: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "plan.show": _show,
    "plan.list": _list,
    "plan.write": _write,
    "plan.drop": _drop,
}
"""The calls of ``calls.CALLS`` that are answered here."""
