"""What an evaluation gives back, as values: the decision with its findings, guidance, questions and explanations."""

from sro_policy.decision.change import Aim, Change, Step
from sro_policy.decision.decision import ChecklistEntry, Decision, EngineName
from sro_policy.decision.explainer import Explainer
from sro_policy.decision.explanation import Explanation, Follows, Ground, ReadingTaken
from sro_policy.decision.finding import CONCLUSIONS, Deadline, Finding, ForceName, Limb, Word
from sro_policy.decision.guidance import Guidance
from sro_policy.decision.outlook import Outcome, Outlook, Prospect
from sro_policy.decision.question import Form, Question
from sro_policy.decision.values import FrozenMapping, Known

__all__ = [
    "CONCLUSIONS",
    "Aim",
    "Change",
    "ChecklistEntry",
    "Deadline",
    "Decision",
    "EngineName",
    "Explainer",
    "Explanation",
    "Finding",
    "Follows",
    "ForceName",
    "Form",
    "FrozenMapping",
    "Ground",
    "Guidance",
    "Known",
    "Limb",
    "Outcome",
    "Outlook",
    "Prospect",
    "Question",
    "ReadingTaken",
    "Step",
    "Word",
]
