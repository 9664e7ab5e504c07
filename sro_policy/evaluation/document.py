"""Reading a JSON document, refusing what JSON readers commonly let pass."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import NoReturn, TypeAlias, final

import attrs

from sro_policy.errors import InputError, quoted


@final
@attrs.frozen
class Limits:
    """How much a document may hold: bytes, acts, and levels of nesting."""

    document_bytes: int = 1_000_000
    acts: int = 1_000
    nesting: int = 20


DEFAULT_LIMITS = Limits()

_WIDE = "it looks like UTF-16 or UTF-32"
_MOST_DIGITS = 20  # more than any fact can have; to convert them takes quadratic time
_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")

_Place: TypeAlias = "tuple[_Place, str | int] | None"


def read_document(content: str | bytes, limits: Limits = DEFAULT_LIMITS) -> object:
    """Return the value of a JSON document.

    Raises :class:`~sro_policy.errors.InputError` for anything that is not strict JSON in UTF-8 within the
    limits: duplicate keys, NaN and infinities, lone surrogates and an empty document included.
    """
    text = _text(content, limits.document_bytes)
    if not text or text.isspace():
        raise InputError("the document is empty")
    _refuse_depth(text, limits.nesting)
    value, is_marked = _value(text)
    if is_marked or _ESCAPED_HALF.search(text) or (not text.isascii() and _HALF.search(text)):
        _refuse_first(value)
    return value


def _text(content: str | bytes, limit: int) -> str:
    """Return the text of a document. What a subclass makes of its content counts for nothing."""
    if isinstance(content, bytes):
        content = bytes.__getitem__(content, slice(None))
        _refuse_size(len(content), limit)
        wide = len(content) % 2 == 0 and (content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in content[:2])
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            why = _WIDE if wide else f"byte {error.start} cannot be read"
            raise InputError(f"not UTF-8 text: {why}") from None
        if wide:
            raise InputError(f"not UTF-8 text: {_WIDE}")
        return text.removeprefix("\ufeff")
    content = str.__str__(content)
    _refuse_size(len(content), limit)
    if not content.isascii():
        _refuse_size(len(content.encode("utf-8", "surrogatepass")), limit)
    return content.removeprefix("\ufeff")


def _refuse_size(size: int, limit: int) -> None:
    if size > limit:
        raise InputError(f"the document has {size} bytes; the limit is {limit}")


def _refuse_depth(text: str, limit: int) -> None:
    if text.count("[") + text.count("{") <= limit:
        return
    depth = 0
    for found in _BRACKET.finditer(text):
        mark = found.group()
        if mark in "[{":
            depth += 1
            if depth > limit:
                raise InputError(f"nested deeper than the limit of {limit} levels {_position(text, found.start())}")
        elif mark in "]}":
            depth -= 1


def _value(text: str) -> tuple[object, bool]:
    """Return the value of a text, and whether something odd in it is marked."""
    try:
        try:
            return _REFUSING.decode(text), False
        except _OddError:
            return _MARKING.decode(text), True
    except json.JSONDecodeError as error:
        problem = error.msg.lower().rstrip(": ").removesuffix(" at")
        raise InputError(f"not JSON: {problem} {_position(text, error.pos)}") from None
    except RecursionError:
        raise InputError("nested deeper than can be read here") from None


def _position(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"at line {line}, column {at - text.rfind(chr(10), 0, at)}"


class _OddError(Exception):
    """Something that JSON readers commonly let pass."""


@final
@attrs.frozen
class _Odd:
    """Stands in a value where something odd was, so that its place can be found."""

    problem: str


def _decoder(odd: Callable[[str], object]) -> json.JSONDecoder:
    """Return a reader of JSON that gives what is odd to a function, and takes its answer instead."""

    def pairs(items: list[tuple[str, object]]) -> object:
        found = dict(items)
        if len(found) == len(items):
            return found
        twice = next(key for key, times in Counter(key for key, _ in items).items() if times > 1)
        return odd(f"the key {quoted(twice)} stands twice")

    def constant(name: str) -> object:
        return odd(f"`{name}` is no number that JSON knows")

    def whole(digits: str) -> object:
        if len(digits) > _MOST_DIGITS:
            return odd(f"a number of {len(digits)} digits is out of all bounds")
        return int(digits)

    def real(digits: str) -> object:
        number = float(digits)
        return number if math.isfinite(number) else odd(f"the number {quoted(digits)} is out of all bounds")

    return json.JSONDecoder(object_pairs_hook=pairs, parse_constant=constant, parse_int=whole, parse_float=real)


def _raise(problem: str) -> NoReturn:
    raise _OddError(problem)


# Two readers, so that places are kept only for what is refused: one stops at the first odd thing, the other marks all.
_REFUSING = _decoder(_raise)
_MARKING = _decoder(_Odd)


def _refuse_first(value: object) -> None:
    """Refuse the first odd thing in a value, if there is one."""
    waiting: list[tuple[object, _Place]] = [(value, None)]
    while waiting:
        item, place = waiting.pop()
        if isinstance(item, _Odd):
            raise InputError(item.problem, place=_written(place))
        if isinstance(item, str):
            _refuse_half(item, place)
        elif isinstance(item, list):
            waiting += [(inner, (place, index)) for index, inner in enumerate(item)][::-1]
        elif isinstance(item, dict):
            for key in item:
                _refuse_half(key, place)
            waiting += [(inner, (place, key)) for key, inner in item.items()][::-1]


def _refuse_half(text: str, place: _Place) -> None:
    if _HALF.search(text):
        raise InputError(f"{quoted(text)} holds half a character (a lone surrogate)", place=_written(place))


def _written(place: _Place) -> str:
    steps: list[str] = []
    while place is not None:
        place, step = place
        steps.append(f"[{step}]" if isinstance(step, int) else f".{quoted(step)[1:-1]}")
    return "".join(reversed(steps)).removeprefix(".")
