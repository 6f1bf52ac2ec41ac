"""Alarms and drills: see them, say that one has seen them, start a drill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from admin import answers, schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.refused import Refused
from bot.handoff.alarm import Alarm, Sign, Told, sign_owed
from bot.handoff.reasons import Reason
from bot.scheduling.alarms import give_sign


@endpoint(
    "GET",
    "/api/alarms",
    "Alarms and drills of the last 30 days, and where alarms can be promised.",
    gives=schema.Alarms,
)
async def alarms(call: Call) -> Answered:
    """Those that wait first. Nothing in them says who she is or what she wrote."""
    house, networks = call.house, call.account.networks
    found = await house.alarms.recent(networks)
    names = await house.accounts.names(sorted({one.by for one in found if one.by}))
    cases = await _cases(call)
    proofs = await house.alarms.proofs(networks, call.now)
    return Answered(
        schema.Alarms(
            alarms=[_alarm(call, one, names, cases) for one in found],
            networks=[_network(call, id, proofs) for id in networks],
        )
    )


@endpoint(
    "POST",
    "/api/alarms/{id}/acknowledge",
    "Say that one has seen it: the duty phone falls silent, and she is given her sign.",
    gives=schema.Alarm,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.CANCELLED,)},
    audit="alarm.acknowledge",
)
async def acknowledge(call: Call) -> Answered:
    """The first who says so is written down; whoever comes second is told who it was."""
    house, account, id = call.house, call.account, call.path["id"]
    alarm = existing(await house.alarms.acknowledge(account.networks, id, account.id, call.now))
    if alarm.cancelled_at is not None and alarm.acknowledged_at is None:
        raise Refused(409, Reason.CANCELLED)
    if alarm.conversation and sign_owed(alarm, call.now) is Sign.SEEN:
        # At once. Should this process die here, the loop of the worker gives it.
        await give_sign(house.alarms, house.inbox.post, alarm, Sign.SEEN, call.now)
    house.bus.publish(f"network:{alarm.network}")
    return await _one(call, alarm.id)


@endpoint(
    "POST",
    "/api/networks/{id}/drill",
    "Start a drill: it takes the way of an alarm, with the duty phone after a minute.",
    gives=schema.Alarm,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.NO_PHONE,)},
    audit="alarm.drill",
)
async def drill(call: Call) -> Answered:
    """One drill at a time for each network."""
    house, network = call.house, call.path["id"]
    if network not in call.account.networks:
        raise Refused(404, Reason.UNKNOWN)
    if not house.phone.rings_for(network):
        raise Refused(409, Reason.NO_PHONE)
    alarm = await house.alarms.start_drill(network, house.ids.new(), call.now)
    house.bus.publish(f"network:{network}")
    return await _one(call, alarm.id)


async def _one(call: Call, id: str) -> Answered:
    """The alarm as it is now."""
    alarm = existing(await call.house.alarms.alarm(call.account.networks, id))
    names = await call.house.accounts.names([alarm.by] if alarm.by else [])
    return Answered(_alarm(call, alarm, names, await _cases(call)))


async def _cases(call: Call) -> dict[str, str]:
    """The open cases that the reader may see, by conversation."""
    tickets = await call.house.desk.queue(call.account.networks)
    return {ticket.conversation: ticket.id for ticket in tickets}


def _alarm(
    call: Call, alarm: Alarm, names: Mapping[str, str], cases: Mapping[str, str]
) -> schema.Alarm:
    until = alarm.acknowledged_at or alarm.cancelled_at or call.now
    return schema.Alarm(
        id=alarm.id,
        network=answers.network(call.house, alarm.network).name,
        drill=alarm.drill,
        state=_state(alarm),
        raised_at=alarm.raised_at,
        waited=max(0, int((until - alarm.raised_at).total_seconds())),
        rings=alarm.rings,
        phoned_at=alarm.phoned_at,
        acknowledged_at=alarm.acknowledged_at,
        by=names.get(alarm.by, ""),
        cancelled_at=alarm.cancelled_at,
        told=_told(alarm),
        case=cases.get(alarm.conversation, "") if alarm.conversation else "",
    )


def _state(alarm: Alarm) -> Literal["waiting", "seen", "cancelled"]:
    if alarm.cancelled_at is not None:
        return "cancelled"
    return "waiting" if alarm.acknowledged_at is None else "seen"


def _told(alarm: Alarm) -> Literal["none", "nothing", "sending", "seen", "nobody", "late"]:
    if alarm.drill:
        return "none"
    if alarm.told is Told.LATE or (alarm.told is Told.NOTHING and not alarm.conversation):
        return "late"
    if alarm.told is Told.SENDING:
        return "sending"
    if alarm.told is Told.NOTHING or alarm.sign is None:
        return "nothing"
    return "seen" if alarm.sign is Sign.SEEN else "nobody"


def _network(call: Call, id: str, proofs: Mapping[str, datetime]) -> schema.AlarmNetwork:
    phone, proved_at = call.house.phone.rings_for(id), proofs.get(id)
    return schema.AlarmNetwork(
        id=id,
        name=answers.network(call.house, id).name,
        phone=phone,
        proved_at=proved_at,
        offered=phone and proved_at is not None,
    )


ENDPOINTS = (alarms, acknowledge, drill)
