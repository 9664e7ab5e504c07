"""Reading a JSON document, refusing what JSON readers commonly let pass."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TypeAlias, final

import attrs

from sro_policy.errors import InputError, quoted


def _whole(_: object, field: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or value < 0:
        raise InputError(f"{quoted(value)} is not a whole number from 0 on", place=f"limits.{field.name}")


@final
@attrs.frozen
class Limits:
    """How much a document may hold: bytes, acts, and levels of nesting.

    Raises :class:`~sro_policy.errors.InputError` for a limit that is no whole number from 0 on.
    """

    document_bytes: int = attrs.field(default=1_000_000, validator=_whole)
    acts: int = attrs.field(default=1_000, validator=_whole)
    nesting: int = attrs.field(default=20, validator=_whole)


DEFAULT_LIMITS = Limits()

_WIDE = "it looks like UTF-16 or UTF-32"
_MOST_DIGITS = 20  # more than any fact can have; to convert them takes quadratic time
_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")

_END = (None, None)

_Path: TypeAlias = "list[str | int]"


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


def read_document_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> object:
    """Return the value of a JSON document in a file; no more of it is read than can be accepted.

    Raises :class:`~sro_policy.errors.InputError` as :func:`read_document` does, and for a file that cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(limits.document_bytes + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    return read_document(content, limits)


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
    """Return the value of a text, and whether there are marks in it."""
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
@attrs.define
class _Mark:
    """Stands in a value where something odd was, so that its place can be found."""

    problem: str
    shown: str


def _refuse(_problem: str, _shown: str) -> NoReturn:
    raise _OddError


def _decoder(odd: Callable[[str, str], object]) -> json.JSONDecoder:
    """Return a reader of JSON that gives what is odd to a function, and takes its answer instead."""

    def pairs(items: list[tuple[str, object]]) -> object:
        found = dict(items)
        if len(found) == len(items):
            return found
        twice = next(key for key, times in Counter(key for key, _ in items).items() if times > 1)
        return odd("the key {} stands twice", twice)

    def constant(name: str) -> object:
        return odd("{} is no number that JSON knows", name)

    def whole(digits: str) -> object:
        return int(digits) if len(digits) <= _MOST_DIGITS else odd("the number {} is out of all bounds", digits)

    def real(digits: str) -> object:
        number = float(digits)
        return number if math.isfinite(number) else odd("the number {} is out of all bounds", digits)

    return json.JSONDecoder(object_pairs_hook=pairs, parse_constant=constant, parse_int=whole, parse_float=real)


# Two readers, so that places are kept only for what is refused: one stops at the first odd thing, the other marks all.
_REFUSING = _decoder(_refuse)
_MARKING = _decoder(_Mark)


def _refuse_first(value: object) -> None:
    """Refuse the first thing in a value that is marked or holds half a character, if there is one."""
    path: _Path = [""]
    levels: list[Iterator[tuple[str | int, object]]] = [iter([("", value)])]
    while levels:
        step, item = next(levels[-1], _END)
        if step is None:
            levels.pop()
            path.pop()
            continue
        path[-1] = step
        if isinstance(item, _Mark):
            raise InputError(item.problem.format(quoted(item.shown)), place=_written(path))
        if isinstance(item, str):
            _refuse_half(item, path)
        elif isinstance(item, list):
            levels.append(enumerate(item))
            path.append("")
        elif isinstance(item, dict):
            for key in item:
                _refuse_half(key, path)
            levels.append(iter(item.items()))
            path.append("")


def _refuse_half(text: str, path: _Path) -> None:
    if not text.isascii() and _HALF.search(text):
        raise InputError(f"{quoted(text)} holds half a character (a lone surrogate)", place=_written(path))


def _written(path: _Path) -> str:
    """Return a path as it is written; its first step, to the value as a whole, is no part of it."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{quoted(step)[1:-1]}" for step in path[1:])
    return "".join(steps).removeprefix(".")
