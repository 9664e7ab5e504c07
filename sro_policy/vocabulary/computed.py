"""Computed facts: named pure functions of dates, numbers and the edition's figures.

A function sees a *complete* record and answers yes, no, or *open* (not done and not yet late, or two things
on the same day whose order dates cannot tell). It never sees what is unknown: what a computed fact says of a
partial record is worked out over all completions, elsewhere. Figures come in as arguments; nothing here
knows a policy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, final

import attrs

from sro_policy.conditions import Condition, Is, Operand, Variable
from sro_policy.vocabulary.calendar import DAY, months_after
from sro_policy.vocabulary.case import as_of
from sro_policy.vocabulary.facts import Fact, Raw
from sro_policy.vocabulary.officer import officer
from sro_policy.vocabulary.program import program

if TYPE_CHECKING:
    from typing import TypeAlias

Figure: TypeAlias = "dt.date | int"
"""A dated figure of an edition: a day, or a number of days, months or years."""

Facts: TypeAlias = Mapping[str, "Raw | None"]
"""A complete record by fact names. ``as_of`` may be ``None``: no day of reference is given."""

Figures: TypeAlias = Mapping[str, "Figure | None"]
"""The figures by name; one that nobody knows is ``None``, and what rests on it is open."""


@final
@attrs.frozen
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
    dates of all facts and figures.
    ``only_against`` names, for an input that is compared with few of them, the figures that it is compared
    with; with none, it only matters whether it happened. A test holds that nothing else does.
    """

    subject: str
    name: str
    known_that: str
    inputs: tuple[Fact, ...]
    figures: tuple[str, ...]
    answer: Callable[[Facts, Figures], Answer]
    periods: tuple[tuple[str, int], ...] = ()
    from_when: tuple[str, ...] = ()
    only_against: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    @property
    def key(self) -> str:
        """Its full name."""
        return f"{self.subject}.{self.name}"

    @property
    def variable(self) -> Variable:
        """What conditions ask of it."""
        return Variable(self.key, self.key)

    def as_condition(self) -> Condition:
        """Return the condition that it is so."""
        return Is(self.variable, frozenset({True}))


def _date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


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


def _initial_training(facts: Facts, figures: Figures, legacy_deadline: dt.date) -> Answer:
    """Subdivision 3(a) to (c): by the last of the days that apply."""
    today = _date(facts["as_of"])
    if today is None:
        return OPEN
    began, course = _date(facts["officer.assumed_duties_on"]), _date(facts["officer.required_course_on"])
    if began is None:
        return Answer(value=True, by=_BEFORE_DUTIES) if course else OPEN
    required_from = _day(figures, "training_required_from")
    last, by = (required_from, "start of the requirement") if began <= required_from else (began - DAY, _BEFORE_DUTIES)
    same_day_open = began > required_from
    basic = _date(facts["officer.basic_course_on"])
    if basic is not None and basic < required_from and legacy_deadline > last:
        last, by, same_day_open = legacy_deadline, _LEGACY, legacy_deadline < began
    if facts["officer.employer_unable_to_provide_course"]:
        allowed = months_after(began, _number(figures, "late_training_months"))
        if allowed > last:
            last, by, same_day_open = allowed, _LATE, False
    if course is None:
        return Answer(value=None, due_by=last) if today <= last else NO
    if course <= last:
        return Answer(value=True, by=_BEFORE_DUTIES if course < began else by)
    return OPEN if same_day_open and course == began else NO


def _initial_in_time(facts: Facts, figures: Figures) -> Answer:
    return _initial_training(facts, figures, _day(figures, "legacy_deadline_applied"))


_WORDS = {True: "in time", False: "late", None: "open"}


def _deadline_conflict(facts: Facts, figures: Figures) -> Answer:
    """Whether the date that the Board publishes gives another answer than the statute's."""
    statute = _initial_training(facts, figures, _day(figures, "legacy_deadline"))
    board = _initial_training(facts, figures, _day(figures, "legacy_deadline_published"))
    if statute.value is board.value:
        return NO
    return Answer(
        value=True,
        both=(
            ("statute", _WORDS[statute.value], _day(figures, "legacy_deadline")),
            ("post_board", _WORDS[board.value], _day(figures, "legacy_deadline_published")),
        ),
    )


