"""What an evaluation gives back: findings with their clauses, guidance, and a digest over all of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar, final

import attrs

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.exact.plan import Truth
from sro_policy.policy import Layer, Parameter, Status

EngineName: TypeAlias = Literal["durable", "table", "reference"]
ForceName: TypeAlias = Literal["shall", "shall_not", "should", "should_not", "may", "need_not"]
Word: TypeAlias = Literal[
    "not_applicable",
    "clear",
    "undetermined",
    "required",
    "prohibited",
    "advised",
    "advised against",
    "to be reviewed",
    "met",
    "permitted",
    "excused",
    "would violate",
    "violated",
    "would depart",
    "departed",
    "departed with reason",
]

Item = TypeVar("Item")


@final
class FrozenMapping(Mapping[str, Item]):
    """A mapping that does not change, and so can be hashed; equal to any mapping that holds the same."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Item] | Iterable[tuple[str, Item]] = ()) -> None:
        self._items = dict(items)

    def __getitem__(self, name: str) -> Item:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> ItemsView[str, Item]:
        """Return names with their values."""
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


Known: TypeAlias = bool | int | str | dt.date | FrozenMapping[bool]
"""The known value of a fact; of a set, what is known of its members."""


@final
@attrs.frozen
class Limb:
    """One of several ways in which a rule was met: the fact, and the manner where the fact has several."""

    fact: str
    manner: str | None = None

    def __str__(self) -> str:
        return f"{self.fact} ({self.manner})" if self.manner else self.fact


@final
@attrs.frozen
class Deadline:
    """What one authority answers, and the last day that it publishes, where another answers otherwise."""

    authority: str
    answer: str
    last_day: dt.date | None

    def to_json(self) -> dict[str, object]:
        """Return answer and last day as plain JSON values."""
        return {"answer": self.answer, "last_day": self.last_day.isoformat() if self.last_day else None}


def _plain(value: Known) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return dict(value) if isinstance(value, FrozenMapping) else value


