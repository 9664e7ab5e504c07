"""xAPI statements of a review, for a learning record store: what a trainee's acts came to, and no student data."""

from sro_policy.xapi.account import Account
from sro_policy.xapi.iris import NAMESPACE
from sro_policy.xapi.stating import OF_CONSEQUENCE, Statement, statements

__all__ = ["NAMESPACE", "OF_CONSEQUENCE", "Account", "Statement", "statements"]
