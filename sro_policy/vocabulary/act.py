"""Facts about one act of the officer, contemplated or done."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, Subject
from sro_policy.vocabulary.named_facts import ChoiceFact, SetFact

STAGES = {"contemplated": "still being considered", "done": "done"}
"""Whether the act is still ahead (also where nothing is said) or done, in words that complete "the act is …"."""

KINDS = {
    "presence": "presence alone",
    "conversation": "a conversation",
    "instruction": "an instruction",
    "questioning": "questioning",
    "command": "a command",
    "citation": "a citation",
    "escort": "an escort",
    "search": "a search",
    "physical_force": "a use of physical force",
    "detention": "a detention",
    "transport": "a transport",
    "handcuffing": "handcuffing",
    "custodial_arrest": "a custodial arrest",
}
"""What an officer can do, from the least to the most that it takes from a person; in words, "the act is …"."""

PURPOSES = {
    "school_rule": "a school rule",
    "discipline": "discipline",
    "crime": "a crime",
    "safety": "safety",
    "welfare": "welfare",
    "legal_process": "legal process",
}
"""What an act can be for, in words that complete "the act is for …"."""

DUTIES = {
    "a": "build a positive climate through relations and open communication",
    "b": "protect students, staff and visitors from crime",
    "c": "be law enforcement's liaison to school officials",
    "d": "advise on safety drills",
    "e": "find weaknesses in facilities and safety protocols",
    "f": "educate and advise on law-enforcement topics",
    "g": "enforce criminal law",
}
"""The duties of 431.4 by their letters, in words that complete "the act serves the duty to …"."""


class Act(Subject):
    """One thing that the officer does or considers doing, judged apart from every other."""

    name = "act"

    stage = ChoiceFact(
        known_that="the act is contemplated, or done",
        ask="Is the act still being considered, or is it done?",
        who="officer",
        values=tuple(STAGES),
        words=STAGES,
        so="the act is {}",
        not_so="the act is not {}",
    )
    kind = ChoiceFact(
        known_that="the act is of this kind",
        ask="What does the officer do?",
        who="officer",
        values=tuple(KINDS),
        words=KINDS,
        so="the act is {}",
        not_so="the act is not {}",
        instead="another act is chosen: {}",
        can_be_acted_on=True,
    )
    purposes = SetFact(
        known_that="the act serves these purposes",
        ask="What is the act for: a school rule, discipline, a crime, safety, welfare, legal process?",
        who="officer",
        seconds=15,
        values=tuple(PURPOSES),
        words=PURPOSES,
        so="the act is for {}",
        not_so="the act is not for {}",
    )
    serves_duty = SetFact(
        known_that="the act serves these duties of 431.4",
        ask="Which of the duties listed in 431.4 does the act serve?",
        who="officer",
        seconds=30,
        bearing=True,
        values=tuple(DUTIES),
        words=DUTIES,
        so="the act serves the duty to {}",
        not_so="the act does not serve the duty to {}",
    )
    acting_as_sro = BooleanFact(
        known_that="the officer acts as an SRO",
        known_not="the officer does not act as an SRO",
        ask="Does the officer act as an SRO here?",
        who="officer",
    )
    uses_force = BooleanFact(
        known_that="physical force is used",
        known_not="no physical force is used",
        ask="Is physical force used?",
        who="officer",
        can_be_acted_on=True,
    )
    uses_authority = BooleanFact(
        known_that="an official act is directed at a person",
        known_not="no official act is directed at a person",
        ask="Is an official act directed at a person, more than being there or being told of something?",
        who="supervisor",
        seconds=30,
        judged=True,
        can_be_acted_on=True,
    )
    discipline_under_way = BooleanFact(
        known_that="the school or the officer decides, imposes or carries out discipline at this act, or the school "
        "asks the officer to",
        known_not="at this act neither the school nor the officer decides, imposes or carries out discipline, and the "
        "school does not ask the officer to",
        briefly=("discipline is under way at this act", "no discipline is under way at this act"),
        ask="Is discipline being decided, imposed or carried out, or is the officer asked to do so?",
        who="school",
        seconds=15,
        sensitivity="education",
    )
    participates_in_discipline = BooleanFact(
        known_that="the officer takes part in discipline",
        known_not="the officer takes no part in discipline",
        ask="Does the officer decide on, impose or carry out discipline, or join in questioning for it?",
        who="officer",
        seconds=15,
        sensitivity="education",
        can_be_acted_on=True,
    )
    in_school = BooleanFact(
        known_that="the act is on school property, on school transport or at a school-run event, while students may "
        "be present",
        known_not="the act is not on school property, on school transport or at a school-run event while students may "
        "be present",
        briefly=("the act is in school", "the act is not in school"),
        ask="Is the act on school property, on school transport or at a school-run event, with students possibly "
        "there?",
        who="officer",
        can_be_acted_on=True,
    )
    custody_for_offense = BooleanFact(
        known_that="the person is taken into custody for an offence",
        known_not="the person is not taken into custody for an offence",
        ask="Is the person taken into custody for an offence?",
        who="officer",
        sensitivity="juvenile",
        can_be_acted_on=True,
    )
    arrest_avoidable = BooleanFact(
        known_that="it is reasonably practical to avoid a custodial arrest in school",
        known_not="it is not reasonably practical to avoid a custodial arrest in school",
        ask="Could a custodial arrest in school reasonably be avoided?",
        who="supervisor",
        seconds=60,
        judged=True,
    )
    exigency = BooleanFact(
        known_that="exigency makes the arrest necessary",
        known_not="exigency does not make the arrest necessary",
        ask="Does exigency make the arrest necessary?",
        who="officer",
        seconds=15,
        judged=True,
    )
    public_safety_need = BooleanFact(
        known_that="public safety makes the arrest necessary",
        known_not="public safety does not make the arrest necessary",
        ask="Does public safety make the arrest necessary?",
        who="officer",
        seconds=15,
        judged=True,
    )
    other_lawful_basis = BooleanFact(
        known_that="there is a warrant, or a law that demands the arrest",
        known_not="there is neither a warrant nor a law that demands the arrest",
        ask="Is there a warrant, or does a law demand the arrest?",
        who="officer",
        seconds=30,
        sensitivity="juvenile",
    )
    noncommunal_practicable = BooleanFact(
        known_that="a non-communal place is practicable",
        known_not="no non-communal place is practicable",
        ask="Is a place that is not a common area practicable?",
        who="officer",
        seconds=15,
        judged=True,
    )
    out_of_view_practicable = BooleanFact(
        known_that="a place out of other students' sight is practicable",
        known_not="no place out of other students' sight is practicable",
        ask="Is a place where other students cannot see practicable?",
        who="officer",
        seconds=15,
        judged=True,
    )
    in_communal_area = BooleanFact(
        known_that="the act happens in a communal area",
        known_not="the act does not happen in a communal area",
        ask="Does the act happen in a common area, such as a corridor, a lunch room or a classroom?",
        who="officer",
        can_be_acted_on=True,
    )
    in_view_of_students = BooleanFact(
        known_that="another student sees the act, or is likely to",
        known_not="no other student sees the act, or is likely to",
        ask="Can another student see the act, or is one likely to, through glass included?",
        who="officer",
        can_be_acted_on=True,
    )
    staff_involvement_practicable = BooleanFact(
        known_that="it is reasonably practicable to notify school staff or to have them there",
        known_not="it is reasonably practicable neither to notify school staff nor to have them there",
        ask="Is it reasonably practicable to tell school staff before, or to have them there?",
        who="officer",
        seconds=15,
        judged=True,
    )
    staff_notified_before = BooleanFact(
        known_that="school staff were told before",
        known_not="school staff were not told before",
        ask="Were school staff told before?",
        who="officer",
        can_be_acted_on=True,
    )
    staff_present = BooleanFact(
        known_that="school staff were there during the arrest",
        known_not="school staff were not there during the arrest",
        ask="Were school staff there during the arrest?",
        who="officer",
        can_be_acted_on=True,
    )
    staff_is_administrator_or_designee = BooleanFact(
        known_that="the member of school staff involved was an administrator or a designee of one",
        known_not="the member of school staff involved was neither an administrator nor a designee of one",
        ask="Was the member of school staff involved an administrator, or one's designee?",
        who="school",
        seconds=15,
        can_be_acted_on=True,
    )
    age_appropriate = BooleanFact(
        known_that="the practice suits the student's age and development",
        known_not="the practice does not suit the student's age and development",
        ask="Does what the officer does suit the student's age and development?",
        who="supervisor",
        seconds=120,
        judged=True,
        can_be_acted_on=True,
    )
    deescalation_practicable = BooleanFact(
        known_that="de-escalation could reasonably be tried",
        known_not="de-escalation could not reasonably be tried",
        ask="Could de-escalation reasonably be tried?",
        who="supervisor",
        seconds=60,
        judged=True,
    )
    deescalation_used = BooleanFact(
        known_that="de-escalation was tried",
        known_not="de-escalation was not tried",
        ask="Was de-escalation tried?",
        who="officer",
        can_be_acted_on=True,
    )
    within_training = BooleanFact(
        known_that="the physical strategies are consistent with the officer's training",
        known_not="the physical strategies are not consistent with the officer's training",
        ask="Are the physical strategies consistent with the officer's training?",
        who="supervisor",
        seconds=120,
        judged=True,
        can_be_acted_on=True,
    )
    force_amount_reasonable = BooleanFact(
        known_that="no more force was used than reasonably appeared necessary, on what was known then",
        known_not="more force was used than reasonably appeared necessary, on what was known then",
        ask="Was only such force used as reasonably appeared necessary, on what was known then?",
        who="supervisor",
        seconds=300,
        judged=True,
        can_be_acted_on=True,
    )


act = Act()
