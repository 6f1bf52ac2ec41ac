"""The flow editor: open, edit, judge, have reviewed, publish, restore and withdraw."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

from admin.endpoint import Answered, Call, Refused, endpoint
from admin.flows import schema
from admin.flows.shaping import RefusedEdit, finding, release_row, step
from bot.engine.editing import edits as made
from bot.engine.editing.drafts import OvertakenError, Release
from bot.engine.editing.sheet import Sheet, sheet_of
from bot.engine.tree import DEEPEST
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.published import flow_of
from bot.tongues import LANGUAGES
from bot.workshop.pieces import Opened
from bot.workshop.workshop import FaultyError, StrandedError, UnknownFlowError, UnreviewedError

T = TypeVar("T")
WRITERS = frozenset({Role.NETWORK_ADMIN})
_MISSING = {404: (Reason.UNKNOWN,)}
_OVERTAKEN = {**_MISSING, 409: (Reason.OVERTAKEN,)}
_PUBLISHING = {
    403: (Reason.PROVE,),
    409: (Reason.OVERTAKEN, Reason.UNREVIEWED, Reason.STRANDED),
    422: (Reason.FAULTY,),
}


@endpoint(
    "GET",
    "/api/flows",
    "Every flow, those that nobody has published yet included.",
    gives=schema.Flows,
    roles=WRITERS,
)
async def flows(call: Call) -> Answered:
    """By name."""
    found = await call.house.workshop.all()
    releases = await call.house.workshop.releases()
    names = await _names(call, found, releases[:1])
    return Answered(
        schema.Flows(
            flows=[_row(one, names) for one in found],
            release=release_row(releases[0], names) if releases else None,
            languages=list(LANGUAGES),
        )
    )


@endpoint(
    "POST",
    "/api/flows",
    "Begin a new flow.",
    takes=schema.NewFlow,
    gives=schema.Document,
    refusals={409: (Reason.TAKEN_FLOW,)},
    roles=WRITERS,
    audit="flows.create",
)
async def create_flow(call: Call) -> Answered:
    """It is a draft until it is published."""
    body = call.taken(schema.NewFlow)
    making = call.house.workshop.create(body.flow, body.title, call.account.id, call.now)
    try:
        opened = await making
    except UnknownFlowError:
        raise Refused(409, Reason.TAKEN_FLOW) from None
    return Answered(await _document(call, opened), subject=body.flow)


@endpoint(
    "GET",
    "/api/flows/{id}",
    "One flow with its steps, its translations and its draft.",
    gives=schema.Document,
    refusals=_MISSING,
    roles=WRITERS,
)
async def open_flow(call: Call) -> Answered:
    """The draft, or what is live where there is none."""
    return Answered(await _document(call, await _tried(call.house.workshop.open(call.path["id"]))))


@endpoint(
    "POST",
    "/api/flows/{id}/edits",
    "Change a flow: all of these edits, or none.",
    takes=schema.Edits,
    gives=schema.Document,
    refusals={**_OVERTAKEN, 422: (Reason.BAD_EDIT,)},
    roles=WRITERS,
    audit="flows.edit",
    largest=schema.LARGEST,
)
async def edit_flow(call: Call) -> Answered:
    """On a revision that somebody else has changed since, nothing is written."""
    body = call.taken(schema.Edits)
    texts = body.texts
    if texts is not None and not _belongs(texts, call.path["id"]):
        raise RefusedEdit("these texts are of another flow or language")
    editing = call.house.workshop.edit(
        call.path["id"],
        body.revision,
        [_edit(one) for one in body.edits],
        call.account.id,
        call.now,
        texts,
        body.positions,
    )
    return Answered(await _document(call, await _tried(editing)))


@endpoint(
    "POST",
    "/api/flows/{id}/discard",
    "Throw a draft away.",
    takes=schema.Revision,
    refusals=_OVERTAKEN,
    roles=WRITERS,
    audit="flows.discard",
)
async def discard_draft(call: Call) -> Answered:
    """What is live stays."""
    await _tried(call.house.workshop.discard(call.path["id"], call.taken(schema.Revision).revision))
    return Answered()


@endpoint(
    "POST",
    "/api/flows/{id}/review",
    "Agree to a draft that somebody else wrote.",
    takes=schema.Revision,
    gives=schema.Document,
    refusals={**_OVERTAKEN, 409: (Reason.OVERTAKEN, Reason.UNREVIEWED)},
    roles=WRITERS,
    audit="flows.review",
)
async def review_draft(call: Call) -> Answered:
    """Of the revision that she read, and no other."""
    revision = call.taken(schema.Revision).revision
    reading = call.house.workshop.review(call.path["id"], revision, call.account.id, call.now)
    return Answered(await _document(call, await _tried(reading)))


@endpoint(
    "GET",
    "/api/flow-problems",
    "What the publish gate says of all flows as they would be with the drafts.",
    gives=schema.Findings,
    roles=WRITERS,
)
async def flow_problems(call: Call) -> Answered:
    """Errors first, as the gate orders them within a flow."""
    found = await call.house.workshop.problems()
    return Answered(schema.Findings(problems=[finding(one, call.language) for one in found]))


@endpoint(
    "POST",
    "/api/flow-releases",
    "Publish drafts. Nobody who is in a conversation is moved, unless it withdraws.",
    takes=schema.Publishing,
    gives=schema.ReleaseRow,
    refusals=_PUBLISHING,
    roles=WRITERS,
    audit="flows.publish",
    fresh=True,
)
async def publish_flows(call: Call) -> Answered:
    """Refused by the gate, or before a second person has read what is critical."""
    body = call.taken(schema.Publishing)
    publishing = call.house.workshop.publish(
        body.flows,
        call.account.id,
        body.note,
        call.now,
        withdraws=body.withdraws,
        redirects={(one.flow, one.step): (one.to_flow, one.to_step) for one in body.redirects},
    )
    return await _published(call, await _tried(publishing))


@endpoint(
    "GET",
    "/api/flow-releases",
    "What was published, the newest first.",
    gives=schema.Releases,
    roles=WRITERS,
)
async def flow_releases(call: Call) -> Answered:
    """Who, when and why."""
    found = await call.house.workshop.releases()
    names = await _names(call, (), found)
    return Answered(schema.Releases(releases=[release_row(one, names) for one in found]))


@endpoint(
    "GET",
    "/api/flow-releases/{id}/flows/{flow}",
    "A flow as a release had it; release 0 is what lies in the files.",
    gives=schema.Published,
    refusals=_MISSING,
    roles=WRITERS,
)
async def published_flow(call: Call) -> Answered:
    """For comparing any two."""
    source = await _tried(call.house.workshop.source_of(_number(call)))
    flow = call.path["flow"]
    text = source.flows.get(flow, "")
    sheet = sheet_of(text) if text else Sheet("", ())
    return Answered(
        schema.Published(
            title=str(sheet.heading.get("title", "")) if text else "",
            text=text,
            steps=[step(block) for block in sheet.blocks],
            texts={
                language: {key: text for key, text in texts.items() if flow_of(key) == flow}
                for language, texts in source.catalogues.items()
                if language in LANGUAGES
            },
        )
    )


@endpoint(
    "POST",
    "/api/flow-releases/{id}/restore",
    "What was live after that release is live again.",
    takes=schema.Restoring,
    gives=schema.ReleaseRow,
    refusals={**_PUBLISHING, **_MISSING},
    roles=WRITERS,
    audit="flows.restore",
    fresh=True,
)
async def restore_release(call: Call) -> Answered:
    """As a release of its own: history is never rewritten."""
    note = call.taken(schema.Restoring).note
    restoring = call.house.workshop.restore(_number(call), call.account.id, note, call.now)
    return await _published(call, await _tried(restoring))


async def _tried(work: Awaitable[T]) -> T:
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


def _number(call: Call) -> int:
    id = call.path["id"]
    if not (id.isdecimal() and len(id) < 8):
        raise Refused(404, Reason.UNKNOWN)
    return int(id)


def _belongs(texts: Mapping[str, Mapping[str, str]], flow: str) -> bool:
    """Whether these are translations of this flow into languages that are offered."""
    of_it = all(flow_of(context) == flow for own in texts.values() for context in own)
    return of_it and set(texts) <= set(LANGUAGES[1:])


def _edit(one: schema.Edit) -> made.Edit:
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


async def _published(call: Call, release: Release) -> Answered:
    names = await _names(call, (), (release,))
    return Answered(release_row(release, names), subject=str(release.number))


async def _names(
    call: Call, found: Sequence[Opened], releases: Sequence[Release]
) -> Mapping[str, str]:
    drafts = [one.draft for one in found if one.draft]
    ids = {id for draft in drafts for id in (*draft.authors, draft.reviewer) if id}
    return await call.house.accounts.names(sorted(ids | {one.by for one in releases}))


def _row(one: Opened, names: Mapping[str, str]) -> schema.FlowRow:
    draft = one.draft
    head = one.head
    return schema.FlowRow(
        id=one.flow,
        title=str(head.get("title", "")),
        steps=len(one.sheet.blocks),
        revision=one.revision,
        changed_at=draft.changed_at if draft else None,
        authors=[names.get(id, id) for id in draft.authors] if draft else [],
        reviewer=names.get(draft.reviewer, "") if draft else "",
        is_new=not one.live,
        is_stale=one.is_stale,
        needs_review=one.needs_review,
    )


async def _document(call: Call, one: Opened) -> schema.Document:
    names = await _names(call, (one,), ())
    head, sheet = one.head, one.sheet
    anywhere = head.get("anywhere", [])
    return schema.Document(
        flow=_row(one, names),
        start=str(head.get("start", "")),
        anywhere=[anywhere] if isinstance(anywhere, str) else [str(word) for word in anywhere],
        steps=[step(block) for block in sheet.blocks],
        texts={language: dict(one.texts[language]) for language in LANGUAGES[1:]},
        outdated={language: dict(one.outdated[language]) for language in LANGUAGES[1:]},
        positions=one.draft.positions if one.draft else "",
        text=one.text,
    )


ENDPOINTS = (
    flows,
    create_flow,
    open_flow,
    edit_flow,
    discard_draft,
    review_draft,
    flow_problems,
    publish_flows,
    flow_releases,
    published_flow,
    restore_release,
)
