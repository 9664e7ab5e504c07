"""Policies with a fault planted: each is what a claim is there to find."""

from __future__ import annotations

from typing import Any

from sro_policy.policy import Alternative, Policy, Reading, may, shall, shall_not, should, should_not
from sro_policy.vocabulary import act, incident, officer
from sro_policy.vocabulary.computed import has_training, ongoing_training_in_time

from ..policy.invented import clause, policy

STAY = shall("stay-in-school", conduct=act.in_school, when=act.exigency, says="Stay.")


def rules(*items: Any, **more: Any) -> Policy:
    """Return a policy of these rules, each in a clause of its own."""
    return policy(*(clause(item, name=f"1.{number}") for number, item in enumerate(items, 1)), **more)


SOUND = rules(STAY, should("tell-staff", conduct=act.staff_notified_before, when=act.in_school, says="Tell."))

REQUIRED_AND_PROHIBITED = rules(
    STAY,
    shall_not("leave-the-school-alone", conduct=act.in_school, when=act.arrest_avoidable | act.exigency, says="Go."),
)
ADVISED_AND_PROHIBITED = rules(
    should("stay-in-school", conduct=act.in_school, when=act.exigency, says="Stay."),
    shall_not("no-act-in-school", when=act.in_school & act.exigency, says="Not in school."),
)
NOT_ALL_AT_ONCE = rules(
    should("either", conduct=act.in_communal_area | act.in_view_of_students, when=act.exigency, says="Either."),
    shall_not("not-there", conduct=act.in_communal_area, when=act.exigency, says="Not there."),
    should_not("not-in-view", conduct=act.in_view_of_students, when=act.exigency, says="Not in view."),
)
SEPARATED_BY_A_CONSTRAINT = rules(
    STAY, shall_not("no-act-in-school", conduct=act.in_school, when=act.arrest_avoidable, says="Not in school.")
)
NEVER_APPLIES = rules(
    STAY, should("never", conduct=act.in_school, when=act.exigency & act.arrest_avoidable, says="Never.")
)
NEVER_BROKEN = rules(STAY, should("always-kept", conduct=act.exigency | act.in_school, when=act.exigency, says="Kept."))
REDUNDANT = rules(STAY, should("stay-as-sro", conduct=act.in_school, when=act.exigency & act.acting_as_sro, says="S."))
SHADOWED = rules(
    should("as-sro", conduct=act.in_school, when=act.acting_as_sro, says="Stay."),
    should("not-as-sro", conduct=act.in_school, when=~act.acting_as_sro, says="Stay."),
    should("in-exigency", conduct=act.in_school, when=act.exigency, says="Stay."),
)
WEAKER_IS_NOT_REDUNDANT = rules(
    should("stay", conduct=act.in_school, when=act.exigency, says="Stay."),
    shall("stay-as-sro", conduct=act.in_school, when=act.exigency & act.acting_as_sro, says="Stay."),
)
NEVER_AN_OPTION = rules(
    STAY, may("never", conduct=act.in_school, when=act.exigency & act.arrest_avoidable, says="You may.")
)
WITHOUT_A_GAP = rules(
    should("here", conduct=act.staff_notified_before, when=act.in_school, says="Tell."),
    should("elsewhere", conduct=act.staff_present, when=~act.in_school, says="Have them there."),
)
WITH_A_GAP = rules(
    should("here", conduct=act.staff_notified_before, when=act.in_school, says="Tell."),
    should("elsewhere", conduct=act.staff_present, when=~act.in_school & act.exigency, says="Have them there."),
)
BEARING_DECIDES = rules(STAY, should("weigh", conduct=act.in_school, when=incident.weapon, says="Weigh."))
KEPT_APART_BY_DATES = rules(
    shall_not("no-training-at-all", conduct=has_training, when=officer.is_sro, says="No training."),
    shall_not("no-training-in-time", conduct=ongoing_training_in_time, when=officer.is_sro, says="Not in time."),
)
NOT_BOTH_ON_ANY_DATES = rules(
    shall_not("no-training-at-all", conduct=has_training, when=officer.is_sro, says="No training."),
    shall("training-in-time", conduct=ongoing_training_in_time, when=officer.is_sro, says="In time."),
)
IDLE = Reading("Z1", "Which?", (Alternative("this", "this"), Alternative("that", "that")), "this")
WITH_AN_IDLE_SETTING = rules(
    should("stay", conduct=act.in_school, when=act.exigency & (IDLE.is_("this") | act.exigency), says="Stay."),
    readings=(IDLE,),
)
