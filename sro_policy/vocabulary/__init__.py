"""The facts that rules may use, by subject, each declared once."""

from sro_policy.vocabulary.act import act
from sro_policy.vocabulary.case import as_of, case
from sro_policy.vocabulary.computed import COMPUTED, Answer, Computed, Figure, Figures
from sro_policy.vocabulary.constraints import CONSTRAINTS, Constraint
from sro_policy.vocabulary.contract import contract
from sro_policy.vocabulary.facts import BooleanFact, Fact, Raw, Source, Subject
from sro_policy.vocabulary.figures import FIGURES, FigureKind
from sro_policy.vocabulary.incident import incident
from sro_policy.vocabulary.measured_facts import DateFact, IntegerFact
from sro_policy.vocabulary.named_facts import ChoiceFact, SetFact
from sro_policy.vocabulary.officer import officer
from sro_policy.vocabulary.program import program
from sro_policy.vocabulary.vocabulary import PARTS, SUBJECT_ORDER, Vocabulary

VOCABULARY = Vocabulary((case, officer, incident, act, contract, program), COMPUTED, CONSTRAINTS, FIGURES)
"""The vocabulary of Policy 431."""

__all__ = [
    "COMPUTED",
    "CONSTRAINTS",
    "FIGURES",
    "PARTS",
    "SUBJECT_ORDER",
    "VOCABULARY",
    "Answer",
    "BooleanFact",
    "ChoiceFact",
    "Computed",
    "Constraint",
    "DateFact",
    "Fact",
    "Figure",
    "FigureKind",
    "Figures",
    "IntegerFact",
    "Raw",
    "SetFact",
    "Source",
    "Subject",
    "Vocabulary",
    "act",
    "as_of",
    "case",
    "contract",
    "incident",
    "officer",
    "program",
]
