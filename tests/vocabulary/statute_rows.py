"""Tables of dates and answers: what the statute says of complete records, around each of its last days.

The rows are taken from Minn. Stat. § 626.8482, subdivision 3, as the project knows it, not from the code; those
of renewed reviews from decision 5, those of audits from 431.3(h). In a row, what is left out did not happen, and
where no day of reference is named it is a day long after.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sro_policy.vocabulary import Answer

LONG_AFTER = "2035-01-01"
SHORT = {
    "today": "as_of",
    "began": "assumed_duties_on",
    "course": "required_course_on",
    "basic": "basic_course_on",
    "ongoing": "ongoing_training_on",
    "unable": "employer_unable_to_provide_course",
    "reviewed": "policy_reviewed_on",
    "audit": "security_audit_on",
}
"""The names that rows use for facts."""

NO, OPEN = Answer(value=False), Answer(value=None)
YES = Answer(value=True)
BEFORE_DUTIES = Answer(value=True, by="before duties began")
BY_THE_START = Answer(value=True, by="start of the requirement")
AS_LEGACY = Answer(value=True, by="legacy deadline")
LATE_TRAINED = Answer(value=True, by="late-training allowance")


def until(day: str) -> Answer:
    """Open, with a last day."""
    return Answer(value=None, due_by=dt.date.fromisoformat(day))


def differ(statute: str, board: str) -> Answer:
    """Two answers, each with the last day of its authority."""
    days = (dt.date(2027, 5, 31), dt.date(2027, 6, 30))
    return Answer(value=True, both=(("statute", statute, days[0]), ("post_board", board, days[1])))


def row(says: str, *expected: Answer | str, **facts: Any) -> Any:
    """Make a row: what it shows, the facts by their short names, and the answer (or one for each authority)."""
    named = {SHORT.get(name, name): value for name, value in facts.items()}
    return pytest.param({"as_of": LONG_AFTER, **named}, *expected, id=says)


def same(says: str, expected: Answer, **facts: Any) -> Any:
    """Make a row in which the legacy deadline is no matter."""
    return row(says, expected, expected, **facts)


INITIAL = [
    # Duties that begin after the requirement: by the day before.
    same("the course the day before duties", BEFORE_DUTIES, began="2026-09-08", course="2026-09-07"),
    same("the course on the day of duties: dates cannot tell", OPEN, began="2026-09-08", course="2026-09-08"),
    same("that day itself", OPEN, today="2026-09-08", began="2026-09-08", course="2026-09-08"),
    same("the course the day after duties began", NO, began="2026-09-08", course="2026-09-09"),
    same("a late course, the day it is taken", NO, today="2028-09-09", began="2026-09-08", course="2028-09-09"),
    same("no course on the first day of duties", NO, today="2026-09-08", began="2026-09-08"),
    same("no course, long after", NO, began="2026-09-08"),
    same("across a leap day", BEFORE_DUTIES, began="2028-03-01", course="2028-02-29"),
    same("on a leap day", OPEN, began="2028-02-29", course="2028-02-29"),
    # Duties not begun.
    same("trained, no duties yet", BEFORE_DUTIES, today="2026-11-24", course="2026-08-03"),
    same("trained today, no duties yet", BEFORE_DUTIES, today="2026-11-24", course="2026-11-24"),
    same("untrained, no duties yet: no last day", OPEN, today="2026-11-24"),
    same("nor for a legacy officer", OPEN, today="2026-11-24", basic="2023-07-14"),
    same("nor after the legacy deadlines", OPEN, today="2027-07-01", basic="2023-07-14"),
    same("nor where the employer is unable", OPEN, today="2026-11-24", unable=True),
    same("after the legacy deadlines, trained, no duties yet", BEFORE_DUTIES, basic="2023-07-14", course="2027-07-01"),
    # Duties that had begun by 2025-09-01, when the requirement began.
    same("no course on the requirement's day", until("2025-09-01"), today="2025-09-01", began="2023-09-05"),
    same("no course the day before it", until("2025-09-01"), today="2025-08-31", began="2023-09-05"),
    same("no course the day after it", NO, today="2025-09-02", began="2023-09-05"),
    same("the course the day before it", BY_THE_START, began="2023-09-05", course="2025-08-31"),
    same("the course on it", BY_THE_START, began="2023-09-05", course="2025-09-01"),
    same("the course the day after it", NO, began="2023-09-05", course="2025-09-02"),
    same("the course before early duties", BEFORE_DUTIES, began="2023-09-05", course="2023-06-12"),
    same("the course on the day of early duties", BY_THE_START, began="2023-09-05", course="2023-09-05"),
    same("duties the day before it, the course on it", BY_THE_START, began="2025-08-31", course="2025-09-01"),
    same("duties the day before it, no course", until("2025-09-01"), today="2025-08-31", began="2025-08-31"),
    same("duties and the course on it", BY_THE_START, began="2025-09-01", course="2025-09-01"),
    same("duties on it, the course the day before", BEFORE_DUTIES, began="2025-09-01", course="2025-08-31"),
    same("duties on it, the course the day after", NO, began="2025-09-01", course="2025-09-02"),
    same("duties on it, no course that day", until("2025-09-01"), today="2025-09-01", began="2025-09-01"),
    same("duties on it, no course the day after", NO, today="2025-09-02", began="2025-09-01"),
    same("duties the day after it, the course on it", BEFORE_DUTIES, began="2025-09-02", course="2025-09-01"),
    same("duties and the course the day after it", OPEN, began="2025-09-02", course="2025-09-02"),
    same("duties the day after it, the course later", NO, began="2025-09-02", course="2025-09-03"),
    same("duties the day after it, no course", NO, today="2025-09-02", began="2025-09-02"),
    # Legacy officers: a basic course before 2025-09-01 gives time to 2027-05-31, or to the Board's 2027-06-30.
    row("legacy, no course on the statute's last day", until("2027-05-31"), until("2027-06-30"),
        today="2027-05-31", began="2023-09-05", basic="2023-07-14"),
    row("legacy, no course the day after it", NO, until("2027-06-30"),
        today="2027-06-01", began="2023-09-05", basic="2023-07-14"),
    row("legacy, no course on the Board's last day", NO, until("2027-06-30"),
        today="2027-06-30", began="2023-09-05", basic="2023-07-14"),
    same("legacy, no course after both", NO, today="2027-07-01", began="2023-09-05", basic="2023-07-14"),
    same("legacy, the course on the statute's last day", AS_LEGACY,
         began="2023-09-05", basic="2023-07-14", course="2027-05-31"),
    row("legacy, the course the day after it", NO, AS_LEGACY,
        began="2023-09-05", basic="2023-07-14", course="2027-06-01"),
    row("legacy, the course on the Board's last day", NO, AS_LEGACY,
        began="2023-09-05", basic="2023-07-14", course="2027-06-30"),
    same("legacy, the course after both", NO, began="2023-09-05", basic="2023-07-14", course="2027-07-01"),
    row("legacy by the last day for a basic course", until("2027-05-31"), until("2027-06-30"),
        today="2026-11-24", began="2023-09-05", basic="2025-08-31"),
    same("a basic course on 2025-09-01 makes no legacy officer", NO,
         today="2026-11-24", began="2023-09-05", basic="2025-09-01"),
    same("nor does one the day after", NO, today="2026-11-24", began="2023-09-05", basic="2025-09-02"),
    same("legacy, the course before duties", BEFORE_DUTIES,
         began="2026-09-08", basic="2023-07-14", course="2026-09-07"),
    same("legacy, the course on the day of duties", AS_LEGACY,
         began="2026-09-08", basic="2023-07-14", course="2026-09-08"),
    row("legacy, no course on the first day of duties", until("2027-05-31"), until("2027-06-30"),
        today="2026-09-08", began="2026-09-08", basic="2023-07-14"),
    same("legacy, duties and the course on the statute's last day", AS_LEGACY,
         began="2027-05-31", basic="2023-07-14", course="2027-05-31"),
    same("legacy, duties the day after it, the course on it", BEFORE_DUTIES,
         began="2027-06-01", basic="2023-07-14", course="2027-05-31"),
    row("legacy, duties and the course the day after it", OPEN, AS_LEGACY,
        began="2027-06-01", basic="2023-07-14", course="2027-06-01"),
    row("legacy, duties the day after it, the course later", NO, AS_LEGACY,
        began="2027-06-01", basic="2023-07-14", course="2027-06-02"),
    row("legacy, duties the day after it, no course", NO, until("2027-06-30"),
        today="2027-06-01", began="2027-06-01", basic="2023-07-14"),
    row("legacy, duties and the course on the Board's last day", OPEN, AS_LEGACY,
        began="2027-06-30", basic="2023-07-14", course="2027-06-30"),
    same("legacy, duties after both, the course before", BEFORE_DUTIES,
         began="2027-07-01", basic="2023-07-14", course="2027-06-30"),
    same("legacy, duties and the course after both", OPEN, began="2027-07-01", basic="2023-07-14", course="2027-07-01"),
    same("legacy, duties after both, no course", NO, today="2027-07-01", began="2027-07-01", basic="2023-07-14"),
    # The employer unable to provide the course: six months from the day of duties, the end day included.
    same("unable, the day before the last", until("2027-03-08"), today="2027-03-07", began="2026-09-08", unable=True),
    same("unable, the last day", until("2027-03-08"), today="2027-03-08", began="2026-09-08", unable=True),
    same("unable, the day after it", NO, today="2027-03-09", began="2026-09-08", unable=True),
    same("unable, the first day of duties", until("2027-03-08"), today="2026-09-08", began="2026-09-08", unable=True),
    same("unable, the course before duties", BEFORE_DUTIES, began="2026-09-08", unable=True, course="2026-09-07"),
    same("unable, the course on the day of duties", LATE_TRAINED, began="2026-09-08", unable=True, course="2026-09-08"),
    same("unable, the course the day before the last", LATE_TRAINED,
         began="2026-09-08", unable=True, course="2027-03-07"),
    same("unable, the course on the last day", LATE_TRAINED, began="2026-09-08", unable=True, course="2027-03-08"),
    same("unable, the course the day after it", NO, began="2026-09-08", unable=True, course="2027-03-09"),
    same("unable from 31 August: to 28 February", until("2027-02-28"),
         today="2027-02-28", began="2026-08-31", unable=True),
    same("unable from 31 August: past 28 February", NO, today="2027-03-01", began="2026-08-31", unable=True),
    same("unable from 31 August, the course on 28 February", LATE_TRAINED,
         began="2026-08-31", unable=True, course="2027-02-28"),
    same("unable from 31 August, the course on 1 March", NO, began="2026-08-31", unable=True, course="2027-03-01"),
    same("unable from 28 August: to 28 February too", until("2027-02-28"),
         today="2027-02-28", began="2026-08-28", unable=True),
    same("unable from 31 August before a leap day: to 29 February", LATE_TRAINED,
         began="2027-08-31", unable=True, course="2028-02-29"),
    same("unable from 31 August before a leap day: past it", NO, began="2027-08-31", unable=True, course="2028-03-01"),
    same("unable from a leap day: to 29 August", LATE_TRAINED, began="2028-02-29", unable=True, course="2028-08-29"),
    same("unable from a leap day: past it", NO, began="2028-02-29", unable=True, course="2028-08-30"),
    same("unable from early duties: six months end after the requirement's day", LATE_TRAINED,
         began="2025-03-02", unable=True, course="2025-09-02"),
    same("unable from early duties: past them", NO, began="2025-03-02", unable=True, course="2025-09-03"),
    same("unable from earlier duties: the requirement's day is the later", BY_THE_START,
         began="2025-02-01", unable=True, course="2025-09-01"),
    same("unable from earlier duties: open until that day", until("2025-09-01"),
         today="2025-08-02", began="2025-02-01", unable=True),
    row("legacy and unable: the legacy deadline is the later", until("2027-05-31"), until("2027-06-30"),
        today="2027-03-09", began="2026-09-08", basic="2023-07-14", unable=True),
    same("legacy and unable: six months are the later", until("2027-07-15"),
         today="2027-07-01", began="2027-01-15", basic="2023-07-14", unable=True),
    same("legacy and unable: the course after both deadlines", LATE_TRAINED,
         began="2027-01-15", basic="2023-07-14", unable=True, course="2027-07-15"),
    row("legacy and unable: six months end between the deadlines", until("2027-06-10"), until("2027-06-30"),
        today="2027-06-10", began="2026-12-10", basic="2023-07-14", unable=True),
    row("legacy and unable: the day after", NO, until("2027-06-30"),
        today="2027-06-11", began="2026-12-10", basic="2023-07-14", unable=True),
    row("legacy and unable: the course between the deadlines", LATE_TRAINED, AS_LEGACY,
        began="2026-12-10", basic="2023-07-14", unable=True, course="2027-06-10"),
    # Without a day of reference dates decide nothing, not even among themselves.
    same("no day of reference, in time", OPEN, today=None, began="2026-09-08", course="2026-09-07"),
    same("no day of reference, late", OPEN, today=None, began="2026-09-08", course="2026-09-09"),
    same("no day of reference, no course", OPEN, today=None, began="2023-09-05"),
    same("no day of reference, nothing", OPEN, today=None),
]  # fmt: skip


LEGACY = {"began": "2023-09-05", "basic": "2023-07-14"}
CONFLICT = [
    row("no course on the statute's last day", NO, today="2027-05-31", **LEGACY),
    row("no course the day after it", differ("late", "open"), today="2027-06-01", **LEGACY),
    row("no course on the Board's last day", differ("late", "open"), today="2027-06-30", **LEGACY),
    row("no course the day after both", NO, today="2027-07-01", **LEGACY),
    row("the course on the statute's last day", NO, course="2027-05-31", **LEGACY),
    row("the course the day after it", differ("late", "in time"), course="2027-06-01", **LEGACY),
    row("the course on the Board's last day", differ("late", "in time"), course="2027-06-30", **LEGACY),
    row("the course the day after both", NO, course="2027-07-01", **LEGACY),
    row("the course before duties", NO, course="2023-08-01", **LEGACY),
    row("a basic course on 2025-09-01", NO, today="2027-06-15", began="2023-09-05", basic="2025-09-01"),
    row("no basic course", NO, today="2027-06-15", began="2023-09-05"),
    row("no duties yet", NO, today="2027-06-15", basic="2023-07-14"),
    row("an allowance past both", NO, today="2027-06-15", began="2027-01-15", basic="2023-07-14", unable=True),
    row("an allowance to the day, between the two", NO,
        today="2027-06-10", began="2026-12-10", basic="2023-07-14", unable=True),
    row("no day of reference: both open", NO, today=None, **LEGACY),
]  # fmt: skip


CONFLICT_AFTER_A_LATER_DAY = [
    row("the course on the day of duties, between the deadlines", "open", "in time",
        began="2027-06-15", basic="2023-07-14", course="2027-06-15"),
    row("no course on the first day of duties, between the deadlines", "late", "open",
        today="2027-06-15", began="2027-06-15", basic="2023-07-14"),
    row("no course the day after an allowance that ends between them", "late", "open",
        today="2027-06-11", began="2026-12-10", basic="2023-07-14", unable=True),
    row("the course the day after that allowance", "late", "in time",
        began="2026-12-10", basic="2023-07-14", unable=True, course="2027-06-11"),
]  # fmt: skip


ALLOWANCE = [
    row("the first day of duties", YES, today="2026-09-08", began="2026-09-08", unable=True),
    row("the day before the last", YES, today="2027-03-07", began="2026-09-08", unable=True),
    row("the last day", YES, today="2027-03-08", began="2026-09-08", unable=True),
    row("the day after it", NO, today="2027-03-09", began="2026-09-08", unable=True),
    row("an employer who could provide the course", NO, today="2026-11-24", began="2026-09-08", unable=False),
    row("the course taken since", NO, today="2026-11-24", began="2026-09-08", unable=True, course="2026-11-02"),
    row("the course taken today", NO, today="2026-11-24", began="2026-09-08", unable=True, course="2026-11-24"),
    row("the course taken before duties", NO, today="2026-11-24", began="2026-09-08", unable=True, course="2026-08-03"),
    row("no duties yet", NO, today="2026-11-24", unable=True),
    row("from 31 August: 28 February", YES, today="2027-02-28", began="2026-08-31", unable=True),
    row("from 31 August: 1 March", NO, today="2027-03-01", began="2026-08-31", unable=True),
    row("from 31 August before a leap day: 29 February", YES, today="2028-02-29", began="2027-08-31", unable=True),
    row("from 31 August before a leap day: 1 March", NO, today="2028-03-01", began="2027-08-31", unable=True),
    row("from a leap day: 29 August", YES, today="2028-08-29", began="2028-02-29", unable=True),
    row("from a leap day: 30 August", NO, today="2028-08-30", began="2028-02-29", unable=True),
    row("before the requirement's day", YES, today="2025-08-31", began="2025-04-15", unable=True),
    row("no day of reference", OPEN, today=None, began="2026-09-08", unable=True),
]


ONGOING = [
    row("no training: no clock", OPEN, today="2026-11-24"),
    row("the course alone, the day before the last", until("2026-11-25"), today="2026-11-24", course="2023-11-25"),
    row("the course alone, the last day", until("2026-11-25"), today="2026-11-25", course="2023-11-25"),
    row("the course alone, the day after it", NO, today="2026-11-26", course="2023-11-25"),
    row("the course today", until("2029-11-24"), today="2026-11-24", course="2026-11-24"),
    row("trained on, the day before the last", YES, today="2027-07-14", course="2021-08-01", ongoing="2024-07-15"),
    row("trained on, the last day", YES, today="2027-07-15", course="2021-08-01", ongoing="2024-07-15"),
    row("trained on, the day after it", NO, today="2027-07-16", course="2021-08-01", ongoing="2024-07-15"),
    row("trained on the day after the course", YES, today="2026-11-26", course="2023-11-25", ongoing="2023-11-26"),
    row("trained on the day of the course: not after it", until("2026-11-25"),
        today="2026-11-25", course="2023-11-25", ongoing="2023-11-25"),
    row("trained on the day before the course: the course starts the clock", until("2026-11-25"),
        today="2026-11-25", course="2023-11-25", ongoing="2023-11-24"),
    row("the same, past the course's clock", NO, today="2026-11-26", course="2023-11-25", ongoing="2023-11-24"),
    row("an earlier gap is not judged", YES, today="2026-11-24", course="2018-06-01", ongoing="2025-06-02"),
    row("no course: training starts the clock and keeps nothing yet", until("2027-08-05"),
        today="2027-08-05", ongoing="2024-08-05"),
    row("no course, past the clock", NO, today="2027-08-06", ongoing="2024-08-05"),
    row("trained on a leap day: 28 February", YES, today="2027-02-28", course="2023-06-12", ongoing="2024-02-29"),
    row("trained on a leap day: 1 March", NO, today="2027-03-01", course="2023-06-12", ongoing="2024-02-29"),
    row("the course on 28 February: not to the leap day", until("2028-02-28"), today="2028-02-28", course="2025-02-28"),
    row("the course on 28 February: on the leap day", NO, today="2028-02-29", course="2025-02-28"),
    row("no day of reference", OPEN, today=None, course="2021-08-01", ongoing="2024-07-15"),
    row("no day of reference, long past", OPEN, today=None, course="1999-08-02"),
]  # fmt: skip


DOCUMENTS = [
    row("a basic course", YES, today="2026-11-24", basic="2023-07-14"),
    row("the required course", YES, today="2026-11-24", course="2023-08-01"),
    row("ongoing training", YES, today="2026-11-24", ongoing="2024-07-15"),
    row("a course today", YES, today="2026-11-24", course="2026-11-24"),
    row("all of them", YES, today="2026-11-24", basic="2023-07-14", course="2023-08-01", ongoing="2024-07-15"),
    row("none of them", NO, today="2026-11-24"),
    row("no day of reference, a course", OPEN, today=None, course="2023-08-01"),
    row("no day of reference, none", OPEN, today=None),
]


EXEMPT = [
    pytest.param({"substitute": True, "substitute_contact_days": 0}, YES, id="no day yet"),
    pytest.param({"substitute": True, "substitute_contact_days": 59}, YES, id="the last day below the limit"),
    pytest.param({"substitute": True, "substitute_contact_days": 60}, NO, id="the limit"),
    pytest.param({"substitute": True, "substitute_contact_days": 61}, NO, id="above it"),
    pytest.param({"substitute": False, "substitute_contact_days": 0}, NO, id="no substitute"),
]


REVIEWED = [
    row("the day before duties", YES, began="2026-09-08", reviewed="2026-09-07"),
    row("on the day of duties: dates cannot tell", OPEN, began="2026-09-08", reviewed="2026-09-08"),
    row("that day itself", OPEN, today="2026-09-08", began="2026-09-08", reviewed="2026-09-08"),
    row("the day after duties began", NO, began="2026-09-08", reviewed="2026-09-09"),
    row("years before", YES, began="2026-09-08", reviewed="2019-02-11"),
    row("the day before, across a leap day", YES, began="2028-03-01", reviewed="2028-02-29"),
    row("no review on the first day of duties", NO, today="2026-09-08", began="2026-09-08"),
    row("no review later", NO, today="2026-09-09", began="2026-09-08"),
    row("no review, no duties yet: no last day", OPEN, today="2026-11-24"),
    row("a review, no duties yet", YES, today="2026-11-24", reviewed="2026-11-24"),
    row("duties before the requirement of training make no difference", NO, began="2023-09-05", reviewed="2023-09-06"),
    row("no day of reference, in time", OPEN, today=None, began="2026-09-08", reviewed="2026-09-07"),
    row("no day of reference, late", OPEN, today=None, began="2026-09-08", reviewed="2026-09-09"),
    row("no day of reference, no review", OPEN, today=None, began="2026-09-08"),
]


RENEWED = [
    row("duties after, a review of the edition before", NO, began="2026-09-08", reviewed="2026-06-30"),
    row("duties after, a review on the edition's day", YES, began="2026-09-08", reviewed="2026-07-01"),
    row("duties after, a review since", YES, began="2026-09-08", reviewed="2026-07-02"),
    row("duties after, a review on their first day", OPEN, began="2026-09-08", reviewed="2026-09-08"),
    row("duties after, a late review", NO, began="2026-09-08", reviewed="2026-09-09"),
    row("duties after, no review", NO, began="2026-09-08"),
    row("duties and a review on the edition's day", OPEN, began="2026-07-01", reviewed="2026-07-01"),
    row("on duty before, a review of the edition before", OPEN, began="2026-06-30", reviewed="2026-06-30"),
    row("on duty before, a review on the edition's day", YES, began="2026-06-30", reviewed="2026-07-01"),
    row("on duty before, no review", OPEN, began="2026-01-12"),
    row("no duties yet, a review of the edition before", OPEN, reviewed="2026-06-30"),
    row("no duties yet, a review on the edition's day", YES, reviewed="2026-07-01"),
    row("no day of reference", OPEN, today=None, began="2026-09-08", reviewed="2026-07-02"),
]


AUDITED = [
    row("today", YES, today="2026-11-24", audit="2026-11-24"),
    row("the day before a year is over", YES, today="2026-11-23", audit="2025-11-24"),
    row("a year ago to the day", YES, today="2026-11-24", audit="2025-11-24"),
    row("the day after that", NO, today="2026-11-25", audit="2025-11-24"),
    row("on a leap day: 28 February", YES, today="2025-02-28", audit="2024-02-29"),
    row("on a leap day: 1 March", NO, today="2025-03-01", audit="2024-02-29"),
    row("never", NO, today="2026-11-24"),
    row("no day of reference", OPEN, today=None, audit="2026-11-24"),
    row("no day of reference, never", OPEN, today=None),
]
