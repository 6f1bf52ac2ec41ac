"""Whether messages go through now: for network admins, without any content."""

from __future__ import annotations

from datetime import datetime

from admin import answers
from admin.channels import schema
from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from bot.handoff.channels import ChannelNow, Seen, Sign
from bot.handoff.suppression import told


@endpoint(
    "GET",
    "/api/channels",
    "How the channels stand: on or off, when something came and went, what waits.",
    roles=ADMINS,
    gives=schema.ChannelsState,
)
async def channels(call: Call) -> Answered:
    """The channels are everybody's; undelivered messages and duty phones are those of her own."""
    own = call.account.networks
    found = await call.house.channels.all(own, call.now)
    proofs = await call.house.alarms.proofs(own, call.now)
    return Answered(
        schema.ChannelsState(
            channels=[_channel(one, call.now) for one in found],
            phones=[
                schema.DutyPhone(
                    network=answers.network(call.house, id).name,
                    rings=call.house.phone.rings_for(id),
                    proved_at=proofs.get(id),
                )
                for id in own
                if call.house.networks.network(id) is not None
            ],
            opt_outs=await call.house.channels.opt_outs(),
        )
    )


def _channel(one: ChannelNow, now: datetime) -> schema.ChannelState:
    traffic = one.traffic
    since = traffic.oldest_at
    return schema.ChannelState(
        channel=one.channel,
        how=one.how,
        heard=_sign(traffic.signs.get(Sign.HEARD)),
        taken=_sign(traffic.signs.get(Sign.TAKEN)),
        failed=_sign(traffic.signs.get(Sign.FAILED)),
        waiting=told(traffic.waiting),
        late=int((now - since).total_seconds()) if since else 0,
        undelivered=traffic.undelivered,
    )


def _sign(met: Seen | None) -> schema.SignMet:
    return schema.SignMet(at=met.at if met else None, today=told(met.count) if met else 0)


ENDPOINTS = (channels,)
