"""Reads a case file, and refuses what would check less than it seems to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import final

import attrs

from sro_policy.case_files.expectation import Expectation
from sro_policy.case_files.expecting import ExpectationReader, refuse_unknown
from sro_policy.errors import InputError, nearest, placed_in, quoted
from sro_policy.evaluation.document import read_document_file
from sro_policy.evaluation.structure import CASE_KEYS
from sro_policy.policy import Policy
from sro_policy.vocabulary import PARTS

_KEYS = ("title", "case", "expect")
_TELLING = ("acts", *PARTS)
"""Keys by which a case is told from other JSON."""

_MOST_SHOWN = 3


@final
@attrs.frozen(kw_only=True)
class CaseFile:
    """A case file: its title, the case as ``evaluate`` takes it, and what is expected of it.

    A plain case has no title, and nothing is expected of it.
    """

    path: Path
    title: str
    case: Mapping[str, object]
    expect: tuple[Expectation, ...]


def read_case_file(path: Path, policy: Policy, *, plain: bool = False) -> CaseFile:
    """Return what a case file holds. ``plain`` also accepts a case alone, without expectations.

    Raises :class:`~sro_policy.errors.InputError`, with the file and the place in it, for what cannot be read, a key or
    name that is none, and a file in which nothing is expected. The facts of the case are judged by ``evaluate``.
    """
    with placed_in(str(path)):
        return _read(path, policy, plain=plain)


def _read(path: Path, policy: Policy, *, plain: bool) -> CaseFile:
    said = read_document_file(path)
    if not isinstance(said, dict):
        raise InputError("a case file holds an object with `title`, `case` and `expect`")
    if not {"case", "expect"} & said.keys() and (plain or "title" not in said):
        return _case_alone(path, said, plain=plain)
    refuse_unknown(said, _KEYS, "")
    title, case = said.get("title", ""), said.get("case")
    if not isinstance(title, str):
        raise InputError(f"{quoted(title)} is no text", place="title")
    if not isinstance(case, dict):
        raise InputError("there is no `case`" if case is None else f"{quoted(case)} is no case", place="case")
    expected = said.get("expect")
    if plain and expected is None:
        expected = []
    elif isinstance(expected, dict):
        raise InputError("an object, and not a list: put `[` before it and `]` behind it", place="expect")
    elif not isinstance(expected, list) or not expected:
        raise InputError("nothing is expected: list at least one finding", place="expect")
    names = ExpectationReader(policy)
    expect = tuple(names.expectation(item, f"expect[{place}]") for place, item in enumerate(expected))
    for name, times in Counter(item.id for item in expect).items():
        if times > 1:
            raise InputError(f"{quoted(name)} is expected {times} times: put it into one", place="expect")
    return CaseFile(path=path, title=title, case=case, expect=expect)


def _case_alone(path: Path, said: Mapping[str, object], *, plain: bool) -> CaseFile:
    """Return a case that stands alone, or say that it does, or that this is none."""
    if not said.keys() <= {*CASE_KEYS} and not any(key in _TELLING or nearest(key, _TELLING) for key in said):
        hint = ", ".join(quoted(key) for key in list(said)[:_MOST_SHOWN])
        what = "a case has parts such as `officer` and `acts`, and a case file has `title`, `case` and `expect`"
        raise InputError(f"this looks like no case file, for it has {hint}: {what}")
    if not plain:
        raise InputError(
            "this is a case alone, and expects nothing: put it under `case`, and beside it list under `expect` what it "
            "expects; `sro-policy approve` takes a case alone"
        )
    return CaseFile(path=path, title="", case=said, expect=())
