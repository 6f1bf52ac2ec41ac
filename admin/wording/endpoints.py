"""Translations: which are missing or old, written here, signed by who speaks the language."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from admin.endpoint import Answered, Call, endpoint
from admin.flows.endpoints import WRITERS
from admin.of_a_case import MISSING
from admin.refused import Refused
from admin.wording import schema
from admin.wording.shaping import change, check, detail, language_row, refusal, row
from bot.engine.editing.drafts import OvertakenError
from bot.handoff.reasons import Reason
from bot.text.tongues import WRITTEN, speaks
from bot.wording.bringing import Plan
from bot.wording.desk import FaultyTextError, ReadOnlyError, UnknownTextError, UntranslatedError
from bot.wording.model import State
from bot.wording.rows import MOST_BYTES, FileError, Form
from bot.wording.table import Wanted

T = TypeVar("T")
PAGE = 50
SHOWN = 200
"""Changes and refusals of a file that are shown; all are counted."""
_FILTER = {
    "state": "Only texts that are so far: missing, outdated, draft or reviewed.",
    "place": "Only those of a flow or group.",
    "words": "Only those in which these words stand.",
    "first": "1: only what is to be looked at first and is not signed.",
    "order": "risk (what would cost most first) or flow.",
}


@endpoint(
    "GET",
    "/api/wordings",
    "How far the translations into each language are.",
    gives=schema.TextLanguages,
    roles=WRITERS,
)
async def wordings(call: Call) -> Answered:
    """As they would be with what is being written."""
    counts, titles = await call.house.wording.counts()
    places = [schema.TextPlace(id=id, title=title) for id, title in sorted(titles.items())]
    languages = [language_row(one, call.account.languages) for one in counts]
    return Answered(schema.TextLanguages(languages=languages, places=places))


@endpoint(
    "GET",
    "/api/wordings/{id}",
    "The texts of a language, a page at a time.",
    gives=schema.Texts,
    refusals=MISSING,
    roles=WRITERS,
    query={**_FILTER, "from": "How many to leave out."},
)
async def wording_texts(call: Call) -> Answered:
    """What would cost her most comes first, and within that what is least far."""
    lines = await _tried(call.house.wording.lines(call.path["id"], _wanted(call)))
    begin = call.query.get("from", "")
    at = int(begin) if begin.isdecimal() and len(begin) < 7 else 0
    rows = [row(one, call.path["id"]) for one in lines[at : at + PAGE]]
    return Answered(schema.Texts(total=len(lines), rows=rows))


@endpoint(
    "GET",
    "/api/wordings/{id}/text",
    "One text beside its Italian, with its step, what is alike, words of the trade, who signed it.",
    gives=schema.TextDetail,
    refusals=MISSING,
    roles=WRITERS,
    query={"context": "Which one."},
)
async def wording_text(call: Call) -> Answered:
    """And what there is to say of it now."""
    return Answered(await _detail(call, call.query.get("context", "")))


@endpoint(
    "POST",
    "/api/wordings/{id}/check",
    "What there is to say of a translation while it is written. Nothing is stored.",
    takes=schema.TextDraft,
    gives=schema.TextChecks,
    refusals=MISSING,
    roles=WRITERS,
)
async def check_wording(call: Call) -> Answered:
    """The same that is asked when it is saved."""
    body = call.taken(schema.TextDraft)
    checking = call.house.wording.check(call.path["id"], body.context, body.text, body.words)
    return Answered(schema.TextChecks(checks=[check(one) for one in await _tried(checking)]))


@endpoint(
    "POST",
    "/api/wordings/{id}/texts",
    "Keep a translation, and the words that mean the same, in the draft of their flow.",
    takes=schema.TextWritten,
    gives=schema.TextDetail,
    refusals={
        **MISSING,
        409: (Reason.OVERTAKEN, Reason.FILE_TEXT),
        422: (Reason.FAULTY_TEXT,),
    },
    roles=WRITERS,
    audit="texts.write",
)
async def write_wording(call: Call) -> Answered:
    """It is published with its flow."""
    body, language = call.taken(schema.TextWritten), call.path["id"]
    await _tried(
        call.house.wording.write(
            language, body.context, body.digest, body.text, body.words, call.account.id, call.now
        )
    )
    return Answered(await _detail(call, body.context), subject=f"{language} {body.context}")


@endpoint(
    "POST",
    "/api/wordings/{id}/sign",
    "Sign a translation: the caller speaks the language and has read it beside its Italian.",
    takes=schema.TextSigning,
    gives=schema.TextDetail,
    refusals={
        **MISSING,
        403: (Reason.NOT_SPOKEN,),
        409: (Reason.OVERTAKEN, Reason.NO_TEXT),
    },
    roles=WRITERS,
    audit="texts.sign",
)
async def sign_wording(call: Call) -> Answered:
    """Just this one: a change of either text undoes it."""
    body, language = call.taken(schema.TextSigning), call.path["id"]
    _speaks(call)
    wording = call.house.wording
    await _tried(wording.sign(language, body.context, body.digest, call.account.id, call.now))
    return Answered(await _detail(call, body.context), subject=f"{language} {body.context}")


@endpoint(
    "POST",
    "/api/wordings/{id}/unsign",
    "Take a signature back.",
    takes=schema.TextUnsigning,
    gives=schema.TextDetail,
    refusals={**MISSING, 403: (Reason.NOT_SPOKEN,)},
    roles=WRITERS,
    audit="texts.unsign",
)
async def unsign_wording(call: Call) -> Answered:
    """A mark of the files stays: it goes with the file."""
    body, language = call.taken(schema.TextUnsigning), call.path["id"]
    _speaks(call)
    await _tried(call.house.wording.unsign(language, body.context))
    return Answered(await _detail(call, body.context), subject=f"{language} {body.context}")


@endpoint(
    "GET",
    "/api/wordings/{id}/file",
    "The texts of a language as a file: .po or .xlsx.",
    gives=schema.TextFile,
    refusals=MISSING,
    roles=WRITERS,
    audit="texts.export",
    query={**_FILTER, "form": "po or xlsx."},
)
async def export_wording(call: Call) -> Answered:
    """The same lines that the page shows."""
    form: Form = "xlsx" if call.query.get("form") == "xlsx" else "po"
    content = await _tried(call.house.wording.file(call.path["id"], form, _wanted(call)))
    name = f"{call.path['id']}.{form}"
    return Answered(schema.TextFile(name=name, content=b64encode(content).decode()))


@endpoint(
    "POST",
    "/api/wordings/{id}/file",
    "What a file of translations would change; with the token of that, store it whole.",
    takes=schema.TextFileBrought,
    gives=schema.TextPreview,
    refusals={
        **MISSING,
        409: (Reason.OVERTAKEN,),
        413: (Reason.LARGE_FILE,),
        422: (Reason.TEXT_FILE, Reason.BAD_REQUEST),
    },
    roles=WRITERS,
    audit="texts.import",
    largest=schema.LARGEST,
)
async def import_wording(call: Call) -> Answered:
    """While one line is refused, none is stored. A file signs nothing."""
    _known(call)
    body, language = call.taken(schema.TextFileBrought), call.path["id"]
    wording = call.house.wording
    try:
        content = b64decode(body.content, validate=True)
    except ValueError:
        raise Refused(422, Reason.BAD_REQUEST) from None
    if not body.token:
        plan = await _tried(wording.plan(language, content, body.form))
        return Answered(_preview(plan, stored=False))
    storing = wording.store(language, content, body.form, body.token, call.account.id, call.now)
    return Answered(_preview(await _tried(storing), stored=True))


async def _tried(work: Awaitable[T]) -> T:
    """The result, or a refusal that says in words why there is none."""
    try:
        return await work
    except UnknownTextError:
        raise Refused(404, Reason.UNKNOWN) from None
    except OvertakenError:
        raise Refused(409, Reason.OVERTAKEN) from None
    except ReadOnlyError:
        raise Refused(409, Reason.FILE_TEXT) from None
    except UntranslatedError:
        raise Refused(409, Reason.NO_TEXT) from None
    except FaultyTextError:
        raise Refused(422, Reason.FAULTY_TEXT) from None
    except FileError as error:
        if error.code == "large":
            most = str(MOST_BYTES // 1024 // 1024)
            raise Refused(413, Reason.LARGE_FILE, most=most) from None
        raise Refused(422, Reason.TEXT_FILE) from None


def _known(call: Call) -> None:
    """What is no language of ours is not there, whatever is sent to it."""
    if call.path["id"] not in WRITTEN[1:]:
        raise Refused(404, Reason.UNKNOWN)


def _speaks(call: Call) -> None:
    _known(call)
    if not speaks(call.account.languages, call.path["id"]):
        raise Refused(403, Reason.NOT_SPOKEN)


def _wanted(call: Call) -> Wanted:
    asked = call.query
    state = asked.get("state", "")
    return Wanted(
        State(state) if state in set(State) else None,
        asked.get("place", "")[:64],
        asked.get("words", "")[:200],
        asked.get("first") == "1",
        "flow" if asked.get("order") == "flow" else "risk",
    )


async def _detail(call: Call, context: str) -> schema.TextDetail:
    found = await _tried(call.house.wording.detail(call.path["id"], context))
    by = [found.signed.by] if found.signed is not None and found.signed.by else []
    names = await call.house.accounts.names(by) if by else {}
    return detail(found, call.path["id"], names)


def _preview(plan: Plan, *, stored: bool) -> schema.TextPreview:
    changes: Sequence[schema.TextChange] = [change(one) for one in plan.changes]
    return schema.TextPreview(
        stored=stored,
        token=plan.token,
        new=sum(not one.before for one in changes),
        changed=sum(bool(one.before) for one in changes),
        same=plan.same,
        left=plan.left,
        refusals=len(plan.refused),
        changes=list(changes[:SHOWN]),
        refused=[refusal(one) for one in plan.refused[:SHOWN]],
    )


ENDPOINTS = (
    wordings,
    wording_texts,
    wording_text,
    check_wording,
    write_wording,
    sign_wording,
    unsign_wording,
    export_wording,
    import_wording,
)
