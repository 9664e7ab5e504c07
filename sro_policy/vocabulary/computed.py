"""Computed facts: named pure functions of dates, numbers and the edition's figures.

A function sees a *complete* record and answers yes, no, or *open* (not done and not yet late, or two things
on the same day whose order dates cannot tell). It never sees what is unknown: what a computed fact says of a
partial record is worked out over all completions, elsewhere. Figures come in as arguments; nothing here
knows a policy.

What a function does not read needs no completion. So it reads each fact by its name, ``facts["…"]``, and as late
as it can: first what alone decides, and the day of reference last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, final

import attrs

from sro_policy.conditions import Condition, Is, Operand, Variable
from sro_policy.vocabulary.calendar import DAY, months_after
from sro_policy.vocabulary.case import as_of
from sro_policy.vocabulary.facts import Fact, Raw
from sro_policy.vocabulary.officer import officer
from sro_policy.vocabulary.program import program
from sro_policy.vocabulary.wording import denied, values_left

if TYPE_CHECKING:
    from typing import TypeAlias

Figure: TypeAlias = "dt.date | int"
"""A dated figure of an edition: a day, or a number of days, months or years."""

Facts: TypeAlias = Mapping[str, "Raw"]
"""A complete record by fact names, with a day of reference."""

Figures: TypeAlias = Mapping[str, "Figure | None"]
"""The figures by name; one that nobody knows is ``None``, and what rests on it is open."""


@final
@attrs.frozen(cache_hash=True)  # a few answers are compared again and again
class Answer:
    """What a computed fact is on a complete record.

    ``value`` is ``None`` while the matter is open. ``due_by`` is then the last day on which it can be met,
    where there is one. ``by`` names the way in which it was met, where there are several. ``both`` holds
    the two answers, and their last days, where two authorities differ.
    """

    value: bool | None
    due_by: dt.date | None = None
    by: str | None = None
    both: tuple[tuple[str, str, dt.date | None], ...] | None = None


YES = Answer(value=True)
NO = Answer(value=False)
OPEN = Answer(value=None)


@final
@attrs.frozen(eq=False)
class Computed(Operand):
    """A computed fact: what it says, what it reads and how it is worked out.

    ``periods`` names the figures that are numbers of months, with what to multiply them by, and ``from_when``
    the inputs at which such a period begins: the dates at which one begins or ends are critical, as are the
    dates of all facts and figures. ``only_whether`` names the inputs of which it only matters whether they
    happened, or whether they happened before one day of the edition. A test holds that nothing else does.
    ``undated`` is the answer where no day of reference is given; without one, no function is asked.
    ``known_that`` and ``known_not`` complete "it is known that …" where the answer is yes, and where it is no.
    """

    subject: str
    name: str
    known_that: str
    inputs: tuple[Fact, ...]
    figures: tuple[str, ...]
    answer: Callable[[Facts, Figures], Answer]
    periods: tuple[tuple[str, int], ...] = ()
    from_when: tuple[str, ...] = ()
    only_whether: tuple[str, ...] = ()
    undated: Answer = OPEN
    known_not: str = attrs.field(
        default=attrs.Factory(lambda self: denied(self.known_that), takes_self=True), kw_only=True
    )

    @property
    def key(self) -> str:
        """Its full name."""
        return f"{self.subject}.{self.name}"

    @property
    def variable(self) -> Variable:
        """What conditions ask of it."""
        return Variable(self.key, self.key)

    def says(self, facts: Mapping[str, Raw | None], figures: Figures) -> Answer:
        """Return the answer on a complete record; ``as_of`` may be ``None``: no day of reference is given."""
        given = {key: value for key, value in facts.items() if value is not None}
        if as_of in self.inputs and as_of.key not in given:
            return self.undated
        return self.answer(given, figures)

    def as_condition(self) -> Condition:
        """Return the condition that it is so."""
        return Is(self.variable, frozenset({True}))

    def clause(self, question: Is) -> str:
        """Return that it is so, or not, as a clause that can follow "because".

        Raises :class:`~sro_policy.errors.PolicyError` as that of a fact does.
        """
        return self.known_that if True in values_left(question, (self.variable,)) else self.known_not


def _date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _today(facts: Facts) -> dt.date:
    today = facts["as_of"]
    assert isinstance(today, dt.date)
    return today


def _day(figures: Figures, name: str) -> dt.date:
    value = figures[name]
    assert isinstance(value, dt.date)
    return value


def _number(figures: Figures, name: str) -> int:
    value = figures[name]
    assert isinstance(value, int)
    return value


_BEFORE_DUTIES = "before duties began"
_LEGACY = "legacy deadline"
_LATE = "late-training allowance"


@lru_cache(maxsize=16)
def _met(by: str) -> Answer:
    return Answer(value=True, by=by)


@lru_cache(maxsize=1024)
def _open_until(day: dt.date) -> Answer:
    return Answer(value=None, due_by=day)


def _initial_training(facts: Facts, figures: Figures, legacy_deadline: dt.date) -> Answer:
    """Subdivision 3(a) to (c): by the last of the days that apply."""
    began, course = _date(facts["officer.assumed_duties_on"]), _date(facts["officer.required_course_on"])
    if course is not None and (began is None or course < began):
        return _met(_BEFORE_DUTIES)  # whatever the last day, it is no earlier than the day before duties
    if began is None:
        return OPEN
    last, by = _last_day(began, facts, figures, legacy_deadline)
    if course is None:
        return _open_until(last) if _today(facts) <= last else NO
    if course <= last:
        return _met(by)
    return OPEN if course == began else NO  # then the last day is the one before duties; the text has no hours


def _last_day(began: dt.date, facts: Facts, figures: Figures, legacy_deadline: dt.date) -> tuple[dt.date, str]:
    """Return the last day on which the initial training is in time, and by what it is the last."""
    required_from = _day(figures, "training_required_from")
    last, by = (required_from, "start of the requirement") if began <= required_from else (began - DAY, _BEFORE_DUTIES)
    if legacy_deadline > last and _trained_before(facts, required_from):
        last, by = legacy_deadline, _LEGACY
    allowed = months_after(began, _number(figures, "late_training_months"))
    if allowed > last and facts["officer.employer_unable_to_provide_course"]:
        last, by = allowed, _LATE
    return last, by


def _trained_before(facts: Facts, day: dt.date) -> bool:
    basic = _date(facts["officer.basic_course_on"])
    return basic is not None and basic < day


def _initial_in_time(facts: Facts, figures: Figures) -> Answer:
    return _initial_training(facts, figures, _day(figures, "legacy_deadline_applied"))


_WORDS = {True: "in time", False: "late", None: "open"}


def _deadline_conflict(facts: Facts, figures: Figures) -> Answer:
    """Whether the date that the Board publishes gives another answer than the statute's."""
    by_statute, by_board = _day(figures, "legacy_deadline"), _day(figures, "legacy_deadline_published")
    if not _trained_before(facts, _day(figures, "training_required_from")):
        return NO
    # They can differ only on a day after the first and up to the last: that of the course or, without one, today.
    first, last = sorted((by_statute, by_board))
    today = _today(facts)
    if today <= first:
        return NO
    decisive = _date(facts["officer.required_course_on"]) or today
    if not first < decisive <= last:
        return NO
    statute, board = (_initial_training(facts, figures, day) for day in (by_statute, by_board))
    began = _date(facts["officer.assumed_duties_on"])
    if statute.value is board.value or began is None:
        return NO
    return Answer(
        value=True,
        both=(
            ("statute", _WORDS[statute.value], _last_day(began, facts, figures, by_statute)[0]),
            ("post_board", _WORDS[board.value], _last_day(began, facts, figures, by_board)[0]),
        ),
    )


