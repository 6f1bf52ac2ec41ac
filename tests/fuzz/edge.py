"""Doors that stand open to everybody: what she writes, headers, cookies, keys, edits of a flow."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

import orjson
from pydantic import TypeAdapter, ValidationError
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from admin.doors import passkeys
from admin.doors.ports import Keys
from admin.endpoint import Refused as NotServed
from admin.flows import schema as flows
from admin.flows.making import edit_of
from admin.flows.shaping import RefusedEdit
from admin.texts import language_of
from bot.channels.fit import fit
from bot.channels.parts import is_full
from bot.channels.segments import plainer, segments
from bot.channels.telegram_time import TelegramTime
from bot.crypto.tokens import Tokens
from bot.directory.words import key_of, words_of
from bot.engine.editing.edits import EditError, edited
from bot.engine.expressions import ExpressionError, parse
from bot.handoff.passkeys import Passkey
from bot.handoff.people import Account, Role
from bot.messages import Channel, Speech
from bot.publishing.published import read_screen, read_topics
from bot.safety.her_words import as_word, refusal
from bot.safety.refuge import names_a_refuge
from bot.safety.telling import masked
from bot.safety.words import is_exit, is_provider_stop, person_languages, reserved, wants_person
from bot.understanding.dates import day_meant
from bot.understanding.interpret import Candidate, interpret
from bot.understanding.naming import language_named
from bot.understanding.numbers import digits_of, word_of
from bot.understanding.pictures import pictured
from bot.understanding.small_talk import is_greeting, is_small_talk
from bot.understanding.topics import understand
from bot.understanding.unserved import unserved_in
from bot.understanding.writing import guessed, written_in
from bot.web.cookies import holder
from bot.web.guards import languages_of
from bot.web.limits import prefix, sender
from tests.admin.authenticator import Authenticator
from tests.fuzz.door import Door

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TONGUES = ("it", "en", "ar", "fa", "zh", "si", "uk")
OPTIONS = (Candidate("a", ("Lavoro", "un lavoro")), Candidate("b", ("Casa",)))
RISKY = frozenset({"violenza", "casa rifugio"})
SCREEN, TOPICS = read_screen(), read_topics()


def _hers(text: str) -> object:
    """All that looks at what she wrote before anything is done with it."""
    understand(text, "it", SCREEN, TOPICS)
    SCREEN.doubted(text)
    for typed in (True, False):
        for language in TONGUES:
            interpret(text, OPTIONS, OPTIONS, typed=typed, named=typed, language=language)
    for language in TONGUES:
        day_meant(text, TODAY, language)
        is_greeting(text, language)
    refusal(text, lambda word: is_exit(word))
    masked(text, RISKY)
    looks: Sequence[Callable[[str], object]] = (
        language_named, digits_of, word_of, pictured, is_small_talk, unserved_in, guessed,
        written_in, is_provider_stop, wants_person, person_languages, reserved, as_word,
        names_a_refuge, words_of, key_of, is_full,
    )  # fmt: skip
    return [look(text) for look in looks]


def _said(text: str) -> object:
    """What an operator wrote, made to fit each channel."""
    segments(text)
    segments(plainer(text))
    return [fit(Speech(text), channel) for channel in Channel]


TOKENS = Tokens(bytes(32))
TOKEN, FORM = TOKENS.mint(NOW), TOKENS.form(TOKENS.mint(NOW), NOW)


class _Edge:
    tokens = TOKENS


class _Request:
    """What our own code reads of one: a server gives bytes that are no UTF-8 as surrogates."""

    remote = "127.0.0.1"

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers


def _token(text: str) -> object:
    return (
        TOKENS.minted_at(text),
        TOKENS.form_fits(TOKEN, text, NOW),
        TOKENS.form_fits(text, FORM, NOW),
    )


def _headers(content: bytes) -> object:
    """The headers of a request that our own code reads."""
    value = content.decode("utf-8", "surrogateescape")
    names = ("Cookie", "Accept-Language", "X-Forwarded-For", "Accept-Encoding")
    request = cast("Any", _Request(dict.fromkeys(names, value)))
    prefix(value)
    TelegramTime(lambda: NOW).learn(value)
    holder(request, cast("Any", _Edge()))
    return languages_of(request), language_of(value), prefix(sender(request) or "")


SITE = passkeys.Site("https://desk.example", "desk.example")
ACCOUNT = Account("a", "a", Role.OPERATOR, ("n",), ("it",), NOW)
CHALLENGE = bytes_to_base64url(b"c" * 32)
DEVICE = Authenticator(SITE.origin)
MADE = DEVICE.make({"challenge": CHALLENGE, "rp": {"id": SITE.name}})
USED = DEVICE.use({"challenge": CHALLENGE, "rpId": SITE.name})


class _Keys:
    """Believes every challenge, and knows every passkey as the one that was made."""

    known: Passkey | None = None

    async def spend_challenge(self, *_: object) -> bool:
        return True

    async def passkey(self, _: bytes) -> tuple[Passkey, Account] | None:
        return (self.known, ACCOUNT) if self.known else None

    async def use_passkey(self, *_: object) -> bool:
        return True


KEYS = cast("Keys", _Keys())


def _now(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def _make(content: bytes) -> Any:
    given = orjson.loads(content)
    if isinstance(given, dict):
        return _now(passkeys.made(KEYS, given, ACCOUNT, "", SITE, NOW))
    return None


_Keys.known = replace(_make(json.dumps(MADE).encode()), uses=0)


def _use(content: bytes) -> Any:
    given = orjson.loads(content)
    if isinstance(given, dict):
        passkeys.credential_id(given)
        return _now(passkeys.used(KEYS, given, "", SITE, NOW))
    return None


def _packed(format: str) -> bytes:
    """The same passkey, as a maker of devices would vouch for it."""
    import cbor2

    whole = cbor2.loads(base64url_to_bytes(MADE["response"]["attestationObject"]))
    whole |= {"fmt": format}
    whole["attStmt"] = {"alg": -7, "sig": b"0", "x5c": [b"0", b"0"], "ver": "2.0",
                        "response": b"a.b.c", "certInfo": b"\xffTCG", "pubArea": b"0"}  # fmt: skip
    response = {**MADE["response"], "attestationObject": bytes_to_base64url(cbor2.dumps(whole))}
    return json.dumps({**MADE, "response": response}).encode()


FORMATS = ("packed", "tpm", "android-key", "android-safetynet", "apple", "fido-u2f")
FLOW = """flow: prova
title: Prova
start: one
steps:
  # a remark
  one:
    ask: Che cosa ti serve?
    choices:
      - label: Lavoro
        next: two
  two:
    say: Va bene.
    next: end
