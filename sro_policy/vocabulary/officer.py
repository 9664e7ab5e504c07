"""Facts about the officer: assignment, training and the review of the policy."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, DateFact, IntegerFact, Subject


class Officer(Subject):
    """The officer whose part in the matter the case is about."""

    name = "officer"

    is_sro = BooleanFact(
        known_that="the officer is assigned to a school under a contract, as a regular responsibility in the "
        "instructional day, or substitutes for such an officer",
        ask="Is the officer assigned to a school as an SRO, or substituting for one?",
        who="supervisor",
    )
    assumed_duties_on = DateFact(
        known_that="SRO duties began on this day",
        ask="On which day did the officer's SRO duties begin?",
        who="records",
        seconds=60,
    )
    basic_course_on = DateFact(
        known_that="the officer completed the School Safety Center course or the national basic SRO course on this day",
        ask="When did the officer complete a basic SRO course (School Safety Center or national)?",
        who="records",
        seconds=60,
    )
    required_course_on = DateFact(
        known_that="the officer completed the course that subdivision 3(a) requires, or the supplemental course, "
        "on this day",
        ask="When did the officer complete the required SRO course, or the supplemental course?",
        who="records",
        seconds=60,
    )
    employer_unable_to_provide_course = BooleanFact(
        known_that="the employer could not provide the course before duties began",
        ask="Was the employer unable to provide the course before the officer's duties began?",
        who="supervisor",
        seconds=30,
    )
    ongoing_training_on = DateFact(
        known_that="the latest ongoing POST-approved SRO training was on this day",
        ask="When was the officer's latest ongoing POST-approved SRO training?",
        who="records",
        seconds=60,
    )
    substitute = BooleanFact(
        known_that="the officer is a substitute SRO",
        ask="Is the officer a substitute SRO?",
        who="supervisor",
    )
    substitute_contact_days = IntegerFact(
        known_that="the officer substitutes on so many student-contact days this school year",
        ask="On how many student-contact days does the officer substitute this school year?",
        who="records",
        seconds=60,
        most=366,
    )
    training_documents_on_file = BooleanFact(
        known_that="the most recent training documents are in the training file",
        ask="Are the officer's most recent training documents in the training file?",
        who="records",
        seconds=60,
    )
    policy_reviewed_on = DateFact(
        known_that="the officer reviewed Policy 431 on this day",
        ask="When did the officer review Policy 431?",
        who="records",
        seconds=60,
    )


officer = Officer()