@final
@attrs.frozen(kw_only=True)
class Finding:
    """What is known of one rule about one subject: a value, which can be compared and hashed.

    The fields are those of the published JSON, but for ``limbs``, of which its ``met_by`` is made.
    """

    rule: str
    clause: str
    subject: str
    layer: Layer
    force: ForceName
    addressee: str
    applies: Truth
    broken: Truth
    status: Status
    word: Word
    statement: str
    needs: tuple[str, ...]
    judged: tuple[str, ...]
    due_by: dt.date | None
    flags: tuple[str, ...]
    readings: tuple[str, ...]
    reason: str | None
    limbs: tuple[Limb, ...]
    parameters: tuple[Parameter, ...]
    deadlines: tuple[Deadline, ...]
    bearing: FrozenMapping[Known]

    @property
    def met_by(self) -> str | None:
        """Which limbs or exemptions met it, as text for people; ``limbs`` has them one by one."""
        return " and ".join(map(str, self.limbs)) if self.limbs else None

    def to_json(self) -> dict[str, object]:
        """Return the finding as plain JSON values."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "subject": self.subject,
            "layer": self.layer,
            "force": self.force,
            "addressee": self.addressee,
            "applies": self.applies,
            "broken": self.broken,
            "status": self.status,
            "word": self.word,
            "statement": self.statement,
            "needs": list(self.needs),
            "judged": list(self.judged),
            "due_by": self.due_by.isoformat() if self.due_by else None,
            "flags": list(self.flags),
            "readings": list(self.readings),
            "reason": self.reason,
            "met_by": self.met_by,
            "parameters": [item.to_json() for item in self.parameters],
            "deadlines": {item.authority: item.to_json() for item in self.deadlines} if self.deadlines else None,
            "bearing": {key: _plain(value) for key, value in self.bearing.items()},
        }


@final
@attrs.frozen(kw_only=True)
class Guidance:
    """A finding that asks something of someone now. ``provisional`` ones are shown, and do not yet ask."""

    rule: str
    clause: str
    subject: str
    word: Word
    statement: str
    provisional: bool
    flags: tuple[str, ...]

    def __str__(self) -> str:
        """Return clause, word and statement in one line, and whether it is provisional."""
        word = f"{self.word}, provisional" if self.provisional else self.word
        return f"{self.clause} · {word} · {self.statement}"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "subject": self.subject,
            "word": self.word,
            "statement": self.statement,
            "provisional": self.provisional,
            "flags": list(self.flags),
        }


def _asks(finding: Finding, contemplated: Mapping[str, bool]) -> bool:
    return finding.status == "due" or (finding.status == "breached" and contemplated.get(finding.subject, False))


def _urgency(finding: Finding, provisional: bool) -> int:  # noqa: FBT001 - a sort key
    if provisional:
        return 3
    if finding.force in {"shall", "shall_not"}:
        return 0 if finding.force == "shall_not" or finding.status == "breached" else 1
    return 2


@final
@attrs.frozen(kw_only=True)
class ChecklistEntry:
    """Whether one of the methods that the policy describes is known to be done. It obliges no one."""

    clause: str
    subject: str
    known: Truth

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"clause": self.clause, "subject": self.subject, "known": self.known}


@final
@attrs.frozen(kw_only=True, slots=False)
class Decision:
    """All findings on one case, in the order of the policy and then of the acts.

    ``contemplated`` says of each act whether it is still ahead. ``as_of`` is the day as of which dates were
    judged, ``None`` where none was given; it is not in the JSON, for it is a fact of the case.

    Two decisions are equal, and have one hash, where all but the engine is equal. Equal decisions have equal
    digests; the digest leaves out the day of reference, so the opposite need not be.
    """

    policy: FrozenMapping[str]
    engine: EngineName = attrs.field(eq=False)
    findings: tuple[Finding, ...]
    checklist: tuple[ChecklistEntry, ...]
    settings: FrozenMapping[str]
    as_of: dt.date | None
    contemplated: FrozenMapping[bool]
    provisional_flags: frozenset[str]

    @cached_property
    def _guidance(self) -> tuple[tuple[Finding, Guidance], ...]:
        found: list[tuple[Finding, Guidance]] = []
        for finding in self.findings:
            asks = _asks(finding, self.contemplated)
            provisional = not asks and any(flag in self.provisional_flags for flag in finding.flags)
            if asks or provisional:
                guidance = Guidance(
                    rule=finding.rule,
                    clause=finding.clause,
                    subject=finding.subject,
                    word=finding.word,
                    statement=finding.statement,
                    provisional=provisional,
                    flags=finding.flags,
                )
                found.append((finding, guidance))
        return tuple(found)

    @cached_property
    def guidance(self) -> tuple[Guidance, ...]:
        """What is asked of someone now: certain prohibitions and duties first, then advice, then the rest."""
        ranked = sorted(self._guidance, key=lambda pair: _urgency(pair[0], pair[1].provisional))
        return tuple(guidance for _, guidance in ranked)

    @property
    def questions(self) -> tuple[Mapping[str, object], ...]:
        """What is still worth asking. Empty in this version: the needs of each finding say what is missing."""
        return ()

    def finding(self, name: str, subject: str) -> Finding:
        """Return the finding of a rule, or of a clause that has one rule, on a subject.

        Raises :class:`~sro_policy.errors.InputError` where there is none, or where a clause has several.
        """
        for asked in (name, subject):
            if not isinstance(asked, str):
                raise InputError(f"{quoted(asked)} names no finding: rules, clauses and subjects are named by text")
        here = [f for f in self.findings if f.subject == subject]
        if not here:
            subjects = list(dict.fromkeys(f.subject for f in self.findings))
            raise InputError(f"no finding on subject {quoted(subject)}{nearest(subject, subjects)}")
        found = [f for f in here if name in {f.rule, f.clause}]
        if not found:
            names = [n for f in here for n in (f.clause, f.rule)]
            raise InputError(f"no finding of {quoted(name)} on {quoted(subject)}{nearest(name, names)}")
        if len(found) > 1:
            raise InputError(f"clause {quoted(name)} has several rules: {', '.join(f.rule for f in found)}")
        return found[0]

    def _content(self) -> dict[str, object]:
        return {
            "policy": dict(self.policy),
            "findings": [finding.to_json() for finding in self.findings],
            "guidance": [guidance.to_json() for _, guidance in self._guidance],
            "questions": list(self.questions),
            "checklist": [entry.to_json() for entry in self.checklist],
            "settings": dict(self.settings),
        }

    @cached_property
    def digest(self) -> str:
        """A SHA-256 over everything but the engine: equal input, equal digest, whichever engine ran."""
        text = json.dumps(self._content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, object]:
        """Return the decision as the plain JSON values of the published interface."""
        content = self._content()
        return {
            "policy": content.pop("policy"),
            "engine": self.engine,
            **content,
            "digest": self.digest,
        }
