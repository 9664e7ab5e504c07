"""Reading a JSON document, refusing what JSON readers commonly let pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn, final

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

_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)


class _WithDuplicate(dict[str, object]):
    """An object in which a key stood twice; kept so that its place can be found afterwards."""

    key: str = ""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    marked = _WithDuplicate(found)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            marked.key = key
        seen.add(key)
    return marked


def _no_number(name: str) -> NoReturn:
    raise InputError(f"`{name}` is no number that JSON knows")


def _integer(text: str) -> int:
    if len(text) > 20:  # noqa: PLR2004 - more digits than any fact can have; converting them takes quadratic time
        raise InputError(f"a number of {len(text)} digits is out of all bounds")
    return int(text)


def _depth(text: str, limit: int) -> None:
    depth = 0
    for token in _STRUCTURE.finditer(text):
        mark = token.group()
        if mark in "[{":
            depth += 1
            if depth > limit:
                raise InputError(f"nested deeper than the limit of {limit} levels")
        elif mark in "]}":
            depth -= 1


def _walk(value: object, place: str) -> Iterator[tuple[str, object]]:
    yield place, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield place, key
            yield from _walk(item, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, f"{place}[{index}]")


def read_document(content: str | bytes, limits: Limits = DEFAULT_LIMITS) -> object:
    """Return the value of a JSON document.

    Raises :class:`~sro_policy.errors.InputError` for anything that is not strict JSON in UTF-8 within the
    limits: duplicate keys, NaN and infinities, lone surrogates and an empty document included.
    """
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
    if size > limits.document_bytes:
        raise InputError(f"the document has {size} bytes; the limit is {limits.document_bytes}")
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8 text: byte {error.start} cannot be read") from None
    else:
        text = content.removeprefix("\ufeff")
    if not text.strip():
        raise InputError("the document is empty")
    _depth(text, limits.nesting)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_int=_integer)
    except json.JSONDecodeError as error:
        problem = f"not JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}"
        raise InputError(problem) from None
    for place, item in _walk(value, ""):
        if isinstance(item, _WithDuplicate):
            raise InputError(f"the key {quoted(item.key)} stands twice", place=place)
        if isinstance(item, str) and any("\ud800" <= c <= "\udfff" for c in item):
            raise InputError(f"{quoted(item)} holds half a character (a lone surrogate)", place=place)
    return value  # type: ignore[no-any-return]
