"""Policy 431: one file a section, in the order of the text. What the statute alone says comes last."""

from sro_policy.policy import Policy
from sro_policy.rules import (
    s431_1_purpose_and_scope,
    s431_2_policy,
    s431_3_1_contract,
    s431_3_program,
    s431_4_duties,
    s431_5_use_of_force,
    s431_6_arrest,
    s431_7_data,
    s431_8_training,
    s431_9_review,
    statute_626_8482,
)
from sro_policy.rules.edition import EDITION
from sro_policy.rules.readings import A27, A28, M1, READINGS
from sro_policy.vocabulary import VOCABULARY

POLICY_431 = Policy(
    title="School Resource Officers",
    edition=EDITION,
    sections=[
        s431_1_purpose_and_scope.SECTION,
        s431_2_policy.SECTION,
        s431_3_program.SECTION,
        s431_3_1_contract.SECTION,
        s431_4_duties.SECTION,
        s431_5_use_of_force.SECTION,
        s431_6_arrest.SECTION,
        s431_7_data.SECTION,
        s431_8_training.SECTION,
        s431_9_review.SECTION,
        statute_626_8482.SECTION,
    ],
    readings=READINGS,
    vocabulary=VOCABULARY,
    strength=M1,
    aliases=(
        ("legacy_deadline_applied", A27, (("statute", "legacy_deadline"), ("board", "legacy_deadline_published"))),
        ("review_renewed_from", A28, (("once", "no_day"), ("each_edition", "edition_effective_from"))),
    ),
)
"""Minnetonka Police Policy 431 as received."""

__all__ = ["POLICY_431"]
