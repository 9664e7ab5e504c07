"""431.5: conduct with students, force, authority and discipline."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, shall_not, should
from sro_policy.rules.conditions import NO_ONE, SRO, interacts, legitimate_purpose, only_school_rules, person_is_student
from sro_policy.rules.flags import participation_review, pretext_review
from sro_policy.rules.readings import A1, A2, A3, A4, A5, A19, A22, A24, A25, A26, A31, A34
from sro_policy.vocabulary import act

SECTION = Section(
    number="431.5",
    title="Use of force",
    fingerprint="10:181c2e3459422351910868fd32480bc6ad6b27b25162f33f4828e46ed5084d48",
    clauses=[
        Clause(
            id="431.5.p1",
            gist="use age-appropriate and developmentally appropriate practices with students",
            fingerprint="97:3e08ebc3aba7b2c591b36c993fb8cc26570e1123a2e1fffe75ab5b16296e0b06",
            to=SRO,
            rules=[
                should(
                    "suit-the-age",
                    conduct=act.age_appropriate,
                    when=person_is_student & interacts,
                    says="Suit what you do to the student's age and development.",
                    readings=(A19, A22, A26),
                ),
            ],
        ),
        Clause(
            id="431.5.p2.force",
            gist="use force, or the power of the office, for nothing more than a school rule or policy",
            fingerprint="160:35c082cbc4fc9f7f3801e3a9c769bbcec10fbc97e1d8c678149ee5f3af287782",
            to=SRO,
            rules=[
                shall_not(
                    "enforce-school-rules-by-force",
                    conduct=act.uses_force | act.uses_authority,
                    when=only_school_rules,
                    says="Leave it to school authorities: use neither force nor authority for a school rule alone.",
                    readings=(A1, A3, A5, A22, A24),
                    flags=(pretext_review,),
                ),
            ],
        ),
        Clause(
            id="431.5.p2.discipline",
            gist="take part in enforcing discipline for school-rule violations",
            fingerprint="160:35c082cbc4fc9f7f3801e3a9c769bbcec10fbc97e1d8c678149ee5f3af287782",
            to=SRO,
            rules=[
                shall_not(
                    "take-part-in-discipline",
                    conduct=act.participates_in_discipline,
                    when=act.discipline_under_way & (A2.is_("two") | only_school_rules),
                    says="Leave discipline to school authorities and take no part in it.",
                    readings=(A2, A4, A5, A22),
                    flags=(participation_review,),
                ),
            ],
        ),
        Clause(
            id="431.5.p3.deescalation",
            gist="use de-escalation techniques",
            fingerprint="263:991f798297411bd5cc32758e1708abb187b45d3bbe6e524d0f365b4d29e489c7",
            to=SRO,
            rules=[
                should(
                    "de-escalate",
                    conduct=act.deescalation_used,
                    when=act.uses_force & act.deescalation_practicable,
                    says="Try to de-escalate first.",
                    readings=(A22, A34),
                ),
            ],
        ),
        Clause(
            id="431.5.p3.training",
            gist="use physical-intervention strategies consistent with training",
            fingerprint="263:991f798297411bd5cc32758e1708abb187b45d3bbe6e524d0f365b4d29e489c7",
            to=SRO,
            rules=[
                should(
                    "stay-within-training",
                    conduct=act.within_training,
                    when=act.uses_force,
                    says="Use only physical strategies that are consistent with your training.",
                    readings=(A22, A31),
                ),
            ],
        ),
        Clause(
            id="431.5.p3.amount",
            gist=(
                "use only the force that reasonably appears necessary, on the facts perceived then, for a legitimate "
                "law-enforcement purpose"
            ),
            fingerprint="263:991f798297411bd5cc32758e1708abb187b45d3bbe6e524d0f365b4d29e489c7",
            to=SRO,
            rules=[
                should(
                    "no-more-force-than-needed",
                    conduct=act.force_amount_reasonable & legitimate_purpose,
                    when=act.uses_force,
                    says=(
                        "Use only the force that reasonably appears necessary, and only for a legitimate "
                        "law-enforcement purpose."
                    ),
                    readings=(A22, A24, A25),
                ),
            ],
        ),
        Clause(
            id="431.5.p3.see",
            gist="refers to the Use of Force Policy",
            fingerprint="43:a6b075e76489590ec2ceb5b1693a5192aee178ee102df11c2dd1db2fed2a757b",
            to=NO_ONE,
            no_rule="it refers to another policy, which is not encoded here",
        ),
    ],
)
