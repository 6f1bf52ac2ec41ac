"""The pages as bytes: cover, chat and the few that say what went wrong, all in one dress."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import final

import orjson
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from bot.conversation.views import Page
from bot.messages import Shown, Voice
from bot.text.tongues import LANGUAGES
from bot.web.answers import quiet
from bot.web.guards import PAGE_HEADERS, policy
from bot.web.pictograms import drawing, drawn, sheet
from bot.web.ports import Almanac, Words
from bot.web.texts import direction, fingerprint, isolated, small

HERE = Path(__file__).parent
VISIBLE = 5
"""Choices that are visible at once, and one row more: a sixth choice, or the touch that shows the
others. Names of languages stand side by side, all of them."""

SCRIPTS = ("tools.js", "chat.js")
"""The page's one script, in the order in which its parts run."""

SCRIPT_WORDS = (
    "away", "closing", "continue", "here", "larger", "locked", "lost", "moment", "more", "not_sent",
    "once_more", "print", "read", "read_hint", "stay", "too_long", "typing", "you",
)  # fmt: skip
"""Keys of the texts that only the script says."""


@dataclass(frozen=True, slots=True)
class Look:
    """What every page is drawn for: the reader's language and moment (UTC), gzip or not."""

    language: str
    device: str
    now: datetime
    zipped: bool


@cache
def _template(name: str) -> Template:
    """One of the templates, compiled once in a process."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["isolated"] = isolated
    return environment.get_template(name)


@final
class Pages:
    """Draws pages. Style and script are read once; their hashes are the whole policy."""

    def __init__(self, words: Words, almanac: Almanac) -> None:
        self._words = words
        self._almanac = almanac
        self._style = small((HERE / "static/page.css").read_text(encoding="utf-8"))
        self._at_end = small((HERE / "static/unscripted.css").read_text(encoding="utf-8"))
        self._script = "\n".join(
            small((HERE / "static" / name).read_text(encoding="utf-8")) for name in SCRIPTS
        )
        self._chat = _template("chat.html")
        self._cover = _template("cover.html")
        self._problem = _template("problem.html")
        style = fingerprint(self._style)
        styles = f"{style} {fingerprint(self._at_end)}"
        self._chat_headers = _headers(policy(styles, fingerprint(self._script)))
        self._plain_headers = _headers(policy(style, "'none'"))

    def chat(self, page: Page, form: str, look: Look, draft: str = "", note: str = "") -> bytes:
        """The chat as it stands. ``note`` is the key of a sentence, ``draft`` her unsent text."""
        many = len(page.options) > VISIBLE + 1
        names = many and all(one.id in LANGUAGES for one in page.options)
        visible = len(page.options) if names else VISIBLE if many else VISIBLE + 1
        return self._draw(
            self._chat,
            look,
            page=page,
            form=form,
            quiet=quiet(page.patience),
            draft=draft,
            note="locked" if page.state == "locked" else note,
            lines=_lines(page.shown, self._words.text("web.you", look.language)),
            options=page.options[:visible],
            folded=page.options[visible:],
            names=names,
            languages=LANGUAGES,
            icon=lambda choice: drawn(drawing(page.ask, choice)),
            sheet=sheet(),
            at_end=self._at_end,
            script=self._script,
            said=self._said(look.language),
        )

    def _said(self, language: str) -> str:
        """What the script says in that language, as JSON."""
        words = {key: self._words.text(f"web.{key}", language) for key in SCRIPT_WORDS}
        return orjson.dumps(words).decode()

    def cover(self, look: Look, lines: tuple[str, ...] = (), touch: str = "") -> bytes:
        """The cover. ``lines`` stand above it: what a talk that just ended said last.

        ``touch`` is the one-time name of a button below it, which posts to the same address.
        """
        return self._draw(self._cover, look, lines=lines, touch=touch)

    def problem(self, key: str, look: Look) -> bytes:
        """A sentence about what went wrong and what to do, with 112."""
        return self._draw(self._problem, look, key=f"web.{key}")

    def answer(
        self, body: bytes, look: Look, *, status: int = 200, chat: bool = False
    ) -> web.Response:
        """The drawn page as an answer."""
        headers = dict(self._chat_headers if chat else self._plain_headers)
        if look.zipped:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 9, mtime=0)
        return web.Response(body=body, status=status, headers=headers)

    def _draw(self, template: object, look: Look, **values: object) -> bytes:
        day = self._almanac(look.now, look.language)
        assert hasattr(template, "render"), "a template of ours"
        drawn: str = template.render(
            language=look.language,
            direction=direction(look.language),
            device=look.device,
            device_direction=direction(look.device),
            title=self._almanac(look.now, look.device).title,
            day=day,
            t=lambda key: self._words.text(key, look.language),
            style=self._style,
            **values,
        )
        return drawn.encode()


def _lines(shown: Sequence[Shown], you: str) -> Markup:
    """The lines of the thread as HTML; ``you`` stands before hers for whoever hears the page.

    A thread may have a hundred: in the template each cost more than twice as much.
    """
    hers = f'<span class="vh">{escape(you)}: </span>'
    lines = []
    for one in shown:
        voice, before = ("me", hers) if one.voice is Voice.HER else (str(one.voice), "")
        paper = " paper" if one.speech.paper else ""
        text = isolated(one.speech.text)
        lines.append(f'<p class="m {voice}{paper}" dir="auto">{before}{text}</p>')
    return Markup("\n".join(lines))  # noqa: S704 - escaped


def _headers(rules: str) -> dict[str, str]:
    return {
        **PAGE_HEADERS,
        "Content-Security-Policy": rules,
        "Content-Type": "text/html; charset=utf-8",
    }