def _late_allowance(facts: Facts, figures: Figures) -> Answer:
    """Subdivision 3(c): on duty, not trained, the employer unable, and six months not yet over."""
    today = _date(facts["as_of"])
    if today is None:
        return OPEN
    began = _date(facts["officer.assumed_duties_on"])
    if began is None or _date(facts["officer.required_course_on"]):
        return NO
    if not facts["officer.employer_unable_to_provide_course"]:
        return NO
    return YES if today <= months_after(began, _number(figures, "late_training_months")) else NO


def _ongoing_in_time(facts: Facts, figures: Figures) -> Answer:
    """Every three years, the clock running from the latest training."""
    today = _date(facts["as_of"])
    if today is None:
        return OPEN
    course, ongoing = _date(facts["officer.required_course_on"]), _date(facts["officer.ongoing_training_on"])
    done = [day for day in (course, ongoing) if day is not None]
    if not done:
        return OPEN
    end = months_after(max(done), 12 * _number(figures, "ongoing_training_years"))
    if today > end:
        return NO
    if course is not None and ongoing is not None and ongoing > course:
        return YES
    return Answer(value=None, due_by=end)


def _has_training(facts: Facts, _figures: Figures) -> Answer:
    if facts["as_of"] is None:
        return OPEN
    names = ("officer.basic_course_on", "officer.required_course_on", "officer.ongoing_training_on")
    return YES if any(_date(facts[name]) for name in names) else NO


def _exempt_substitute(facts: Facts, figures: Figures) -> Answer:
    days = facts["officer.substitute_contact_days"]
    assert isinstance(days, int)
    return YES if facts["officer.substitute"] and days < _number(figures, "substitute_day_limit") else NO


def _policy_reviewed(facts: Facts, figures: Figures) -> Answer:
    """Before duties began; where each edition is to be reviewed anew, not before this one was in effect."""
    if facts["as_of"] is None:
        return OPEN
    began, reviewed = _date(facts["officer.assumed_duties_on"]), _date(facts["officer.policy_reviewed_on"])
    renewed_from = _date(figures["review_renewed_from"])
    if renewed_from is None:
        return OPEN
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
    today, audit = _date(facts["as_of"]), _date(facts["program.security_audit_on"])
    if today is None:
        return OPEN
    if audit is None:
        return NO
    return YES if today <= months_after(audit, 12 * _number(figures, "security_audit_years")) else NO


_INITIAL_INPUTS: tuple[Fact, ...] = (
    as_of,
    officer.assumed_duties_on,
    officer.required_course_on,
    officer.basic_course_on,
    officer.employer_unable_to_provide_course,
)
_LATE_PERIOD = (("late_training_months", 1),)
_LATE_FROM = ("officer.assumed_duties_on",)
_BASIC_AGAINST = {"officer.basic_course_on": ("training_required_from",)}

initial_training_in_time = Computed(
    "officer",
    "initial_training_in_time",
    "the initial training was completed in time",
    _INITIAL_INPUTS,
    ("training_required_from", "legacy_deadline_applied", "late_training_months"),
    _initial_in_time,
    _LATE_PERIOD,
    _LATE_FROM,
    _BASIC_AGAINST,
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
    _BASIC_AGAINST,
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
    {"officer.required_course_on": ()},
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
)
has_training = Computed(
    "officer",
    "has_training",
    "there is training of which documents can be kept",
    (as_of, officer.basic_course_on, officer.required_course_on, officer.ongoing_training_on),
    (),
    _has_training,
    only_against={
        "officer.basic_course_on": (),
        "officer.required_course_on": (),
        "officer.ongoing_training_on": (),
    },
)
exempt_substitute = Computed(
    "officer",
    "exempt_substitute",
    "the officer is a substitute below the limit of student-contact days",
    (officer.substitute, officer.substitute_contact_days),
    ("substitute_day_limit",),
    _exempt_substitute,
)
policy_reviewed_before_duties = Computed(
    "officer",
    "policy_reviewed_before_duties",
    "the officer reviewed the policy before duties began",
    (as_of, officer.assumed_duties_on, officer.policy_reviewed_on),
    ("review_renewed_from",),
    _policy_reviewed,
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
