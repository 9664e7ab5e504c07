"""From a decision and the case that it was made on to a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import metadata
from typing import Any

from sro_policy.decision import Decision, EngineName, Finding
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.record.commitments import Path, checked_key, commitment, key_for, salt_for
from sro_policy.record.reading import checked_digest
from sro_policy.record.shape import GROUNDS, VERSION, Record, committed, digest_of, result_of
from sro_policy.version import __version__
from sro_policy.vocabulary import Fact, Raw, Vocabulary


def record_of(
    decision: Decision, snapshot: Snapshot, vocabulary: Vocabulary, *, previous: str | None, key: bytes | None
) -> Record:
    """Return the record of a decision; see :meth:`sro_policy.Decision.record`."""
    secret = checked_key(key)
    record = draft(decision, snapshot, vocabulary)
    record["previous"] = None if previous is None else checked_digest(previous, "previous")
    own = key_for(secret, record)
    commit(record, lambda path: salt_for(own, path))
    record["result"] = result_of(record)
    record["digest"] = digest_of(record)
    return record


def draft(decision: Decision, snapshot: Snapshot, vocabulary: Vocabulary) -> Record:
    """Return a record without salts, commitments and digests, and with no record before it."""
    return {
        "record": VERSION,
        "library": library(),
        "engine": engine(decision.engine),
        "policy": dict(decision.policy),
        "settings": dict(decision.settings),
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "event": snapshot.event,
        "acts": list(snapshot.acts),
        "facts": list(_facts(snapshot, vocabulary)),
        "reasons": list(_reasons(snapshot.reasons)),
        "findings": [_finding(finding) for finding in decision.findings],
        "checklist": [entry.to_json() for entry in decision.checklist],
        "previous": None,
    }


def commit(record: Record, salt_of: Callable[[Path], str]) -> None:
    """Give each value that stands behind a commitment its salt and its commitment."""
    for item in committed(record):
        salt = salt_of(item.path)
        item.entry["salt"] = salt
        item.entry["commitment"] = commitment(salt, item.path, item.entry["value"])


def library() -> dict[str, str]:
    """Return name and version of this library."""
    return {"name": "sro-policy", "version": __version__}


@lru_cache(maxsize=1)
def _durable_version() -> str:
    try:
        return metadata.version("durable-rules")
    except metadata.PackageNotFoundError:  # it was put beside the program without its metadata
        return "unknown"


def engine(name: EngineName) -> dict[str, str]:
    """Return name and version of an engine: of durable-rules its own, of the others that of this library."""
    return {"name": name, "version": _durable_version() if name == "durable" else __version__}


def _facts(snapshot: Snapshot, vocabulary: Vocabulary) -> Iterator[Record]:
    for part, known in snapshot.parts.items():
        yield from _of_subject(part, known, vocabulary.of(part))
    acts = vocabulary.of("act")
    for act, known in snapshot.acts.items():
        yield from _of_subject(act, known, acts)


def _of_subject(subject: str, known: Mapping[str, Raw], facts: tuple[Fact, ...]) -> Iterator[Record]:
    """Yield what is known; of sensitive facts also that they are not, so that what is withheld does not tell which."""
    for fact in facts:
        entry: Record = {"subject": subject, "fact": fact.key, "value": _plain(known.get(fact.key))}
        if fact.sensitivity != "none":
            yield entry | {"salt": "", "commitment": ""}
        elif fact.key in known:
            yield entry


def _plain(value: Raw | None) -> object:
    if isinstance(value, tuple):
        return dict(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _reasons(reasons: Mapping[str, str]) -> Iterator[Record]:
    for key, text in reasons.items():
        rule, _, subject = key.partition("@")
        yield {"rule": rule, "subject": subject, "value": text, "salt": "", "commitment": ""}


def _finding(finding: Finding) -> Record:
    said: dict[str, Any] = finding.to_json()
    grounds = {name: said.pop(name) for name in GROUNDS}
    return said | {"grounds": {"value": grounds, "salt": "", "commitment": ""}}
