"""Minnetonka Police Policy 431, School Resource Officers, as declarative rules.

Given the facts of an incident, :func:`evaluate` returns guidance with the clause that it comes from.
"""

from sro_policy.deciding import evaluate
from sro_policy.decision import (
    Aim,
    Change,
    ChecklistEntry,
    Deadline,
    Decision,
    EngineName,
    Explanation,
    Finding,
    Follows,
    ForceName,
    Form,
    Ground,
    Guidance,
    Limb,
    Outcome,
    Outlook,
    Prospect,
    Question,
    ReadingTaken,
    Step,
    Word,
)
from sro_policy.errors import (
    EngineFailedError,
    EngineLimitError,
    EngineUnavailableError,
    InputError,
    JournalError,
    PolicyError,
    SroPolicyError,
)
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.records import Act, Case, Contract, Incident, Officer, Program
from sro_policy.exact.plan import Truth
from sro_policy.policy import Layer, Parameter, Status
from sro_policy.record import Difference, RecordOutcome, Verification
from sro_policy.rules import POLICY_431
from sro_policy.session import IncidentChange, IncidentStep, LiveIncident, open_incident
from sro_policy.verifying import verify_record
from sro_policy.version import __version__ as __version__

__all__ = [
    "POLICY_431",
    "Act",
    "Aim",
    "Case",
    "Change",
    "ChecklistEntry",
    "Contract",
    "Deadline",
    "Decision",
    "Difference",
    "EngineFailedError",
    "EngineLimitError",
    "EngineName",
    "EngineUnavailableError",
    "Explanation",
    "Finding",
    "Follows",
    "ForceName",
    "Form",
    "Ground",
    "Guidance",
    "Incident",
    "IncidentChange",
    "IncidentStep",
    "InputError",
    "JournalError",
    "Layer",
    "Limb",
    "Limits",
    "LiveIncident",
    "Officer",
    "Outcome",
    "Outlook",
    "Parameter",
    "PolicyError",
    "Program",
    "Prospect",
    "Question",
    "ReadingTaken",
    "RecordOutcome",
    "SroPolicyError",
    "Status",
    "Step",
    "Truth",
    "Verification",
    "Word",
    "evaluate",
    "open_incident",
    "verify_record",
]
