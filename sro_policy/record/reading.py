"""Checks that a value is a record: the shape alone, and not yet what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sro_policy.errors import InputError, nearest, quoted, unknown
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.evaluation.structure import LONGEST_NAME, LONGEST_TEXT
from sro_policy.record.plain_json import inside, plain_json
from sro_policy.record.shape import CONCLUSION, KEYS, PARTS, VERSION, Record

RECORD_LIMITS = Limits(document_bytes=64_000_000, acts=DEFAULT_LIMITS.acts, nesting=DEFAULT_LIMITS.nesting)
"""Those of a case, but for its size: the record of a thousand acts has ten thousand findings."""

_is_digest = re.compile(r"sha256:[0-9a-f]{64}").fullmatch
_is_salt = re.compile(r"[0-9a-f]{64}").fullmatch


def read_record(content: Mapping[str, object] | str | bytes, limits: Limits = RECORD_LIMITS) -> Record:
    """Return a record as plain values: a copy that has the shape of one.

    Raises :class:`~sro_policy.errors.InputError`, with the place, for anything that is none.
    """
    if not isinstance(limits, Limits):
        raise InputError(f"{quoted(limits)} is no `Limits`", place="limits")
    value = plain_json(content, limits)
    if isinstance(value, dict) and type(value.get("record")) is int and value["record"] != VERSION:
        raise InputError(f"a record of version {value['record']}; this library reads version {VERSION}", place="record")
    record = checked_object(value, "", KEYS, what="a record")
    if type(record["record"]) is not int:
        raise InputError(f"{quoted(record['record'])} is no version of records", place="record")
    for name in ("library", "engine"):
        _texts(checked_object(record[name], name, ("name", "version")), name)
    policy = checked_object(record["policy"], "policy", ("number", "edition", "digest"))
    _texts(policy, "policy")
    checked_digest(policy["digest"], "policy.digest")
    _texts(_any_object(record["settings"], "settings"), "settings")
    for name in ("as_of", "event"):
        if record[name] is not None:
            _text(record[name], name, LONGEST_NAME)
    subjects = _subjects(record["acts"], limits.acts)
    _facts(record["facts"], subjects)
    _reasons(record["reasons"])
    _findings(record["findings"])
    for index, entry in enumerate(_list(record["checklist"], "checklist")):
        place = f"checklist[{index}]"
        _texts(checked_object(entry, place, ("clause", "subject", "known")), place)
    if record["previous"] is not None:
        checked_digest(record["previous"], "previous")
    for name in ("result", "digest"):
        checked_digest(record[name], name)
    return record


def checked_digest(value: object, place: str) -> str:
    """Return a digest.

    Raises :class:`~sro_policy.errors.InputError` for what is not written as one.
    """
    if type(value) is not str or not _is_digest(value):
        raise InputError(f"{quoted(value)} is no digest; one is `sha256:` and 64 hexadecimal digits", place=place)
    return value


def checked_object(
    value: object, place: str, needed: Iterable[str], allowed: Iterable[str] = (), *, what: str = "an object"
) -> Record:
    """Return an object that has the names that are needed, and no others than those and the ones allowed.

    Raises :class:`~sro_policy.errors.InputError` for any other value.
    """
    found = _any_object(value, place, what)
    names = [*needed, *allowed]
    for name in found:
        if name not in names:
            raise InputError(unknown("key", name, names), place=place)
    for name in needed:
        if name not in found:
            raise InputError(f"`{name}` is missing", place=place)
    return found


def checked_opening(entry: Record, place: str) -> None:
    """Refuse a value without its salt, a salt without its value, and a salt that is not written as one."""
    if ("value" in entry) != ("salt" in entry):
        raise InputError("a value and its salt are shown or withheld together", place=place)
    if "salt" in entry and (type(entry["salt"]) is not str or not _is_salt(entry["salt"])):
        raise InputError(f"{quoted(entry['salt'])} is no salt; one is 64 hexadecimal digits", place=f"{place}.salt")


def _any_object(value: object, place: str, what: str = "an object") -> Record:
    if not isinstance(value, dict):
        raise InputError(f"{quoted(value)} is not {what}", place=place)
    return value


def _list(value: object, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{quoted(value)} is not a list", place=place)
    return value


def _text(value: object, place: str, longest: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str):
        raise InputError(f"{quoted(value)} is not text", place=place)
    if len(value) > longest:
        raise InputError(f"a text of {len(value)} characters; the limit is {longest}", place=place)
    return value


def _texts(found: Mapping[str, object], place: str) -> None:
    for name, value in found.items():
        _text(value, inside(place, name))


def _refuse_twice(taken: set[tuple[str, ...]], name: tuple[str, ...], place: str) -> None:
    if name in taken:
        raise InputError(f"{quoted(name[-1])} stands twice", place=place)
    taken.add(name)


def _subjects(value: object, most: int) -> dict[str, str]:
    """Return the kind of each subject of which the record can hold facts."""
    acts = _list(value, "acts")
    if len(acts) > most:
        raise InputError(f"more acts than the limit of {most}", place="acts")
    taken: set[tuple[str, ...]] = {(part,) for part in PARTS}
    for index, act in enumerate(acts):
        _refuse_twice(taken, (_text(act, f"acts[{index}]", LONGEST_NAME),), f"acts[{index}]")
    return {**dict.fromkeys(acts, "act"), **{part: part for part in PARTS}}


def _facts(value: object, subjects: Mapping[str, str]) -> None:
    taken: set[tuple[str, ...]] = set()
    for index, item in enumerate(_list(value, "facts")):
        place = f"facts[{index}]"
        entry = checked_object(item, place, ("subject", "fact"), ("value", "salt", "commitment"))
        subject, fact = _text(entry["subject"], f"{place}.subject"), _text(entry["fact"], f"{place}.fact")
        if subject not in subjects:
            hint = nearest(subject, subjects)
            raise InputError(f"the record has no subject {quoted(subject)}{hint}", place=f"{place}.subject")
        if fact.partition(".")[0] != subjects[subject]:
            raise InputError(f"{quoted(fact)} is no fact of {quoted(subject)}", place=f"{place}.fact")
        _refuse_twice(taken, (subject, fact), place)
        if "commitment" in entry:
            _committed(entry, place)
        else:
            checked_object(item, place, ("subject", "fact", "value"))


def _committed(entry: Record, place: str) -> None:
    checked_digest(entry["commitment"], f"{place}.commitment")
    checked_opening(entry, place)


def _reasons(value: object) -> None:
    taken: set[tuple[str, ...]] = set()
    for index, item in enumerate(_list(value, "reasons")):
        place = f"reasons[{index}]"
        entry = checked_object(item, place, ("rule", "subject", "commitment"), ("value", "salt"))
        _committed(entry, place)
        if "value" in entry:
            _text(entry["value"], f"{place}.value")
        names = (_text(entry["subject"], f"{place}.subject"), _text(entry["rule"], f"{place}.rule"))
        _refuse_twice(taken, names, place)


def _findings(value: object) -> None:
    taken: set[tuple[str, ...]] = set()
    for index, item in enumerate(_list(value, "findings")):
        place = f"findings[{index}]"
        finding = checked_object(item, place, (*CONCLUSION, "grounds"))
        names = (_text(finding["subject"], f"{place}.subject"), _text(finding["rule"], f"{place}.rule"))
        _refuse_twice(taken, names, place)
        grounds = checked_object(finding["grounds"], f"{place}.grounds", ("commitment",), ("value", "salt"))
        _committed(grounds, f"{place}.grounds")
