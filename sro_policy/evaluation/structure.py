"""From records or plain dicts to a checked snapshot. Both pass through here, so both are checked alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, final

import attrs
import cattrs
from cattrs.fns import identity
from cattrs.gen import make_dict_unstructure_fn, override

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.plain import plain_list, plain_object, plain_text, plain_value
from sro_policy.evaluation.records import Act, Case, Contract, Incident, Officer, Program
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.vocabulary import DateFact, Fact, Raw, Vocabulary
from sro_policy.vocabulary.facts import check_date

_RECORDS: dict[str, type[Any]] = {
    "officer": Officer,
    "incident": Incident,
    "contract": Contract,
    "program": Program,
    "act": Act,
}
_PARTS = ("officer", "incident", "contract", "program")
_KEYS = ("as_of", "event", "officer", "incident", "acts", "contract", "program", "reasons", "settings")
_LONGEST_NAME = 200
_LONGEST_KEY = 300  # of a reason, which holds the name of an act
_LONGEST_TEXT = 20_000

_is_written_date = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
_half = re.compile("[\ud800-\udfff]").search

_Check: TypeAlias = Callable[[object], Raw]


def _fields_of(record: type[Any]) -> Callable[[Any], dict[str, object]]:
    as_they_are = {field.name: override(unstruct_hook=identity) for field in attrs.fields(record)}
    return make_dict_unstructure_fn(record, cattrs.Converter(), **as_they_are)  # type: ignore[arg-type]


_FIELDS = tuple((record, _fields_of(record)) for record in (Case, *_RECORDS.values()))
"""For each typed record, what reads its fields, written by cattrs. Their values are checked as any others are."""


def _object(value: object, place: str, record: type[Any], what: str) -> dict[str, object]:
    """Return the names and values of a mapping or of the record that belongs here; a copy, and its own."""
    found = plain_object(value, place)
    if found is not None:
        return found
    for kind, fields in _FIELDS:
        if type(value) is not kind:
            continue
        if kind is not record:
            raise InputError(f"`{kind.__name__}` stands where `{record.__name__}` belongs", place=place)
        try:
            return {name: said for name, said in fields(value).items() if said is not None}
        except AttributeError:
            raise InputError(f"a `{kind.__name__}` that was never filled in", place=place) from None
    raise InputError(f"{quoted(value)} is not {what}", place=place)


def _refuse_unknown(names: Iterable[str], valid: Iterable[str], what: str, place: str) -> None:
    """Refuse the first unknown name, first in the alphabet and not as given: the order of keys says nothing."""
    known = list(valid)
    strangers = [name for name in names if name not in known]
    if strangers:
        name = min(strangers)
        raise InputError(f"unknown {what} {quoted(name)}{nearest(name, known)}", place=place)


def _text(value: object, place: str, longest: int) -> str:
    text = plain_text(value)
    if text is None:
        raise InputError(f"{quoted(value)} is not text", place=place)
    if len(text) > longest:
        raise InputError(f"a text of {len(text)} characters; the limit is {longest}", place=place)
    if not text.isascii() and _half(text):
        raise InputError(f"{quoted(text)} holds half a character (a lone surrogate)", place=place)
    return text


def _texts(value: object, place: str) -> dict[str, str]:
    if value is None:
        return {}
    found = plain_object(value, place)
    if found is None:
        raise InputError(f"{quoted(value)} is not an object of texts", place=place)
    return {
        _text(key, place, _LONGEST_KEY): _text(item, f"{place}.{key}", _LONGEST_TEXT) for key, item in found.items()
    }


def _date(value: object) -> dt.date:
    if type(value) is str and not _is_written_date(value):
        raise InputError(f"{quoted(value)} is not a date written YYYY-MM-DD")
    return check_date(value)


def _check_of(fact: Fact) -> _Check:
    if not isinstance(fact, DateFact):
        return fact.check
