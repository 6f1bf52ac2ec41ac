"""Edits as they came, and refusals as they go."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TypeVar

from admin.flows import schema
from admin.flows.shaping import RefusedEdit
from admin.refused import Refused
from bot.engine.editing import edits as made
from bot.engine.editing.drafts import OvertakenError
from bot.engine.tree import DEEPEST
from bot.handoff.reasons import Reason
from bot.publishing.published import flow_of
from bot.text.tongues import LANGUAGES
from bot.workshop.workshop import FaultyError, StrandedError, UnknownFlowError, UnreviewedError

T = TypeVar("T")


async def tried(work: Awaitable[T]) -> T:
    """The result, or a refusal that says in words why there is none."""
    try:
        return await work
    except UnknownFlowError:
        raise Refused(404, Reason.UNKNOWN) from None
    except OvertakenError:
        raise Refused(409, Reason.OVERTAKEN) from None
    except UnreviewedError as error:
        raise Refused(409, Reason.UNREVIEWED, flows=", ".join(error.flows)) from None
    except StrandedError as error:
        raise Refused(409, Reason.STRANDED, steps=str(error)) from None
    except FaultyError as error:
        raise Refused(422, Reason.FAULTY, errors=str(len(error.problems))) from None
    except made.EditError as error:
        raise RefusedEdit(str(error)) from None


def belongs(texts: Mapping[str, Mapping[str, str]], flow: str) -> bool:
    """Whether these are translations of this flow into languages that are offered."""
    of_it = all(flow_of(context) == flow for own in texts.values() for context in own)
    return of_it and set(texts) <= set(LANGUAGES[1:])


def edit_of(one: schema.Edit) -> made.Edit:
    """The edit that it asks for. Refused where its entries are no texts."""
    match one:
        case schema.Put():
            return made.Put(one.step, _body(one.body))
        case schema.Add():
            return made.Add(one.step, _body(one.body), one.after)
        case schema.Remove():
            return made.Remove(one.step, one.instead)
        case schema.Move():
            return made.Move(one.step, one.after)
        case schema.Rename():
            return made.Rename(one.step, one.to)
        case schema.Note():
            return made.Note(one.step, one.text)
        case schema.Remark():
            return made.Remark(one.step, one.text)
        case schema.Head():
            return made.Head(_body(one.entries))


def _body(given: schema.Body) -> made.Body:
    """The entries as they came. Refused where anything is no text: 7 or null stand in no flow."""
    if not _is_plain(given, DEEPEST):
        raise RefusedEdit("entries are texts, lists and tables of texts")
    return given


def _is_plain(value: object, deepest: int) -> bool:
    if isinstance(value, str) or not deepest:
        return isinstance(value, str)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    is_some = isinstance(value, dict | list)
    return is_some and all(_is_plain(one, deepest - 1) for one in inner)
