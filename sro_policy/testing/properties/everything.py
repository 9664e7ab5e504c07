"""All properties, and one test that runs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pytest
from hypothesis import settings as hypothesis_settings

from sro_policy.deciding import evaluate as real_evaluate
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.testing.frame import frame_for
from sro_policy.testing.properties.of_decisions import DIGEST, ENGINES_AGREE, GUIDANCE, REASON, SHOULD
from sro_policy.testing.properties.of_facts import ANOTHER_ACT, BEARING, LEARNING, NULL, ORDER
from sro_policy.testing.properties.property import Evaluate, Property

ALL: Final[tuple[Property, ...]] = (
    LEARNING,
    ORDER,
    ANOTHER_ACT,
    BEARING,
    REASON,
    NULL,
    ENGINES_AGREE,
    SHOULD,
    GUIDANCE,
    DIGEST,
)
"""Every property."""


def tests(
    *,
    policy: Policy = POLICY_431,
    settings: Mapping[str, str] | None = None,
    evaluate: Evaluate = real_evaluate,
    hypothesis: hypothesis_settings | None = None,
) -> Callable[[Property], None]:
    """Return a test for pytest that runs every property, each as a test of its own.

    Assign it to a name that begins with ``test``. ``policy`` and ``settings`` are those of the department,
    ``evaluate`` is what is held to the properties, and ``hypothesis`` are Hypothesis' own settings.

    Raises :class:`~sro_policy.errors.PolicyError` for what is no policy, and
    :class:`~sro_policy.errors.InputError` for an unknown setting: when the module is collected, not later.
    """
    frame_for(policy, settings)

    @pytest.mark.parametrize("item", ALL, ids=[item.name for item in ALL])
    def test_property(item: Property) -> None:
        """It holds of every case that is drawn."""
        item.run(policy=policy, settings=settings, evaluate=evaluate, hypothesis=hypothesis)

    return test_property


tests.__test__ = False  # type: ignore[attr-defined] # a module that imports it by name has pytest not run it
