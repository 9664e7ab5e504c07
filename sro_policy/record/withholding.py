"""Withholds what a record says of a student, and shows it again to those who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, TypeAlias

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.evaluation.document import Limits
from sro_policy.record.plain_json import plain_json
from sro_policy.record.reading import RECORD_LIMITS, checked_digest, checked_object, checked_opening, read_record
from sro_policy.record.shape import Committed, Record, committed

Document: TypeAlias = Mapping[str, object] | str | bytes
_VERSION = 1
_MOST_NAMES = 100_000  # of what may have no end


def withhold(
    record: Document, facts: Iterable[str] | None = None, *, reasons: bool = True, limits: Limits = RECORD_LIMITS
) -> Record:
    """Return a record that shows less, with the same digest: commitments in place of values.

    Without ``facts``, every fact that is juvenile or education data is withheld; else those named, of every subject,
    as ``incident.person_age``. ``reasons`` says whether the reasons are withheld too. The grounds of all findings
    always are, for they tell facts. What was withheld is lost unless :func:`openings` kept it before.

    Raises:
        InputError: what is no record, a value that does not fit its commitment (it could never be shown again), and
            a fact that the record has no commitment for.

    """
    said = _sound(record, limits)
    chosen = _chosen(said, facts, reasons=reasons)
    for item in committed(said):
        if _is_chosen(item, chosen, reasons=reasons) or item.path[0] == "grounds":
            item.entry.pop("value", None)
            item.entry.pop("salt", None)
    return said


def openings(
    record: Document, facts: Iterable[str] | None = None, *, reasons: bool = True, limits: Limits = RECORD_LIMITS
) -> Record:
    """Return what opens the commitments of a record: the values that it shows, each with its salt.

    Keep it apart from the record, as the data that it is. Without ``facts`` it opens everything, and whoever has it
    can verify the record in full; with some named, it opens those alone, and the reasons as ``reasons`` says.

    Raises :class:`~sro_policy.errors.InputError` where :func:`withhold` does.
    """
    said = _sound(record, limits)
    chosen = _chosen(said, facts, reasons=reasons)
    everything = facts is None and reasons
    return {
        "openings": _VERSION,
        "record": said["digest"],
        "opened": [
            {"path": list(item.path), "value": item.entry["value"], "salt": item.entry["salt"]}
            for item in committed(said)
            if item.is_shown and (everything or _is_chosen(item, chosen, reasons=reasons))
        ],
    }


def show(record: Document, opened: Document, *, limits: Limits = RECORD_LIMITS) -> Record:
    """Return a record with the values that openings hold, each checked against its commitment.

    Raises :class:`~sro_policy.errors.InputError` for openings of another record, of a place that this one does not
    have, and for a value or salt that does not fit.
    """
    said = read_record(record, limits)
    found = checked_object(plain_json(opened, limits), "", ("openings", "record", "opened"), what="openings")
    if type(found["openings"]) is not int or found["openings"] != _VERSION:
        raise InputError(f"{quoted(found['openings'])} is no version of openings", place="openings")
    if checked_digest(found["record"], "record") != said["digest"]:
        raise InputError(f"these are the openings of another record, {quoted(found['record'])}", place="record")
    if not isinstance(found["opened"], list):
        raise InputError(f"{quoted(found['opened'])} is not a list", place="opened")
    entries = {item.path: item for item in committed(said)}
    for index, item in enumerate(found["opened"]):
        place = f"opened[{index}]"
        opening = checked_object(item, place, ("path", "value", "salt"))
        checked_opening(opening, place)
        _open(entries, opening, place)
    return said


def _open(entries: Mapping[tuple[Any, ...], Committed], opening: Record, place: str) -> None:
    path = opening["path"]
    if not isinstance(path, list) or not all(isinstance(step, str) for step in path):
        raise InputError(f"{quoted(path)} is not a list of names", place=f"{place}.path")
    closed = entries.get(tuple(path))
    if closed is None:
        raise InputError("the record has no commitment there", place=f"{place}.path")
    shown = Committed(closed.place, closed.path, {**closed.entry, "value": opening["value"], "salt": opening["salt"]})
    if not shown.fits:
        raise InputError(f"does not fit the commitment at `{closed.place}`", place=place)
    closed.entry.update(shown.entry)


def _sound(record: Document, limits: Limits) -> Record:
    said = read_record(record, limits)
    for item in committed(said):
        if item.is_shown and not item.fits:
            raise InputError("the value does not fit its commitment: this record was changed", place=item.place)
    return said


def _chosen(record: Record, facts: Iterable[str] | None, *, reasons: bool) -> set[str]:
    if not isinstance(reasons, bool):
        raise InputError(f"{quoted(reasons)} is not true or false", place="reasons")
    sensitive = {item.entry["fact"] for item in committed(record) if item.path[0] == "facts"}
    if facts is None:
        return sensitive
    chosen = set(_names(facts))
    for name in sorted(chosen - sensitive):
        hint = nearest(name, sensitive)
        raise InputError(f"no fact {quoted(name)} stands behind a commitment in this record{hint}", place="facts")
    return chosen


def _names(facts: Iterable[str]) -> list[str]:
    if isinstance(facts, str | bytes):
        raise InputError(f"{quoted(facts)} is one name: give a list of names", place="facts")
    try:
        found = list(islice(facts, _MOST_NAMES))
    except TypeError:
        raise InputError(f"{quoted(facts)} is not a list of names", place="facts") from None
    for index, name in enumerate(found):
        if not isinstance(name, str):
            raise InputError(f"{quoted(name)} is no name: names are text", place=f"facts[{index}]")
    return found


def _is_chosen(item: Committed, chosen: set[str], *, reasons: bool) -> bool:
    kind, _, name = item.path
    return (kind == "facts" and name in chosen) or (kind == "reasons" and reasons)
