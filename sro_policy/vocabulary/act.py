"""Facts about one act of the officer, contemplated or done."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, ChoiceFact, SetFact, Subject

STAGES = ("contemplated", "done")
"""Whether the act is still ahead (also where nothing is said) or done."""

KINDS = (
    "presence",
    "conversation",
    "instruction",
    "questioning",
    "command",
    "citation",
    "escort",
    "search",
    "physical_force",
    "detention",
    "transport",
    "handcuffing",
    "custodial_arrest",
)
"""What an officer can do, from the least to the most that it takes from a person."""

PURPOSES = ("school_rule", "discipline", "crime", "safety", "welfare", "legal_process")
"""What an act can be for."""

DUTIES = ("a", "b", "c", "d", "e", "f", "g")
"""The duties of 431.4, by their letters."""


class Act(Subject):
    """One thing that the officer does or considers doing, judged apart from every other."""

    name = "act"

    stage = ChoiceFact(
        known_that="the act is contemplated, or done",
        ask="Is the act still being considered, or is it done?",
        who="officer",
        values=STAGES,
    )
    kind = ChoiceFact(
        known_that="the act is of this kind",
        ask="What does the officer do?",
        who="officer",
        values=KINDS,
    )
    purposes = SetFact(
        known_that="the act serves these purposes",
        ask="What is the act for: a school rule, discipline, a crime, safety, welfare, legal process?",
        who="officer",
        seconds=15,
        values=PURPOSES,
    )
    serves_duty = SetFact(
        known_that="the act serves these duties of 431.4",
        ask="Which of the duties listed in 431.4 does the act serve?",
        who="officer",
        seconds=30,
        bearing=True,
        values=DUTIES,
    )
    acting_as_sro = BooleanFact(
        known_that="the officer acts as an SRO",
        ask="Does the officer act as an SRO here?",
        who="officer",
    )
    uses_force = BooleanFact(
        known_that="physical force is used",
        ask="Is physical force used?",
        who="officer",
    )
    uses_authority = BooleanFact(
        known_that="an official act is directed at a person",
        ask="Is an official act directed at a person, more than being there or being told of something?",
        who="supervisor",
        seconds=30,
        judged=True,
    )
    discipline_under_way = BooleanFact(
        known_that="the school or the officer decides, imposes or carries out discipline at this act, or the school "
        "asks the officer to",
        ask="Is discipline being decided, imposed or carried out, or is the officer asked to do so?",
        who="school",
        seconds=15,
        sensitivity="education",
    )
    participates_in_discipline = BooleanFact(
        known_that="the officer takes part in discipline",
        ask="Does the officer decide on, impose or carry out discipline, or join in questioning for it?",
        who="officer",
        seconds=15,
        sensitivity="education",
    )
    in_school = BooleanFact(
        known_that="the act is on school property, on school transport or at a school-run event, while students may "
        "be present",
        ask="Is it on school property, on school transport or at a school-run event, with students possibly there?",
        who="officer",
    )
    custody_for_offense = BooleanFact(
        known_that="the person is taken into custody for an offence",
        ask="Is the person taken into custody for an offence?",
        who="officer",
        sensitivity="juvenile",
    )
    arrest_avoidable = BooleanFact(
        known_that="it is reasonably practical to avoid a custodial arrest in school",
        ask="Could a custodial arrest in school reasonably be avoided?",
        who="supervisor",
        seconds=60,
        judged=True,
    )
    exigency = BooleanFact(
        known_that="exigency makes the arrest necessary",
        ask="Does exigency make the arrest necessary?",
        who="officer",
        seconds=15,
        judged=True,
    )
    public_safety_need = BooleanFact(
        known_that="public safety makes the arrest necessary",
        ask="Does public safety make the arrest necessary?",
        who="officer",
        seconds=15,
        judged=True,
    )
    other_lawful_basis = BooleanFact(
        known_that="there is a warrant, or a law that demands the arrest",
        ask="Is there a warrant, or does a law demand the arrest?",
        who="officer",
        seconds=30,
        sensitivity="juvenile",
    )
    noncommunal_practicable = BooleanFact(
        known_that="a non-communal place is practicable",
        ask="Is a place that is not a common area practicable?",
        who="officer",
        seconds=15,
        judged=True,
    )
    out_of_view_practicable = BooleanFact(
        known_that="a place out of other students' sight is practicable",
        ask="Is a place where other students cannot see practicable?",
        who="officer",
        seconds=15,
        judged=True,
    )
    in_communal_area = BooleanFact(
        known_that="it happens in a communal area",
        ask="Does it happen in a common area, such as a corridor, a lunch room or a classroom?",
        who="officer",
    )
    in_view_of_students = BooleanFact(
        known_that="another student sees it, or is likely to",
        ask="Can another student see it, or is one likely to, through glass included?",
        who="officer",
    )
    staff_involvement_practicable = BooleanFact(
        known_that="it is reasonably practicable to notify school staff or to have them there",
        ask="Is it reasonably practicable to tell school staff before, or to have them there?",
        who="officer",
        seconds=15,
        judged=True,
    )
    staff_notified_before = BooleanFact(
        known_that="school staff were told before",
        ask="Were school staff told before?",
        who="officer",
    )
    staff_present = BooleanFact(
        known_that="school staff were there during the arrest",
        ask="Were school staff there during the arrest?",
        who="officer",
    )
    staff_is_administrator_or_designee = BooleanFact(
        known_that="that staff was an administrator or a designee of one",
        ask="Was that member of staff an administrator, or one's designee?",
        who="school",
        seconds=15,
    )
    age_appropriate = BooleanFact(
        known_that="the practice suits the student's age and development",
        ask="Does what the officer does suit the student's age and development?",
        who="supervisor",
        seconds=120,
        judged=True,
    )
    deescalation_practicable = BooleanFact(
        known_that="de-escalation could reasonably be tried",
        ask="Could de-escalation reasonably be tried?",
        who="supervisor",
        seconds=60,
        judged=True,
    )
    deescalation_used = BooleanFact(
        known_that="de-escalation was tried",
        ask="Was de-escalation tried?",
        who="officer",
    )
    within_training = BooleanFact(
        known_that="the physical strategies are consistent with the officer's training",
        ask="Are the physical strategies consistent with the officer's training?",
        who="supervisor",
        seconds=120,
        judged=True,
    )
    force_amount_reasonable = BooleanFact(
        known_that="no more force was used than reasonably appeared necessary, on what was known then",
        ask="Was it only the force that reasonably appeared necessary, on what was known then?",
        who="supervisor",
        seconds=300,
        judged=True,
    )


act = Act()
