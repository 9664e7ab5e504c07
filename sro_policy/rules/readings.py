"""The register of readings: every choice that the text leaves, and what is taken.

A department selects another alternative only where it has a value; the first value is the default. An
alternative without one is a way to read the text that the library does not offer.
"""

from __future__ import annotations

from sro_policy.policy import Alternative, Reading


def _reading(reading: str, question: str, alternatives: tuple[str | tuple[str, str], ...], default: str) -> Reading:
    options = tuple(Alternative(a) if isinstance(a, str) else Alternative(a[1], a[0]) for a in alternatives)
    return Reading(reading, question, options, default)


M1 = _reading(
    "M1",
    "What do shall, should and may oblige to?",
    (("expected", "should means expected"), ("free", "should means free choice")),
    "Shall is a duty. Should is expected: a departure is reported, with its reason where one is given, though the "
    "policy itself asks for no record of one. May is an option.",
)
A1 = _reading(
    "A1",
    "When does an act serve solely to enforce school rules?",
    ("by the officer's own sole purpose", "where no legitimate ground exists objectively", "but for the school rule"),
    "Act by act, on the set of purposes: a school rule or discipline is one of them, and no legitimate purpose is. To "
    "enforce discipline for a rule is to enforce the rule. While the purposes are unknown the answer is undetermined, "
    "or clear where there is neither force nor authority. A crime that is a purpose beside a school rule counts unless "
    "it is a pretext, which a person judges: until then the answer is undetermined, unless it is known that the only "
    "offence alleged does not restate the defiance of staff, which rules a pretext out. Where it does restate it, "
    "the finding is flagged for review, whatever its status and the purposes.",
)
A2 = _reading(
    "A2",
    'Does "solely" also govern taking part in discipline?',
    (("two", "two prohibitions"), ("one", "one prohibition")),
    "No: taking part in discipline is barred outright.",
)
A3 = _reading(
    "A3",
    'What is use of "authority"?',
    ("commands and threats of arrest", "any official act toward a person", "uniformed presence"),
    "Any official act directed at a person. Mere presence, or being told of something, is not.",
)
A4 = _reading(
    "A4",
    "What is taking part in discipline?",
    ("presence", "questioning", "escorting", "deciding or imposing"),
    "Deciding, imposing or carrying it out (escorting a student to be disciplined, at the school's request, included), "
    "or joint questioning for it. Bare presence while discipline is under way is flagged for review and is no breach.",
)
A5 = _reading(
    "A5",
    "Whose rules are meant, and are policies rules?",
    ("students' rules only", "any school rule", "rules and policies apart"),
    "For force and authority: any school rule or policy, for anyone. For discipline: discipline for school rules, "
    "which in practice means students, though the person's role is no condition of it. For referral (431.6.p1): "
    "school rules. That the conduct breaks a rule is one fact, for rules and policies alike.",
)
A6 = _reading(
    "A6",
    "When does a criminal incident also involve a school-rule violation?",
    ("both established", "both alleged", "the rule presumed"),
    "When both are alleged: neither need be established. With a crime alleged and the rule unknown the matter is "
    "undetermined, or clear once referral was considered; while undetermined it is flagged as presumed, and shown with "
    "the guidance as provisional. With a crime alone the clause does not apply. With a rule alone 431.5 governs.",
)
A7 = _reading(
    "A7",
    "What meets the advice to consider a referral?",
    ("the outcome", "the process"),
    "The process: having considered it, whatever was decided.",
)
A8 = _reading(
    "A8",
    'What does "as appropriate for the incident" limit?',
    ("when to consider", "the outcome"),
    "The outcome. What bears on it (weapon, injury, threat, age, earlier incidents) is listed, and a person decides.",
)
A9 = _reading(
    "A9",
    'What is a "formal criminal referral"?',
    ("report-taking included", "petition, charge or citation"),
    "A petition, charge or citation. Diversion is a third path, outside the policy.",
)
A10 = _reading(
    "A10",
    'What is a "custodial arrest"?',
    ("any seizure", "custody for an offence"),
    "Custody for an offence, announced handcuffing included even if the person is later released; no brief detention, "
    "citation or welfare hold.",
)
A11 = _reading(
    "A11",
    'What is "in school"?',
    ("the building", "the grounds", "events too"),
    "School property, school transport or a school-run event, while students may be present. Anywhere else is not in "
    "school, and the advice against an arrest there does not apply.",
)
A12 = _reading(
    "A12",
    "Are the several phrases of practicability one standard?",
    ("one standard", "several"),
    "One evaluative standard and four separately judged facts, none inferred from another: avoiding the arrest, place, "
    "view and staff.",
)
A13 = _reading(
    "A13",
    "When is an arrest necessary?",
    ("on the listed grounds", "on grounds like them", "on the grounds, and unavoidable"),
    "When exigency or public safety makes it so, each judged. Either rules out that it is avoidable. The reverse does "
    "not hold: an arrest can be unavoidable and yet not necessary in this sense. A warrant, or a law that demands the "
    "arrest, by itself makes it neither, and is flagged on 431.6.p2.s1.",
)
A14 = _reading(
    "A14",
    "What of the place clauses where the arrest is not shown to be necessary?",
    ("literal", "by purpose"),
    "Literal: where the arrest is not necessary they do not apply; while that is unknown they are undetermined, or "
    "clear where the conduct is known to be right. Either way, for an arrest in school, the finding says that their "
    "purpose speaks all the same, unless the conduct is known to be right or impracticable.",
)
A15 = _reading(
    "A15",
    "Are place and view one test?",
    ("one test", "two tests"),
    "Two tests, each with its own practicability. An empty corridor is communal and out of view.",
)
A16 = _reading(
    "A16",
    'What is "view"?',
    ("line of sight", "cameras too"),
    "Actual or likely sight by another student, through glass included; video alone is not.",
)
A17 = _reading(
    "A17",
    "Are notice before and presence during alternatives?",
    ("either", "both"),
    "Either meets the advice, and the finding says which. Notice afterwards does not.",
)
A18 = _reading(
    "A18",
    "Who is appropriate school staff?",
    ("an administrator or designee", "any adult"),
    "Any school staff; a flag is raised unless an administrator or designee is known to be the one.",
)
A19 = _reading(
    "A19",
    "Who is a student?",
    (
        ("current", "any currently enrolled pupil, here or elsewhere"),
        ("former_too", "a former student too"),
        "only a pupil enrolled here",
        "no pupil of 18 and over",
    ),
    "A currently enrolled K-12 pupil, here or elsewhere, of any age: 18 and over counts, and so does a suspended one. "
    "A former student counts only where a department selects that.",
)
A20 = _reading(
    "A20",
    "Does 431.6 reach adults and visitors?",
    ("as a whole", "clause by clause"),
    "Clause by clause: referral and staff are about students, avoiding an arrest about anyone, place and view by their "
    "words about students. To others place and view do not apply; for an arrest in school the finding says, as in A14, "
    "that their purpose speaks all the same.",
)
A21 = _reading(
    "A21",
    "Are officers who are not SROs bound?",
    ("bound", "informational"),
    "431.5 and 431.6.p1 bind SROs. The arrest clauses (431.6.p2 and p3) name no actor: for others they are "
    "informational, and flagged.",
)
A22 = _reading(
    "A22",
    "What of acts outside school hours, at events and at other schools?",
    ("by status", "by capacity"),
    "By act: what is done in school, or elsewhere in SRO capacity. Capacity belongs to an act: referral (431.6.p1, "
    "about the incident), training (431.8) and review (431.9) bind by assignment alone.",
)
A23 = _reading(
    "A23",
    "What of conduct off campus?",
    ("place of the offence", "place of the arrest"),
    "The place of the arrest counts.",
)
A24 = _reading(
    "A24",
    "What is a legitimate law-enforcement purpose?",
    ("crime only", "safety, welfare and legal process too"),
    "Crime that is no pretext, safety, welfare and legal process. Discipline and school rules never are, nor is an act "
    "for none of the six purposes. Force for no legitimate purpose also departs from 431.5.p3.amount.",
)
A25 = _reading(
    "A25",
    "Who decides on the amount of force?",
    ("the library", "a person"),
    "A person, always, on what was known then. The library lists the facts.",
)
A26 = _reading(
    "A26",
    "How is age-appropriateness tested?",
    ("by a checklist", "by a standard"),
    "A person judges it. Age and disability are listed where they are known; no fact stands for size or communication, "
    "and that person looks at them without the library.",
)
A27 = _reading(
    "A27",
    'Which are the "required timeframes"?',
    (("statute", "the statute's"), ("board", "those that the POST Board publishes")),
    "The statute's: its figures are dated, and decide the status. Wherever the date that the Board publishes would "
    "give another answer, the finding is flagged and states both. One that rests on a figure which nobody has verified "
    "is flagged too.",
)
A28 = _reading(
    "A28",
    "Who reviews the policy, and how often?",
    (
        ("once", "every SRO, once"),
        ("each_edition", "every SRO, anew for each edition"),
        "only officers who are trained late",
    ),
    "Every SRO, before duties begin, though 431.9 cites the paragraph on late training. A new edition asks for no new "
    "review unless a department selects that.",
)
A29 = _reading(
    "A29",
    "What of the duties of an SRO who is not yet trained?",
    ("forbidden", "excused"),
    "Excused from 431.4(d) and (e), and not forbidden to perform them, on the footing of subdivision 3(c) or (d) of "
    "the statute, in a layer of its own.",
)
A30 = _reading(
    "A30",
    "Is the yearly audit of 431.3(h) a duty?",
    ("a duty", "a description"),
    "A description: the checklist says whether it is known that the latest audit is no more than a year old. A "
    "reminder, which would be optional, is not part of this version.",
)
A31 = _reading(
    "A31",
    "What if an officer has no training in a strategy?",
    ("its use is barred", "neutral"),
    "Neutral: consistency with training is judged as ever, and nothing is inferred from a lack of training.",
)
A32 = _reading(
    "A32",
    "What if the contract is stricter?",
    ("it overrides", "it adds"),
    "It adds to 431 and overrides nothing. What a contract itself demands is not encoded in this version; once a "
    "contract's layer is encoded, both layers are reported.",
)
A33 = _reading(
    "A33",
    "Do the place, view and staff clauses reach arrests outside school?",
    (("in_school", "in school, by context"), ("anywhere", "anywhere")),
    "In school only, as their context says.",
)
A34 = _reading(
    "A34",
    "Is de-escalation expected where it cannot be tried?",
    ("always", "where it reasonably can"),
    "Where it reasonably can be tried, which is judged.",
)
A35 = _reading(
    "A35",
    "Must records hold both student and parent data?",
    ("both in one record", "either"),
    "Either suffices.",
)
A36 = _reading(
    "A36",
    "What does an exemption do?",
    ("the rule does not apply", "the rule is met"),
    "It satisfies the conduct: the rule applies and is met, and the finding says by which exemption. That of a "
    "substitute satisfies initial and ongoing training alike.",
)

READINGS: tuple[Reading, ...] = (
    M1, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18,
    A19, A20, A21, A22, A23, A24, A25, A26, A27, A28, A29, A30, A31, A32, A33, A34, A35, A36,
)  # fmt: skip
"""Every reading, in the order of the register."""
