"""What an editor can do to a flow. Each edit gives the new text or says why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.engine.canonical import CanonicalError, canonical
from bot.engine.editing.sheet import SAYS, TRANSLATORS, Block, Plain, Sheet, SheetError, sheet_of
from bot.engine.editing.writing import WritingError, alike, rewritten, written
from bot.engine.reading import SLUG
from bot.engine.tree import UnreadableError

Body = Mapping[str, Plain]

LONGEST = 50_000
"""So many characters may one text of a step have: more is a mistake of the hand."""

_TARGETS = frozenset({"next", "else", "accepted", "unavailable", "closed", "unattended", "waited"})
"""The entries that name a step to go to; those of ``outcomes`` do too."""


class EditError(ValueError):
    """The edit is not possible. The message says why, for whoever made it."""


@dataclass(frozen=True, slots=True)
class Put:
    """A step says something else."""

    step: str
    body: Body


@dataclass(frozen=True, slots=True)
class Add:
    """A new step below another one; below nothing it is the first."""

    step: str
    body: Body
    after: str = ""


@dataclass(frozen=True, slots=True)
class Remove:
    """A step goes; what led to it leads to ``instead`` from now on, where that is named."""

    step: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A step stands below another one; below nothing it is the first."""

    step: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """A step that was never published is called otherwise, wherever it is gone to."""

    step: str
    to: str


@dataclass(frozen=True, slots=True)
class Note:
    """The remark above a step, for colleagues; empty takes it away."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What translators are told beside a step's text; empty takes it away."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the steps: ``title``, ``start``, ``anywhere``."""

    entries: Body


