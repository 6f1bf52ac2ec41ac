"""The calls that a flow may make: one list that the loader, the gate and the world share."""

from __future__ import annotations

from collections.abc import Mapping

from bot.engine.effects import CallSpec


def _spec(
    name: str,
    params: str,
    outcomes: str,
    saves: str = "",
    *,
    needs: str = "",
    shares: bool = False,
    agency: str = "",
) -> CallSpec:
    return CallSpec(
        name,
        frozenset(params.split()),
        frozenset(outcomes.split()),
        frozenset(saves.split()),
        needs,
        shares,
        agency,
    )


_AGREEMENT = "agreement days_said hours_said line_said until_said"
"""The agreement in one sentence, and its parts."""

_PLAN = "plan_said plan_until plan_worded plan_abilities plan_others"
"""What she keeps for herself, in words; ``plan_others``: yes where agencies keep steps of hers."""

CALLS: Mapping[str, CallSpec] = {
    spec.name: spec
    for spec in (
        # text -> one sure municipality; one to confirm (guess: its istat code, for directory.town
        # after her yes); several to choose from; outside; or none
        _spec(
            "directory.find",
            "text",
            "sure confirm several outside unknown",
            "town town_name network network_name guess candidates",
        ),
        # town (istat code) -> its network
        _spec("directory.town", "town", "found", "town town_name network network_name"),
        # all networks, to prefer another one: choices of {id, label}
        _spec("directory.networks", "besides", "found", "candidates"),
        _spec("directory.network", "network", "found", "network network_name"),
        # current services of a kind, best first, three at a time: one text of several lines, and
        # why each stands there. wish: what matters most to her (children, steps, open); skip: how
        # many she has seen, more: whether there are others (yes or empty)
        _spec(
            "directory.services",
            "kind network town need wish skip",
            "found none",
            "services why more skip",
        ),
        _spec("directory.job_centre", "town", "found none", "job_centre job_centre_area"),
        # one measure's current facts (id: reddito-liberta, leave, legal-aid, hiring, adi)
        # measure_whom: who can say whether she may have it; measure_kind: the kind of service where
        # she asks for it; measure_desk: the kind of desk to book, or empty
        _spec(
            "directory.measure",
            "id",
            "found none",
            "measure who_knows source measure_papers measure_where measure_whom measure_kind "
            "measure_desk",
        ),
        # whether she may ask for it: the next question (three at most), or what can be said.
        # answers: a letter for each answer so far, y, n or u (she does not know)
        _spec(
            "directory.measure_asks",
            "id answers",
            "asks perhaps unlikely unknown none",
            "question",
        ),
        # who would answer in a network, whether they may have a duty to report, and which
        # languages are spoken there now (spoken_hers: yes or no): to be told of before anything
        # waits; agency_id is what a hand-off or request is then given as network
        _spec(
            "handoff.who",
            "network",
            "open closed",
            "agency agency_id duty_to_report opens_again spoken spoken_hers",
            agency="agency_id",
        ),
        # whether somebody is still there, where she was told already who; room: no where everybody
        # there is full or pauses (a hand-off says so too)
        _spec("handoff.on_duty", "network", "open closed", "opens_again room"),
        _spec("handoff.cancel", "", "done"),
        # this network never has anything of hers, or may again; no network is told
        _spec("handoff.exclude", "network", "done"),
        _spec("handoff.include", "network", "done"),
        # no: she left it out, as far as whoever writes may know that
        _spec("handoff.allowed", "network", "yes no"),
        # another network where somebody on duty has room now, never one that she left out
        _spec("handoff.elsewhere", "network", "found none", "network network_name"),
        # the open calls that fit, three at a time, each with why; wish: school, children or online;
        # unavailable: nobody gave any
        _spec(
            "training.find",
            "town need wish italian skip",
            "found none unavailable",
            "calls more skip courses",
        ),
        # one of them in full; it is remembered as asked about. gone: not open any more. reminded,
        # interest: yes where a reminder, her interest at a desk waits
        _spec(
            "training.look",
            "course town",
            "open gone",
            "course_said course_name course_until reminded interest",
        ),
        # those that she asked about, a line each (short: only what is open no more), and the open
        # ones as choices
        _spec("training.mine", "", "some none word", "courses_said courses_short courses"),
        # what changed of them since she knew; said once
        _spec("training.news", "", "some none", "news"),
        # a neutral line before the last day, as her agreement allows; never, web, word: none can
        # be; many: three are waiting; none: no moment of hers comes before it
        _spec("training.remind", "course", "reminds none many never web word", "reminder_said"),
        _spec("training.unremind", "course", "done"),
        # whether a desk reads an interest in it; many: three wait already
        _spec("training.reach", "course town", "reached none many word"),
        # the desk that would read her interest, who else comes to know, and what it would read
        _spec(
            "training.desk",
            "course town wish",
            "found",
            "agency agency_id duty_to_report course_who course_sheet",
            agency="agency_id",
        ),
        # her yes; called: what she says there instead of her name; answer_said: by that day
        _spec(
            "training.send",
            "network course town wish",
            "sent lost",
            "called answer_said",
            needs="share",
            shares=True,
        ),
        _spec("training.unsend", "course", "done"),
        # three free moments at a time: candidates are half-days, offers the same in full; the next
        # three come with after: last_offered. kind: cav, cpi, legal or social; wants: interpreter,
        # mediator or woman; part: morning or afternoon
        _spec(
            "appointments.offer",
            "town network kind wants part after",
            "found none unavailable",
            "candidates offers last_offered",
        ),
        # the moment is kept for ten minutes; many: she has two already; instead: the one it moves
        _spec(
            "appointments.hold",
            "slot wants instead",
            "held taken many",
            "booking when_said",
            needs="share",
        ),
        # what her human keeps for her and asks her about: held already, ten minutes at a time;
        # lost: somebody else has it meanwhile; meant: which of both; none: nothing is asked
        _spec(
            "appointments.meant",
            "",
            "kept lost none",
            "booking when_said desk_kind meant",
        ),
        # who else will come to know of a booking at a desk of that kind (or of any), in words
        _spec("appointments.known", "kind", "found", "booking_known"),
        # who receives her at the held moment, and whether they may have to report
        _spec(
            "appointments.who",
            "booking",
            "found",
            "agency agency_id duty_to_report",
            agency="agency_id",
        ),
        # her yes; number is what she says at the desk, word one of hers; lost: somebody else has it
        _spec(
            "appointments.book",
            "network booking word",
            "booked lost",
            "when_said place_said number reminder_said",
            needs="share",
            shares=True,
        ),
        _spec("appointments.release", "booking", "done"),
        # what she has, where it is surely she who asks; off: the agency called it off
        _spec(
            "appointments.mine",
            "",
            "some off none",
            "booking when_said my_agency place_said number kind",
        ),
        _spec("appointments.cancel", "booking", "done none"),
        # on the waiting list; never, web: she would not be told, so that she is not on it
        _spec("appointments.wait", "town network kind wants", "waits never web", needs="share"),
        # the neutral line before it, once her agreement allows one
        _spec("appointments.remind", "booking", "reminds none", "reminder_said"),
        # nobody is there: the request waits; number is told to her, word is hers
        _spec(
            "letterbox.leave",
            "network word text",
            "left refused",
            "number",
            needs="share",
            shares=True,
        ),
        # the door for numbers: an answer that waits, or a whole talk of hers, which then goes on
        # here (the sprint ends there, whatever the outcome says); slow: too many wrong words
        _spec("letterbox.open", "number word", "answered waiting unknown slow", "answer minutes"),
        # her box: texts of her operators that could not be given to her; refused: nobody has said
        # her word in this talk. Once read they leave the box
        _spec("box.waiting", "", "some none refused"),
        _spec("box.read", "", "read none refused", "letters"),
        # kind: return, exit or alarm; why: short, reserved, common, near; number: to come back
        _spec("words.set", "kind word again", "kept refused differs", "why number", needs="keep"),
        # three words of the kind that serve, as one text
        _spec("words.suggest", "", "found", "suggestions"),
        # whether a network can promise that somebody sees an alarm; signs: a pair of handoff.alarm
        _spec("alarm.offered", "network", "yes no", "alarm_offered"),
        _spec("alarm.signs", "signs", "found", "sign_seen sign_nobody"),
        _spec("alarm.agree", "network signs", "agreed"),
        # her agreement about being contacted first: in words where it may be shown; word: only
        # after her own word; web: a page cannot be contacted
        _spec("contact.show", "", "none allowed expired word web", _AGREEMENT),
        # the same of terms that are not agreed yet; days: every, working, weekend or one (day: 0 is
        # Monday); hours: morning, afternoon, evening or day; line: almanac, desk or appointment;
        # left: yes or no, also after a safe exit
        _spec("contact.terms", "days day hours line left", "found", _AGREEMENT),
        _spec(
            "contact.set", "days day hours line left", "done word web", _AGREEMENT, needs="contact"
        ),
        # never first, from now on
        _spec("contact.clear", "", "done"),
        # nobody reads or writes to her any more, and what was shared is destroyed
        _spec("consent.take_back", "", "done"),
        # a talk with a human is kept for longer; refused: none has her case, or it may not be she
        _spec("keep.longer", "", "kept refused"),
        # what her human asks her: transfer (another network has her case), seat (somebody of
        # another network reads too), referral, pathway, step, appointment; asked_what: what would
        # be handed over, in words; asked_duty: whether who reads then may have to report
        _spec(
            "asked.show",
            "",
            "transfer seat referral pathway step appointment none",
            "asked_agency asked_duty asked_what asked_wish",
        ),
        # answer: yes or no; over: it is not asked any more; moved: another network (asked_network)
        # has her case; nobody: there nobody is on duty now, and her human keeps it
        _spec("asked.answer", "answer", "done moved nobody over", "asked_network"),
        # her steps in words; kept: with her yes, until kept_until; open: they go with her talk;
        # passed: no steps, but an agency has a sheet of hers; word: only after her own word;
        # shared_with: yes where an agency sees some; passed: who has a sheet, and what they said
        _spec(
            "pathway.show", "", "kept open passed none word", "steps kept_until shared_with passed"
        ),
        _spec("pathway.renew", "", "done refused"),
        # no agency reads anything of hers any more
        _spec("pathway.unshare", "", "done"),
        # what she can do, as it is chosen: candidates of the area where she is, or of the next in
        # which something is left; onward: next leads to the next area, more on within it; chosen:
        # ids, a space between them; over: every area was asked
        _spec(
            "abilities.list",
            "area onward skip chosen",
            "some over",
            "ability_area ability_said ability_candidates ability_skip ability_more",
        ),
        # the same in words, and as a draft of a curriculum in the desk's language
        _spec("abilities.sheet", "chosen", "some none", "abilities_said curriculum"),
        # it may stand in the sheet of a referral, which she is asked about; word: as below
        _spec("abilities.share", "chosen", "done word", needs="share"),
        # what she keeps for herself, in words; kept: until plan_until; open: it goes with her talk;
        # word: only after her own word; plan_worded: yes where she has one
        _spec("plan.show", "", "kept open none word", _PLAN),
        # what: aims, steps, papers or days that may be chosen
        _spec("plan.list", "what", "some none", "plan_candidates"),
        # one change (bot.values.proposals.Wrote), and the plan as it then is
        _spec("plan.write", "what of value", "kept open none word", _PLAN, needs="keep"),
        _spec("plan.drop", "", "done", _PLAN),
        # which agencies read what she wrote, and on which day, in words; word: only after her own
        _spec("readers.show", "", "some none word", "readers"),
        # a page of the languages, in their own names: choices of {id, label}; the id ``more`` leads
        # to the page after. likely: what comes first; after: tongues_after of the page before
        _spec(
            "language.offered",
            "after likely",
            "found",
            "tongues tongues_after tongue likely_tongue",
        ),
        # all of them: in their own names, and in her language
        _spec("language.named", "", "found", "tongues_own tongues_said"),
        _spec("language.set", "language", "done"),
        # a one-time link to the web page, where her talk goes on; none: she is on it already
        _spec("link.make", "", "made none", "link"),
        # how many messages of hers or ours could not be taken back, where she was not told yet
        _spec("messages.remaining", "", "some none", "remaining"),
        # minutes of silence after which her page closes: 5, 15 or 45
        _spec("silence.set", "minutes", "done"),
        _spec("forget.me", "", "done"),
    )
}
"""``handoff.open`` belongs to the ``handoff`` step and is not called by name."""

