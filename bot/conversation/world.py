"""What the world answers to a flow's calls: from published content in memory, or the batch's reads.

Every call of ``calls.CALLS`` has one function here; ``World`` finds it by name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.calls import CALLS, HANDOFF
from bot.conversation.ports import Batch, Ids
from bot.conversation.scene import Scene
from bot.conversation.state import Case, Conversation
from bot.directory.model import Municipality
from bot.directory.tell import measure_text, services_text
from bot.engine.effects import Answer, Call, CancelCase, Forget, LeaveRequest, OpenCase
from bot.engine.expressions import Value
from bot.i18n.translator import say_moment
from bot.safety.words import is_exit
from bot.spelling import fold, to_digits

WORD_LENGTHS = range(4, 21)
"""How many letters a word of hers may have."""

REQUEST_LIMIT = 2000
"""How many characters of a request are kept."""

Duty = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Question:
    """One call and what it may look at."""

    call: Call
    conversation: Conversation
    case: Case | None
    scene: Scene
    duty: Duty
    now: datetime
    batch: Batch | None
    ids: Ids

    def text(self, name: str) -> str:
        """An argument as a text; empty where it is not given."""
        value = self.call.get(name)
        return "" if value is None else str(value)

    @property
    def language(self) -> str:
        """Her language."""
        session = self.conversation.session
        return session.language if session else "it"

    def label(self, key: str) -> str:
        """A fixed text of ours in her language."""
        return self.scene.translator.text(key, self.language)


class World:
    """Answers calls. It holds nothing but the source of ids."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        missing = {*CALLS, HANDOFF.name} - set(_ANSWERS)
        assert not missing, f"calls without an answer: {sorted(missing)}"

    async def answer(
        self,
        call: Call,
        conversation: Conversation,
        case: Case | None,
        scene: Scene,
        duty: Duty,
        now: datetime,
        batch: Batch | None,
    ) -> Answer:
        """The world's answer to a call of this conversation. ``batch`` is None when previewing."""
        question = Question(call, conversation, case, scene, duty, now, batch, self._ids)
        return await _ANSWERS[call.name](question)


# --- the directory --------------------------------------------------------------------------


def _place(scene: Scene, town: Municipality) -> dict[str, Value]:
    network = scene.directory.network(town.network)
    return {
        "town": town.istat_code,
        "town_name": town.name,
        "network": town.network,
        "network_name": network.name if network else "",
    }


async def _find(question: Question) -> Answer:
    found = question.scene.directory.find(question.text("text"))
    if found.outside:
        return Answer("outside")
    if not found.candidates:
        return Answer("unknown")
    if len(found.candidates) > 1:
        names = ({"id": town.istat_code, "label": town.name} for town in found.candidates[:8])
        return Answer("several", {"candidates": tuple(names)})
    values = _place(question.scene, found.candidates[0])
    return Answer("sure" if found.sure else "confirm", values)


async def _town(question: Question) -> Answer:
    town = question.scene.directory.municipality(question.text("town"))
    return Answer("found", _place(question.scene, town) if town else {"network": ""})


async def _networks(question: Question) -> Answer:
    besides = question.text("besides")
    networks = tuple(
        {"id": network.id, "label": network.name}
        for network in question.scene.directory.networks()
        if network.id != besides
    )
    return Answer("found", {"candidates": networks})


async def _network(question: Question) -> Answer:
    network = question.scene.directory.network(question.text("network"))
    if network is None:
        return Answer("found", {"network": "", "network_name": ""})
    return Answer("found", {"network": network.id, "network_name": network.name})


async def _services(question: Question) -> Answer:
    directory = question.scene.directory
    found = directory.services(
        question.text("kind"), question.text("network"), question.text("town"), question.now
    )
    if not found:
        return Answer("none", {"services": ""})
    return Answer("found", {"services": services_text(found, question.label)})


async def _job_centre(question: Question) -> Answer:
    centre = question.scene.directory.job_centre(question.text("town"))
    if centre is None:
        return Answer("none", {"job_centre": "", "job_centre_area": ""})
    return Answer("found", {"job_centre": centre.name, "job_centre_area": centre.area})


