"""What an evaluation consists of, each part on its own, on inputs made ready by the parts before it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from json import dumps

from benchmarks.workload import STRUCTURER, SUBJECTS, Workload, cold, tables
from sro_policy.decision import Finding
from sro_policy.evaluation.contradiction import refuse_contradictions
from sro_policy.evaluation.document import DEFAULT_LIMITS, read_document
from sro_policy.evaluation.findings import Readings, finding_of
from sro_policy.evaluation.judging import judge
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.exact.plan import Verdict, needs_table
from sro_policy.explain.explainer import CaseExplainer

Stage = Callable[[], object]


def stages(work: Workload) -> dict[str, Stage]:
    """Return the parts of an evaluation by table, in their order, each over all cases."""
    return _input(work) | _judging(work) | _output(work)


def _input(work: Workload) -> dict[str, Stage]:
    ready, snapshots = work.ready, work.snapshots

    def lift_cold() -> None:
        for snapshot in cold(ready, snapshots):
            Readings(ready, snapshot)

    return {
        "JSON reading": lambda: [read_document(text) for text in work.texts],
        "validation": lambda: [STRUCTURER.snapshot(document, DEFAULT_LIMITS) for document in work.documents],
        "lifting of computed facts, warm": lambda: [Readings(ready, snapshot) for snapshot in snapshots],
        "lifting of computed facts, cold": lift_cold,
    }


def _judging(work: Workload) -> dict[str, Stage]:
    ready, records = work.ready, work.records
    constraints = ready.bound.policy.constraints
    readings = [Readings(ready, snapshot) for snapshot in work.snapshots]
    raws = [[*snapshot.parts.values(), *snapshot.acts.values()] for snapshot in work.snapshots]
    subjects = [[*snapshot.parts, "act"] for snapshot in work.snapshots]
    values = [
        [(ready.tied[subject], r.values(raw)) for subject, raw in zip(own, parts, strict=True)]
        for r, own, parts in zip(readings, subjects, raws, strict=True)
    ]
    engines = list(tables(ready).values())
    needs = [needs_table(engine.plan) for engine in engines]

    def need_names() -> None:
        for record in records:
            for engine, table in zip(engines, needs, strict=True):
                mask = table.possible(record)
                for plan in engine.plan.rules:
                    [name for name, index in plan.needs if mask & table.guards[index]]

    return {
        "values of variables": lambda: [
            r.values(raw) for r, parts in zip(readings, raws, strict=True) for raw in parts
        ],
        "contradiction check": lambda: [
            refuse_contradictions(said, tied, constraints, "") for parts in values for tied, said in parts
        ],
        "table": lambda: [[engine.table.possible(record) for engine in engines] for record in records],
        "table and decoding to verdicts": lambda: [[engine.judge(record) for engine in engines] for record in records],
        "needs, if they were asked alone": need_names,
    }


def _output(work: Workload) -> dict[str, Stage]:
    ready = work.ready
    verdicts = [[(s, v) for s in SUBJECTS for v in ready.engines[s].judge(record)] for record in work.records]
    readings = [Readings(ready, snapshot) for snapshot in work.snapshots]
    together = list(zip(verdicts, readings, work.snapshots, strict=True))
    # As evaluate() makes them: what a digest is over includes the questions.
    decisions = [judge(ready, snapshot, CaseExplainer(ready, snapshot)) for snapshot in work.snapshots]
    contents = [decision._content() for decision in decisions]  # noqa: SLF001 - what the digest is over
    jsons = [_canonical(content) for content in contents]

    def guide() -> None:
        for decision in decisions:
            vars(decision).pop("_guidance", None)
            vars(decision).pop("guidance", None)
            _ = decision.guidance

    return {
        "findings": lambda: [_findings(*one) for one in together],
        "guidance": guide,
        "plain JSON values": lambda: [decision._content() for decision in decisions],  # noqa: SLF001 - the same
        "canonical JSON": lambda: [_canonical(content) for content in contents],
        "digest (SHA-256)": lambda: [sha256(text.encode()).hexdigest() for text in jsons],
    }


def statuses(work: Workload, snapshot: Snapshot) -> list[Verdict]:
    """Return every verdict on a checked case: all that an evaluation does between validation and findings."""
    ready = work.ready
    readings = Readings(ready, snapshot)
    constraints = ready.bound.policy.constraints
    shared = {}
    for subject, raw in (*snapshot.parts.items(), *(("act", raw) for raw in snapshot.acts.values())):
        own = readings.values(raw)
        refuse_contradictions(own, ready.tied[subject], constraints, "")
        shared |= own
    shared |= {key: lift.value for key, lift in readings.lifted.items() if lift.value is not None}
    return [verdict for subject in SUBJECTS for verdict in ready.engines[subject].judge(shared)]


def _findings(verdicts: list[tuple[str, Verdict]], readings: Readings, snapshot: Snapshot) -> list[Finding]:
    (act,) = snapshot.acts
    return [
        finding_of(
            verdict,
            act if subject == "act" else subject,
            "contemplated" if subject == "act" else None,
            readings,
            snapshot,
        )
        for subject, verdict in verdicts
    ]


def _canonical(content: dict[str, object]) -> str:
    return dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
