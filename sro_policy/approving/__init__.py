"""Approved decisions: what the policy says of each case of a library, kept to be compared when rules change.

:func:`review` compares, :func:`accept` makes what is said now the approved decision.
"""

from sro_policy.approving.comparing import FieldChange
from sro_policy.approving.kept import approved_findings
from sro_policy.approving.reviewing import CaseReview, Review, ReviewOutcome, review
from sro_policy.approving.writing import accept

__all__ = ["CaseReview", "FieldChange", "Review", "ReviewOutcome", "accept", "approved_findings", "review"]
