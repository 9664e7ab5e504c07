"""431.8: training and its documents."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, shall
from sro_policy.rules.conditions import DEPARTMENT, NO_ONE, SRO
from sro_policy.rules.flags import deadline_conflict, unverified_parameter
from sro_policy.rules.readings import A22, A27, A36
from sro_policy.vocabulary import officer
from sro_policy.vocabulary.computed import (
    exempt_substitute,
    has_training,
    initial_training_in_time,
    ongoing_training_in_time,
)

SECTION = Section(
    number="431.8",
    title="Training",
    fingerprint="8:c2fb788c7deedbeaa296e424d4c2921b871a4f6cb4cf393c1c1105653ab399b4",
    clauses=[
        Clause(
            id="431.8.s1.initial",
            gist="complete the required initial POST-approved training in the required timeframe",
            fingerprint="89:1dc0e8d97909f77a5ac6943d3db589fc000ee03fa9fcb6323a2e8af424dfbd57",
            to=SRO,
            rules=[
                shall(
                    "initial-training",
                    conduct=initial_training_in_time | exempt_substitute,
                    says="Complete the required initial training in time.",
                    readings=(A22, A27, A36),
                    flags=(deadline_conflict, unverified_parameter(initial_training_in_time)),
                ),
            ],
        ),
        Clause(
            id="431.8.s1.ongoing",
            gist="complete the required ongoing POST-approved training in the required timeframes",
            fingerprint="89:1dc0e8d97909f77a5ac6943d3db589fc000ee03fa9fcb6323a2e8af424dfbd57",
            to=SRO,
            rules=[
                shall(
                    "ongoing-training",
                    conduct=ongoing_training_in_time | exempt_substitute,
                    says="Complete the required ongoing training in time.",
                    readings=(A22, A27, A36),
                    flags=(unverified_parameter(ongoing_training_in_time),),
                ),
            ],
        ),
        Clause(
            id="431.8.s2",
            gist="keep the most recent documents of the SRO's training in the training file",
            fingerprint="93:39a804b94f65416afe61ad64a35a06b9f0c643ec605c1aec0ba4b3dacd2d6f19",
            to=DEPARTMENT,
            rules=[
                shall(
                    "file-training-documents",
                    conduct=officer.training_documents_on_file,
                    when=officer.is_sro & has_training,
                    says="Keep the officer's most recent training documents in the training file.",
                    readings=(A22,),
                ),
            ],
        ),
        Clause(
            id="431.8.see",
            gist="refers to the Personnel Records Policy",
            fingerprint="49:70c254f8234b6f931053b9b3c599b7149cdc978fe52eb36c5efd08a878b3a823",
            to=NO_ONE,
            no_rule="it refers to another policy, which is not encoded here",
        ),
    ],
)
