"""Reviews of what was done: each clause, what was known when, and what could have been done.

No score is in it. A vendor who needs one gives :func:`weighed` weights of their own. The page for a browser needs
the extra ``cli``.
"""

from sro_policy.review.csv_table import as_csv
from sro_policy.review.markdown import as_markdown
from sro_policy.review.outcomes import BROKEN, OUTCOMES, ReviewOutcome, check_outcomes
from sro_policy.review.page import as_page
from sro_policy.review.reviewed import ActReview, AsKnown, CouldHave, Entry, Review, Reviewed, Turn
from sro_policy.review.reviewing import review, review_case
from sro_policy.review.weighing import Weigh, Weighed, weighed

__all__ = [
    "BROKEN",
    "OUTCOMES",
    "ActReview",
    "AsKnown",
    "CouldHave",
    "Entry",
    "Review",
    "ReviewOutcome",
    "Reviewed",
    "Turn",
    "Weigh",
    "Weighed",
    "as_csv",
    "as_markdown",
    "as_page",
    "check_outcomes",
    "review",
    "review_case",
    "weighed",
]
