"""The flow editor: open, edit, judge, have reviewed, publish, restore and withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from admin.endpoint import Answered, Call, endpoint
from admin.flows import schema
from admin.flows.making import belongs, edit_of, tried
from admin.flows.shaping import RefusedEdit, finding, release_row, step
from admin.of_a_case import MISSING
from admin.refused import Refused
from bot.engine.editing.drafts import Release
from bot.engine.editing.edits import EditError
from bot.engine.editing.sheet import Sheet, sheet_of
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.text.tongues import LANGUAGES
from bot.workshop.documents import Kind, kind_of, text_of, texts_of
from bot.workshop.pieces import Opened
from bot.workshop.workshop import UnknownFlowError

T = TypeVar("T")
WRITERS = frozenset({Role.NETWORK_ADMIN})
_OVERTAKEN = {**MISSING, 409: (Reason.OVERTAKEN,)}
PUBLISHING = {
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
    refusals={409: (Reason.TAKEN_FLOW,), 422: (Reason.BAD_EDIT,)},
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
    except EditError as error:
        raise RefusedEdit(str(error)) from None
    return Answered(await _document(call, opened), subject=body.flow)


@endpoint(
    "GET",
    "/api/flows/{id}",
    "One flow with its steps, its translations and its draft.",
    gives=schema.Document,
    refusals=MISSING,
    roles=WRITERS,
)
async def open_flow(call: Call) -> Answered:
    """The draft, or what is live where there is none."""
    return Answered(await _document(call, await tried(call.house.workshop.open(call.path["id"]))))


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
    if texts is not None and not belongs(texts, call.path["id"]):
        raise RefusedEdit("these texts are of another flow or language")
    editing = call.house.workshop.edit(
        call.path["id"],
        body.revision,
        [edit_of(one) for one in body.edits],
        call.account.id,
        call.now,
        texts,
        body.positions,
        body.words,
    )
    return Answered(await _document(call, await tried(editing)))


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
    await tried(call.house.workshop.discard(call.path["id"], call.taken(schema.Revision).revision))
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
    return Answered(await _document(call, await tried(reading)))


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
    refusals=PUBLISHING,
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
    return await _published(call, await tried(publishing))


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
    refusals=MISSING,
    roles=WRITERS,
)
async def published_flow(call: Call) -> Answered:
    """For comparing any two."""
    source = await tried(call.house.workshop.source_of(_number(call)))
    flow = call.path["flow"]
    text = text_of(flow, source)
    has_steps = text and kind_of(flow, source) is not Kind.RISKY
    sheet = sheet_of(text) if has_steps else Sheet("", ())
    return Answered(
        schema.Published(
            title=str(sheet.heading.get("title", "")) if has_steps else "",
            text=text,
            steps=[step(block) for block in sheet.blocks],
            texts={language: {} for language in LANGUAGES[1:]} | texts_of(flow, source),
        )
    )


@endpoint(
    "POST",
    "/api/flow-releases/{id}/restore",
    "What was live after that release is live again; release 0 is what lies in the files.",
    takes=schema.Restoring,
    gives=schema.ReleaseRow,
    refusals={**PUBLISHING, **MISSING},
    roles=WRITERS,
    audit="flows.restore",
    fresh=True,
)
async def restore_release(call: Call) -> Answered:
    """As a release of its own: history is never rewritten."""
    note = call.taken(schema.Restoring).note
    restoring = call.house.workshop.restore(_number(call), call.account.id, note, call.now)
    return await _published(call, await tried(restoring))


def _number(call: Call) -> int:
    id = call.path["id"]
    if not (id.isdecimal() and len(id) < 8):
        raise Refused(404, Reason.UNKNOWN)
    return int(id)


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
        kind=one.kind,
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
        positions=one.positions,
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
