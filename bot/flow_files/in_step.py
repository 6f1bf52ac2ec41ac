"""The files of the project and the database, kept honest with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.directory.model import Directory
from bot.engine.canonical import CanonicalError, canonical
from bot.engine.editing.drafts import Draft, Release
from bot.engine.flow import Flow
from bot.i18n.catalogue import write_po
from bot.process.told import ToldError
from bot.publishing.published import COVERS, ROOT, Source, flow_of, read_source
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from bot.translate import entries_of
from bot.workshop.comparing import Compared, Standing, compared, draft_from, ever_live
from bot.workshop.documents import RISKY, Kind, kind_of, loaded, names, room_of, text_of, texts_of


class FilesError(ToldError):
    """Nothing was written. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Both:
    """The files and what is live. ``release``: None before the first, when the files are live."""

    files: Source
    live: Source
    release: Release | None
    drafts: frozenset[str]
    found: tuple[Compared, ...]

    def chosen(self, wanted: Sequence[str]) -> Sequence[Compared]:
        """Those of these names, or all that differ. Raises ``FilesError`` for an unknown name."""
        known = {one.name: one for one in self.found}
        for name in wanted:
            if name not in known:
                raise FilesError(f"There is no {name}, neither in the files nor in the database.")
        if wanted:
            return [known[name] for name in dict.fromkeys(wanted)]
        return [one for one in self.found if one.standing is not Standing.SAME]


def folders(root: Path) -> tuple[Path, Path]:
    """Where flows and catalogues lie below a folder like the project's."""
    return root / "flows", root / "locales"


async def read_both(flows: SqlFlows, root: Path = ROOT) -> Both:
    """The files below that folder beside the database."""
    files = read_source(*folders(root))
    releases = await flows.releases()
    contents = [await flows.content(one.number) for one in releases]
    history = [Source.unpacked(one) for one in contents if one is not None]
    live = history[0].beside(files) if history else files
    found = tuple(compared(files, live, ever_live(history, releases)))
    drafts = frozenset(one.flow for one in await flows.drafts())
    return Both(files, live, releases[0] if releases else None, drafts, found)


def drafts_from(
    both: Both, wanted: Sequence[str], by: str, now: datetime
) -> tuple[list[Draft], list[str]]:
    """Drafts of what the files have and nobody published, and why others are left alone.

    Without names only what is new in the files; a file that is behind only by its name. Raises
    ``FilesError`` where somebody is writing already, or a file is no flow.
    """
    made: list[Draft] = []
    left: list[str] = []
    for one in both.chosen(wanted):
        if reason := _not_imported(one, both, named=bool(wanted)):
            left.append(f"{one.name}: {reason}")
            continue
        if one.name in both.drafts:
            raise FilesError(
                f"{one.name}: somebody is writing a draft of it: publish or discard it first."
            )
        draft = draft_from(one.name, both.files, both.live, by, now)
        if kind_of(one.name, both.live) is not Kind.RISKY:
            try:
                canonical(draft.text)
            except CanonicalError as error:
                raise FilesError(f"{one.name}: {error}") from None
        made.append(draft)
    return made, left


def _not_imported(one: Compared, both: Both, *, named: bool) -> str:
    if both.release is None or one.standing is Standing.SAME:
        return "it is live as it is in the files"
    if one.standing is Standing.ONLY_LIVE:
        return "it is not in the files"
    if not named and one.standing in (Standing.BEHIND, Standing.REMOVED):
        return "the files are older: export it, or name it to go back to the file"
    return ""


def export(
    both: Both, wanted: Sequence[str], to: Path, directory: Directory, *, overwrite: bool
) -> list[str]:
    """Write what is live into the files, canonical; what was done, line by line.

    Raises ``FilesError`` where a file says what was never published here: unless it may
    ``overwrite``, nothing at all is written then.
    """
    chosen = [one for one in both.chosen(wanted) if one.standing is not Standing.SAME]
    unsaved = [one.name for one in chosen if one.standing is Standing.CHANGED]
    if unsaved and not overwrite:
        raise FilesError(
            f"{', '.join(unsaved)}: the file says what was never published here. Import it,"
            " or write over it with --overwrite."
        )
    flows, locales = folders(to)
    lines: list[str] = []
    done: list[str] = []
    for one in chosen:
        room = both.live if one.standing is not Standing.REMOVED else both.files
        path = flows / _path(one.name, room)
        if one.standing is Standing.ONLY_FILE:
            lines.append(f"Left alone: {path} waits for `filo flows import`")
        elif one.standing is Standing.REMOVED:
            path.unlink(missing_ok=True)
            lines.append(f"Removed: {path}")
            done.append(one.name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_written(one.name, both.live), encoding="utf-8")
            lines.append(f"Written: {path}")
            done.append(one.name)
    translated = [name for name in done if not name.startswith(RISKY)]
    if translated:
        after = read_source(flows, locales)
        lines += _catalogues(after, both.live, translated, locales, directory)
    return lines


def _path(name: str, source: Source) -> Path:
    if name.startswith(RISKY):
        return Path("risky_words") / f"{name.removeprefix(RISKY)}.txt"
    room = room_of(name, source)
    return Path(COVERS, room, f"{name}.yaml") if room else Path(f"{name}.yaml")


def _written(name: str, live: Source) -> str:
    text = text_of(name, live)
    return text if name.startswith(RISKY) else canonical(text)


def _catalogues(
    after: Source, live: Source, changed: Sequence[str], locales: Path, directory: Directory
) -> list[str]:
    """Write what is live of these flows into every catalogue that is offered."""
    entries = entries_of(_flows(after), directory)
    told: list[str] = []
    for language in LANGUAGES[1:]:
        said: dict[str, str] = {
            context: "" for context, _, _ in entries if flow_of(context) in changed
        }
        for name in changed:
            said |= texts_of(name, live).get(language, {})
        file = locales / language / "LC_MESSAGES" / "filo.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_bytes() if file.exists() else None
        content = write_po(entries, language, old, said)
        if content != old:
            file.write_bytes(content)
            told.append(f"Written: {file}")
    return told


def _flows(source: Source) -> list[Flow]:
    """Every flow, then those of the covers, as the catalogues have them."""
    found: Mapping[str, Flow | None] = {
        name: loaded(name, text_of(name, source), source) for name in names(source)
    }
    return [flow for flow in found.values() if flow is not None]
