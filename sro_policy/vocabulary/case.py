"""Facts of the case as a whole."""

from __future__ import annotations

from sro_policy.vocabulary.facts import Subject
from sro_policy.vocabulary.measured_facts import DateFact


class Case(Subject):
    """What holds for all parts of a case."""

    name = ""

    as_of = DateFact(
        known_that="the day of reference is this day",
        ask="As of which day is the case to be judged?",
        who="supervisor",
        may_be_false=False,
    )


case = Case()
as_of = case.as_of
