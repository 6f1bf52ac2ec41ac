"""The texts of a foreign flow: cleaned, with our variables, each with its translations."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.interchange.expressions import Variables, pieces
from bot.interchange.languages import SOURCE, ours
from bot.interchange.plain import LONGEST, cleaned, says_something, without_addresses
from bot.interchange.report import Report
from bot.interchange.source import Action, Definition, Local, text_of

Memory = Mapping[str, Mapping[str, str]]
"""Language -> Italian text -> its translation, of what our flows say already."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its translations, language -> text."""

    source: str
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What a node says, with its quick replies. ``said`` is None where nothing is left of it."""

    said: Said | None
    replies: tuple[Said, ...] = ()


class Speaker:
    """Takes the texts of one flow over, and tells what of them was left out."""

    def __init__(
        self,
        flow: Definition,
        variables: Variables,
        languages: Collection[str],
        memory: Memory,
        report: Report,
    ) -> None:
        self.flow = flow
        self._variables = variables
        self._memory = memory
        self._report = report
        self._base = ours(flow.language)
        self._local: dict[str, Local] = {}
        self._no_italian = 0
        for code, texts in flow.local.items():
            if ours(code) in languages:
                self._local[ours(code)] = texts
            elif texts:
                what = f"translations of {len(texts)} parts in a language that is not offered"
                self.remark("", f"{what} ({code[:12]})", "Left out")

    def remark(self, node: str, what: str, done: str) -> None:
        """Note that something of a node was not taken over as it stood."""
        self._report.add(self.flow.name, node, what, done)

    def own(self, text: str) -> Said:
        """A text of ours that is added, with the translations that it has elsewhere."""
        known = {one: texts[text] for one, texts in self._memory.items() if text in texts}
        return Said(text, {one: text for one, text in known.items() if one != SOURCE})

    def said(self, node: str, uuid: str, key: str, base: str, at: int = 0) -> Said | None:
        """A text of the flow with its translations; None where nothing is left of it."""
        translated = {}
        for language in self._local:
            listed = self.local(language, uuid, key)
            if at < len(listed) and (text := self.shown(node, listed[at])):
                translated[language] = text
        return self.chosen(self.shown(node, base), translated)

    def local(self, language: str, uuid: str, key: str) -> tuple[str, ...]:
        """What stands in the file for a part in a language."""
        return self._local.get(language, {}).get(uuid, {}).get(key, ())

    def chosen(self, base: str, translated: dict[str, str], *, counts: bool = True) -> Said | None:
        """Italian is the source, whatever the flow was written in; without it the base is."""
        if not base and SOURCE not in translated:
            return None
        if self._base == SOURCE:
            translated.pop(SOURCE, None)
            return Said(base, translated) if base else None
        if base and self._base and self._base in self.languages:
            translated.setdefault(self._base, base)
        italian = translated.pop(SOURCE, "")
        if not italian:
            self._no_italian += counts
        return Said(italian or base, translated)

    @property
    def languages(self) -> frozenset[str]:
        """What this flow is translated into, or written in."""
        return frozenset({*self._local, self._base} - {""})

    def shown(self, node: str, text: str) -> str:
        """A text as it may stand in a flow of ours."""
        out = []
        gaps = False
        for plain, key, gap in pieces(cleaned(text[: LONGEST * 2])):
            name = self._variables.of(key)
            gaps = gaps or gap or (key is not None and not name)
            out.append(f"{{{name}}}" if name else plain)
        if gaps:
            what = "a text shows something that nothing here sets (a name, a list, a calculation)"
            self.remark(node, what, "It was left out of the text: read it again")
        joined = re.sub(r" +([,.;:!?])", r"\1", "".join(out)) if gaps else "".join(out)
        whole, had = without_addresses(joined)
        if had:
            self.remark(
                node,
                "a text names an address or a telephone number of others",
                "A gap stands in its place: write only what you have verified",
            )
        if len(text) > LONGEST:
            self.remark(node, f"a text has more than {LONGEST} characters", "The end was cut off")
            whole = whole[:LONGEST].rpartition(" ")[0] or whole[:LONGEST]
            whole = whole if whole.rfind("{") <= whole.rfind("}") else whole[: whole.rfind("{")]
        return re.sub(" {2,}", " ", whole).strip() if says_something(whole) else ""

    def message(self, node: str, action: Action, templates: Mapping[str, object]) -> Message:
        """What an action says."""
        self._beside(node, action)
        if action.kind == "send_interactive_msg":
            return self._interactive(node, action, templates)
        said = self.said(node, action.uuid, "text", action.text("text"))
        listed = action.fields.get("quick_replies")
        replies = []
        for at, one in enumerate(listed if isinstance(listed, list) else ()):
            base = text_of(one.get("text") if isinstance(one, dict) else one)
            reply = self.said(node, action.uuid, "quick_replies", base, at)
            if reply is not None:
                replies.append(reply)
        return Message(said, tuple(replies))

    def _beside(self, node: str, action: Action) -> None:
        if action.fields.get("attachments"):
            self.remark(node, "a message has a picture, sound or file", "Only its text was taken")
        if action.fields.get("template") or action.fields.get("templating"):
            self.remark(node, "a message is a template of WhatsApp", "Only its own text was taken")

    def _interactive(self, node: str, action: Action, templates: Mapping[str, object]) -> Message:
        """Buttons or a list of Glific, whose content is JSON within the text."""
        name = next((text for key in ("id", "source_id") if (text := action.text(key))), "")
        content = _parsed(action.text("text")) or _table(templates.get(name))
        if not content:
            self.remark(node, "buttons that the file does not hold", "Left out")
            return Message(None)
        translated: dict[str, tuple[str, list[str]]] = {}
        for language, texts in self._local.items():
            local = texts.get(action.uuid, {}).get("text", ())
            if local:
                translated[language] = _spoken(_parsed(local[0]))
        base, titles = _spoken(content)
        said = self.chosen(
            self.shown(node, base),
            {
                one: shown
                for one, (text, _) in translated.items()
                if (shown := self.shown(node, text))
            },
        )
        replies = []
        for at, title in enumerate(titles):
            others = {
                one: shown
                for one, (_, listed) in translated.items()
                if at < len(listed) and (shown := self.shown(node, listed[at]))
            }
            reply = self.chosen(self.shown(node, title), others)
            if reply is not None:
                replies.append(reply)
        return Message(said, tuple(replies))

    def close(self) -> None:
        """Tell what concerns the whole flow."""
        if self._no_italian:
            told = f"{self._no_italian} texts have no Italian"
            done = "They stand as they are in the place of the Italian: translate them"
            self.remark("", told, done)


def _parsed(text: str) -> Mapping[str, Any]:
    if not text.lstrip().startswith("{"):
        return {}
    try:
        return _table(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _spoken(content: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What buttons or a list say: the text above, and the titles."""
    inner = _table(content.get("content"))
    said = text_of(inner.get("text")) or text_of(inner.get("body"))
    body = _table(content.get("body"))
    said = said or text_of(content.get("body")) or text_of(body.get("text"))
    return said or text_of(content.get("title")), list(_titles(content))


def _titles(content: Mapping[str, Any]) -> Iterator[str]:
    options = content.get("options")
    for one in options if isinstance(options, list) else ():
        yield text_of(_table(one).get("title"))
    items = content.get("items")
    for item in items if isinstance(items, list) else ():
        nested = _table(item).get("options")
        for one in nested if isinstance(nested, list) else ():
            yield text_of(_table(one).get("title"))
