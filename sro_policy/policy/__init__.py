"""What a policy is made of: force, rules, statuses, flags, readings, clauses, sections and an edition."""

from sro_policy.policy.clauses import Addressee, Clause, Layer, Section
from sro_policy.policy.edition import Edition, Parameter
from sro_policy.policy.flags import Flag
from sro_policy.policy.force import Force
from sro_policy.policy.policy import BoundPolicy, BoundRule, Policy
from sro_policy.policy.readings import Alternative, Reading
from sro_policy.policy.rules import Rule, may, method, need_not, shall, shall_not, should, should_not
from sro_policy.policy.statuses import STATUSES, Status

__all__ = [
    "STATUSES",
    "Addressee",
    "Alternative",
    "BoundPolicy",
    "BoundRule",
    "Clause",
    "Edition",
    "Flag",
    "Force",
    "Layer",
    "Parameter",
    "Policy",
    "Reading",
    "Rule",
    "Section",
    "Status",
    "may",
    "method",
    "need_not",
    "shall",
    "shall_not",
    "should",
    "should_not",
]
