"""What a property is: a sentence that holds of every case, the examples to try it on, and a way to check one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, final

import attrs
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sro_policy.deciding import evaluate as real_evaluate
from sro_policy.decision import Decision, EngineName
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.testing.frame import frame_for


class Evaluate(Protocol):
    """What is held to a property: ``sro_policy.evaluate``, or what stands in its place."""

    def __call__(
        self,
        case: Mapping[str, Any],
        /,
        *,
        policy: Policy,
        settings: Mapping[str, str] | None,
        engine: EngineName | None = None,
    ) -> Decision:
        """Return the decision on a case."""


@final
@attrs.frozen
class Judge:
    """Decides cases under one policy and one choice of settings."""

    evaluate: Evaluate = real_evaluate
    policy: Policy = POLICY_431
    settings: Mapping[str, str] | None = None

    def __call__(self, case: Mapping[str, Any], *, engine: EngineName | None = None) -> Decision:
        """Return the decision on a case."""
        return self.evaluate(case, policy=self.policy, settings=self.settings, engine=engine)


class PropertyBrokenError(AssertionError):
    """A property that does not hold of an example. Its message is the sentence, and what was found instead."""


@final
@attrs.frozen(eq=False)
class Property:
    """Something that has to hold whatever the case is.

    ``name`` is what tests are called by, ``says`` the sentence. ``drawn`` makes the strategy of examples, whose shape
    is the property's own; ``broken_by`` returns what is wrong with an example, or ``None``.
    """

    name: str
    says: str
    drawn: Callable[[Policy, Mapping[str, str] | None], st.SearchStrategy[Any]]
    broken_by: Callable[[Any, Judge], str | None]

    def __str__(self) -> str:
        """Return the sentence."""
        return self.says

    def examples(
        self, policy: Policy = POLICY_431, settings: Mapping[str, str] | None = None
    ) -> st.SearchStrategy[Any]:
        """Return the strategy of examples.

        Raises :class:`~sro_policy.errors.InputError` for an unknown setting.
        """
        frame_for(policy, settings)
        return self.drawn(policy, settings)

    def check(
        self,
        example: Any,  # noqa: ANN401 - each property has a shape of its own
        *,
        policy: Policy = POLICY_431,
        settings: Mapping[str, str] | None = None,
        evaluate: Evaluate = real_evaluate,
    ) -> None:
        """Check one example. Raises :class:`PropertyBrokenError` where the property does not hold of it."""
        found = self.broken_by(example, Judge(evaluate, policy, settings))
        if found is not None:
            raise PropertyBrokenError(f"not so: {self.says}\n{found}")

    def run(
        self,
        *,
        policy: Policy = POLICY_431,
        settings: Mapping[str, str] | None = None,
        evaluate: Evaluate = real_evaluate,
        hypothesis: hypothesis_settings | None = None,
    ) -> None:
        """Check many examples, and where one breaks the property, raise with the simplest that was found.

        ``hypothesis`` are Hypothesis' own settings; without them those of the current profile. A deadline counts where
        they set another than the profile's: to compile the policy, the first example takes longer than that allows.
        """
        usual = hypothesis_settings()
        chosen = hypothesis or usual
        if chosen.deadline == usual.deadline:
            chosen = hypothesis_settings(chosen, deadline=None)

        @chosen
        @given(self.examples(policy, settings))
        def holds(example: Any) -> None:  # noqa: ANN401
            self.check(example, policy=policy, settings=settings, evaluate=evaluate)

        holds()
