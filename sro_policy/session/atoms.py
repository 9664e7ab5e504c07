"""What is known, one value at a time: the smallest pieces that can be learned, corrected and withdrawn.

Of a set such as purposes each member is a piece of its own. Beside facts there are moments, reasons, the day of
reference, and that there is an act at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sro_policy.errors import InputError
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.vocabulary import PARTS, Raw, SetFact, Vocabulary

if TYPE_CHECKING:
    from typing import TypeAlias

Value: TypeAlias = "bool | int | str | dt.date"

CASE: Final = ""
"""The subject of what belongs to no part."""
AS_OF: Final = "as_of"
MOMENT: Final = "moment"
REASON: Final = "reason"
ACT: Final = "act"
"""That there is this act; its value is ``True``."""


class Atom(NamedTuple):
    """Where a value belongs: to a part or an act, by its id; to a fact, by its key; to a member of it, or a rule."""

    subject: str
    fact: str
    member: str = ""


Known: TypeAlias = "Mapping[Atom, Value]"


def atoms_of(snapshot: Snapshot) -> Iterator[tuple[Atom, Value]]:
    """Yield what a snapshot knows.

    Raises :class:`~sro_policy.errors.InputError` for a reason of which the key does not say what it is about.
    """
    if snapshot.as_of is not None:
        yield Atom(CASE, AS_OF), snapshot.as_of
    for subject, facts in snapshot.parts.items():
        yield from _of_facts(subject, facts)
    for act, facts in snapshot.acts.items():
        yield Atom(act, ACT), True
        yield from _of_facts(act, facts)
    for key, text in snapshot.reasons.items():
        yield reason_at(key), text


def reason_at(key: str) -> Atom:
    """Return where the reason with a key belongs. The id of an act may hold an ``@``, and that of a rule does not.

    Raises :class:`~sro_policy.errors.InputError` for a key without one.
    """
    rule, at, subject = key.partition("@")
    if not at:
        raise InputError("a reason is keyed by rule and subject, `rule@subject`", place=f"reasons.{key}")
    return Atom(subject, REASON, rule)


def _of_facts(subject: str, facts: Mapping[str, Raw]) -> Iterator[tuple[Atom, Value]]:
    for key, raw in facts.items():
        if isinstance(raw, tuple):
            for member, belongs in raw:
                yield Atom(subject, key, member), belongs
        else:
            yield Atom(subject, key), raw


def snapshot_of(known: Known, vocabulary: Vocabulary, event: str | None, settings: Mapping[str, str]) -> Snapshot:
    """Return what is known as the snapshot that is judged, its facts in the order of declaration."""
    facts: dict[str, dict[str, dict[str, Value]]] = {}
    acts: list[str] = []
    reasons: dict[str, str] = {}
    as_of: dt.date | None = None
    for (subject, fact, member), value in known.items():
        if fact == ACT:
            acts.append(subject)
        elif fact == REASON:
            reasons[f"{member}@{subject}"] = str(value)
        elif fact == AS_OF:
            assert isinstance(value, dt.date)
            as_of = value
        elif fact != MOMENT:
            facts.setdefault(subject, {}).setdefault(fact, {})[member] = value
    return Snapshot(
        as_of=as_of,
        event=event,
        parts={part: _in_order(facts[part], vocabulary, part) for part in PARTS if part in facts},
        acts={act: _in_order(facts.get(act, {}), vocabulary, "act") for act in acts},
        reasons=dict(sorted(reasons.items())),
        settings=settings,
    )


def _in_order(said: Mapping[str, Mapping[str, Value]], vocabulary: Vocabulary, subject: str) -> dict[str, Raw]:
    found: dict[str, Raw] = {}
    for fact in vocabulary.of(subject):
        values = said.get(fact.key)
        if values is None:
            continue
        if isinstance(fact, SetFact):
            found[fact.key] = tuple((member, bool(values[member])) for member in fact.values if member in values)
        else:
            found[fact.key] = values[""]
    return found


def json_of(known: Known) -> dict[str, object]:
    """Return what is known as plain JSON values, in the shape of a case; moments in whole milliseconds."""
    said: dict[str, dict[str, object]] = {}
    acts: dict[str, dict[str, object]] = {}
    case: dict[str, object] = {}
    for (subject, fact, member), value in known.items():
        plain: object = value.isoformat() if isinstance(value, dt.date) else value
        if fact == AS_OF:
            case[AS_OF] = plain
        elif fact == ACT:
            acts.setdefault(subject, {"id": subject})
        elif fact == REASON:
            said.setdefault("reasons", {})[f"{member}@{subject}"] = plain
        elif fact == MOMENT:
            said.setdefault("moments", {})[f"{member}@{subject}" if subject else member] = plain
        else:
            part, _, name = fact.partition(".")
            own = acts.setdefault(subject, {"id": subject}) if part == ACT else said.setdefault(part, {})
            if member:
                members = own.setdefault(name, {})
                assert isinstance(members, dict)
                members[member] = plain
            else:
                own[name] = plain
    ordered = {key: said[key] for key in (*PARTS, "reasons", "moments") if key in said}
    return {**case, **ordered, **({"acts": list(acts.values())} if acts else {})}


def acts_of(known: Known) -> Sequence[str]:
    """Return the ids of the acts, in the order in which they came to be."""
    return [atom.subject for atom in known if atom.fact == ACT]
