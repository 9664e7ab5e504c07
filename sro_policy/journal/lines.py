"""One line of a journal: an entry, its number, the digest of the line before it, and its own."""

from __future__ import annotations

import hashlib
from typing import Any, Final, final

import attrs

from sro_policy.canonical import canonical
from sro_policy.errors import InputError, quoted
from sro_policy.evaluation.document import Limits, read_document
from sro_policy.journal.values import NESTING

VERSION: Final = 1
"""Of the form of a journal. The line of the header carries it."""

LONGEST_LINE = 16_000_000
"""Bytes, with what ends it."""

LARGEST = 1_000_000_000
"""Bytes of all lines together. What is more cannot be read again into memory."""

_KEYS = {"n", "previous", "entry", "digest"}
OPENS: Final = b'{"digest":"'
"""How every line begins."""

_CLOSES = b'",'
_DIGEST_BYTES = len("sha256:") + 64
_REST = len(OPENS) + _DIGEST_BYTES + len(_CLOSES)


@final
@attrs.frozen
class Line:
    """What a line says."""

    n: int
    previous: str | None
    entry: dict[str, Any]
    digest: str


def written(n: int, previous: str | None, entry: dict[str, object]) -> tuple[bytes, str]:
    """Return a line, without what ends it, and its digest.

    The digest is over the line as it is without one, and is then put where its name belongs: at the front.
    """
    said = {"n": n, "previous": previous, "entry": entry} | ({"journal": VERSION} if n == 0 else {})
    body = canonical(said)
    digest = _digest(body)
    return OPENS + digest.encode() + _CLOSES + body[1:], digest


def read(line: bytes, n: int) -> Line:
    """Return what a line says that stands where the line of a number belongs; without what ends it.

    Raises :class:`~sro_policy.errors.InputError` for what is no line, is not written as lines are, or was changed.
    """
    said = read_document(line, Limits(document_bytes=LONGEST_LINE, nesting=NESTING + 1))
    if not isinstance(said, dict) or said.keys() != (_KEYS | {"journal"} if n == 0 else _KEYS):
        raise InputError("this is no line of a journal")
    if n == 0 and type(said["journal"]) is int and said["journal"] != VERSION:
        raise InputError(f"a journal of version {said['journal']}; this library reads version {VERSION}")
    if said["digest"] != _digest(b"{" + line[_REST:]) or canonical(said) != line:
        raise InputError("the digest does not fit: this line was changed")
    previous, entry, digest = said["previous"], said["entry"], said["digest"]
    if type(said["n"]) is not int or not isinstance(entry, dict) or not isinstance(previous, str | None):
        raise InputError("this is no line of a journal")
    if said["n"] != n:
        raise InputError(f"number {quoted(said['n'])} stands where number {n} belongs")
    return Line(n, previous, entry, digest)


def can_begin(part: bytes) -> bool:
    """Return whether a line can begin so."""
    return OPENS.startswith(part) or part.startswith(OPENS)


def _digest(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()
