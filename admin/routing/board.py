"""The queue as it is now, for who keeps a network going: numbers only, nobody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from admin import answers
from admin.endpoint import Answered, Call, endpoint
from admin.routing import schema
from bot.handoff.case import Ticket
from bot.handoff.people import Role
from bot.handoff.queue import waited_seconds
from bot.handoff.rota import Rota, under_way
from bot.handoff.routing import Floor

KEEPERS = frozenset({Role.COORDINATOR, Role.NETWORK_ADMIN})


@endpoint(
    "GET",
    "/api/queue/now",
    "The queues of one's networks as they are now: who waits, who is there, what was escalated.",
    roles=KEEPERS,
    gives=schema.QueueNow,
)
async def queue_now(call: Call) -> Answered:
    """One entry for each network that women are routed to, the longest wait first."""
    own = [id for id in call.account.networks if call.house.networks.network(id) is not None]
    tickets = await call.house.desk.queue(own)
    floor = await call.house.routing.floor(own, call.account, call.now)
    rotas = await call.house.rota.rotas(own)
    people = {one.id: one.login for one in await call.house.members.within(own)}
    found = [_now(call, rotas[id], people, tickets, floor) for id in own]
    found.sort(key=lambda one: (-one.longest, one.network))
    return Answered(schema.QueueNow(at=call.now, networks=found))


def _now(
    call: Call,
    rota: Rota,
    names: Mapping[str, str],
    tickets: Sequence[Ticket],
    floor: Floor,
) -> schema.NetworkNow:
    id = rota.network
    here = [one for one in tickets if one.network == id and not one.taken_back and not one.drill]
    waiting = [one for one in here if one.state == "queued"]
    people = [one for one in floor.people if id in one.networks]
    planned = {one.shift.account for one in under_way(rota.shifts, call.now)}
    missing = planned - {one.account for one in people}
    ready = [one for one in people if not one.paused]
    waits = [floor.waits[one.id] for one in waiting if one.id in floor.waits]
    speak: dict[str, int] = {}
    for one in people:
        for language in one.languages:
            speak[language] = speak.get(language, 0) + 1
    return schema.NetworkNow(
        network=answers.network(call.house, id).name,
        waiting=len(waiting),
        danger=sum(one.danger for one in waiting),
        longest=max((waited_seconds(one, call.now) for one in waiting), default=0),
        answered=len(here) - len(waiting),
        on_duty=len(people),
        paused=len(people) - len(ready),
        rota=bool(rota.shifts),
        planned=len(planned),
        missing=sorted(names[one] for one in missing if one in names),
        spoken=[
            schema.Spoken(
                language=language, language_name=answers.language_name(language), people=count
            )
            for language, count in sorted(speak.items(), key=lambda one: (-one[1], one[0]))
        ],
        free=sum(max(0, one.units - one.load) for one in ready),
        units=sum(one.units for one in people),
        phoned=sum(one.phoned_at is not None for one in waits),
        told=sum(one.told_at is not None for one in waits),
        raised=sum(one.raised_at is not None for one in waits),
    )


ENDPOINTS = (queue_now,)
