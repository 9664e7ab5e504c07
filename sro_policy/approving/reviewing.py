"""Compares what the policy says of the cases of a folder with the decisions that were approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.approving.comparing import FieldChange, changes
from sro_policy.approving.kept import Kept, approved_findings, read_approved
from sro_policy.case_files import APPROVED, case_files, is_hidden, read_case_file
from sro_policy.deciding import evaluate
from sro_policy.decision import EngineName
from sro_policy.errors import placed_in
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431

ReviewOutcome: TypeAlias = Literal["same", "changed", "new", "gone"]
"""What became of a case: it is decided as approved or otherwise, was never approved, or is there no more."""


@final
@attrs.frozen(kw_only=True)
class CaseReview:
    """A case, by its place in the folder, and how its decision differs from the approved one.

    ``approved`` is the file of the approved decision, whether or not there is one; ``findings`` what would be kept now.
    """

    case: str
    outcome: ReviewOutcome
    changes: tuple[FieldChange, ...]
    approved: Path
    findings: Kept

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"case": self.case, "outcome": self.outcome, "changes": [change.to_json() for change in self.changes]}


@final
@attrs.frozen(kw_only=True)
class Review:
    """The cases of a folder, in order of their names, those that are gone last."""

    cases: tuple[CaseReview, ...]

    @property
    def holds(self) -> bool:
        """Whether every case is decided as it was approved."""
        return not self.differing

    @property
    def differing(self) -> tuple[CaseReview, ...]:
        """The cases that are not decided as approved."""
        return tuple(case for case in self.cases if case.outcome != "same")

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"holds": self.holds, "cases": [case.to_json() for case in self.cases]}


def review(
    folder: Path | str,
    *,
    approved: Path | str | None = None,
    policy: Policy = POLICY_431,
    settings: Mapping[str, str] | None = None,
    as_of: dt.date | str | None = None,
    engine: EngineName | None = None,
) -> Review:
    """Return how the decisions on the cases of a folder differ from those that were approved.

    A case is a JSON file, alone or with what is expected of it. Approved decisions stand beside the cases, in files
    whose names end in ``.approved.json``, or at the same places in the folder ``approved``. The other arguments are
    those of :func:`sro_policy.evaluate`. Nothing is written.

    Raises:
        InputError: a folder without cases, or a file that cannot be accepted, with its place.
        EngineUnavailableError: an engine that was asked for by name and cannot run here.

    """
    cases = Path(folder)
    kept_in = cases if approved is None else Path(approved)
    found = {path.relative_to(cases): path for path in case_files(cases)}

    def decided(path: Path) -> Kept:
        said = read_case_file(path, policy, plain=True)
        with placed_in(str(path)):
            decision = evaluate(said.case, policy=policy, settings=settings, as_of=as_of, engine=engine)
        return approved_findings(decision)

    reviewed = [_reviewed(name, kept_in / _approved(name), decided(path), policy) for name, path in found.items()]
    return Review(cases=(*reviewed, *_gone(kept_in, {kept_in / _approved(name) for name in found})))


def _approved(name: Path) -> Path:
    return name.with_name(name.stem + APPROVED)


def _reviewed(name: Path, approved: Path, now: Kept, policy: Policy) -> CaseReview:
    is_new = not approved.exists()
    differences = () if is_new else tuple(changes(read_approved(approved), now, policy))
    outcome: ReviewOutcome = "new" if is_new else "changed" if differences else "same"
    return CaseReview(case=name.as_posix(), outcome=outcome, changes=differences, approved=approved, findings=now)


def _gone(kept_in: Path, expected: set[Path]) -> Iterator[CaseReview]:
    for path in sorted(kept_in.rglob(f"*{APPROVED}")):
        if path not in expected and not is_hidden(path, kept_in):
            name = path.relative_to(kept_in).as_posix().removesuffix(APPROVED) + ".json"
            yield CaseReview(case=name, outcome="gone", changes=(), approved=path, findings={})