Edit = Put | Add | Remove | Move | Rename | Note | Remark | Head


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after all edits, in canonical form. Raises ``EditError``; then nothing changed."""
    try:
        sheet = sheet_of(text)
        for edit in edits:
            sheet = _applied(sheet, edit)
    except (SheetError, UnreadableError, WritingError) as error:
        raise EditError(str(error)) from None
    return sheet.text


def _applied(sheet: Sheet, edit: Edit) -> Sheet:
    match edit:
        case Put(step, body):
            return _with(sheet, step, lambda block: _said(block, body))
        case Add(step, body, after):
            _unused(sheet, step)
            _named(step)
            fresh = Block(step, 0, f"  {step}:\n{written(_sound(body), 4)}")
            return _placed(sheet, _checked(fresh), after)
        case Remove(step, instead):
            _known(sheet, step)
            rest = tuple(block for block in sheet.blocks if block.id != step)
            if not rest:
                raise EditError("a flow has at least one step: write another one first")
            left = replace(sheet, blocks=rest)
            return _led(left, step, instead) if instead else left
        case Move(step, after):
            block = _known(sheet, step)
            rest = tuple(one for one in sheet.blocks if one.id != step)
            return _placed(replace(sheet, blocks=rest), block, after)
        case Rename(step, to):
            return _renamed(sheet, step, to)
        case Note(step, text):
            return _with(sheet, step, lambda block: _noted(block, text))
        case Remark(step, text):
            return _with(sheet, step, lambda block: _remarked(block, text))
        case Head(entries):
            return replace(sheet, head=_headed(sheet, entries))
        case _:
            assert_never(edit)


def _known(sheet: Sheet, step: str) -> Block:
    block = sheet.block(step)
    if block is None:
        raise EditError(f"there is no step {step} any more: load the flow again")
    return block


def _unused(sheet: Sheet, step: str) -> None:
    if any(block.id.casefold() == step.casefold() for block in sheet.blocks):
        raise EditError(f"there is a step {step} already: choose another name")


def _named(step: str) -> None:
    if not SLUG.fullmatch(step):
        raise EditError(f"{step!r} is no name for a step: use small letters, digits and _")


def _with(sheet: Sheet, step: str, change: Callable[[Block], Block]) -> Sheet:
    changed = change(_known(sheet, step))
    return replace(sheet, blocks=tuple(changed if one.id == step else one for one in sheet.blocks))


def _placed(sheet: Sheet, block: Block, after: str) -> Sheet:
    if not after:
        return replace(sheet, blocks=(block, *sheet.blocks))
    at = sheet.blocks.index(_known(sheet, after)) + 1
    return replace(sheet, blocks=(*sheet.blocks[:at], block, *sheet.blocks[at:]))


def _parts(block: Block) -> tuple[list[str], str, list[str]]:
    """The remarks above a step, the line of its name, and the lines below."""
    lines = block.text.splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if not line.startswith("  #") and line.strip())
    return lines[:at], lines[at], lines[at + 1 :]


def _said(block: Block, body: Body) -> Block:
    above, name, below = _parts(block)
    was = block.body
    body = _in_order(was, body) if isinstance(was, Mapping) else body
    if alike(was, body):
        return block
    sound = _sound(body)
    if not isinstance(was, Mapping) or not below:
        text = "".join(above) + f"  {block.id}:\n" + written(sound, 4)
    else:
        text = "".join(above) + name + rewritten(below, was, sound)
    return _checked(replace(block, text=text))


def _in_order(was: Body, now: Body) -> Body:
    """The entries that stay where they stood, each new one behind the one that it follows."""
    order = [key for key in was if key in now]
    last = ""
    for key in now:
        if key not in was:
            order.insert(order.index(last) + 1 if last in order else 0, key)
        last = key
    return {key: now[key] for key in order}


def _sound(body: Body) -> Body:
    """The body as it may be written: with something in it, and no text beyond measure."""
    if not body:
        raise EditError("a step needs entries: say what it does")
    for text in _texts(body):
        if len(text) > LONGEST:
            raise EditError(f"a text has {len(text):,} characters, {LONGEST:,} at most")
    return body


def _texts(value: Plain) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return [text for key, item in value.items() for text in (key, *_texts(item))]
    return [text for item in value for text in _texts(item)]


def _checked(block: Block) -> Block:
    """The block in canonical form."""
    shell = "flow: x\nsteps:\n"
    try:
        return replace(block, text=canonical(shell + block.text)[len(shell) :])
    except CanonicalError as error:
        raise EditError(str(error)) from None


def _led(sheet: Sheet, step: str, to: str) -> Sheet:
    """Every way that led to a step leads elsewhere."""
    blocks = []
    for block in sheet.blocks:
        body = block.body
        led = led_elsewhere(body, step, to) if isinstance(body, Mapping) else body
        blocks.append(_said(block, led) if led != body and isinstance(led, Mapping) else block)
    led_head = sheet.head
    if sheet.heading.get("start") == step:
        led_head = _headed(sheet, {"start": to})
    return replace(sheet, head=led_head, blocks=tuple(blocks))


def led_elsewhere(value: Plain, step: str, to: str, *, outcomes: bool = False) -> Plain:
    """The same body with every way to ``step`` leading to ``to``."""
    if isinstance(value, Mapping):
        return {
            key: to
            if item == step and (outcomes or key in _TARGETS)
            else led_elsewhere(item, step, to, outcomes=key == "outcomes")
            for key, item in value.items()
        }
    if isinstance(value, str):
        return value
    return [led_elsewhere(item, step, to) for item in value]


def _renamed(sheet: Sheet, step: str, to: str) -> Sheet:
    block = _known(sheet, step)
    _named(to)
    _unused(sheet, to)
    above, _, below = _parts(block)
    fresh = replace(block, id=to, text="".join([*above, f"  {to}:\n", *below]))
    at = sheet.blocks.index(block)
    return _led(
        replace(sheet, blocks=(*sheet.blocks[:at], fresh, *sheet.blocks[at + 1 :])), step, to
    )


def _signed(text: str, indent: int, first: str = "") -> list[str]:
    """A remark as lines."""
    said = text.strip()
    if len(said) > LONGEST:
        raise EditError(f"a remark has {len(said):,} characters, {LONGEST:,} at most")
    lines = (first + said).splitlines() if said else []
    return [f"{' ' * indent}# {line.strip()}".rstrip() + "\n" for line in lines]


def _noted(block: Block, text: str) -> Block:
    _, name, below = _parts(block)
    return _checked(replace(block, text="".join([*_signed(text, 2), name, *below])))


def _remarked(block: Block, text: str) -> Block:
    above, name, below = _parts(block)
    at = next((at for at, line in enumerate(below) if line.startswith(SAYS)), None)
    if at is None:
        raise EditError(f"the step {block.id} says nothing that is translated")
    begin = at
    while begin and below[begin - 1].startswith("    #"):
        begin -= 1
    lines = [*below[:begin], *_signed(text, 4, TRANSLATORS), *below[at:]]
    return _checked(replace(block, text="".join([*above, name, *lines])))


def _headed(sheet: Sheet, entries: Body) -> str:
    unknown = set(entries) - {"title", "start", "anywhere"}
    if unknown:
        raise EditError(f"{', '.join(sorted(unknown))} cannot be changed here")
    was = sheet.heading
    now = {key: value for key, value in {**was, **entries}.items() if value or key not in entries}
    order = [key for key in ("flow", "title", "anywhere", "start") if key in now]
    lines = sheet.head.splitlines(keepends=True)
    text = rewritten(lines, {**was, "steps": ""}, {**{key: now[key] for key in order}, "steps": ""})
    try:
        whole = canonical(text + "  x:\n    end: true\n")
    except CanonicalError as error:
        raise EditError(str(error)) from None
    return sheet_of(whole).head
