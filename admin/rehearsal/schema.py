"""The JSON of trials. Nothing of any woman is in it: who talks here is who writes the flow."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from admin.schema import Given, Language, Taken
from bot.channels.fit import Form
from bot.conversation.state import CaseState
from bot.messages import Channel, Voice
from bot.rehearsal.keeping import Place
from bot.rehearsal.room import MOST_REPLAYED
from bot.rehearsal.setting import Desks
from bot.rehearsal.trial import LONGEST_ACT, MOST_ACTS, Sight

Name = Annotated[str, Field(max_length=100)]
Act = Annotated[str, Field(max_length=LONGEST_ACT)]


class Setting(Taken):
    """What is so before she comes (``bot.rehearsal.setting``). ``at`` None: at a usual hour."""

    at: AwareDatetime | None = None
    duty: list[Language] = Field(default_factory=list, max_length=20)
    hours: str = Field("", max_length=200)
    absent: list[Name] = Field(default_factory=list, max_length=100)
    busy: bool = False
    drilled: bool = False
    desks: Desks = ""
    calls: bool = False
    box: list[Act] = Field(default_factory=list, max_length=5)
    cover: str = Field("", max_length=40)


class Trial(Taken):
    """What is tried: where, in which language of her device, and what she did until now."""

    channel: Channel
    language: Language
    setting: Setting = Setting()
    acts: list[Act] = Field(default_factory=list, max_length=MOST_ACTS)


class Recording(Trial):
    """A trial to be kept. ``part``: what follows the flow's name in that of the transcript."""

    part: str = Field("", pattern=r"^[a-z0-9_]{0,40}$")


class Button(Given):
    """A choice. ``id``: what a touch sends."""

    id: str
    label: str


class Segments(Given):
    """What a message takes by SMS."""

    encoding: str
    count: int
    left: int


class Bubble(Given):
    """One message as her channel shows it; ``locked``: what a locked phone shows of it."""

    text: str
    voice: Voice
    form: Form
    buttons: list[Button]
    segments: Segments | None
    locked: str


class Step(Given):
    """A step of a flow."""

    flow: str
    step: str


class Moment(Given):
    """One thing that she did, what followed, and the steps that were gone through."""

    act: str
    said: str
    at: datetime
    bubbles: list[Bubble]
    path: list[Step]
    refused: str


class Variable(Given):
    """What the flows know of her by that name, in words."""

    name: str
    value: str


class Standing(Given):
    """How it stands after the last act."""

    at: datetime
    language: str
    sight: Sight
    place: Step | None
    stack: list[Step]
    variables: list[Variable]
    wakes_at: datetime | None
    case: CaseState
    network: str
    danger: bool


class Tried(Given):
    """A trial as it goes; the first moment is her coming."""

    moments: list[Moment]
    standing: Standing


class PhoneLine(Given):
    """A message that stays on her phone."""

    text: str
    hers: bool


class KeptThing(Given):
    """Something that the database holds, and until when where that is not the talk's own time."""

    what: Place
    count: int
    until: datetime | None


class Parted(Given):
    """A talk that was left on one channel (``bot.rehearsal.leaving``)."""

    channel: Channel
    same: bool
    exit: str
    seen: list[Bubble]
    later: list[Bubble]
    before: int
    phone: list[PhoneLine]
    takes_back: bool
    copies: int
    kept: list[KeptThing]
    until: datetime | None
    after: list[KeptThing]
    case: CaseState


class Exits(Given):
    """«Exit here», on every channel."""

    channels: list[Parted]


class Recorded(Given):
    """A transcript as a file. ``same``: it goes through the same steps as the trial."""

    name: str
    text: str
    same: bool


class SettingGiven(Given):
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


class Script(Given):
    """What she does in a golden transcript: a trial can begin like it."""

    name: str
    channel: Channel
    language: str
    setting: SettingGiven
    acts: list[str]


class Network(Given):
    """A network in which somebody may be on duty."""

    id: str
    name: str


class Stage(Given):
    """What a trial of a flow can be set to: its golden transcripts, languages, networks, covers."""

    scripts: list[Script]
    languages: list[str]
    networks: list[Network]
    covers: list[str]


class Names(Given):
    """Every golden transcript. ``most``: so many can be replayed in one request."""

    names: list[str]
    most: int


class Replay(Taken):
    """Golden transcripts to be played with the drafts."""

    names: list[Name] = Field(min_length=1, max_length=MOST_REPLAYED)


class Turn(Given):
    """One turn of a transcript as it is written and as it goes now; empty: there is none."""

    was: str
    now: str


class Differing(Given):
    """A transcript that goes another way. ``already``: with what is live it goes just so."""

    name: str
    flow: str
    turns: list[Turn]
    already: bool


class Differences(Given):
    """Those of the transcripts that go another way."""

    differing: list[Differing]
