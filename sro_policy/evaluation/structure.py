"""From records or plain dicts to a checked snapshot. Both pass through here, so both are checked alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, final

import attrs
import cattrs
from cattrs.fns import identity
from cattrs.gen import make_dict_unstructure_fn, override

from sro_policy.errors import InputError, PolicyError, quoted, unknown
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.plain import plain_list, plain_object, plain_text, plain_value
from sro_policy.evaluation.records import Act, Case, Contract, Incident, Officer, Program
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.vocabulary import PARTS, DateFact, Fact, Raw, Vocabulary
from sro_policy.vocabulary.measured_facts import check_date

_RECORDS: dict[str, type[Any]] = {
    "case": Case,
    "officer": Officer,
    "incident": Incident,
    "act": Act,
    "contract": Contract,
    "program": Program,
}
CASE_KEYS = ("as_of", "event", "officer", "incident", "acts", "contract", "program", "reasons", "settings")
"""What a case can say."""
_IN_A_CASE = frozenset(CASE_KEYS)

LONGEST_NAME = 200
"""Characters of an id of an act or an event."""
LONGEST_KEY = 300
"""Characters of the key of a reason, which holds the id of an act."""
LONGEST_TEXT = 20_000
"""Characters of a reason."""

_is_written_date = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
_half = re.compile("[\ud800-\udfff]").search


_CONVERTER = cattrs.Converter()


def _fields_of(record: type[Any]) -> Callable[[Any], dict[str, object]]:
    as_they_are = {field.name: override(unstruct_hook=identity) for field in attrs.fields(record)}
    return make_dict_unstructure_fn(record, _CONVERTER, **as_they_are)  # type: ignore[arg-type]


_FIELDS = {subject: (record, _fields_of(record)) for subject, record in _RECORDS.items()}
"""For each typed record, what reads its fields, written by cattrs. Their values are checked as any others are."""


def _object(value: object, place: str, subject: str, what: str) -> dict[str, object]:
    """Return the names and values of a mapping, or of the record that belongs here: a copy, and its own."""
    if type(value) is not dict:
        for other, (record, fields) in _FIELDS.items():
            if type(value) is record:
                if other != subject:
                    wanted = _RECORDS[subject].__name__
                    raise InputError(f"`{record.__name__}` stands where `{wanted}` belongs", place=place)
                return _said_in(value, fields, place)
    found = plain_object(value, place)
    if found is None:
        raise InputError(f"{quoted(value)} is not {what}", place=place)
    return found


def _said_in(record: object, fields: Callable[[Any], dict[str, object]], place: str) -> dict[str, object]:
    try:
        return {name: said for name, said in fields(record).items() if said is not None}
    except AttributeError:
        raise InputError(f"this `{type(record).__name__}` was never filled in", place=place) from None


def _text(value: object, place: str, longest: int) -> str:
    text = plain_text(value)
    if text is None:
        raise InputError(f"{quoted(value)} is not text", place=place)
    if len(text) > longest:
        raise InputError(f"a text of {len(text)} characters; the limit is {longest}", place=place)
    if not text.isascii() and _half(text):
        raise InputError(f"{quoted(text)} holds half a character (a lone surrogate)", place=place)
    return text


def texts(value: object, place: str) -> dict[str, str]:
    """Return a copy of an object of texts, such as settings; what is unknown is empty."""
    if value is None:
        return {}
    found = plain_object(value, place)
    if found is None:
        raise InputError(f"{quoted(value)} is not an object of texts", place=place)
    return {
        _text(key, place, LONGEST_KEY): _text(item, f"{place}.{key}", LONGEST_TEXT)
        for key, item in sorted(found.items())
    }


def _date(value: object) -> dt.date:
    if type(value) is str:
        if not _is_written_date(value):
            raise InputError(f"{quoted(value)} is not a date written YYYY-MM-DD")
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass  # in no calendar, which is worded where dates are declared
    return check_date(value)


def _day(value: object) -> dt.date | None:
    if value is None:
        return None
    try:
        return _date(plain_value(value, "as_of"))
    except InputError as error:
        raise InputError(error.problem, place="as_of") from None


def _check_of(fact: Fact) -> Callable[[object], Raw]:
    if not isinstance(fact, DateFact):
        return fact.check
    return lambda value: _date(value) if type(value) is str else fact.check(value)


def _refuse_missing_field(facts: Iterable[Fact], record: type[Any]) -> None:
    fields = attrs.fields_dict(record)
    for fact in facts:
        if fact.name not in fields:
            fix = "run `python -m sro_policy.evaluation.generate_records`"
            raise PolicyError(f"`{record.__name__}` has no field for `{fact.key}`: {fix}")


def _refuse_later(today: dt.date, parts: Mapping[str, Mapping[str, Raw]]) -> None:
    for known in parts.values():
        for key, value in known.items():
            if type(value) is dt.date and value > today:
                raise InputError(f"`{value}` lies after the day of reference, `{today}`", place=key)


@final
class Structurer:
    """Checks cases against one vocabulary.

    Raises :class:`~sro_policy.errors.PolicyError` for a fact that the typed records have no field for.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        facts = {subject: vocabulary.of(subject) for subject in (*PARTS, "act")}
        for subject, own in facts.items():
            _refuse_missing_field(own, _RECORDS[subject])
        self._names = {subject: frozenset(fact.name for fact in own) for subject, own in facts.items()}
        self._checks = {subject: [(f.name, f.key, _check_of(f)) for f in own] for subject, own in facts.items()}

    def snapshot(self, case: object, limits: Limits, as_of: dt.date | str | None = None) -> Snapshot:
        """Return the checked case. A day that is given beside the case goes before the case's own.

        Raises :class:`~sro_policy.errors.InputError` with the place and what is wrong there.
        """
        said = _object(case, "", "case", "a case: an object with parts such as `officer`, `incident` and `acts`")
        if not said.keys() <= _IN_A_CASE:
            self._refuse_part(min(said.keys() - _IN_A_CASE))
        own, asked = _day(said.get("as_of")), _day(as_of)
        today = own if asked is None else asked
        event = said.get("event")
        parts = {part: known for part in PARTS if (known := self._part(part, said.get(part)))}
        acts = self._acts(said.get("acts"), limits.acts)
        if today is not None:
            _refuse_later(today, parts)
        return Snapshot(
            as_of=today,
            event=None if event is None else _text(event, "event", LONGEST_NAME),
            parts=parts,
            acts=acts,
            reasons=_reasons(said.get("reasons")),
            settings=texts(said.get("settings"), "settings"),
        )

    def _refuse_part(self, name: str) -> NoReturn:
        """Refuse what is no part of a case; of a fact that stands beside the parts say where it belongs."""
        owners = [subject for subject, names in self._names.items() if name in names]
        if not owners:
            raise InputError(unknown("part", name, CASE_KEYS))
        where = " or ".join("an act" if owner == "act" else f"`{owner}`" for owner in owners)
        raise InputError(f"{quoted(name)} is no part of a case: it is a fact of {where}")

    def _part(self, subject: str, value: object) -> dict[str, Raw]:
        if value is None:
            return {}
        return self._known(subject, _object(value, subject, subject, "an object of facts"), subject)

    def _known(self, subject: str, said: dict[str, object], place: str) -> dict[str, Raw]:
        """Return what is known of a subject, in the order of declaration."""
        if not said.keys() <= self._names[subject]:
            # The first in the alphabet and not as given: the order of keys says nothing.
            name = min(said.keys() - self._names[subject])
            raise InputError(unknown("fact", name, self._names[subject]), place=place)
        known: dict[str, Raw] = {}
        for name, key, check in self._checks[subject]:
            value = said.get(name)
            if value is None:
                continue
            if type(value) is not bool and type(value) is not str:
                value = plain_value(value, f"{place}.{name}")
            try:
                raw = check(value)
            except InputError as error:
                inside = "" if type(value) is frozenset else error.place  # a set has no first member
                raise InputError(error.problem, place=f"{place}.{name}{inside}") from None
            if raw != ():
                known[key] = raw
        return known

    def _acts(self, value: object, most: int) -> dict[str, dict[str, Raw]]:
        items = () if value is None else plain_list(value, "acts", most + 1)
        if items is None:
            raise InputError(f"{quoted(value)} is not a list of acts", place="acts")
        if len(items) > most:
            raise InputError(f"more acts than the limit of {most}", place="acts")
        acts: dict[str, dict[str, Raw]] = {}
        for index, item in enumerate(items):
            place = f"acts[{index}]"
            said = _object(item, place, "act", "an object of facts")
            name = _id(said.pop("id", None), place)
            if name in acts:
                raise InputError(f"the id {quoted(name)} stands twice", place=f"{place}.id")
            acts[name] = self._known("act", said, place)
        return acts


def _id(value: object, act: str) -> str:
    if value is None:
        raise InputError("an act needs an `id` of its own", place=act)
    place = f"{act}.id"
    name = _text(value, place, LONGEST_NAME)
    if not name:
        raise InputError("an empty `id` names nothing", place=place)
    if not name.isprintable():
        raise InputError(f"{quoted(name)} is no id: use printable characters", place=place)
    if name.strip() != name:
        raise InputError(f"{quoted(name)} begins or ends with a space, which nobody would see", place=place)
    if name in PARTS:
        raise InputError(f"`{name}` names a part of the case, so no act can be called so", place=place)
    return name


def _reasons(value: object) -> dict[str, str]:
    reasons = texts(value, "reasons")
    for key, text in reasons.items():
        if not text or text.isspace():
            raise InputError("an empty reason says nothing: leave it out", place=f"reasons.{key}")
    return reasons
