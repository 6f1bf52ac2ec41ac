"""Proves of a run that nothing was lost, doubled, late, out of order or sent to who had left.

It knows nothing of the service but what it left behind (``evidence``), and decides nothing by
chance or time: the same evidence gives the same report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.messages import Channel
from scripts.faults.evidence import Evidence, Line, Ms, Request, Talk, Woman

LATE = 5 * 60_000
"""What a program says may be so old (ms) when the provider is asked."""

LATE_SMS = 10 * 60_000
"""A text message may be as old as that."""

ON_THE_WIRE = 1_000
"""A request that began before an exit may reach the provider so much later (ms)."""


@dataclass(frozen=True, slots=True)
class Report:
    """``findings``: what was promised and is not so; empty: all of it is. ``repeats``: what a
    provider was asked twice, each with its reason. ``counts``: how much was looked at."""

    findings: Sequence[str]
    repeats: Sequence[str] = field(default=(), repr=False)
    counts: Mapping[str, int] = field(default_factory=dict)


def audit(evidence: Evidence) -> Report:
    """What the evidence says."""
    hers = {text: woman for woman in evidence.women for text, _ in woman.said}
    talk_of, findings = _talks_of(evidence.talks, hers)
    for woman in evidence.women:
        findings += _in_her_threads(woman, talk_of.get(woman.number, ()))
    chats: dict[str, list[Request]] = defaultdict(list)
    for request in sorted(evidence.requests, key=lambda one: (one.at, one.place)):
        chats[request.chat].append(request)
    repeats: list[str] = []
    unsent = 0
    for woman in (one for one in evidence.women if one.chat):
        talks, requests = talk_of.get(woman.number, ()), chats.get(woman.chat, [])
        if woman.left_at is not None:
            findings += _after_exit(woman, requests)
        elif talks:
            found = _Chat(woman, talks[0], requests)
            findings += found.findings()
            repeats += found.repeats()
            unsent += found.unsent()
    findings += _accounted(evidence.ends, unsent, len(repeats))
    findings += [f"{name}: {left} rows are left" for name, left in evidence.waiting.items() if left]
    return Report(
        sorted(findings),
        sorted(repeats),
        {
            "women": len(evidence.women),
            "texts": sum(len(woman.said) for woman in evidence.women),
            "lines": sum(len(talk.lines) for talk in evidence.talks),
            "requests": len(evidence.requests),
            "unsent": unsent,
        },
    )


def _talks_of(
    talks: Sequence[Talk], hers: Mapping[str, Woman]
) -> tuple[dict[int, list[Talk]], list[str]]:
    """Each woman's conversations, the earlier first, and whatever stands in one of another's."""
    found: dict[int, list[Talk]] = defaultdict(list)
    findings: list[str] = []
    for talk in sorted(talks, key=lambda one: [line.at for line in one.lines]):
        writers = {hers[line.text].number for line in talk.lines if line.text in hers}
        if len(writers) > 1:
            findings.append(f"{talk.id}: {len(writers)} women write in one conversation")
        for writer in writers:
            found[writer].append(talk)
        numbers = [line.seq for line in talk.lines]
        if numbers != list(range(1, len(numbers) + 1)):
            findings.append(f"{talk.id}: its lines are not numbered one by one")
    return found, findings


def _in_her_threads(woman: Woman, talks: Sequence[Talk]) -> Iterator[str]:
    """Every answered text of hers once and in order; an unanswered one at most once. She has no
    more conversations than she came in by the key."""
    if len(talks) > woman.talks:
        yield f"woman {woman.number}: {len(talks)} conversations, and she came {woman.talks} times"
    lines = [line.text for talk in talks for line in talk.lines if line.hers]
    times = Counter(lines)
    for text, answered in woman.said:
        if not times[text] and answered is not None:
            yield f"woman {woman.number}: lost: {text}"
        if times[text] > 1:
            yield f"woman {woman.number}: doubled: {text}"
    said = [text for text, _ in woman.said]
    if [text for text in lines if text in set(said)] != [text for text in said if times[text]]:
        yield f"woman {woman.number}: her texts are out of order"


def _after_exit(woman: Woman, requests: Sequence[Request]) -> Iterator[str]:
    left_at = woman.left_at
    assert left_at is not None, "asked of who has left"
    for request in requests:
        if request.at > left_at + ON_THE_WIRE:
            yield f"woman {woman.number}: sent {request.at - left_at} ms after her exit"


class _Chat:
    """What the provider was asked for one woman who stayed."""

    def __init__(self, woman: Woman, talk: Talk, requests: Sequence[Request]) -> None:
        self._woman = woman
        self._sms = woman.channel is Channel.SMS
        self._requests = requests
        self._sent = {id: seq for id, seq in talk.sent.items() if id not in woman.own}
        self._lines = {line.seq: line for line in talk.lines if not line.hers}
        self._known = [request for request in requests if request.id in self._sent]

    def findings(self) -> Iterator[str]:
        """What is out of order, late, or nothing that the service ever said."""
        who = f"woman {self._woman.number}"
        numbers = [self._sent[request.id] for request in self._known]
        if numbers != sorted(numbers):
            yield f"{who}: the provider was asked out of order"
        for request in self._requests:
            said_at = self._said_at(request)
            if said_at is None:
                yield f"{who}: the provider was asked for what nobody said"
            elif request.at - said_at > (LATE_SMS if self._sms else LATE):
                yield f"{who}: sent {request.at - said_at} ms after it was said"
        missing = set(self._sent) - {request.id for request in self._requests}
        if missing:
            yield f"{who}: {len(missing)} messages are noted as sent that the provider never saw"

    def _said_at(self, request: Request) -> Ms | None:
        """When that was said; of a request that the service does not know, the last time before."""
        line = self._lines.get(self._sent.get(request.id, 0))
        if line is not None:
            return line.at if _shows(request, line) else None
        said = [line.at for line in self._lines.values() if _shows(request, line)]
        return max((at for at in said if at <= request.at), default=min(said, default=None))

    def repeats(self) -> Iterator[str]:
        """What the provider was asked and the service does not know to be sent, or asked twice."""
        seen: set[str] = set()
        for request in self._requests:
            if request.id not in self._sent or request.id in seen:
                why = "nobody learned the outcome of the first request"
                yield f"woman {self._woman.number}: message {request.id} once more: {why}"
            seen.add(request.id)

    def unsent(self) -> int:
        """How many lines were never noted as sent."""
        return len(set(self._lines) - set(self._sent.values()))


def _shows(request: Request, line: Line) -> bool:
    """Whether that was asked for; where buttons cannot be shown, their menu stands below."""
    return request.text == line.text or request.text.startswith(f"{line.text}\n1 ")


def _accounted(ends: Mapping[str, int], unsent: int, repeats: int) -> Iterator[str]:
    """What was not sent, and what was sent again, is counted as such."""
    dropped = sum(ends.get(name, 0) for name in ("expired", "unknown", "failed", "cancelled"))
    if unsent > dropped:
        yield f"{unsent} messages were never sent, and only {dropped} are counted so"
    again = ends.get("repeated", 0) + ends.get("unknown", 0)
    if repeats > again:
        yield f"{repeats} messages were sent again, and only {again} are counted so"