def _late_allowance(facts: Facts, figures: Figures) -> Answer:
    """Subdivision 3(c): on duty, not trained, the employer unable, and six months not yet over."""
    if _date(facts["officer.required_course_on"]) or not facts["officer.employer_unable_to_provide_course"]:
        return NO
    began = _date(facts["officer.assumed_duties_on"])
    if began is None:
        return NO
    return YES if _today(facts) <= months_after(began, _number(figures, "late_training_months")) else NO


def _ongoing_in_time(facts: Facts, figures: Figures) -> Answer:
    """Every three years, the clock running from the latest training."""
    course, ongoing = _date(facts["officer.required_course_on"]), _date(facts["officer.ongoing_training_on"])
    done = [day for day in (course, ongoing) if day is not None]
    if not done:
        return OPEN
    end = months_after(max(done), 12 * _number(figures, "ongoing_training_years"))
    if _today(facts) > end:
        return NO
    if course is not None and ongoing is not None and ongoing > course:
        return YES
    return _open_until(end)


def _has_training(facts: Facts, _figures: Figures) -> Answer:
    if facts["officer.required_course_on"] or facts["officer.basic_course_on"]:
        return YES
    return YES if facts["officer.ongoing_training_on"] else NO


def _exempt_substitute(facts: Facts, figures: Figures) -> Answer:
    if not facts["officer.substitute"]:
        return NO
    days = facts["officer.substitute_contact_days"]
    assert isinstance(days, int)
    return YES if days < _number(figures, "substitute_day_limit") else NO


