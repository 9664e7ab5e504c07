"""Minn. Stat. § 626.8482, subdivision 3: what the statute alone says, in a layer of its own."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, need_not
from sro_policy.rules.conditions import SRO
from sro_policy.rules.flags import unverified_parameter
from sro_policy.rules.readings import A29
from sro_policy.vocabulary.computed import exempt_substitute, initial_training_in_time, within_late_allowance

SECTION = Section(
    number="626.8482",
    title="Who is excused",
    layer="statute",
    clauses=[
        Clause(
            id="626.8482.3(c)",
            gist=(
                "an SRO who serves untrained because the employer could not provide the course need not perform "
                "431.4(d) and (e)"
            ),
            fingerprint="",
            to=SRO,
            rules=[
                need_not(
                    "excused-awaiting-course",
                    when=within_late_allowance,
                    says="The officer need not yet advise on safety drills or look for weaknesses (431.4(d) and (e)).",
                    readings=(A29,),
                    excuses=("431.4(d)", "431.4(e)"),
                ),
            ],
        ),
        Clause(
            id="626.8482.3(d)",
            gist="a substitute SRO below the limit of days need not perform 431.4(d) and (e)",
            fingerprint="",
            to=SRO,
            rules=[
                need_not(
                    "excused-as-substitute",
                    when=exempt_substitute,
                    says=(
                        "The officer, as a substitute, need not advise on safety drills or look for weaknesses "
                        "(431.4(d) and (e))."
                    ),
                    readings=(A29,),
                    flags=(unverified_parameter(initial_training_in_time),),
                    excuses=("431.4(d)", "431.4(e)"),
                ),
            ],
        ),
    ],
)
