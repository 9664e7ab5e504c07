"""Minnetonka Police Policy 431, School Resource Officers, as declarative rules.

Given the facts of an incident, :func:`evaluate` returns guidance with the clause that it comes from.
"""

from sro_policy.decision import (
    ChecklistEntry,
    Deadline,
    Decision,
    EngineName,
    Finding,
    ForceName,
    Guidance,
    Limb,
    Word,
)
from sro_policy.errors import (
    EngineFailedError,
    EngineLimitError,
    EngineUnavailableError,
    InputError,
    PolicyError,
    SroPolicyError,
)
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.evaluate import evaluate
from sro_policy.evaluation.records import Act, Case, Contract, Incident, Officer, Program
from sro_policy.exact.plan import Truth
from sro_policy.policy import Layer, Parameter, Status
from sro_policy.rules import POLICY_431

__version__ = "0.1.0"

__all__ = [
    "POLICY_431",
    "Act",
    "Case",
    "ChecklistEntry",
    "Contract",
    "Deadline",
    "Decision",
    "EngineFailedError",
    "EngineLimitError",
    "EngineName",
    "EngineUnavailableError",
    "Finding",
    "ForceName",
    "Guidance",
    "Incident",
    "InputError",
    "Layer",
    "Limb",
    "Limits",
    "Officer",
    "Parameter",
    "PolicyError",
    "Program",
    "SroPolicyError",
    "Status",
    "Truth",
    "Word",
    "evaluate",
]
