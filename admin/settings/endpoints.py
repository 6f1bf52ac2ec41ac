"""Settings: read by network admins, changed within bounds, with a reason and a history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from admin import answers
from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from admin.refused import Refused
from admin.settings import schema
from bot.handoff.adjusting import EXIT, LANGUAGES, PROPOSED, is_neutral_exit
from bot.handoff.choices import TWO, Choice, newest
from bot.handoff.reasons import Reason
from bot.handoff.switches import OFF, ON
from bot.handoff.trace import concerns

HISTORY = 10
NOBODYS = "nobody"
"""How the rule of facts that are no network's is called in addresses."""


@endpoint(
    "GET",
    "/api/settings",
    "Settings that may be changed here: what holds, where it comes from, who changed it.",
    roles=ADMINS,
    gives=schema.SettingsState,
)
async def settings(call: Call) -> Answered:
    """No secret is among them."""
    return Answered(await _state(call))


@endpoint(
    "PUT",
    "/api/settings/{id}",
    "Change a setting, within its bounds.",
    roles=ADMINS,
    fresh=True,
    takes=schema.NewValue,
    gives=schema.SettingsState,
    refusals={
        403: (Reason.PROVE,),
        404: (Reason.UNKNOWN,),
        422: (Reason.NO_REASON, Reason.BAD_REQUEST, Reason.EXIT_ADDRESS),
    },
    audit="setting.change",
)
async def change_setting(call: Call) -> Answered:
    """It holds in every process at once, for what is stored from then on. An exit that is new is
    only proposed, until another person chooses the same."""
    body, id = call.taken(schema.NewValue), call.path["id"]
    name = _stored(id)
    two = name.startswith(TWO) and name in _rules(call)
    if not two and name not in call.house.chosen.bounds.names:
        raise Refused(404, Reason.UNKNOWN)
    if name == EXIT:
        name = await _of_exit(call, body.value)
    elif not (body.value in (ON, OFF) if two else call.house.chosen.bounds.fits(name, body.value)):
        raise Refused(422, Reason.BAD_REQUEST)
    reason = body.reason.strip()
    if not reason:
        raise Refused(422, Reason.NO_REASON)
    concerns(id)
    await call.house.chosen.choose(Choice(name, body.value, call.now, call.account.id, reason))
    return Answered(await _state(call), subject=id)


async def _of_exit(call: Call, value: str) -> str:
    """What is chosen with that exit: the exit itself, or what another person has to confirm. An
    empty one takes a proposal back."""
    chosen = call.house.chosen
    made = await chosen.all()
    if value in chosen.bounds.known_exits(made):
        return EXIT
    if value and (not is_neutral_exit(value) or chosen.exit_tells(value)):
        raise Refused(422, Reason.EXIT_ADDRESS)
    proposed = newest(made).get(PROPOSED)
    seconds = proposed is not None and proposed.value == value and proposed.by != call.account.id
    return EXIT if value and seconds else PROPOSED


def _stored(id: str) -> str:
    """The name of a choice, out of the id in an address."""
    if not id.startswith("two-"):
        return id
    network = id.removeprefix("two-")
    return TWO if network == NOBODYS else f"{TWO}{network}"


def _rules(call: Call) -> dict[str, str]:
    """The rules of two people that are hers to change, and the network of each."""
    own = [id for id in call.account.networks if call.house.networks.network(id) is not None]
    return {TWO: "", **{f"{TWO}{id}": id for id in own}}


async def _state(call: Call) -> schema.SettingsState:
    made = await call.house.chosen.all()
    logins = await call.house.accounts.names(sorted({one.by for one in made if one.by}))
    chosen, bounds = call.house.chosen, call.house.chosen.bounds
    found = [
        _setting(name, chosen.holds(name), bounds.usual(name), made, logins)
        for name in bounds.names
    ]
    exits = bounds.known_exits(made)
    allowed = {LANGUAGES: list(bounds.languages), EXIT: list(exits)}
    waits = newest(made).get(PROPOSED)
    if waits is None or not waits.value or waits.value in exits:
        waits = None
    listed = [
        one.model_copy(
            update={
                "allowed": allowed.get(one.name, []),
                "proposed": _proposed(waits, logins, call) if one.name == EXIT else None,
                "least": bounds.kept[one.name].least if one.name in bounds.kept else None,
                "most": bounds.kept[one.name].configured if one.name in bounds.kept else None,
            }
        )
        for one in found
    ]
    for name, network in _rules(call).items():
        value = ON if chosen.needs_two(network) else OFF
        one = _setting(name, value, ON, made, logins)
        known = answers.network(call.house, network).name if network else ""
        id = f"two-{network or NOBODYS}"
        more = {"name": id, "network": known, "allowed": [ON, OFF]}
        listed.append(one.model_copy(update=more))
    return schema.SettingsState(settings=listed)


def _proposed(one: Choice | None, logins: Mapping[str, str], call: Call) -> object:
    if one is None:
        return None
    by, mine = logins.get(one.by, one.by), one.by == call.account.id
    return schema.Proposed(value=one.value, at=one.at, by=by, reason=one.reason, mine=mine)


def _setting(
    name: str, value: str, usual: str, made: Sequence[Choice], logins: Mapping[str, str]
) -> schema.Setting:
    own = [one for one in made if one.name == name][-HISTORY:]
    console = bool(own) and own[-1].value == value
    return schema.Setting(
        name=name,
        value=value,
        usual=usual,
        source="console" if console else "environment",
        allowed=[],
        least=None,
        most=None,
        network="",
        changes=[
            schema.Changed(
                value=one.value, at=one.at, by=logins.get(one.by, one.by), reason=one.reason
            )
            for one in reversed(own)
        ],
    )


ENDPOINTS = (settings, change_setting)
