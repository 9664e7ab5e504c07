"""What is kept of a decision that was approved: of each finding what a reviewer decides on, and no text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from sro_policy.decision import CONCLUSIONS, Decision
from sro_policy.errors import InputError, placed_in, quoted, unknown
from sro_policy.evaluation.document import Limits, read_document_file

_TOLD_BY = ("rule", "subject")
_LIMITS = Limits(document_bytes=16_000_000)

Kept: TypeAlias = "dict[tuple[str, str], Mapping[str, Any]]"
"""What is kept of each finding, by rule and subject."""


def approved_findings(decision: Decision) -> Kept:
    """Return what is kept of a decision, as plain JSON values by rule and subject."""
    found: Kept = {}
    for finding in decision.findings:
        said = finding.to_json()
        found[finding.rule, finding.subject] = {key: said[key] for key in CONCLUSIONS}
    return found


def written(kept: Kept) -> str:
    """Return the text of a file of approved findings: one line for each, so that reviews show what changed."""
    lines = [
        json.dumps({"rule": rule, "subject": subject, **said}, ensure_ascii=False)
        for (rule, subject), said in kept.items()
    ]
    return '{"findings": [\n' + ",\n".join(lines) + "\n]}\n"


def read_approved(path: Path) -> Kept:
    """Return what a file of approved findings holds.

    Raises :class:`~sro_policy.errors.InputError`, with the file and the place in it, for one that cannot be read or
    holds something else.
    """
    with placed_in(str(path)):
        try:
            return _kept(read_document_file(path, _LIMITS))
        except InputError as error:
            problem = f"{error.problem}; delete the file, and approve the case again"
            raise InputError(problem, place=error.place) from None


def _kept(said: object) -> Kept:
    if not isinstance(said, dict) or said.keys() != {"findings"} or not isinstance(said["findings"], list):
        raise InputError("these are no approved findings")
    found: Kept = {}
    for index, item in enumerate(said["findings"]):
        place = f"findings[{index}]"
        if not isinstance(item, dict):
            raise InputError(f"{quoted(item)} is no finding", place=place)
        _refuse_keys(item, place)
        key = (item["rule"], item["subject"])
        if key in found:
            raise InputError(f"{quoted('@'.join(key))} stands twice", place=place)
        found[key] = {field: item[field] for field in CONCLUSIONS}
    return found


def _refuse_keys(item: Mapping[str, Any], place: str) -> None:
    keys = (*_TOLD_BY, *CONCLUSIONS)
    for key in item:
        if key not in keys:
            raise InputError(unknown("key", key, keys), place=place)
    for key in keys:
        if key not in item:
            raise InputError(f"the key `{key}` is missing", place=place)
        value = item[key]
        if key == "needs":
            fits = isinstance(value, list) and _are_texts(value)
        elif key == "due_by":
            fits = value is None or (isinstance(value, str) and value != "")
        else:
            fits = isinstance(value, str) and value != ""
        if not fits:
            raise InputError(f"{quoted(value)} cannot be", place=f"{place}.{key}")


def _are_texts(items: Iterable[object]) -> bool:
    return all(isinstance(item, str) for item in items)
