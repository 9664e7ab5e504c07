"""What an evaluation gives back: findings with their clauses, guidance, and a digest over all of it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.canonical import canonical_digest
from sro_policy.decision.explainer import Explainer
from sro_policy.decision.finding import Finding
from sro_policy.decision.guidance import Guidance, asks, urgency
from sro_policy.decision.outlook import Outlook
from sro_policy.decision.question import Question
from sro_policy.decision.values import FrozenMapping
from sro_policy.errors import InputError, nearest, quoted
from sro_policy.exact.plan import Truth

EngineName: TypeAlias = Literal["durable", "table", "reference"]


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
    _findings: tuple[Finding, ...]
    checklist: tuple[ChecklistEntry, ...]
    settings: FrozenMapping[str]
    as_of: dt.date | None
    contemplated: FrozenMapping[bool]
    provisional_flags: frozenset[str]
    _explainer: Explainer | None = attrs.field(default=None, eq=False, repr=False)

    @cached_property
    def _guidance(self) -> tuple[tuple[Finding, Guidance], ...]:
        found: list[tuple[Finding, Guidance]] = []
        for finding in self._findings:
            now = asks(finding, self.contemplated)
            provisional = not now and any(flag in self.provisional_flags for flag in finding.flags)
            if now or provisional:
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
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of the policy and then of the acts."""
        if self._explainer is None:
            return self._findings
        return tuple([finding.explained_by(self._explainer) for finding in self._findings])

    @cached_property
    def guidance(self) -> tuple[Guidance, ...]:
        """What is asked of someone now: certain prohibitions and duties first, then advice, then the rest."""
        ranked = sorted(self._guidance, key=lambda pair: urgency(pair[0], pair[1].provisional))
        return tuple(guidance for _, guidance in ranked)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is still worth asking, best first; empty where nothing that is learned settles any more."""
        return self._explained.questions

    @property
    def is_stable(self) -> bool:
        """Whether nothing is left to ask: no fact, alone or with others, settles any rule any more."""
        return not self.questions

    @property
    def outlook(self) -> Outlook:
        """What is certain whatever is learned, what is still possible, and what is ruled out."""
        return self._explained.outlook

    @property
    def _explained(self) -> Explainer:
        assert self._explainer is not None  # evaluate() makes no decision without one
        return self._explainer

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
            because = self._explainer.unfound(name) if self._explainer else ""
            hint = f": {because}" if because else nearest(name, [n for f in here for n in (f.clause, f.rule)])
            raise InputError(f"no finding of {quoted(name)} on {quoted(subject)}{hint}")
        if len(found) > 1:
            raise InputError(f"clause {quoted(name)} has several rules: {', '.join(f.rule for f in found)}")
        return found[0]

    def record(self, *, previous: str | None = None, key: bytes | None = None) -> dict[str, object]:
        """Return a record of the decision, as plain JSON values: :func:`~sro_policy.verify_record` replays it.

        ``previous`` is the digest of the record before it, so that records make a chain. Facts that are juvenile or
        education data, reasons, and what the findings tell of facts stand behind salted commitments:
        :func:`sro_policy.record.withhold` takes the values away, and the record's digest stays.

        Salts are made from ``key``, a secret of 32 bytes or more, and equal decisions then have equal records.
        Without a key a fresh one is drawn from the system, and not kept: this is the one place where the library
        gives another answer each time.

        Raises :class:`~sro_policy.errors.InputError` for a digest that is none, and a key that could be guessed.
        """
        return self._explained.record(self, previous, key)

    def _content(self) -> dict[str, object]:
        return {
            "policy": dict(self.policy),
            "findings": [finding.to_json() for finding in self._findings],
            "guidance": [guidance.to_json() for _, guidance in self._guidance],
            "questions": [question.to_json() for question in self.questions],
            "checklist": [entry.to_json() for entry in self.checklist],
            "settings": dict(self.settings),
        }

    @cached_property
    def digest(self) -> str:
        """A SHA-256 over everything but the engine: equal input, equal digest, whichever engine ran."""
        return canonical_digest(self._content())

    def to_json(self) -> dict[str, object]:
        """Return the decision as the plain JSON values of the published interface."""
        content = self._content()
        return {
            "policy": content.pop("policy"),
            "engine": self.engine,
            **content,
            "digest": self.digest,
        }
