"""From records or plain dicts to a checked snapshot. Both pass through here, so both are checked alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, final

import attrs
import cattrs
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.records import Act, Contract, Incident, Officer, Program
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.vocabulary import Fact, Raw, Vocabulary
from sro_policy.vocabulary.facts import check_date

_RECORDS: dict[str, type[Any]] = {
    "officer": Officer,
    "incident": Incident,
    "act": Act,
    "contract": Contract,
    "program": Program,
}
_PARTS = ("officer", "incident", "contract", "program")
_KEYS = ("as_of", "event", "officer", "incident", "acts", "contract", "program", "reasons", "settings")
_LONGEST_NAME = 200
_LONGEST_TEXT = 20_000


def _text(value: object, place: str, longest: int) -> str:
    if not isinstance(value, str):
        raise InputError(f"{quoted(value)} is not text", place=place)
    if len(value) > longest:
        raise InputError(f"a text of {len(value)} characters; the limit is {longest}", place=place)
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise InputError(f"{quoted(value)} holds half a character (a lone surrogate)", place=place)
    return value


def _plain(value: object) -> object:
    """Turn a typed record into what a document would hold."""
    kind: type[Any] = type(value)
    if attrs.has(kind):
        return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(kind)}
    return value


@final
class Structurer:
    """Checks cases against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._facts = {subject: {f.name: f for f in vocabulary.of(subject)} for subject in _RECORDS}
        converter = cattrs.Converter(detailed_validation=False, forbid_extra_keys=True)
        self._structure: dict[str, Callable[[Any, Any], Any]] = {}
        for subject, record in _RECORDS.items():
            hooks: dict[str, Any] = {
                name: override(struct_hook=self._hook(fact)) for name, fact in self._facts[subject].items()
            }
            self._structure[subject] = make_dict_structure_fn(
                record, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False, **hooks
            )

    @staticmethod
    def _hook(fact: Fact) -> Callable[[object, object], Raw | None]:
        def check(value: object, _type: object) -> Raw | None:
            if value is None:
                return None
            try:
                return fact.check(value)
            except InputError as error:
                raise InputError(error.problem, place=f".{fact.name}{error.place}") from None

        return check

    def snapshot(self, case: object, limits: Limits, as_of: dt.date | str | None = None) -> Snapshot:
        """Return the checked case.

        Raises :class:`~sro_policy.errors.InputError` with the place and what is wrong there.
        """
        document = _plain(case)
        if not isinstance(document, Mapping):
            raise InputError("a case is an object with parts such as `officer`, `incident` and `acts`")
        for key in document:
            if key not in _KEYS:
                raise InputError(f"unknown part {quoted(key)}{nearest(str(key), _KEYS)}")
        today = self._day(document.get("as_of"), as_of)
        parts = {
            part: known
            for part in _PARTS
            if document.get(part) is not None and (known := self._part(part, document[part], part))
        }
        acts = self._acts(document.get("acts"), limits)
        event = document.get("event")
        self._dates(today, parts)
        return Snapshot(
            as_of=today,
            event=None if event is None else _text(event, "event", _LONGEST_NAME),
            parts=parts,
            acts=acts,
            reasons=self._texts(document.get("reasons"), "reasons"),
            settings=self._texts(document.get("settings"), "settings"),
        )

    @staticmethod
    def _day(said: object, asked: dt.date | str | None) -> dt.date | None:
        value = said if asked is None else asked
        if value is None:
            return None
        try:
            return check_date(value)
        except InputError as error:
            raise InputError(error.problem, place="as_of") from None

    @staticmethod
    def _texts(value: object, place: str) -> dict[str, str]:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise InputError(f"{quoted(value)} is not an object of texts", place=place)
        return {
            _text(key, place, _LONGEST_NAME): _text(item, f"{place}.{key}", _LONGEST_TEXT)
            for key, item in value.items()
        }

    def _part(self, subject: str, value: object, place: str) -> dict[str, Raw]:
        if not isinstance(value, Mapping):
            raise InputError(f"{quoted(value)} is not an object of facts", place=place)
        facts = self._facts[subject]
        try:
            record = self._structure[subject](value, _RECORDS[subject])
        except InputError as error:
            raise InputError(error.problem, place=f"{place}{error.place}") from None
        except ForbiddenExtraKeysError as error:
            self._unknown(error.extra_fields, facts, place)
        return {fact.key: raw for name, fact in facts.items() if (raw := getattr(record, name)) not in (None, ())}

    @staticmethod
    def _unknown(extra: set[str], facts: Mapping[str, Fact], place: str) -> NoReturn:
        name = min(extra, key=str)
        raise InputError(f"unknown fact {quoted(name)}{nearest(str(name), facts)}", place=place)

    def _acts(self, value: object, limits: Limits) -> dict[str, dict[str, Raw]]:
        if value is None:
            return {}
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise InputError(f"{quoted(value)} is not a list of acts", place="acts")
        if len(value) > limits.acts:
            raise InputError(f"{len(value)} acts; the limit is {limits.acts}", place="acts")
        acts: dict[str, dict[str, Raw]] = {}
        for index, item in enumerate(value):
            place = f"acts[{index}]"
            act = _plain(item)
            if not isinstance(act, Mapping):
                raise InputError(f"{quoted(act)} is not an object of facts", place=place)
            name = act.get("id")
            if name is None:
                raise InputError("an act needs an `id` of its own", place=place)
            name = _text(name, f"{place}.id", _LONGEST_NAME)
            if not name or not name.isprintable():
                raise InputError(f"{quoted(name)} is no id: use printable characters", place=f"{place}.id")
            if name in _PARTS:
                raise InputError(f"`{name}` names a part of the case, so no act can be called so", place=f"{place}.id")
            if name in acts:
                raise InputError(f"the id {quoted(name)} stands twice", place=f"{place}.id")
            acts[name] = self._part("act", act, place)
        return acts

    @staticmethod
    def _dates(today: dt.date | None, parts: Mapping[str, Mapping[str, Raw]]) -> None:
        if today is None:
            return
        for known in parts.values():
            for key, value in known.items():
                if isinstance(value, dt.date) and value > today:
                    raise InputError(f"`{value}` lies after the day of reference, `{today}`", place=key)
