"""Facts about the officer: assignment, training and the review of the policy."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, Subject
from sro_policy.vocabulary.measured_facts import DateFact, IntegerFact


class Officer(Subject):
    """The officer whose part in the matter the case is about."""

    name = "officer"

    is_sro = BooleanFact(
        known_that="the officer is assigned to a school under a contract, as a regular responsibility in the "
        "instructional day, or substitutes for such an officer",
        known_not="the officer is neither assigned to a school as an SRO nor a substitute for one",
        briefly=("the officer is an SRO, or substitutes for one", "the officer is no SRO, and substitutes for none"),
        ask="Is the officer assigned to a school as an SRO, or substituting for one?",
        who="supervisor",
    )
    assumed_duties_on = DateFact(
        known_that="SRO duties began on this day",
        known_not="SRO duties have not begun",
        ask="On which day did the officer's SRO duties begin?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )
    basic_course_on = DateFact(
        known_that="the officer completed the School Safety Center course or the national basic SRO course on this day",
        known_not="the officer has completed neither the School Safety Center course nor the national basic SRO course",
        ask="When did the officer complete a basic SRO course (School Safety Center or national)?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )
    required_course_on = DateFact(
        known_that="the officer completed the course that subdivision 3(a) requires, or the supplemental course, "
        "on this day",
        known_not="the officer has completed neither the course that subdivision 3(a) requires nor the supplemental "
        "course",
        ask="When did the officer complete the required SRO course, or the supplemental course?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )
    employer_unable_to_provide_course = BooleanFact(
        known_that="the employer could not provide the course before duties began",
        known_not="the employer could provide the course before duties began",
        ask="Was the employer unable to provide the course before the officer's duties began?",
        who="supervisor",
        seconds=30,
    )
    ongoing_training_on = DateFact(
        known_that="the latest ongoing POST-approved SRO training was on this day",
        known_not="the officer has had no ongoing POST-approved SRO training",
        ask="When was the officer's latest ongoing POST-approved SRO training?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )
    substitute = BooleanFact(
        known_that="the officer is a substitute SRO",
        known_not="the officer is not a substitute SRO",
        ask="Is the officer a substitute SRO?",
        who="supervisor",
    )
    substitute_contact_days = IntegerFact(
        known_that="the officer substitutes on so many student-contact days this school year",
        known_not="the officer substitutes on no student-contact day this school year",
        known_one="the officer substitutes on 1 student-contact day this school year",
        known_some="the officer substitutes on at least one student-contact day this school year",
        ask="On how many student-contact days does the officer substitute this school year?",
        who="records",
        seconds=60,
        most=366,
    )
    training_documents_on_file = BooleanFact(
        known_that="the most recent training documents are in the training file",
        known_not="the most recent training documents are not in the training file",
        ask="Are the officer's most recent training documents in the training file?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )
    policy_reviewed_on = DateFact(
        known_that="the officer reviewed Policy 431 on this day",
        known_not="the officer has not reviewed Policy 431",
        ask="When did the officer review Policy 431?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )


officer = Officer()
