"""What providers show of us: read, compared with the cover, and put there, by network admins."""

from __future__ import annotations

from admin.channels import schema
from admin.channels.ports import Provided
from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from admin.refused import Refused
from bot.handoff.provided import ProviderError
from bot.handoff.reasons import Reason
from bot.handoff.trace import concerns
from bot.messages import Channel
from bot.wiring.provided import Provider, Standing, TellingError


@endpoint(
    "GET",
    "/api/channels/shown",
    "Profiles and templates as they should be, and whether the providers show them so.",
    roles=ADMINS,
    gives=schema.ShownState,
)
async def shown(call: Call) -> Answered:
    """No provider is asked."""
    return Answered(await _state(call.house.provided))


@endpoint(
    "POST",
    "/api/channels/{channel}/look",
    "Ask a provider what it shows of us.",
    roles=ADMINS,
    gives=schema.ShownState,
    refusals={404: (Reason.UNKNOWN,), 502: (Reason.PROVIDER,)},
    audit="shown.look",
)
async def look(call: Call) -> Answered:
    """Nothing is changed there."""
    try:
        await call.house.provided.look(_channel(call))
    except KeyError:
        raise Refused(404, Reason.UNKNOWN) from None
    except ProviderError:
        raise Refused(502, Reason.PROVIDER) from None
    return Answered(await _state(call.house.provided), subject=call.path["channel"])


@endpoint(
    "POST",
    "/api/channels/{channel}/profile",
    "Let a provider show the cover as it is published.",
    roles=ADMINS,
    fresh=True,
    gives=schema.ShownState,
    refusals={
        403: (Reason.PROVE,),
        404: (Reason.UNKNOWN,),
        422: (Reason.SHOWN_TELLS,),
        502: (Reason.PROVIDER,),
    },
    audit="shown.put",
)
async def put(call: Call) -> Answered:
    """What would tell of the service is never put."""
    try:
        await call.house.provided.put(_channel(call))
    except KeyError:
        raise Refused(404, Reason.UNKNOWN) from None
    except TellingError as error:
        raise Refused(422, Reason.SHOWN_TELLS, words=", ".join(error.words)) from None
    except ProviderError:
        raise Refused(502, Reason.PROVIDER) from None
    return Answered(await _state(call.house.provided), subject=call.path["channel"])


def _channel(call: Call) -> Channel:
    name = call.path["channel"]
    if name not in set(Channel):
        raise Refused(404, Reason.UNKNOWN)
    concerns(name)
    return Channel(name)


async def _state(provided: Provided) -> schema.ShownState:
    return schema.ShownState(providers=[_provider(one) for one in await provided.all()])


def _provider(one: Provider) -> schema.ShownProvider:
    return schema.ShownProvider(
        channel=one.channel,
        step=one.step,
        asked_at=one.asked_at,
        asks=one.asks,
        puts=one.puts,
        texts=[_text(text) for text in one.texts],
    )


def _text(one: Standing) -> schema.ShownText:
    text = one.text
    return schema.ShownText(
        what=text.what,
        language=text.language,
        title=text.title,
        about=text.about,
        commands=[f"/{name} {label}" for name, label in text.commands],
        telling=list(one.telling),
        listed=one.listed,
        step=one.step,
        state=one.state,
        at=one.at,
    )


ENDPOINTS = (shown, look, put)
