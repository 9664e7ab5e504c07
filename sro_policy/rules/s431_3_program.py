"""431.3: the SRO programme, whom it appoints and how it works."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, method, should
from sro_policy.rules.conditions import CHIEF, PROGRAM
from sro_policy.rules.readings import A30
from sro_policy.vocabulary import program
from sro_policy.vocabulary.computed import audited_within_year

SECTION = Section(
    number="431.3",
    title="School Resource Officer program",
    fingerprint="28:19415a897d280a1eb7ba33851c398ec3b00e289180354a26189b0ea0b15371f1",
    clauses=[
        Clause(
            id="431.3.s1",
            gist=(
                "appoint SROs to elementary, middle and secondary schools, upon a contract with the district or "
                "charter school"
            ),
            fingerprint="129:6ada75432f6c9396d9fe2781b6260caa2c32d5b20a9b41269b00ccfddecda006",
            to=CHIEF,
            rules=[
                should(
                    "appoint-sros",
                    conduct=program.sro_appointed,
                    when=program.contract_in_force,
                    says="Appoint an SRO to serve at the school under contract.",
                ),
            ],
        ),
        Clause(
            id="431.3.s2",
            gist="goals: safe learning, resources for staff, good relations with students, problem solving",
            fingerprint="192:2a6b7c31cc98ad7d42ffc8a5eedce598ada76d2164727b66faab4a6f05477334",
            to=PROGRAM,
            no_rule="goals, which describe what the programme is for",
        ),
        Clause(
            id="431.3.stem",
            gist="introduces methods (a) to (h); the list is open",
            fingerprint="64:ee51f62fe5a30b1e03d4e2331bfe2bec97f533b36ff37802a82691eb03316c20",
            to=PROGRAM,
            lists=("431.3(a)", "431.3(b)", "431.3(c)", "431.3(d)", "431.3(e)", "431.3(f)", "431.3(g)", "431.3(h)"),
            no_rule="it introduces a list",
        ),
        Clause(
            id="431.3(a)",
            gist="help develop and carry out a school safety plan",
            fingerprint="63:eea561d657e7afb26f828d4b759d618ee9dc963504aa7f22c1461932f4041e66",
            to=PROGRAM,
            rules=[
                method("safety-plan", program.helps_safety_plan),
            ],
        ),
        Clause(
            id="431.3(b)",
            gist="guard against outside threats: unauthorised access, natural disaster, other violence",
            fingerprint="145:dffb2417f0f5c593b0800e44645248795547ff38efced19d186a4641a7a4b9f7",
            to=PROGRAM,
            rules=[
                method("outside-threats", program.guards_against_outside_threats),
            ],
        ),
        Clause(
            id="431.3(c)",
            gist="respect for law and order, and less criminal activity",
            fingerprint="81:8605c0c95d056d96180a2b19b6b229c1ff666f2951edde229c670e08a0989823",
            to=PROGRAM,
            rules=[
                method("respect-for-law", program.promotes_respect_for_law),
            ],
        ),
        Clause(
            id="431.3(d)",
            gist="notice students at risk of entering the justice system and guide them elsewhere",
            fingerprint="134:c8c5850f50753d3a70815ffad6ecd8ad5947c899e1ae30e6d212f2ba413e5b52",
            to=PROGRAM,
            rules=[
                method("students-at-risk", program.guides_students_at_risk),
            ],
        ),
        Clause(
            id="431.3(e)",
            gist="less crime on or near campus",
            fingerprint="45:3cdfeaaefefbe3c108aed87eb7434b09ecff6261993ed307c69364b0eefaf957",
            to=PROGRAM,
            rules=[
                method("crime-near-campus", program.reduces_crime_near_campus),
            ],
        ),
        Clause(
            id="431.3(f)",
            gist="better communication among students, families, district staff and the Department",
            fingerprint="95:70d667a496db841e620fac2b866fe671cca8ebd5f7c1923f0ebe32d7d7bf0277",
            to=PROGRAM,
            rules=[
                method("communication", program.improves_communication),
            ],
        ),
        Clause(
            id="431.3(g)",
            gist="help coordinate security at school activities, where there are any",
            fingerprint="124:9cd0c4440686c919186fe01ff45ac43c942380abac0eeec513046fddd7be03f6",
            to=PROGRAM,
            rules=[
                method("activity-security", program.coordinates_activity_security, when=program.has_large_activities),
            ],
        ),
        Clause(
            id="431.3(h)",
            gist="audit security measures at least once a year and recommend improvements",
            fingerprint="110:b80d29e22ce2e43b19312df2849f47d8380b59b1f0c04ccde4a183399bcbe57d",
            to=PROGRAM,
            rules=[
                method("security-audit", audited_within_year, readings=(A30,)),
            ],
        ),
    ],
)
