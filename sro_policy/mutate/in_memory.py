"""A policy that is made a mutant where it stands, in a process of its own that ends with it.

Whoever holds the policy then holds the mutant, without having to know. So that a test can notice it only by what the
policy says of a case, digests stay those of the policy. And while the conclusions of each finding are *restored*, the
mutant differs in nothing that counts: a test that still fails has noticed something else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, final

import attrs

from sro_policy.decision import CONCLUSIONS, Decision, Finding
from sro_policy.engines import sealed
from sro_policy.evaluation import compiled, judging
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.policy import BoundPolicy, Policy
from sro_policy.policy.digest import policy_digest


@final
class Installed:
    """A mutant in the place of a policy, for the rest of this process."""

    def __init__(self, policy: Policy, changed: Policy) -> None:
        self._policy = policy
        self._original = attrs.evolve(policy)
        for name, item in vars(Policy).items():
            if isinstance(item, cached_property):
                policy.__dict__.pop(name, None)
        policy.__dict__.update({field.name: getattr(changed, field.name) for field in attrs.fields(Policy)})
        # A policy never changes, so what was made of one is kept; but here it does.
        compiled.compiled.cache_clear()
        compiled._within_limits.cache_clear()  # noqa: SLF001 - nobody else needs it
        _replace(policy_digest, self._digest)
        # All engines give the same answer, and the table is compiled the soonest.
        _replace(sealed.available, lambda: "mutants are judged by the table")

    def _digest(self, bound: BoundPolicy) -> str:
        if bound.policy is self._policy:
            return policy_digest(self._original.bind(dict(bound.settings)))
        return policy_digest(bound)

    @contextmanager
    def restored(self) -> Iterator[None]:
        """Have findings say what the policy says in its conclusions, while all else is the mutant's."""
        own = judging.judge

        def judge(ready: CompiledPolicy, snapshot: Snapshot, *rest: Any, **more: Any) -> Decision:  # noqa: ANN401 - as it takes them
            decision = own(ready, snapshot, *rest, **more)
            if ready.bound.policy is not self._policy:
                return decision
            as_it_was = compiled.compiled(self._original, ready.bound.settings, ready.engine)
            said = {(finding.rule, finding.subject): finding for finding in own(as_it_was, snapshot).findings}
            findings = tuple(_restored(found, said[found.rule, found.subject]) for found in decision.findings)
            return attrs.evolve(decision, findings=findings)

        _replace(own, judge)
        try:
            yield
        finally:
            _replace(judge, own)


def _restored(finding: Finding, said: Finding) -> Finding:
    return attrs.evolve(finding, **{name: getattr(said, name) for name in CONCLUSIONS})


def _replace(own: Callable[..., object], other: Callable[..., object]) -> None:
    """Put one function in the place of another, in every module of the library that holds it by name, but here."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "sro_policy" and name != __name__:
            for held, value in list(vars(module).items()):
                if value is own:
                    setattr(module, held, other)
