"""The record of a decision: it can be replayed, chained to the one before it, and shown without what it withholds."""

from sro_policy.record.reading import RECORD_LIMITS
from sro_policy.record.schema import record_schema
from sro_policy.record.verification import Difference, RecordOutcome, Verification
from sro_policy.record.withholding import openings, show, withhold

__all__ = [
    "RECORD_LIMITS",
    "Difference",
    "RecordOutcome",
    "Verification",
    "openings",
    "record_schema",
    "show",
    "withhold",
]
