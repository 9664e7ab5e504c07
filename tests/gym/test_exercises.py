"""An episode: what is hidden, what can be taken when, and what becomes known at the end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sro_policy import InputError, evaluate
from sro_policy.gym.drawing import draw
from sro_policy.gym.repertoire import OWN_DEEDS
from sro_policy.vocabulary.kinds import SAYS

from .playing import ACTIONS, REPERTOIRE, exercise, take


def told(running: Any, fact: str) -> Any:
    """What is known of a fact of the act or of a part."""
    part, _, name = fact.partition(".")
    case = running.incident.case
    return (case["acts"][0] if part == "act" else case[part]).get(name)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_whatever_is_done_the_case_can_be_and_all_of_it_is_known_in_the_end(seed: int, data: st.DataObject) -> None:
    """No order of actions makes a case that is refused, and at the end no fact is left that can be drawn."""
    running = exercise(seed=seed)
    for name in data.draw(st.lists(st.sampled_from(sorted(ACTIONS)), max_size=30)):
        could, before = running.can_take(ACTIONS[name]), running.incident.case
        had_effect = running.take(ACTIONS[name])
        assert could or not had_effect
        assert had_effect or running.incident.case == before
    if not running.has_ended:
        next((name for name in ACTIONS if name.startswith("plan") and running.take(ACTIONS[name])), None)
        take(running, "begin", "end")
    assert running.has_ended
    assert evaluate(running.incident.case).findings
    left = {variable.fact for variable in REPERTOIRE.variables if variable.name not in running.known}
    assert left <= {
        "incident.records_kept_as_required",
        "act.age_appropriate",
        "act.within_training",
        "act.force_amount_reasonable",
    }
    assert not any(running.can_take_each())


def test_a_question_is_answered_by_the_hidden_case_and_takes_its_time() -> None:
    """The answer is the instructor's, is the same under the same seed, and is not asked for twice."""
    running = exercise()
    assert take(running, "ask incident.crime_is_pretext", "ask incident.crime_is_pretext") == [True, False]
    last = running.incident.steps[-1]
    assert (last.kind, last.source, last.at) == ("learn", "instructor", 300_000)
    again = exercise()
    take(again, "ask incident.crime_is_pretext")
    assert again.incident.case == running.incident.case


def test_a_plan_can_be_changed_until_the_act_begins() -> None:
    """What is planned is put in the place of what was; what the act is as it begins it stays."""
    running = exercise()
    assert take(running, "begin") == [False]
    assert take(running, "plan act.kind: search", "plan act.kind: escort", "do act.in_school: yes") == [True] * 3
    assert told(running, "act.kind") == "escort"
    assert take(running, "do act.in_school: no", "do act.in_school: no") == [True, False]
    assert take(running, "end", "begin", "begin") == [False, True, False]
    assert take(running, "plan act.kind: search", "do act.in_school: yes", "wait") == [False, False, True]
    assert told(running, "act.in_school") is False
    assert running.stage == 1


def test_own_deeds_are_done_once_while_the_act_goes_on() -> None:
    """Force can be used in an act that goes on, and what was done is not undone."""
    running = exercise()
    take(running, "plan act.kind: escort", "begin")
    assert take(running, "do act.uses_force: yes", "do act.uses_force: no") == [True, False]
    assert take(running, "do incident.school_referral_considered: yes") == [True]
    assert running.incident.steps[-1].source == "officer"


def test_nothing_goes_against_the_hidden_case_or_the_kind_of_the_act() -> None:
    """Nobody takes part in discipline of which there is none, and presence alone uses no force."""
    opening = {"acts": [{"id": "a1", "discipline_under_way": False}]}
    running = exercise(opening)
    assert take(running, "do act.participates_in_discipline: yes") == [False]
    assert take(running, "plan act.kind: presence", "do act.uses_force: yes") == [True, False]


def test_there_is_an_incident_to_ask_about_from_the_start() -> None:
    """Where the opening says nothing of it, whether a threat goes on is seen at once; else that is asked."""
    assert isinstance(told(exercise(), "incident.ongoing_threat"), bool)
    asked = {one.fact for one in exercise().incident.final.questions}
    assert "incident.crime_alleged" in asked
    assert told(exercise({"incident": {"weapon": True}}), "incident.ongoing_threat") is None


@pytest.mark.parametrize("kind", SAYS)
def test_what_was_not_done_was_not_done_as_far_as_the_kind_allows(kind: str) -> None:
    """An arrest is custody whoever says so; a search without a word on force used none."""
    running = exercise()
    take(running, f"plan act.kind: {kind}", "begin", "end")
    for fact, says in zip(("act.uses_authority", "act.uses_force", "act.custody_for_offense"), SAYS[kind], strict=True):
        assert told(running, fact) is (says == "yes")
    assert told(running, "act.deescalation_used") is False


def test_what_becomes_known_at_the_end_came_too_late() -> None:
    """The rest is told after the act had ended, so that a review sees what could not be known."""
    running = exercise()
    take(running, "plan act.kind: search", "begin", "end")
    last = running.incident.steps[-1]
    assert last.source == "instructor"
    assert running.incident.acts["a1"].ended is not None
    assert last.at > running.incident.acts["a1"].ended


def test_nothing_is_told_at_the_end_where_all_is_known() -> None:
    """Whoever asked everything and said of all what they did has nothing more to learn."""
    running = exercise()
    take(running, *(name for name in ACTIONS if name.startswith("ask")), "plan act.kind: search")
    take(running, *(f"do {deed}: no" for deed in OWN_DEEDS), "do act.uses_authority: yes", "begin", "end")
    assert running.has_ended
    assert running.incident.steps[-1].kind == "end"


def test_what_the_opening_says_is_so_and_known() -> None:
    """A member of a set too, whose others are drawn."""
    opening = {
        "incident": {"weapon": True},
        "acts": [{"id": "a1", "kind": "search", "purposes": {"discipline": True}}],
    }
    for seed in range(5):
        running = exercise(opening, seed, settings={"A2": "one"})
        assert told(running, "incident.weapon") is True
        take(running, "ask act.purposes", "ask act.discipline_under_way")
        assert told(running, "act.purposes")["discipline"] is True
        assert len(told(running, "act.purposes")) == 6
        assert told(running, "act.discipline_under_way") is True


_ONE_ACT = "opening.acts: an episode has one act, `a1`, which is not done yet"


@pytest.mark.parametrize(
    ("opening", "problem"),
    [
        (7, "opening: `7` is no case"),
        ({"incident": {"weapn": True}}, "opening: incident: unknown fact `weapn`; did you mean `weapon`?"),
        ({"acts": [{"id": "a2"}]}, _ONE_ACT),
        ({"acts": [{"id": "a1"}, {"id": "a2"}]}, _ONE_ACT),
        (
            {"acts": [{"id": "a1", "stage": "done"}]},
            "opening.acts: an episode has one act, `a1`, which is not done yet",
        ),
    ],
)
def test_an_opening_that_cannot_be_is_refused(opening: Any, problem: str) -> None:
    """With the place, and what an opening is."""
    with pytest.raises(InputError) as caught:
        exercise(opening)
    assert str(caught.value) == problem


def test_a_case_that_is_never_found_is_no_endless_search() -> None:
    """After a thousand draws it is said that there is none."""
    with pytest.raises(InputError, match="opening: 1,000 draws gave no case that can be so"):
        draw(REPERTOIRE, np.random.default_rng(0), lambda drawn: not drawn)
