"""Reads what is expected of a finding, and refuses names and values that there are not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, final, get_args

from sro_policy.case_files.expectation import Expectation
from sro_policy.decision import Word
from sro_policy.errors import InputError, nearest, placed_at, quoted, unknown
from sro_policy.exact.plan import Truth
from sro_policy.policy import STATUSES, Policy
from sro_policy.policy.misnamed import misnamed
from sro_policy.vocabulary.measured_facts import check_date

_NAMES = ("clause", "rule")
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    "word": get_args(Word),
    "applies": get_args(Truth),
    "broken": get_args(Truth),
}
_LISTS = ("needs", "judged", "flags", "no_flags")
EXPECTED = (*_NAMES, "subject", *_CHOICES, *_LISTS, "due_by")
"""The keys of what is expected of a finding."""


def refuse_unknown(said: Mapping[str, object], keys: Collection[str], place: str) -> None:
    """Refuse a key that is none of these, with the nearest of them.

    Raises :class:`~sro_policy.errors.InputError`.
    """
    for key in said:
        if key not in keys:
            raise InputError(unknown("key", key, keys, otherwise="keys are"), place=place)


@final
class ExpectationReader:
    """Reads expectations by the names of a policy. ``by_word`` lets a word stand for a status."""

    def __init__(self, policy: Policy, *, by_word: bool = False) -> None:
        rules = policy.bind({}).rules
        self._policy = policy
        self._by_word = by_word
        self._rules = [rule.id for rule in rules]
        self._of_clause: dict[str, list[str]] = {}
        for rule in rules:
            self._of_clause.setdefault(rule.clause.id, []).append(rule.id)

    def expectation(self, said: object, place: str) -> Expectation:
        """Return what is expected of a finding.

        Raises :class:`~sro_policy.errors.InputError`, with the place, for what says nothing that can be checked.
        """
        if not isinstance(said, dict):
            raise InputError(f"{quoted(said)} is no object that says what is expected", place=place)
        refuse_unknown(said, EXPECTED, place)
        found: dict[str, Any] = {"name": self._name(said, place), "subject": said.get("subject")}
        if not isinstance(found["subject"], str):
            raise InputError("the `subject` is missing: an act's id, or a part of the case", place=place)
        if "status" not in said and not (self._by_word and "word" in said):
            what = "a `status` or a `word`" if self._by_word else "the `status`"
            raise InputError(f"{what} is missing", place=place)
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
            if isinstance(name, str) and name in (self._of_clause if key == "rule" else self._rules):
                raise InputError(f"{quoted(name)} is a {other}: write `{other}` for `{key}`", place=f"{place}.{key}")
            problem = misnamed(name, self._policy, by_clause=key == "clause") or unknown(key, name, valid)
            if str(name) in valid:  # what YAML reads as a number
                problem += "; this is a number: put it between quotes"
            raise InputError(problem, place=f"{place}.{key}")
        if key == "clause" and len(self._of_clause[name]) > 1:
            several = ", ".join(self._of_clause[name])
            raise InputError(f"clause {quoted(name)} has several rules: {several}", place=f"{place}.clause")
        return name


def _one_of(value: object, valid: Collection[str], place: str) -> str:
    if not isinstance(value, str) or value not in valid:
        hint = nearest(value, valid, otherwise="it is one of")
        raise InputError(f"{quoted(value)} is none of the values{hint}", place=place)
    return value


def _several(value: object, valid: Collection[str], place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InputError(f"{quoted(value)} is no list of names", place=place)
    for index, item in enumerate(value):
        if not isinstance(item, str) or item not in valid:
            raise InputError(unknown("name", item, valid), place=f"{place}[{index}]")
    return tuple(value)


def _day(value: object, place: str) -> str:
    with placed_at(place):
        return check_date(value).isoformat()