"""
EACH = (
    {"op": "put", "step": "one", "body": {"ask": "x", "choices": [{"label": "a", "next": "end"}]}},
    {"op": "add", "step": "three", "body": {"say": "x", "next": "end"}, "after": "one"},
    {"op": "remove", "step": "two", "instead": "one"},
    {"op": "move", "step": "two", "after": ""},
    {"op": "rename", "step": "two", "to": "three"},
    {"op": "note", "step": "one", "text": "a note"},
    {"op": "remark", "step": "one", "text": "a remark"},
    {"op": "head", "entries": {"title": "Altro", "start": "two"}},
)
EDITS = TypeAdapter(list[flows.Edit])


def _edits(content: bytes) -> object:
    return edited(FLOW, [edit_of(one) for one in EDITS.validate_json(content)])


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda content: read(content.decode("utf-8", "replace"))


EDGE = (
    Door("her text", _text(_hers), (),
         ("Ciao, ho 2 bambini e non ho più una casa. Mi picchia, aiuto!".encode(),
          "أحتاج مساعدة من فضلك ٣".encode(), "我需要帮助 12月3日".encode(), b"lunedi 30 novembre",
          "🏠 👩‍👧".encode(), b"stop", "පැන්ස 5".encode(), "НЕ хочу".encode())),
    Door("an answer", _text(_said), (), ("Le aspetto, «domani» alle 9 [€].".encode(),)),
    Door("token", _text(_token), (), (TOKEN.encode(), FORM.encode())),
    Door("headers", _headers, (),
         (f"a=b; giorno={TOKEN}; filo_staff=x".encode(), b"it-IT,it;q=0.9,en;q=0.8,*;q=0.1",
          b"203.0.113.7, 2001:db8::1%eth0", b"Tue, 24 Nov 2026 09:00:00 +0000")),
    Door("passkey made", _make, (NotServed, orjson.JSONDecodeError),
         (json.dumps(MADE).encode(), *map(_packed, FORMATS))),
    Door("passkey used", _use, (NotServed, orjson.JSONDecodeError), (json.dumps(USED).encode(),)),
    Door("expression", _text(parse), (ExpressionError,),
         (b"count(a) > 2 and not (b == 'x' or c + 1 < 3)", b"a in ['x', \"y\"]")),
    Door("edits", _edits, (EditError, RefusedEdit, ValidationError),
         (b'[{"do":"put","step":"one","body":{"say":"x","next":"end"}}]',)),
)  # fmt: skip
