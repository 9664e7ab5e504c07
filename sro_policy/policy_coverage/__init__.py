"""How much of a policy a run of tests exercised: which statuses were reached, and which literals shown to matter.

What *shown to matter* means of a record in which not everything is known is said in
:mod:`sro_policy.policy_coverage.literals`.
"""

from sro_policy.policy_coverage.counting import Counted, Counter
from sro_policy.policy_coverage.report import Coverage, CoveredLiteral, CoveredRule, coverage

__all__ = ["Counted", "Counter", "Coverage", "CoveredLiteral", "CoveredRule", "coverage"]
