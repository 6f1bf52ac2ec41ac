"""What the staff did: looked for, paged and verified by the data officer."""

from __future__ import annotations

import re
from datetime import datetime

from admin import answers
from admin.audit import schema
from admin.endpoint import Answered, Call, endpoint
from admin.refused import Refused
from bot.handoff.audit import REFUSED, Act, Sought
from bot.handoff.people import Role
from bot.handoff.reasons import Reason

OFFICERS = frozenset({Role.DATA_OFFICER})
PAGE = 50
_ID = re.compile(r"[A-Za-z0-9_-]{0,64}")
_ACT = re.compile(r"[a-z_.]{0,64}")
_CURSOR = re.compile(r"(\d{1,15}):([A-Za-z0-9_-]{1,80})")


@endpoint(
    "GET",
    "/api/audit",
    "What the staff did, the newest first.",
    roles=OFFICERS,
    gives=schema.Acts,
    refusals={422: (Reason.BAD_REQUEST,)},
    audit="audit.view",
    query={
        "subject": "The id of a case, letter or account.",
        "person": "The id of who did it.",
        "act": "What the name of the act begins with.",
        "since": "ISO 8601, from then on.",
        "until": "ISO 8601, before then.",
        "before": "``next`` of the page before.",
    },
)
async def acts(call: Call) -> Answered:
    """What exists for her, within her agencies."""
    people = await call.house.members.within(call.account.networks)
    sought = Sought(
        networks=call.account.networks,
        people=tuple(one.id for one in people),
        subject=_matched(_ID, call.query.get("subject", "")),
        account=_matched(_ID, call.query.get("person", "")),
        act=_matched(_ACT, call.query.get("act", "")),
        since=_moment(call.query.get("since", "")),
        until=_moment(call.query.get("until", "")),
        before=_cursor(call.query.get("before", "")),
    )
    found = await call.house.audit.page(sought, PAGE + 1)
    names = {one.id: one.login for one in people}
    more = found[PAGE - 1] if len(found) > PAGE else None
    return Answered(
        schema.Acts(
            acts=[_act(call, one, names.get(one.account, "")) for one in found[:PAGE]],
            next=f"{round(more.at.timestamp() * 1000)}:{more.id}" if more else "",
            people=[schema.Person(id=one.id, login=one.login) for one in people],
        )
    )


@endpoint(
    "POST",
    "/api/audit/verify",
    "Read the whole chain again and say what does not fit.",
    roles=OFFICERS,
    takes=schema.Noted,
    gives=schema.Verification,
    audit="audit.verify",
)
async def verify(call: Call) -> Answered:
    """Numbers of batches and rows, of the whole installation; no row of another agency's."""
    seen = await call.house.audit.verify(call.taken(schema.Noted).head)
    return Answered(
        schema.Verification(
            at=call.now,
            whole=seen.whole,
            batches=seen.batches,
            rows=seen.rows,
            waiting=seen.waiting,
            unsigned=seen.unsigned,
            head=seen.head,
            faults=[
                schema.Fault(fault=one.fault.value, batch=one.batch, row=one.row)
                for one in seen.found
            ],
        )
    )


def _act(call: Call, one: Act, login: str) -> schema.Act:
    act, _, refused = one.act.partition(REFUSED)
    network = answers.network(call.house, one.network).name if one.network else ""
    return schema.Act(
        id=one.id,
        at=one.at,
        account=one.account if login else "",
        login=login,
        role=Role(one.role) if one.role else "",
        act=act,
        refused=refused,
        subject=one.subject,
        network=network,
        sealed=one.sealed,
    )


def _matched(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise Refused(422, Reason.BAD_REQUEST)
    return text


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(422, Reason.BAD_REQUEST) from None
    if moment.tzinfo is None:
        raise Refused(422, Reason.BAD_REQUEST)
    return moment


def _cursor(text: str) -> tuple[int, str] | None:
    if not text:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise Refused(422, Reason.BAD_REQUEST)
    return int(found[1]), found[2]


ENDPOINTS = (acts, verify)
