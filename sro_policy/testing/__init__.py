"""Generating cases for tests: Hypothesis strategies, pairs on either side of a rule's edge, and ready properties.

It needs the extra ``testing``: ``pip install 'sro-policy[testing]'``.
"""

from sro_policy.testing import properties
from sro_policy.testing.cases import cases, partial_cases
from sro_policy.testing.near_misses import NearMiss, near_misses
from sro_policy.testing.single_parts import acts, contracts, incidents, officers, programs, settings
from sro_policy.testing.timelines import timelines

__all__ = [
    "NearMiss",
    "acts",
    "cases",
    "contracts",
    "incidents",
    "near_misses",
    "officers",
    "partial_cases",
    "programs",
    "properties",
    "settings",
    "timelines",
]
