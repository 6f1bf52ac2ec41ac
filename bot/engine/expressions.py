"""Conditions and values: a small whitelisted language, read once, evaluated without ``eval``.

An expression becomes nested closures, so that evaluating it costs a few microseconds. There are
no calls, no attributes and no loops: nothing that an author writes can run long or touch the
machine. The language, weakest binding first::

    or    and    not    == != < <= > >= in has    + -    "text"  12  1.5  true  false  name  ( )
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Item = Mapping[str, str]
"""One choice of a list that a call returned: ``{"id": ..., "label": ...}``; with ``unshown`` it can
be meant without standing below the question."""

Value = str | int | float | bool | None | Sequence[Item]
"""What a variable of a session may hold: everything that JSON can carry."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: ``source`` is what the author wrote, ``tree`` is private."""

    source: str
    names: frozenset[str]
    tree: Any = field(repr=False, compare=False, hash=False)


class EngineError(ValueError):
    """The base of what this room raises."""


class ExpressionError(EngineError):
    """The source cannot be read. The message says where (from 1) and what to do."""

    def __init__(self, position: int, what: str, remedy: str) -> None:
        super().__init__(f"character {position}: {what}; {remedy}")
        self.position = position
        self.what = what
        self.remedy = remedy


class EvaluationError(EngineError):
    """The expression has no value for these variables. The message holds no value of hers."""


CHARACTERS = 200
NODES = 50
DEPTH = 20
LONGEST_TEXT = 4000
LARGEST_NUMBER = 10**15

_Evaluate = Callable[[Mapping[str, Value]], Value]


def evaluate(expression: Expression, variables: Mapping[str, Value]) -> Value:
    """The value of an expression; an unset variable is ``""``, which counts as 0 beside a number.

    Raises ``EvaluationError`` where the kinds of values do not fit each other.
    """
    value: Value = expression.tree(variables)
    return value


def parse(source: str) -> Expression:
    """The expression that an author wrote. Raises ``ExpressionError``."""
    if len(source) > CHARACTERS:
        raise ExpressionError(
            CHARACTERS, f"longer than {CHARACTERS} characters", "split it into two steps"
        )
    reader = _Reader(_tokens(source))
    tree = reader.whole()
    return Expression(source, frozenset(reader.names), tree)


