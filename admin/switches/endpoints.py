"""Switch a channel or the service off or on: at once, in every process, with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from admin.refused import Refused
from admin.switches import schema
from bot.handoff.choices import Choice
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.handoff.switches import NAMES, OFF, ON, PREFIX, SERVICE
from bot.handoff.trace import concerns

EVERYBODY = frozenset(Role)
HISTORY = 20
_REFUSALS = {403: (Reason.PROVE, Reason.ROLE), 404: (Reason.UNKNOWN,), 422: (Reason.NO_REASON,)}


@endpoint(
    "GET",
    "/api/switches",
    "What is switched off now, by whom and why, and the switching of before.",
    roles=EVERYBODY,
    gives=schema.SwitchesState,
)
async def switches(call: Call) -> Answered:
    """Everybody of the staff sees it above every page."""
    return Answered(await _state(call))


@endpoint(
    "POST",
    "/api/switches/{name}/off",
    "Switch a channel off, or close the service.",
    roles=ADMINS,
    fresh=True,
    takes=schema.WhyTaken,
    gives=schema.SwitchesState,
    refusals=_REFUSALS,
    audit="switch.off",
)
async def switch_off(call: Call) -> Answered:
    """Nothing leaves there any more but the answer that says so."""
    return await _switched(call, OFF)


@endpoint(
    "POST",
    "/api/switches/{name}/on",
    "Switch a channel on again, or open the service.",
    roles=ADMINS,
    fresh=True,
    takes=schema.WhyTaken,
    gives=schema.SwitchesState,
    refusals=_REFUSALS,
    audit="switch.on",
)
async def switch_on(call: Call) -> Answered:
    """Nothing of what waited meanwhile is sent."""
    return await _switched(call, ON)


async def _switched(call: Call, value: str) -> Answered:
    name = call.path["name"]
    if name not in _names(call):
        raise Refused(404, Reason.UNKNOWN)
    reason = call.taken(schema.WhyTaken).reason.strip()
    if not reason:
        raise Refused(422, Reason.NO_REASON)
    concerns(name)
    await call.house.chosen.choose(Choice(PREFIX + name, value, call.now, call.account.id, reason))
    return Answered(await _state(call), subject=name)


def _names(call: Call) -> Sequence[str]:
    there = call.house.chosen.switches.there
    return [name for name in NAMES if name == SERVICE or name in there]


async def _state(call: Call) -> schema.SwitchesState:
    made = [one for one in await call.house.chosen.all() if one.name.startswith(PREFIX)]
    logins = await call.house.accounts.names(sorted({one.by for one in made if one.by}))
    held = {one.name: one for one in made}
    return schema.SwitchesState(
        switches=[_one(name, held.get(PREFIX + name), logins) for name in _names(call)],
        history=[
            _one(one.name.removeprefix(PREFIX), one, logins) for one in reversed(made[-HISTORY:])
        ],
    )


def _one(name: str, one: Choice | None, logins: Mapping[str, str]) -> schema.SwitchState:
    if one is None:
        return schema.SwitchState(name=name, off=False, at=None, by="", reason="")
    by = logins.get(one.by, one.by)
    return schema.SwitchState(name=name, off=one.value == OFF, at=one.at, by=by, reason=one.reason)


ENDPOINTS = (switches, switch_off, switch_on)
