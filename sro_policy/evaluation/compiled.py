"""A policy made ready: bound to its settings and compiled for an engine, once for each combination."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol, final

import attrs

from sro_policy.conditions import Condition, Value, variables
from sro_policy.decision import EngineName
from sro_policy.engines import sealed
from sro_policy.engines.completing import ReferenceEngine
from sro_policy.engines.durable import DurableEngine
from sro_policy.engines.table import TableEngine
from sro_policy.errors import EngineLimitError, EngineUnavailableError, InputError, unknown
from sro_policy.exact.groups import Group, groups
from sro_policy.exact.lifting import Lifting, liftings
from sro_policy.exact.plan import Plan, Verdict, plan_for
from sro_policy.policy import BoundPolicy, Policy
from sro_policy.policy.digest import policy_digest
from sro_policy.vocabulary import SUBJECT_ORDER

ENGINES: tuple[EngineName, ...] = ("durable", "table", "reference")
"""The engines that can be asked for by name."""


class Engine(Protocol):
    """Judges records about one subject."""

    def judge(self, known: Mapping[str, Value]) -> tuple[Verdict, ...]:
        """Return a verdict for each rule, given the value of each variable that is known."""


@final
@attrs.frozen(eq=False)
class CompiledPolicy:
    """A policy under given settings, with an engine for each subject and the groups that tie its facts."""

    bound: BoundPolicy
    engine: EngineName
    engines: Mapping[str, Engine]
    methods: Engine
    tied: Mapping[str, tuple[Group, ...]]
    liftings: Mapping[str, Lifting]
    digest: str
    order: Mapping[str, int]
    provisional_flags: frozenset[str]


def engine_name(asked: str | None) -> EngineName:
    """Return the engine to use: the one asked for, else durable where it can run, else table.

    Raises :class:`~sro_policy.errors.InputError` for an unknown name, and
    :class:`~sro_policy.errors.EngineUnavailableError` for an engine that cannot run here.
    """
    if asked is None:
        return "durable" if sealed.available() is None else "table"
    for name in ENGINES:
        if type(asked) is str and name == asked:
            reason = sealed.available() if name == "durable" else None
            if reason is not None:
                raise EngineUnavailableError(f"the durable engine cannot run here: {reason}")
            return name
    raise InputError(unknown("engine", asked, ENGINES, otherwise="engines are"), place="engine")


def _builder(engine: EngineName, constraints: tuple[Condition, ...]) -> Callable[[Plan], Engine]:
    if engine == "durable":
        return DurableEngine.build
    if engine == "table":
        return TableEngine.build
    return lambda plan: ReferenceEngine.build(plan, constraints)


def compiled_for(policy: Policy, settings: tuple[tuple[str, str], ...], asked: str | None) -> CompiledPolicy:
    """Return the policy compiled for the engine that was asked for, or for the one that takes it by default.

    Raises what :func:`engine_name` and :func:`compiled` raise; by default no policy is too large for durable-rules.
    """
    name = engine_name(asked)
    return _within_limits(policy, settings) if asked is None and name == "durable" else compiled(policy, settings, name)


@lru_cache(maxsize=64)
def _within_limits(policy: Policy, settings: tuple[tuple[str, str], ...]) -> CompiledPolicy:
    try:
        return compiled(policy, settings, "durable")
    except EngineLimitError:
        return compiled(policy, settings, "table")


@lru_cache(maxsize=64)
def compiled(policy: Policy, settings: tuple[tuple[str, str], ...], engine: EngineName) -> CompiledPolicy:
    """Return the policy compiled for an engine under settings that were checked.

    Raises :class:`~sro_policy.errors.PolicyError` for a policy that cannot be meant or run exactly.
    """
    bound = policy.bind(dict(settings))
    constraints = tuple(item.must_hold for item in policy.constraints)
    tied = groups(constraints)
    plans = {subject: plan_for(subject, bound.of(subject), policy.vocabulary, tied) for subject in SUBJECT_ORDER}
    methods = plan_for("program", bound.methods, policy.vocabulary, tied)
    read = {name for plan in (*plans.values(), methods) for name in plan.read}
    needed = frozenset(variable.name for rule in bound.rules for variable in variables(rule.broken))
    build = _builder(engine, constraints)
    return CompiledPolicy(
        bound=bound,
        engine=engine,
        engines={subject: build(plan) for subject, plan in plans.items()},
        methods=TableEngine.build(methods),
        tied={
            subject: tuple(g for g in tied if any(v.fact.split(".")[0] == subject for v in g.variables))
            for subject in SUBJECT_ORDER
        },
        liftings=liftings(
            tuple(item for item in policy.vocabulary.computed if item.key in read),
            bound.figures,
            constraints,
            needed,
        ),
        digest=policy_digest(bound),
        order={rule.id: index for index, rule in enumerate(bound.rules)},
        provisional_flags=frozenset(f.name for rule in bound.rules for f in rule.rule.flags if f.provisional),
    )