# --- values ---------------------------------------------------------------------------------


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equal(left: Value, right: Value) -> bool:
    """Equality that keeps ``true`` and 1 apart."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def _pair(left: Value, right: Value, sign: str) -> tuple[Any, Any]:
    """Both operands as numbers or both as texts."""
    if _is_number(left) and right == "":
        return left, 0
    if _is_number(right) and left == "":
        return 0, right
    if _is_number(left) and _is_number(right):
        return left, right
    if isinstance(left, str) and isinstance(right, str):
        return left, right
    raise EvaluationError(f"'{sign}' needs two numbers or two texts")


def _add(left: Value, right: Value) -> Value:
    one, two = _pair(left, right, "+")
    return _bounded(one + two)


def _subtract(left: Value, right: Value) -> Value:
    one, two = _pair(left, right, "-")
    if isinstance(one, str):
        if one or two:
            raise EvaluationError("'-' needs two numbers")
        return 0
    return _bounded(one - two)


def _bounded(value: str | int | float) -> Value:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise EvaluationError(f"the text grew beyond {LONGEST_TEXT} characters")
    elif not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        raise EvaluationError("the number grew too large")
    return value


def _has(whole: Value, part: Value) -> bool:
    """Whether a text contains a text, or a list of choices the id. Nothing contains ``""``."""
    if part == "" or whole == "":
        return False
    if isinstance(whole, str) and isinstance(part, str):
        return part in whole
    if isinstance(whole, Sequence) and not isinstance(whole, str):
        return any(item.get("id") == part for item in whole)
    raise EvaluationError("'has' and 'in' need a text or list that contains, and a text")


def _less(left: Value, right: Value) -> bool:
    one, two = _pair(left, right, "<")
    return bool(one < two)


_COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "==": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": _less,
    ">": lambda left, right: _less(right, left),
    "<=": lambda left, right: not _less(right, left),
    ">=": lambda left, right: not _less(left, right),
    "has": _has,
    "in": lambda left, right: _has(right, left),
}
_SUMS: Mapping[str, Callable[[Value, Value], Value]] = {"+": _add, "-": _subtract}
_WORDS = frozenset({"or", "and", "not", "in", "has", "true", "false"})


# --- reading --------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""[ \t]*(?:
        (?P<number>[0-9]{1,15}(?:\.[0-9]{1,6})?(?![0-9A-Za-z_.]))
      | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>==|!=|<=|>=|[<>+\-()])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def _tokens(source: str) -> list[_Token]:
    """The words and signs of the source, closed by an ``end`` token."""
    found: list[_Token] = []
    at = 0
    length = len(source.rstrip(" \t\n"))
    while at < length:
        match = _TOKEN.match(source, at)
        if match is None:
            raise _unreadable(source, at)
        kind = str(match.lastgroup)
        text = match[kind]
        if kind == "word" and text in _WORDS:
            kind = "sign"
        found.append(_Token(kind, text, match.start(str(match.lastgroup)) + 1))
        at = match.end()
    found.append(_Token("end", "", length + 1))
    return found


def _unreadable(source: str, at: int) -> ExpressionError:
    while source[at] in " \t":
        at += 1
    sign = source[at]
    remedies = {
        "=": "compare with ==",
        '"': "close the text with the same quotation mark and put no backslash in it",
        "'": "close the text with the same quotation mark and put no backslash in it",
        ".": "variables have no parts; use the name that the call saves",
        "&": "write and",
        "|": "write or",
        "!": "write not, or != between two values",
        "{": "write the name without braces",
    }
    return ExpressionError(
        at + 1, f"'{sign}' is not understood here", remedies.get(sign, "see docs/flows.md")
    )


class _Reader:
    """Reads tokens into closures; it does not outlive one ``parse``."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.nodes = 0
        self.depth = 0
        self.names: set[str] = set()

    def whole(self) -> _Evaluate:
        """The whole source as one expression."""
        tree = self._or()
        token = self.tokens[self.at]
        if token.kind != "end":
            remedy = (
                "a name is called by nobody: use a call step"
                if token.text == "("
                else "join two conditions with and or or"
            )
            raise ExpressionError(token.position, f"'{token.text}' is too much", remedy)
        return tree

    def _take(self, *signs: str) -> _Token | None:
        token = self.tokens[self.at]
        if token.kind == "sign" and token.text in signs:
            self.at += 1
            self.nodes += 1
            if self.nodes > NODES:
                raise ExpressionError(
                    token.position, f"more than {NODES} parts", "split it into two steps"
                )
            return token
        return None

    def _or(self) -> _Evaluate:
        left = self._and()
        while self._take("or"):
            left = _either(left, self._and())
        return left

    def _and(self) -> _Evaluate:
        left = self._not()
        while self._take("and"):
            left = _both(left, self._not())
        return left

    def _not(self) -> _Evaluate:
        token = self._take("not")
        if token is None:
            return self._comparison()
        self._deeper(token)
        inner = self._not()
        self.depth -= 1
        return lambda variables: not inner(variables)

    def _comparison(self) -> _Evaluate:
        left = self._sum()
        token = self._take(*_COMPARISONS)
        if token is None:
            return left
        tree = _applied(_COMPARISONS[token.text], left, self._sum())
        again = self._take(*_COMPARISONS)
        if again is not None:
            raise ExpressionError(again.position, "two comparisons in a row", "join them with and")
        return tree

    def _sum(self) -> _Evaluate:
        left = self._one()
        while token := self._take(*_SUMS):
            left = _applied(_SUMS[token.text], left, self._one())
        return left

    def _one(self) -> _Evaluate:
        opening = self._take("(")
        if opening is not None:
            self._deeper(opening)
            inner = self._or()
            self.depth -= 1
            if self._take(")") is None:
                raise ExpressionError(
                    self.tokens[self.at].position, "a bracket stays open", "close it with )"
                )
            return inner
        if self._take("true"):
            return lambda _: True
        if self._take("false"):
            return lambda _: False
        minus = self._take("-")
        token = self.tokens[self.at]
        self.at += 1
        self.nodes += 1
        if token.kind == "number":
            return _number(token.text, "-" if minus else "")
        if minus is None and token.kind == "text":
            literal = token.text[1:-1]
            return lambda _: literal
        if minus is None and token.kind == "word":
            self.names.add(token.text)
            return _named(token.text)
        found = "the end" if token.kind == "end" else f"'{token.text}'"
        raise ExpressionError(
            token.position, f"a value is missing before {found}", "write a name, text or number"
        )

    def _deeper(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise ExpressionError(token.position, "nested too deep", "split it into two steps")


# --- closures -------------------------------------------------------------------------------


def _either(left: _Evaluate, right: _Evaluate) -> _Evaluate:
    return lambda variables: bool(left(variables)) or bool(right(variables))


def _both(left: _Evaluate, right: _Evaluate) -> _Evaluate:
    return lambda variables: bool(left(variables)) and bool(right(variables))


def _applied(
    operation: Callable[[Value, Value], Value], left: _Evaluate, right: _Evaluate
) -> _Evaluate:
    return lambda variables: operation(left(variables), right(variables))


def _named(name: str) -> _Evaluate:
    def read(variables: Mapping[str, Value]) -> Value:
        value = variables.get(name, "")
        return "" if value is None else value

    return read


def _number(digits: str, sign: str) -> _Evaluate:
    value = float(sign + digits) if "." in digits else int(sign + digits)
    return lambda _: value
