"""Services: looked for by all of the staff, vouched for by those whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from admin.directory import schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING
from admin.refused import Refused
from bot.calendar.timetable import is_open, opens_next
from bot.directory.confirming import WAITS, Standing
from bot.directory.facts import ROME
from bot.directory.freshness import may_verify, queue, said, state_of
from bot.directory.kinds import Aspect, Way
from bot.directory.listing import Offer
from bot.directory.searching import Ground, Match, Wanted, search
from bot.directory.seen import may_show
from bot.handoff.people import AT_THE_DESK, Role
from bot.handoff.reasons import Reason

READERS = AT_THE_DESK | {Role.NETWORK_ADMIN}
MOST_DUE = 200


@endpoint(
    "POST",
    "/api/directory/search",
    "Look for services: best first, each with its reasons, also those that no woman sees now.",
    takes=schema.Looked,
    gives=schema.Found,
    roles=READERS,
)
async def find_services(call: Call) -> Answered:
    """A POST, so that what is looked for stands in no address."""
    body, directory = call.taken(schema.Looked), call.house.stage.directory
    town = directory.find(body.town).candidates if body.town else ()
    wanted = Wanted(
        kind=body.kind,
        town=town[0].istat_code if town else "",
        language=body.language,
        child_care=body.child_care,
        step_free=body.step_free,
        open_now=body.open_now,
        within_km=body.within_km or None,
        words=body.words,
        must=_must(body) if body.only else frozenset(),
    )
    found = search(directory.listing, wanted, directory.map, call.now, everything=True)
    return Answered(
        schema.Found(
            services=[_service(call, one.offer, one) for one in found[: schema.MOST_FOUND]],
            count=len(found),
            town=town[0].name if town else "",
        )
    )


@endpoint(
    "GET",
    "/api/directory/services/{id}",
    "One service with everything that is said of it, and how fresh each fact is.",
    gives=schema.OneService,
    refusals=MISSING,
    roles=READERS,
)
async def one_service(call: Call) -> Answered:
    """Also what ran out: whoever keeps it right has to read it."""
    return Answered(await _whole(call, _known(call)))


@endpoint(
    "GET",
    "/api/directory/queue",
    "Facts of the caller's services that ran out or run out soon.",
    gives=schema.Queue,
    roles=READERS,
)
async def due_facts(call: Call) -> Answered:
    """Those that nobody keeps right are everybody's."""
    found = queue(call.house.stage.directory.listing, call.account.networks, call.now)
    return Answered(
        schema.Queue(
            due=[
                schema.Due(
                    service=_service(call, one.offer), fact=_fact(call, one.offer, one.aspect)
                )
                for one in found[:MOST_DUE]
            ],
            count=len(found),
        )
    )


@endpoint(
    "POST",
    "/api/directory/services/{id}/verify",
    "Vouch for a fact as it stands there: it is shown from today, for its interval.",
    takes=schema.Verified,
    gives=schema.OneService,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.OVERTAKEN,)},
    audit="directory.verify",
    roles=READERS,
)
async def verify_fact(call: Call) -> Answered:
    """What changed since she read it is not what she vouches for."""
    offer, body = _known(call), call.taken(schema.Verified)
    if not may_verify(offer, body.aspect, call.account.networks):
        raise Refused(404, Reason.UNKNOWN)
    if offer.digests[body.aspect] != body.digest:
        raise Refused(409, Reason.OVERTAKEN)
    await call.house.stage.verify(offer, body.aspect, call.account.id, body.interval, call.now)
    return Answered(await _whole(call, _known(call)))


def _known(call: Call) -> Offer:
    return existing(call.house.stage.directory.listing.offers.get(call.path["id"]))


def _must(body: schema.Looked) -> frozenset[Ground]:
    wishes = {
        Ground.LANGUAGE: bool(body.language),
        Ground.CHILD_CARE: body.child_care,
        Ground.STEP_FREE: body.step_free,
        Ground.OPEN_NOW: body.open_now,
    }
    return frozenset(why for why, wanted in wishes.items() if wanted)


