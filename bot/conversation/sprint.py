"""The working turn: one happening on its draft, and how the flow is run on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.conversation.choosing import advanced
from bot.conversation.consequences import carry_out
from bot.conversation.draft import Draft
from bot.conversation.episode import notice
from bot.conversation.hearing import DANGER_FLOWS, PRIVATE_FLOWS, stands_in
from bot.conversation.lookups import at_once
from bot.conversation.scene import Scene
from bot.conversation.silence import is_silent
from bot.conversation.state import Case, Conversation
from bot.conversation.terms import Reminder
from bot.engine.effects import (
    Advanced,
    Answer,
    Call,
    Effect,
    Heard,
    Mistake,
    Silent,
    Speak,
    Took,
    Went,
)
from bot.engine.flow import Bundle
from bot.engine.session import Frame
from bot.i18n.translator import native_name
from bot.i18n.unserved_texts import say_unserved
from bot.messages import STAYS, Channel, Chose, Said, Sent, Speech, Voice
from bot.safety.her_words import WordKind
from bot.safety.telling import masked
from bot.text.tongues import LANGUAGES
from bot.understanding.danger import Sign
from bot.understanding.topics import Understanding
from bot.understanding.unserved import unserved_in
from bot.understanding.writing import written_in
from bot.values.changed import changed

SHORTER = ("emergency", "failure", "unattended", "waited", "passed", "handed_back", "closed_kindly")
"""Lines with a shorter form for where nothing can be taken back."""

Answers = Sequence[tuple[Call, Answer]]


class Needs(Exception):
    """The sprint needs answers from the world."""

    def __init__(self, calls: tuple[Call, ...]) -> None:
        self.calls = calls


@dataclass(slots=True)
class Turn:
    """What everything that can happen works on.

    ``present_at``: when her page was last alive. ``words``: which of her own words the text is.
    ``found``: conversations of hers that number and word have opened, by id. ``reminders``:
    those of this conversation, where one is asked for or its moment has come. ``earlier``: the
    draft of a conversation that gave way to one of these. ``took``: the choice or timeout that the
    flow went on with. ``visited``: the steps that it came by, in order.
    """

    draft: Draft
    scene: Scene
    answers: Answers
    present_at: datetime | None
    words: frozenset[WordKind] = frozenset()
    found: Mapping[str, tuple[Conversation, Case | None]] = field(default_factory=dict)
    reminders: tuple[Reminder, ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)
    earlier: Draft | None = None
    took: Took | None = None
    visited: list[Frame] = field(default_factory=list)

    def bundle(self) -> Bundle:
        """The bundle that her session is pinned to."""
        return self.scene.bundle(self.draft.session.bundle)

    def silent(self) -> bool:
        """Whether she was silent so long that the curtain counts as fallen."""
        draft = self.draft
        return is_silent(
            draft.conversation, draft.case, self.scene, draft.inbound.at, self.present_at
        )

    def sign(self, what: Said | Chose | Sent) -> Sign | None:
        """The danger that her words tell of, or None."""
        if not isinstance(what, Said):
            return None
        return self.scene.screen.sign(what.text, self.draft.inbound.meaning)

    def about(self, what: Said | Chose) -> Understanding | None:
        """What her text is about, where that can be found out."""
        topics = self.scene.topics
        if topics is None or not isinstance(what, Said):
            return None
        return topics.understand(what.text, self.draft.inbound.near)

    def screen(self, what: Said | Chose) -> str | None:
        """The flow that answers a sign of danger in her words; her case is flagged for staff."""
        sign = self.sign(what)
        if sign is None:
            return None
        case = self.draft.case
        if case is not None and not case.danger:
            self.draft.set_case(replace(case, danger=True))
        return DANGER_FLOWS[sign]

    def late(self) -> bool:
        """Whether what is said now comes later, after her last act, than a message may be sent.

        On the web nothing is: the page shows it, or nobody sees it.
        """
        draft = self.draft
        if draft.channel is Channel.WEB:
            return False
        last = draft.conversation.touched_at
        return draft.inbound.at - last > self.scene.rules.bot_expiry[draft.channel]

    def answer(self, call: Call) -> Answer:
        """The world's answer to a call. Raises ``Needs`` where it is missing."""
        for asked, answer in self.answers:
            if asked == call:
                return answer
        raise Needs((call,))

    def sprint(self, heard: Heard) -> None:
        """Run the flow and let its effects happen. Raises ``Needs`` where answers are missing."""
        draft, done = self.draft, self._advanced(heard)
        self.took = self.took or done.took
        self.visited += done.visited
        draft.hold(done.session)
        # Also a flow that asks nothing, and is over when its line is said, is hers alone.
        led = isinstance(heard, Went) and heard.flow in PRIVATE_FLOWS
        draft.private = draft.private or led or stands_in(done.session, PRIVATE_FLOWS)
        notice(draft)
        for effect in done.effects:
            if isinstance(effect, Mistake):
                self.mistakes.append(effect)
            else:
                carry_out(self._unsaid(effect), draft)
        draft.say_language()
        spoken = any(isinstance(effect, Speak) for effect in done.effects)
        if self.mistakes and not spoken and not isinstance(heard, Silent):
            # A flow that failed answers with the emergency line, never with silence.
            self.line("failure")

    def _advanced(self, heard: Heard) -> Advanced:
        """How the flow goes on. What is published answers at once, without a second turn."""
        draft = self.draft
        session, at = draft.session, draft.inbound.at

        def knows(call: Call, language: str) -> Answer | None:
            # The world answers in the language that the sprint has come to.
            if language != draft.session.language:
                draft.hold(changed(session, language=language))
            return at_once(call, draft.conversation, self.scene, at)

        done = advanced(self.bundle(), session, heard, at, draft.channel, self.answers, knows)
        if isinstance(done, Advanced):
            return done
        raise Needs(done.calls)

    def _unsaid(self, effect: Effect) -> Effect:
        """Where nothing can be taken back, no name of the directory's tells what this is about."""
        if not isinstance(effect, Speak) or self.draft.channel not in STAYS:
            return effect
        words = self.scene.telling(self.draft.session.language)
        speech, on = effect.speech, effect.speech.on(self.draft.channel)
        options = tuple(
            replace(option, label=masked(option.label, words)) for option in speech.options
        )
        short = {**speech.short, self.draft.channel: masked(on, words)}
        return Speak(replace(speech, options=options, short=short))

    def line(self, key: str) -> None:
        """Say one of the lines that stand outside every flow: ``emergency``, ``failure``, …."""
        if self.draft.channel in STAYS and key in SHORTER:
            key = f"{key}.short"
        text = self.scene.translator.text(key, self.draft.session.language)
        self.draft.show(Speech(text), Voice.SERVICE)

    def also_in_hers(self, what: Said | Chose) -> None:
        """The emergency line also in the language that she writes, where that is surely another of
        ours. The talk stays as it is: the name before the line changes it, if she writes that."""
        self.in_a_language_unserved(what)
        language = written_in(what.text) if isinstance(what, Said) else None
        if language is None or language == self.draft.session.language:
            return
        if language not in LANGUAGES:
            return
        key = "emergency.short" if self.draft.channel in STAYS else "emergency"
        text = f"{native_name(language)}: {self.scene.translator.text(key, language)}"
        self.draft.show(Speech(text), Voice.SERVICE)

    def in_a_language_unserved(self, what: Said | Chose) -> None:
        """Where she writes a language that is not offered, she is told so in it, with 112."""
        foreign = unserved_in(what.text) if isinstance(what, Said) else None
        if foreign is not None:
            text = say_unserved(foreign, briefly=self.draft.channel in STAYS)
            self.draft.show(Speech(text), Voice.SERVICE)