async def _measure(question: Question) -> Answer:
    measure = question.scene.directory.measure(question.text("id"), question.now)
    if measure is None:
        return Answer("none", {"measure": "", "who_knows": "", "source": ""})
    text, who_knows, source = measure_text(measure, question.label)
    return Answer("found", {"measure": text, "who_knows": who_knows, "source": source})


# --- a human --------------------------------------------------------------------------------


def _on_duty(question: Question, network: str) -> bool:
    return any(count > 0 for count in question.duty.get(network, {}).values())


async def _who(question: Question) -> Answer:
    network = question.scene.directory.network(question.text("network"))
    if network is None:
        return Answer("closed", {"agency": "", "duty_to_report": "unknown", "opens_again": ""})
    values: dict[str, Value] = {
        "agency": network.agency,
        "duty_to_report": network.duty_to_report,
        "opens_again": _opens_again(question, network.id),
    }
    return Answer("open" if _on_duty(question, network.id) else "closed", values)


def _opens_again(question: Question, network: str) -> str:
    at = question.scene.directory.opens_next(network, question.now)
    return say_moment(at, question.language, question.now) if at else ""


async def _hand_off(question: Question) -> Answer:
    network = question.text("network")
    opens = _opens_again(question, network)
    if question.case is not None and question.case.network == network:
        # She is waiting there already: one request is enough, and it keeps its place.
        return Answer("accepted", {"opens_again": opens})
    if not _on_duty(question, network):
        return Answer("unavailable", {"opens_again": opens})
    shared = {"need": question.text("need")} if question.text("need") else {}
    return Answer("accepted", {"opens_again": opens}, (OpenCase(network, shared),))


async def _cancel(question: Question) -> Answer:
    return Answer("done", effects=(CancelCase(),))


async def _unavailable(question: Question) -> Answer:
    return Answer("unavailable")


# --- the letter box -------------------------------------------------------------------------


def fits_as_word(word: str) -> bool:
    """Whether a word of hers may be kept: 4-20 letters, one word, not a word with a meaning."""
    folded = fold(word)
    letters = sum(character.isalpha() for character in folded)
    return " " not in folded and letters in WORD_LENGTHS and not is_exit(word)


async def _leave_letter(question: Question) -> Answer:
    word = question.text("word")
    assert question.batch is not None, "a letter is left within a turn"
    if not fits_as_word(word):
        return Answer("refused")
    number = question.ids.number()
    while not await question.batch.letter_number_free(number):
        number = question.ids.number()
    request = LeaveRequest(
        question.text("network"), number, fold(word), question.text("text")[:REQUEST_LIMIT]
    )
    grouped = f"{number[:4]} {number[4:]}"
    return Answer("left", {"number": grouped}, (request,))


async def _open_letter(question: Question) -> Answer:
    assert question.batch is not None, "a letter is opened within a turn"
    number = "".join(filter(str.isdigit, to_digits(question.text("number"))))
    letter = await question.batch.find_letter(number, fold(question.text("word")))
    if letter is None:
        return Answer("unknown", {"answer": ""})
    if letter.answered_at is None:
        return Answer("waiting", {"answer": ""})
    return Answer("answered", {"answer": letter.answer})


# --- her conversation -----------------------------------------------------------------------


async def _language(question: Question) -> Answer:
    return Answer("done", {"language": question.text("language")})


async def _forget(question: Question) -> Answer:
    return Answer("done", effects=(Forget(),))


_ANSWERS: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "directory.find": _find,
    "directory.town": _town,
    "directory.networks": _networks,
    "directory.network": _network,
    "directory.services": _services,
    "directory.job_centre": _job_centre,
    "directory.measure": _measure,
    "handoff.who": _who,
    "handoff.open": _hand_off,
    "handoff.cancel": _cancel,
    "training.find": _unavailable,
    "appointments.offer": _unavailable,
    "letterbox.leave": _leave_letter,
    "letterbox.open": _open_letter,
    "language.set": _language,
    "forget.me": _forget,
}
