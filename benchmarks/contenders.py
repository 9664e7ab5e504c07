"""Who is timed: this library at several depths, the engines that it is compared with, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from benchmarks import to_cedar, to_zen
from benchmarks.bare_durable import BareDurable
from benchmarks.implicants import implicants
from benchmarks.stages import statuses
from benchmarks.workload import SUBJECTS, Workload, cold, tables
from sro_policy import Decision, evaluate
from sro_policy.conditions import Value
from sro_policy.engines.durable import DurableEngine
from sro_policy.evaluation.compiled import compiled
from sro_policy.evaluation.wording import status_of
from sro_policy.rules import POLICY_431

Run = Callable[[], object]
Answers = list[set[int]]
"""For each record the numbers of the conditions known to hold, counted through all subjects."""


@attrs.frozen
class Contenders:
    """What is timed, each over all records; and, of those that answer, the answers to all records."""

    timed: Mapping[str, Run]
    answers: Mapping[str, Callable[[], Answers]]


def contenders(work: Workload) -> Contenders:
    """Return every contender on a workload."""
    parts = (_table(work), _durable(work), _peers(work), _pipeline(work))
    return Contenders(
        timed={name: run for part in parts for name, run in part.timed.items()},
        answers={name: answer for part in parts for name, answer in part.answers.items()},
    )


def _numbered(masks: list[int], guards: list[tuple[int, ...]]) -> set[int]:
    bits = [bool(mask & guard) for mask, own in zip(masks, guards, strict=True) for guard in own]
    return {number for number, holds in enumerate(bits) if holds}


def _table(work: Workload) -> Contenders:
    engines = list(tables(work.ready).values())
    guards = [engine.known_guards for engine in engines]
    names = [
        [(guard, f"{engine.plan.subject}:{number}") for number, guard in enumerate(engine.known_guards)]
        for engine in engines
    ]
    records = work.records

    def decoded() -> list[list[str]]:
        found = []
        for record in records:
            said: list[str] = []
            for engine, pairs in zip(engines, names, strict=True):
                holds = engine.asked & ~engine.table.possible(record)
                said += [name for guard, name in pairs if holds & guard]
            found.append(said)
        return found

    def answers() -> Answers:
        return [_numbered([e.asked & ~e.table.possible(record) for e in engines], guards) for record in records]

    place = {name: number for number, (_, name) in enumerate(pair for pairs in names for pair in pairs)}
    return Contenders(
        timed={
            "table, undecoded": lambda: [[e.table.possible(record) for e in engines] for record in records],
            "table, names of what holds": decoded,
            "table, verdicts": lambda: [[e.judge(record) for e in engines] for record in records],
        },
        answers={
            "table, undecoded": answers,
            "table, names of what holds": lambda: [{place[name] for name in said} for said in decoded()],
        },
    )


def _durable(work: Workload) -> Contenders:
    ready = compiled(POLICY_431, (), "durable")
    engines = [engine for subject in SUBJECTS if isinstance(engine := ready.engines[subject], DurableEngine)]
    bare = [BareDurable(engine, work.records) for engine in engines]
    guards = [tuple(engine.bits.values()) for engine in engines]

    def called() -> Answers:
        return [
            _numbered([one.known(text) for one, text in zip(bare, texts, strict=True)], guards)
            for texts in zip(*(one.texts for one in bare), strict=True)
        ]

    def asked(record: Mapping[str, Value]) -> set[int]:
        masks = [sum(e.bits[name] for name in e.rulesets.matches(e.message.of(record))) for e in engines]
        return _numbered(masks, guards)

    return Contenders(
        timed={
            "durable, verdicts": lambda: [[engine.judge(record) for engine in engines] for record in work.records],
            "durable-rules, bare calls": lambda: [one.run() for one in bare],
        },
        answers={
            "durable, verdicts": lambda: [asked(record) for record in work.records],
            "durable-rules, bare calls": called,
        },
    )


def _peers(work: Workload) -> Contenders:
    policy = implicants(work.ready)
    filled = [policy.filled(record) for record in work.records]
    contexts = [to_zen.context(known) for known in filled]
    requests = [to_cedar.request(known) for known in filled]
    table, node, bare = to_zen.decision_table(policy), to_zen.expression_node(policy), to_zen.bare_expression(policy)
    permitted = to_cedar.policy_set(policy)
    return Contenders(
        timed={
            "zen-engine, decision table": lambda: [table(context) for context in contexts],
            "zen-engine, expression node": lambda: [node(context) for context in contexts],
            "zen expression language, bare": lambda: [bare(context) for context in contexts],
            "cedarpy": lambda: [permitted(request) for request in requests],
        },
        answers={
            "zen-engine, decision table": lambda: [to_zen.numbers_of_table(table(c)) for c in contexts],
            "zen-engine, expression node": lambda: [to_zen.numbers_of_node(node(c)) for c in contexts],
            "zen expression language, bare": lambda: [to_zen.numbers_of_list(bare(c)) for c in contexts],
            "cedarpy": lambda: [to_cedar.numbers(permitted(request)) for request in requests],
        },
    )


def _consume(decision: Decision) -> None:
    for finding in decision.findings:
        _ = finding.rule, finding.status, finding.word, finding.needs
    for guidance in decision.guidance:
        str(guidance)


def _pipeline(work: Workload) -> Contenders:
    ready = work.ready
    engines = list(tables(ready).values())

    def evaluate_cold() -> None:
        for document in cold(ready, work.documents):
            _consume(evaluate(document, engine="table"))

    def statuses_cold() -> None:
        for snapshot in cold(ready, work.snapshots):
            for verdict in statuses(work, snapshot):
                status_of(verdict)

    return Contenders(
        timed={
            "record of variables to statuses": lambda: [
                status_of(verdict) for record in work.records for e in engines for verdict in e.judge(record)
            ],
            "checked case to statuses, warm": lambda: [
                status_of(verdict) for snapshot in work.snapshots for verdict in statuses(work, snapshot)
            ],
            "checked case to statuses, cold": statuses_cold,
            "dict to findings and guidance, table, warm": lambda: [
                _consume(evaluate(document, engine="table")) for document in work.documents
            ],
            "dict to findings and guidance, table, cold": evaluate_cold,
            "dict to findings and guidance, durable, warm": lambda: [
                _consume(evaluate(document, engine="durable")) for document in work.documents
            ],
        },
        answers={},
    )
