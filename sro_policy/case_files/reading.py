"""Reads a case file, and refuses what would check less than it seems to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, final, get_args

import attrs

from sro_policy.case_files.expectation import Expectation
from sro_policy.decision import Word
from sro_policy.errors import InputError, nearest, placed_at, placed_in, quoted
from sro_policy.evaluation.document import read_document_file
from sro_policy.evaluation.structure import CASE_KEYS
from sro_policy.exact.plan import Truth
from sro_policy.policy import STATUSES, Policy
from sro_policy.policy.misnamed import misnamed
from sro_policy.vocabulary import PARTS
from sro_policy.vocabulary.measured_facts import check_date

_KEYS = ("title", "case", "expect")
_TELLING = ("acts", *PARTS)
"""Keys by which a case is told from other JSON."""

_MOST_SHOWN = 3
_NAMES = ("clause", "rule")
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    "word": get_args(Word),
    "applies": get_args(Truth),
    "broken": get_args(Truth),
}
_LISTS = ("needs", "judged", "flags", "no_flags")
_EXPECTED = (*_NAMES, "subject", *_CHOICES, *_LISTS, "due_by")


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
    _refuse_unknown(said, _KEYS, "")
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
    names = _Names(policy)
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


def _refuse_unknown(said: Mapping[str, object], keys: Collection[str], place: str) -> None:
    for key in said:
        if key not in keys:
            hint = nearest(key, keys) or f"; keys are {', '.join(keys)}"
            raise InputError(f"unknown key {quoted(key)}{hint}", place=place)


@final
class _Names:
    """The names that an expectation can use, of a policy."""

    def __init__(self, policy: Policy) -> None:
        rules = policy.bind({}).rules
        self._policy = policy
        self._rules = [rule.id for rule in rules]
        self._of_clause: dict[str, list[str]] = {}
        for rule in rules:
            self._of_clause.setdefault(rule.clause.id, []).append(rule.id)

    def expectation(self, said: object, place: str) -> Expectation:
        """Return what is expected of a finding."""
        if not isinstance(said, dict):
            raise InputError(f"{quoted(said)} is no object that says what is expected", place=place)
        _refuse_unknown(said, _EXPECTED, place)
        found: dict[str, Any] = {"name": self._name(said, place), "subject": said.get("subject")}
        if not isinstance(found["subject"], str):
            raise InputError("the `subject` is missing: an act's id, or a part of the case", place=place)
        if "status" not in said:
            raise InputError("the `status` is missing", place=place)
        for key, valid in _CHOICES.items():
            if key in said:
                found[key] = _one_of(said[key], valid, f"{place}.{key}")
        facts, flags = list(self._policy.vocabulary.facts), list(self._policy.flags)
        for key, names in zip(_LISTS, (facts, facts, flags, flags), strict=True):
            found[key] = _several(said.get(key, []), names, f"{place}.{key}")
        if "due_by" in said:
            day = said["due_by"]
            found["due_by"] = None if day is None else _day(day, f"{place}.due_by")
            found["no_due_by"] = day is None
        return Expectation(**found)

    def _name(self, said: Mapping[str, object], place: str) -> str:
        given = [key for key in _NAMES if key in said]
        if len(given) != 1:
            raise InputError("name a `clause` or a `rule`, and not both", place=place)
        key, name = given[0], said[given[0]]
        valid = self._rules if key == "rule" else list(self._of_clause)
        if not isinstance(name, str) or name not in valid:
            other = "rule" if key == "clause" else "clause"
            if name in (self._of_clause if key == "rule" else self._rules):
                raise InputError(f"{quoted(name)} is a {other}: write `{other}` for `{key}`", place=f"{place}.{key}")
            hint = nearest(name, valid) if isinstance(name, str) else ""
            problem = misnamed(name, self._policy, by_clause=key == "clause")
            raise InputError(problem or f"unknown {key} {quoted(name)}{hint}", place=f"{place}.{key}")
        if key == "clause" and len(self._of_clause[name]) > 1:
            several = ", ".join(self._of_clause[name])
            raise InputError(f"clause {quoted(name)} has several rules: {several}", place=f"{place}.clause")
        return name


def _one_of(value: object, valid: Collection[str], place: str) -> str:
    if not isinstance(value, str) or value not in valid:
        hint = (nearest(value, valid) if isinstance(value, str) else "") or f"; it is one of {', '.join(valid)}"
        raise InputError(f"{quoted(value)} is none of the values{hint}", place=place)
    return value


def _several(value: object, valid: Collection[str], place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InputError(f"{quoted(value)} is no list of names", place=place)
    for index, item in enumerate(value):
        if not isinstance(item, str) or item not in valid:
            hint = nearest(item, valid) if isinstance(item, str) else ""
            raise InputError(f"unknown name {quoted(item)}{hint}", place=f"{place}[{index}]")
    return tuple(value)


def _day(value: object, place: str) -> str:
    with placed_at(place):
        return check_date(value).isoformat()