def _service(call: Call, offer: Offer, match: Match | None = None) -> schema.Service:
    directory = call.house.stage.directory
    towns = (directory.municipality(code) for code in sorted(offer.towns))
    network = directory.network(offer.network)
    return schema.Service(
        id=offer.id,
        name=offer.service.name,
        kind=offer.kind,
        organization=offer.organization,
        network=network.name if network else offer.network,
        towns=[town.name for town in towns if town],
        shown=may_show(offer, call.now),
        demonstration=offer.is_demonstration,
        km=None if match is None or match.km is None else round(match.km),
        reasons=list(match.reasons) if match else [],
    )


def _fact(call: Call, offer: Offer, aspect: Aspect) -> schema.Fact:
    fact = offer.facts[aspect]
    owner = call.house.stage.directory.network(fact.owner)
    return schema.Fact(
        aspect=aspect,
        state=state_of(fact, call.now),
        owner=owner.name if owner else fact.owner,
        verified_on=fact.verified_on,
        until=fact.valid_until,
        digest=offer.digests[aspect],
        mine=may_verify(offer, aspect, call.account.networks),
    )


async def behind(
    call: Call, service: str, owner: str, digests: Mapping[Aspect, str]
) -> dict[Aspect, schema.Behind]:
    """Who stands behind these facts of a service, or behind a measure, each with its content."""
    stage = call.house.stage
    found = await stage.standing(service)
    accounts = {id for one in found.values() for id in (one.seen_by, one.by, one.first) if id}
    names = await call.house.accounts.names(sorted(accounts))
    today = call.now.astimezone(ROME).date()

    def one(aspect: Aspect) -> schema.Behind:
        known, two = found.get(aspect, Standing()), stage.needs_two(owner, service, aspect)
        old = known.seen_on is None or today - known.seen_on > WAITS
        seen = two and not old and known.digest == digests[aspect]
        return schema.Behind(
            two=two,
            seen_by=names.get(known.seen_by, known.seen_by) if seen else "",
            seen_on=known.seen_on if seen else None,
            yours=seen and known.seen_by == call.account.id,
            by=names.get(known.by, known.by),
            first=names.get(known.first, known.first),
        )

    return {aspect: one(aspect) for aspect in digests}


async def _whole(call: Call, offer: Offer) -> schema.OneService:
    one = offer.service
    known: dict[Aspect, schema.Behind] = {}
    for aspect in said(offer):
        owner = offer.facts[aspect].owner
        known |= await behind(call, offer.id, owner, {aspect: offer.digests[aspect]})
    return schema.OneService(
        service=_service(call, offer),
        purpose=one.description,
        who_for=one.eligibility_description,
        how=one.application_process,
        cost=one.fees_description,
        addresses=[place.address for place in offer.places if place.address],
        phones=list(offer.phones),
        email=one.email,
        web=one.url,
        languages=list(offer.languages),
        documents=list(offer.documents),
        child_care=offer.child_care,
        step_free=offer.step_free,
        women_only=offer.women_only,
        ways=_ways(offer, call.now),
        facts=[
            _fact(call, offer, aspect).model_copy(update={"behind": known[aspect]})
            for aspect in said(offer)
        ],
    )


def _ways(offer: Offer, now: datetime) -> list[schema.Opens]:
    tables = offer.timetables(now.astimezone(ROME).date())
    return [
        schema.Opens(
            way=way,
            open=is_open(tables[way], now),
            opens=opens_next(tables[way], now),
            hours=[
                schema.OpenSpan(weekday=one.weekday, opens=one.begins, closes=one.ends)
                for one in tables[way].week
            ],
        )
        for way in Way
        if way in tables
    ]


ENDPOINTS = (find_services, one_service, due_facts, verify_fact)
