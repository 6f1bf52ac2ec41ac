"""Brings the staff's catalogues in step with the console: ``python -m admin.translate``.

With ``build`` it writes what the console's build needs into ``admin/ui/generated`` instead.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize

from admin.contact import NO_MOMENT, WHY
from admin.texts import LANGUAGES, catalogue
from admin.training.feeds import FEED_PROBLEMS
from bot.handoff.reasons import SENTENCES
from bot.handoff.risk import PROMPTS, STARTING
from bot.publishing.published import LOCALES

UI = Path(__file__).parent / "ui"
SOURCES = UI / "src"
GENERATED = UI / "generated"

Source = tuple[str, ...]
"""A text, or one and many of it."""

_LITERAL = r'\s*"((?:[^"\\]|\\.)*)"\s*'
_SAID = re.compile(rf"\b(?:t|mark)\({_LITERAL}[,)]")
_COUNTED = re.compile(rf"\bmany\({_LITERAL},{_LITERAL},")
_TESTS = ".test."


def sources(folder: Path = SOURCES) -> list[Source]:
    """Every text of the console in the order of its files, then what the server says to staff."""
    files = sorted(path for path in folder.rglob("*.ts*") if _TESTS not in path.name)
    found = [one for path in files for one in texts_of(path.read_text(encoding="utf-8"))]
    risk = [one.text for one in (*STARTING.questions, *STARTING.plan)]
    server = [
        *SENTENCES.values(),
        *WHY.values(),
        NO_MOMENT,
        *FEED_PROBLEMS.values(),
        *PROMPTS.values(),
        *risk,
    ]
    return list(dict.fromkeys([*found, *((sentence,) for sentence in server)]))


def texts_of(code: str) -> Iterator[Source]:
    """The texts that a file of the console says, in their order."""
    found = [*_SAID.finditer(code), *_COUNTED.finditer(code)]
    for match in sorted(found, key=lambda one: one.start()):
        yield tuple(json.loads(f'"{text}"') for text in match.groups())


def lacking(language: str, texts: Iterable[Source]) -> list[str]:
    """The texts that a catalogue does not translate yet."""
    known = catalogue(language)
    return [one[0] for one in texts if not _known(known, one)]


def write(language: str, texts: Iterable[Source]) -> bytes:
    """The catalogue of these texts, with the translations that are known."""
    known = catalogue(language)
    blocks = [_header(language), *(_block(known, one) for one in texts)]
    return "\n".join(blocks).encode()


def compiled(language: str) -> Mapping[str, Mapping[str, object]]:
    """The catalogue as the console reads it: texts, and plurals by the categories of CLDR."""
    texts: dict[str, object] = {}
    plurals: dict[str, object] = {}
    for message in catalogue(language):
        if message.fuzzy or not message.id:
            continue
        said = _said(message)
        if isinstance(message.id, str):
            texts |= {message.id: said[0]} if all(said) else {}
        elif all(said):
            plurals[message.id[0]] = dict(zip(("one", "other"), said, strict=True))
    return {"texts": texts, "plurals": plurals}


def _known(known: Catalog, source: Source) -> tuple[str, ...]:
    message: Message | None = known.get(source[0])
    if message is None or message.fuzzy:
        return ()
    said = _said(message)
    return said if len(said) == len(source) and all(said) else ()


def _said(message: Message) -> tuple[str, ...]:
    """The translation, in one form or in two; an empty text where one is missing."""
    given = message.string
    return tuple(given) if isinstance(given, tuple | list) else (given or "",)


def _block(known: Catalog, source: Source) -> str:
    said = _known(known, source) or ("",) * len(source)
    if len(source) == 1:
        return f"msgid {normalize(source[0])}\nmsgstr {normalize(said[0])}\n"
    return (
        f"msgid {normalize(source[0])}\nmsgid_plural {normalize(source[1])}\n"
        f"msgstr[0] {normalize(said[0])}\nmsgstr[1] {normalize(said[1])}\n"
    )


def _header(language: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: filo\\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )


def main(words: list[str]) -> None:
    """Update the catalogues and say what is missing, or write what the build needs."""
    if words == ["build"]:
        GENERATED.mkdir(exist_ok=True)
        for language in LANGUAGES[1:]:
            file = GENERATED / f"texts.{language}.json"
            file.write_text(json.dumps(compiled(language), ensure_ascii=False), encoding="utf-8")
        return
    texts = sources()
    for language in LANGUAGES[1:]:
        content = write(language, texts)
        (LOCALES / language / "LC_MESSAGES" / "staff.po").write_bytes(content)
        print(f"{language}: {len(lacking(language, texts))} texts to translate")


if __name__ == "__main__":
    main(sys.argv[1:])
