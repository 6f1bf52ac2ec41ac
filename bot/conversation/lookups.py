"""What the directory answers to a flow's calls, in the language of the asking session.

All of it is published and in memory: a turn is given these answers while it is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.conversation.elsewhere import left_out
from bot.conversation.question import Lookup
from bot.conversation.retelling import to_be_retold
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation
from bot.directory.measures.asking import weigh
from bot.directory.measures.tell import told
from bot.directory.model import Municipality
from bot.directory.searching import Wanted, for_her
from bot.directory.seen import seen
from bot.directory.tell import area_text, said_in, services_text
from bot.directory.telling_why import why_text
from bot.engine.effects import Answer, Call
from bot.engine.expressions import Value

AT_ONCE = 3
"""Services in one message: more is a list that nobody reads in danger."""


TOLD = 500
"""So many answers are remembered at most."""


def _place(scene: Scene, town: Municipality) -> dict[str, Value]:
    network = scene.directory.network(town.network)
    return {
        "town": town.istat_code,
        "town_name": town.name,
        "network": town.network,
        "network_name": network.name if network else "",
    }


def _find(question: Lookup) -> Answer:
    found = question.scene.directory.find(question.text("text"))
    if found.outside:
        return Answer("outside")
    if not found.candidates:
        return Answer("unknown")
    if len(found.candidates) > 1:
        names = ({"id": town.istat_code, "label": town.name} for town in found.candidates[:8])
        return Answer("several", {"candidates": tuple(names)})
    town = found.candidates[0]
    if found.sure:
        return Answer("sure", _place(question.scene, town))
    # She has not said that it is this one: until she does, nothing may route her by it.
    unsaid = {"town": "", "network": "", "network_name": ""}
    return Answer("confirm", {**unsaid, "town_name": town.name, "guess": town.istat_code})


def _town(question: Lookup) -> Answer:
    town = question.scene.directory.municipality(question.text("town"))
    return Answer("found", _place(question.scene, town) if town else {"network": ""})


def _networks(question: Lookup) -> Answer:
    besides = {question.text("besides"), *left_out(question.conversation)}
    networks = tuple(
        {"id": network.id, "label": network.name}
        for network in question.scene.directory.networks()
        if network.id not in besides
    )
    return Answer("found", {"candidates": networks})


def _network(question: Lookup) -> Answer:
    network = question.scene.directory.network(question.text("network"))
    if network is None:
        return Answer("found", {"network": "", "network_name": ""})
    return Answer("found", {"network": network.id, "network_name": network.name})


def _services(question: Lookup) -> Answer:
    """The same for everybody who asks for the same within a minute, so it is told once in it."""
    told, minute = question.scene.told, question.now.replace(second=0, microsecond=0)
    key = (minute, question.language, *map(question.text, _SERVICES))
    if key not in told:
        if len(told) >= TOLD:
            told.clear()
        told[key] = _searched(replace(question, now=minute))
    return told[key]


_SERVICES = ("kind", "town", "network", "wish", "skip")


def _searched(question: Lookup) -> Answer:
    language = question.language
    wish = question.text("wish")
    wanted = Wanted(
        kind=question.text("kind"),
        town=question.text("town"),
        network=question.text("network"),
        language="" if language == "it" else language,
        child_care=wish == "children",
        step_free=wish == "steps",
        open_now=wish == "open",
    )
    found = for_her(question.scene.directory.search(wanted, question.now))
    skip = int(question.text("skip") or 0) if question.text("skip").isdecimal() else 0
    shown = found[skip : skip + AT_ONCE]
    if not shown:
        return Answer("none", {"services": "", "why": "", "more": "", "skip": ""})
    services = [one for match in shown if (one := seen(match.offer, question.now))]
    after = skip + len(shown)
    return Answer(
        "found",
        {
            "services": services_text(services, question.tongue, question.now),
            "why": why_text(shown, wanted, question.tongue, question.now),
            "more": "yes" if after < len(found) else "",
            "skip": str(after),
        },
    )


def _job_centre(question: Lookup) -> Answer:
    centre = question.scene.directory.job_centre(question.text("town"))
    if centre is None:
        return Answer("none", {"job_centre": "", "job_centre_area": ""})
    area = area_text(centre, question.tongue)
    return Answer("found", {"job_centre": centre.name, "job_centre_area": area})


def _measure(question: Lookup) -> Answer:
    measure = question.scene.directory.measure(question.text("id"), question.now)
    if measure is None:
        return Answer("none", dict.fromkeys(_MEASURE, ""))
    said = told(measure, question.tongue)
    desk = measure.desk
    values = (said.text, said.who_knows, said.source, said.papers, said.where, said.whom)
    return Answer("found", dict(zip(_MEASURE, (*values, measure.at[0], desk), strict=True)))


_MEASURE = (
    *("measure", "who_knows", "source", "measure_papers", "measure_where", "measure_whom"),
    *("measure_kind", "measure_desk"),
)


def _measure_asks(question: Lookup) -> Answer:
    measure = question.scene.directory.measure(question.text("id"), question.now)
    if measure is None:
        return Answer("none", {"question": ""})
    found = weigh(measure, question.text("answers"))
    if isinstance(found, str):
        return Answer(found, {"question": ""})
    return Answer("asks", {"question": said_in(found, "text", question.tongue)})


LOOKUPS: Mapping[str, Callable[[Lookup], Answer]] = {
    "directory.find": _find,
    "directory.town": _town,
    "directory.networks": _networks,
    "directory.network": _network,
    "directory.services": _services,
    "directory.job_centre": _job_centre,
    "directory.measure": _measure,
    "directory.measure_asks": _measure_asks,
}
"""Calls that the directory answers."""


def at_once(call: Call, conversation: Conversation, scene: Scene, now: datetime) -> Answer | None:
    """The answer to a call that nobody has to be asked for; None: the world must be.

    A drill is told what everybody is (``drilling.ALLOWED``).
    """
    look = LOOKUPS.get(call.name)
    if look is None:
        return None
    return to_be_retold(call, look(Lookup(call, conversation, scene, now)))
