"""The JSON of trials. Nothing of any woman is in it: who talks here is who writes the flow."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from admin.schema import Given, Language, Taken
from bot.channels.fit import Form
from bot.conversation.state import CaseState
from bot.engine.editing.recording import Standing
from bot.messages import Channel, Voice
from bot.rehearsal.keeping import Place
from bot.rehearsal.room import MOST_REPLAYED
from bot.rehearsal.setting import Desks
from bot.rehearsal.trial import LONGEST_ACT, MOST_ACTS, Sight

Name = Annotated[str, Field(max_length=100)]
Act = Annotated[str, Field(max_length=LONGEST_ACT)]


class TrialSetting(Taken):
    """What is so before she comes (``bot.rehearsal.setting``). ``at`` None: at a usual hour."""

    at: AwareDatetime | None = None
    duty: list[Language] = Field(default_factory=list, max_length=20)
    hours: str = Field(default="", max_length=200)
    absent: list[Name] = Field(default_factory=list, max_length=100)
    busy: bool = False
    drilled: bool = False
    desks: Desks = ""
    calls: bool = False
    box: list[Act] = Field(default_factory=list, max_length=5)
    cover: str = Field(default="", max_length=40)


class Trial(Taken):
    """What is tried: where, in which language of her device, and what she did until now."""

    channel: Channel
    language: Language
    setting: TrialSetting = TrialSetting()
    acts: list[Act] = Field(default_factory=list, max_length=MOST_ACTS)


class Recording(Trial):
    """A trial to be kept. ``part``: what follows the flow's name in that of the transcript."""

    part: str = Field("", pattern=r"^[a-z0-9_]{0,40}$")


class TrialButton(Given):
    """A choice. ``id``: what a touch sends."""

    id: str
    label: str


class TrialSegments(Given):
    """What a message takes by SMS."""

    encoding: str
    count: int
    left: int


class TrialBubble(Given):
    """One message as her channel shows it; ``locked``: what a locked phone shows of it."""

    text: str
    voice: Voice
    form: Form
    buttons: list[TrialButton]
    segments: TrialSegments | None
    locked: str


class TrialStep(Given):
    """A step of a flow."""

    flow: str
    step: str


class TrialMoment(Given):
    """One thing that she did, what followed, and the steps that were gone through."""

    act: str
    said: str
    at: datetime
    bubbles: list[TrialBubble]
    path: list[TrialStep]
    refused: str


class TrialVariable(Given):
    """What the flows know of her by that name, in words."""

    name: str
    value: str


class TrialStanding(Given):
    """How it stands after the last act."""

    at: datetime
    language: str
    sight: Sight
    place: TrialStep | None
    stack: list[TrialStep]
    variables: list[TrialVariable]
    wakes_at: datetime | None
    case: CaseState
    network: str
    danger: bool


class TriedTrial(Given):
    """A trial as it goes; the first moment is her coming. ``lost``: so many acts at its end cannot
    be done any more, since a choice is not there."""

    moments: list[TrialMoment]
    standing: TrialStanding
    lost: int


class PhoneLine(Given):
    """A message that stays on her phone."""

    text: str
    hers: bool


class KeptThing(Given):
    """Something that the database holds, and until when where that is not the talk's own time."""

    what: Place
    count: int
    until: datetime | None


class TrialExit(Given):
    """A talk that was left on one channel (``bot.rehearsal.leaving``)."""

    channel: Channel
    same: bool
    exit: str
    seen: list[TrialBubble]
    later: list[TrialBubble]
    before: int
    phone: list[PhoneLine]
    takes_back: bool
    copies: int
    kept: list[KeptThing]
    until: datetime | None
    after: list[KeptThing]
    case: CaseState


class TrialExits(Given):
    """«Exit here», on every channel."""

    channels: list[TrialExit]


class RecordedTrial(Given):
    """A transcript as a file. ``same``: it goes through the same steps as the trial."""

    name: str
    text: str
    same: bool


class KeptTrial(Given):
    """A trial that is kept with the drafts. ``standing``: whether it counts until the files hold
    it, is in the files, or older than its file."""

    name: str
    text: str
    by: str
    at: datetime
    standing: Standing


class KeptTrials(Given):
    """Those of a flow."""

    kept: list[KeptTrial]


class DroppedTrial(Taken):
    """The one to be thrown away."""

    name: Name


class ScriptSetting(Given):
    """What is so before she comes, of a transcript."""

    at: datetime | None
    duty: list[str]
    hours: str
    absent: list[str]
    busy: bool
    drilled: bool
    desks: Desks
    calls: bool
    box: list[str]
    cover: str


class TrialScript(Given):
    """What she does in a golden transcript: a trial can begin like it."""

    name: str
    channel: Channel
    language: str
    setting: ScriptSetting
    acts: list[str]


class TrialNetwork(Given):
    """A network in which somebody may be on duty."""

    id: str
    name: str


class TrialStage(Given):
    """What a trial of a flow can be set to: its golden transcripts, languages, networks, covers."""

    scripts: list[TrialScript]
    languages: list[str]
    networks: list[TrialNetwork]
    covers: list[str]


class TranscriptNames(Given):
    """Every golden transcript. ``most``: so many can be replayed in one request."""

    names: list[str]
    most: int


class TranscriptReplay(Taken):
    """Golden transcripts to be played with the drafts."""

    names: list[Name] = Field(min_length=1, max_length=MOST_REPLAYED)


class TranscriptTurn(Given):
    """One turn of a transcript as it is written and as it goes now; empty: there is none."""

    was: str
    now: str


class DifferingTranscript(Given):
    """A transcript that goes another way. ``already``: with what is live it goes just so.
    ``digest``: which way, to be named by who says that it is right."""

    name: str
    flow: str
    turns: list[TranscriptTurn]
    already: bool
    digest: str


class AcceptedWay(Taken):
    """A golden transcript whose new way is right, and which way was read."""

    name: Name
    digest: str = Field(pattern=r"^[0-9a-f]{24}$")


class DifferingTranscripts(Given):
    """Those of the transcripts that go another way."""

    differing: list[DifferingTranscript]
