"""Faults planted in the rules of the policy, to see whether somebody's tests notice them.

Needs the extras ``prove``, which proves of a mutant that nobody could notice it, and ``testing``.
"""

from __future__ import annotations

from sro_policy.mutate.mutants import Mutant, mutants
from sro_policy.mutate.outcome import Fate, MutationReport, Outcome
from sro_policy.mutate.running import UnusableTestsError, mutate

__all__ = ["Fate", "Mutant", "MutationReport", "Outcome", "UnusableTestsError", "mutants", "mutate"]