def _policy_reviewed(facts: Facts, figures: Figures) -> Answer:
    """Before duties began; where each edition is to be reviewed anew, not before this one was in effect."""
    renewed_from = _date(figures["review_renewed_from"])
    if renewed_from is None:
        return OPEN
    began, reviewed = _date(facts["officer.assumed_duties_on"]), _date(facts["officer.policy_reviewed_on"])
    if began is not None and began < renewed_from:
        # The officer was already on duty: the text names no day by which to read the new edition.
        return YES if reviewed is not None and reviewed >= renewed_from else OPEN
    if reviewed is not None and reviewed < renewed_from:
        reviewed = None
    if began is None:
        return YES if reviewed else OPEN
    if reviewed is None:
        return NO
    if reviewed == began:
        return OPEN
    return YES if reviewed < began else NO


def _audited_lately(facts: Facts, figures: Figures) -> Answer:
    audit = _date(facts["program.security_audit_on"])
    if audit is None:
        return NO
    return YES if _today(facts) <= months_after(audit, 12 * _number(figures, "security_audit_years")) else NO


_INITIAL_INPUTS: tuple[Fact, ...] = (
    as_of,
    officer.assumed_duties_on,
    officer.required_course_on,
    officer.basic_course_on,
    officer.employer_unable_to_provide_course,
)
_LATE_PERIOD = (("late_training_months", 1),)
_LATE_FROM = ("officer.assumed_duties_on",)
_BASIC_BEFORE = ("officer.basic_course_on",)

initial_training_in_time = Computed(
    "officer",
    "initial_training_in_time",
    "the initial training was completed in time",
    _INITIAL_INPUTS,
    ("training_required_from", "legacy_deadline_applied", "late_training_months"),
    _initial_in_time,
    _LATE_PERIOD,
    _LATE_FROM,
    _BASIC_BEFORE,
    known_not="the initial training was not completed in time",
)
initial_deadlines_differ = Computed(
    "officer",
    "initial_deadlines_differ",
    "the legacy deadline of the statute and the one that the Board publishes give different answers",
    _INITIAL_INPUTS,
    ("training_required_from", "legacy_deadline", "legacy_deadline_published", "late_training_months"),
    _deadline_conflict,
    _LATE_PERIOD,
    _LATE_FROM,
    _BASIC_BEFORE,
    undated=NO,
    known_not="the legacy deadline of the statute and the one that the Board publishes do not give different answers",
)
within_late_allowance = Computed(
    "officer",
    "within_late_allowance",
    "the officer serves untrained within the allowance of subdivision 3(c)",
    _INITIAL_INPUTS[:3] + _INITIAL_INPUTS[4:],
    ("late_training_months",),
    _late_allowance,
    _LATE_PERIOD,
    _LATE_FROM,
    ("officer.required_course_on",),
    known_not="the officer does not serve untrained within the allowance of subdivision 3(c)",
)
ongoing_training_in_time = Computed(
    "officer",
    "ongoing_training_in_time",
    "the ongoing training was completed in time",
    (as_of, officer.required_course_on, officer.ongoing_training_on),
    ("ongoing_training_years",),
    _ongoing_in_time,
    (("ongoing_training_years", 12),),
    ("officer.required_course_on", "officer.ongoing_training_on"),
    known_not="the ongoing training was not completed in time",
)
has_training = Computed(
    "officer",
    "has_training",
    "there is training of which documents can be kept",
    (as_of, officer.basic_course_on, officer.required_course_on, officer.ongoing_training_on),
    (),
    _has_training,
    only_whether=("officer.basic_course_on", "officer.required_course_on", "officer.ongoing_training_on"),
    known_not="there is no training of which documents can be kept",
)
exempt_substitute = Computed(
    "officer",
    "exempt_substitute",
    "the officer is a substitute below the limit of student-contact days",
    (officer.substitute, officer.substitute_contact_days),
    ("substitute_day_limit",),
    _exempt_substitute,
    known_not="the officer is not a substitute below the limit of student-contact days",
)
policy_reviewed_before_duties = Computed(
    "officer",
    "policy_reviewed_before_duties",
    "the officer reviewed the policy before duties began",
    (as_of, officer.assumed_duties_on, officer.policy_reviewed_on),
    ("review_renewed_from",),
    _policy_reviewed,
    known_not="the officer did not review the policy before duties began",
)
audited_within_year = Computed(
    "program",
    "audited_within_year",
    "security measures were audited within the last year",
    (as_of, program.security_audit_on),
    ("security_audit_years",),
    _audited_lately,
    (("security_audit_years", 12),),
    ("program.security_audit_on",),
    known_not="security measures were not audited within the last year",
)

COMPUTED: tuple[Computed, ...] = (
    initial_training_in_time,
    initial_deadlines_differ,
    within_late_allowance,
    ongoing_training_in_time,
    has_training,
    exempt_substitute,
    policy_reviewed_before_duties,
    audited_within_year,
)
"""Every computed fact."""