HANDOFF = CallSpec(
    "handoff.open",
    frozenset({"network", "need"}),
    frozenset({"accepted", "unavailable"}),
    needs="share",
    shares=True,
)

LINK = CallSpec("link.open", frozenset({"token"}), frozenset({"found", "none"}))
"""Whose link somebody follows. The shell asks it; no flow calls it by name."""

DUTY = CallSpec("handoff.duty", frozenset({"network"}), frozenset({"open", "closed"}))
"""Whether somebody of a network is on duty now. The shell asks it; no flow calls it by name."""

FAILED = CallSpec("appointments.failed", frozenset({"booking"}), frozenset({"known", "unknown"}))
"""A booking that its agency called off. The shell asks it; no flow calls it by name."""

FREED = CallSpec("appointments.freed", frozenset({"waiting"}), frozenset({"found", "none"}))
"""Whether there is a moment for who waits. The shell asks it; no flow calls it by name."""

KEEPS = CallSpec(
    "appointments.keep",
    frozenset({"slot", "wants", "instead", "id"}),
    frozenset({"held", "taken", "many"}),
)
"""A moment that her human keeps for her. The shell asks it; no flow calls it by name."""

OWN = frozenset(one.name for one in (HANDOFF, LINK, DUTY, FAILED, FREED, KEEPS))
"""Names of the calls that stand outside ``CALLS``."""
