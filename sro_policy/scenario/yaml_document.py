"""Reads YAML as plain JSON values, each with the line on which it stands; refuses what could mean something else.

YAML 1.2 alone: ``no`` is text, and so is ``1:30``. A day is text as in JSON. Tags, anchors, merges and directives are
refused: a value is what it looks like and stands in one place, and a few lines cannot unfold to fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import shorten
from typing import Any, Final, final

import attrs

from sro_policy.errors import InputError, quoted
from sro_policy.evaluation.document import Limits

LIMITS = Limits(document_bytes=1_000_000, nesting=40)
"""Of a scenario: bytes, and levels of nesting."""

NEEDS_EXTRA: Final = "scenarios need the extra `scenario`: pip install 'sro-policy[scenario]'"
"""What is said where the library that reads and writes YAML is not installed."""

_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?(?:[eE][+-]?[0-9]{1,2})?")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_TAG = re.compile(r"!\S*")
_HALF = re.compile("[\ud800-\udfff]")
_LONGEST_PROBLEM = 100
_PREFIX = "tag:yaml.org,2002:"


@final
@attrs.frozen
class YamlDocument:
    """What a document says, and on which line each place of it stands, from 1 on."""

    value: object
    lines: Mapping[str, int]

    def line_of(self, place: str) -> int | None:
        """Return the line of a place, or of the nearest place around it."""
        while place:
            if place in self.lines:
                return self.lines[place]
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return self.lines.get("")


def read_yaml(content: bytes, limits: Limits = LIMITS) -> YamlDocument:
    """Return what a YAML document says.

    Raises :class:`~sro_policy.errors.InputError`, with the line, for what is no YAML, is beyond the limits, or has a
    tag, an anchor, two documents, a key twice, or a number that JSON does not know; and where the library that reads
    YAML is not installed.
    """
    try:
        from ruamel.yaml import error  # noqa: PLC0415 - an extra

        from sro_policy.scenario.yaml_composing import compose  # noqa: PLC0415 - needs it
    except ImportError:
        raise InputError(NEEDS_EXTRA) from None
    if len(content) > limits.document_bytes:
        raise InputError(f"larger than the limit of {limits.document_bytes:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise InputError(f"not UTF-8 text: byte {wrong.start} cannot be read") from None
    try:
        root = compose(text, limits.nesting)
    except error.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        where = "" if mark is None else f"line {mark.line + 1}: "
        raise InputError(f"{where}not YAML: {_shortened(wrong.problem or wrong.context)}") from None
    except error.YAMLError as wrong:
        raise InputError(f"not YAML: {_shortened(str(wrong))}") from None
    except (AssertionError, OverflowError, ValueError):  # the library does not expect them
        raise InputError("not YAML: there is no such version or character as one that it names") from None
    except RecursionError:
        raise InputError("nested deeper than can be read here") from None
    if root is None:
        raise InputError("the document is empty")
    if _DIRECTIVE.search(text, 0, root.start_mark.index):
        raise InputError("a line that begins with `%`: a scenario is YAML 1.2, and needs no directive")
    reader = _Reader(text)
    return YamlDocument(reader.value(root, ""), reader.lines)


@final
@attrs.define
class _Reader:
    text: str
    lines: dict[str, int] = attrs.field(factory=dict)

    def value(self, node: Any, place: str) -> object:  # noqa: ANN401 - of a library that has no types for its nodes
        line = node.start_mark.line + 1
        self.lines[place] = line
        # Read where it stands, for a node no longer knows whether its tag was written or follows from its value.
        if tag := _TAG.match(self.text, node.start_mark.index):
            raise InputError(f"line {line}: a tag, {quoted(tag[0])}: a value is what it looks like")
        kind = str(node.tag).removeprefix(_PREFIX)
        if kind == "map":
            return self._mapping(node, place)
        if kind == "seq":
            return [self.value(item, f"{place}[{index}]") for index, item in enumerate(node.value)]
        return _scalar(kind, node.value, line)

    def _mapping(self, node: Any, place: str) -> dict[str, object]:  # noqa: ANN401 - as above
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.tag != f"{_PREFIX}str":
                raise InputError(f"line {line}: {_as_written(key_node)} is no name: names are text")
            key = self.value(key_node, place)
            assert isinstance(key, str)
            if key in found:
                raise InputError(f"line {line}: {quoted(key)} stands twice in one object")
            inner = f"{place}.{key}" if place else key
            found[key] = self.value(value_node, inner)
            self.lines[inner] = line
        self.lines[place] = node.start_mark.line + 1
        return found


def _shortened(problem: str) -> str:
    """Return what the library says, without names of any length that it quotes."""
    return shorten(problem, _LONGEST_PROBLEM, placeholder=" ...")


def _as_written(node: Any) -> str:  # noqa: ANN401 - as above
    return quoted(node.value) if isinstance(node.value, str) else "a list or an object"


def _scalar(kind: str, text: str, line: int) -> object:
    if _HALF.search(text):
        raise InputError(f"line {line}: half of a character, which no file can hold: write the whole")
    if kind in {"str", "timestamp"}:  # a day is text, as in JSON
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind in {"int", "float"}:
        # What JSON knows as a number, and nothing that reads otherwise elsewhere, such as 010 or 0x10.
        if _JSON_NUMBER.fullmatch(text):
            return int(text) if _WHOLE_NUMBER.fullmatch(text) else float(text)
        raise InputError(
            f"line {line}: {quoted(text)} is no number that JSON knows: put it between quotes if it is text"
        )
    raise InputError(f"line {line}: {quoted(text)} says nothing here: put it between quotes if it is text")
