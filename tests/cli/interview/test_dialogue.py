"""What holds at every prompt of every talk: nothing certain is held back, and whatever is offered is taken."""

from __future__ import annotations

import datetime as dt
import io
import random
from typing import Any, cast

import pytest

from sro_policy import POLICY_431, Decision, evaluate
from sro_policy.cli.interview.asking_text import AskingText
from sro_policy.cli.interview.dialogue import Dialogue
from sro_policy.cli.interview.interview import Interview
from sro_policy.cli.interview.lines import Lines
from sro_policy.cli.interview.opening import TOPICS
from sro_policy.cli.words import of_subject, of_word
from sro_policy.decision import Question

from ...cases_at_random import case


def decided(known: dict[str, Any]) -> Decision:
    return evaluate(known, engine="table")


def an_answer(asked: Question, pick: random.Random) -> str:
    """Return one of the answers that a question offers, as somebody would type it."""
    count = len(asked.answers)
    if asked.form == "yes or no":
        return "yes" if pick.choice(asked.answers) else "no"
    if asked.form == "one of a list":
        return str(pick.randint(1, count))
    if asked.form == "some of a list":
        some = pick.sample(range(1, count + 1), pick.randint(1, count))
        return pick.choice([",".join(map(str, some)), f"{some[0]}...", "none", f"not {some[0]}"])
    if asked.form == "number":
        return str(pick.randint(cast("int", asked.least), cast("int", asked.most)))
    if asked.answers and pick.random() < 0.4:
        return "not happened"
    least = cast("dt.date", asked.least or dt.date(2020, 1, 1))
    most = cast("dt.date", asked.most or max(least, dt.date(2027, 1, 1)))
    return dt.date.fromordinal(pick.randint(least.toordinal(), most.toordinal())).isoformat()


class Simulated:
    """Somebody who answers at random what is offered, and looks at each prompt at what was told before it."""

    def __init__(self, interview: Interview, pick: random.Random, shown: Any) -> None:
        self.interview, self.pick, self._shown = interview, pick, shown
        self.told = ""
        self.prompts = 0

    def isatty(self) -> bool:
        return False

    def readline(self, _limit: int) -> bytes:
        self.told += self._shown().out
        self.prompts += 1
        for guidance in self.interview.decision.guidance:
            word = of_word(guidance.word) + (", provisional" if guidance.provisional else "")
            line = f"{word.capitalize()} · {of_subject(guidance.subject)} · {guidance.clause}"
            assert line in [told.removesuffix(" (statute)") for told in self.told.splitlines()]
        return self._line().encode() + b"\n"

    def _line(self) -> str:
        if self.interview.needs_topic:
            return str(self.pick.randint(1, len(TOPICS)))
        asked = self.interview.question
        if asked is None:
            return "again" if self.interview.left_open and self.pick.random() < 0.7 else ""
        if self.pick.random() < 0.15:
            return self.pick.choice(["unknown", "why", "now", "help"] + ["back"] * (self.interview.put > 0))
        return an_answer(asked, self.pick)


@pytest.mark.parametrize("seed", range(40))
def test_nothing_certain_is_held_back_and_every_offered_answer_is_taken(
    seed: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each prompt all that is asked of anyone was told; no offered answer is refused; the talk ends by itself."""
    monkeypatch.setenv("COLUMNS", "500")
    pick = random.Random(seed)
    known = {} if seed % 5 == 0 else case(pick, acts=pick.randint(0, 2), share_known=pick.choice((0.1, 0.5)))
    interview = Interview(known, decided, POLICY_431)
    person = Simulated(interview, pick, capsys.readouterr)
    kept: list[dict[str, Any]] = [known]
    Dialogue(interview, Lines(cast("Any", person)), POLICY_431, kept.append, aside=False).run()
    told = person.told + capsys.readouterr().out
    assert "Not taken" not in told
    assert kept[-1] == interview.case
    assert decided(interview.case) == interview.decision
    if not interview.left_open:
        assert "Stable: nothing more to ask." in told
        assert interview.decision.is_stable


def test_of_an_act_the_matter_is_asked_too() -> None:
    """Where an act alone settles itself, something of the incident is still asked, and its rules are judged."""
    interview = Interview({"acts": [{"id": "a1", "in_school": False, "acting_as_sro": False}]}, decided, POLICY_431)
    asked = []
    while (question := interview.question) is not None:
        asked.append(question.fact)
        interview.answer(question, question.answers[0] if question.form != "some of a list" else [])
    assert "incident.crime_alleged" in asked
    assert any(finding.subject == "incident" for finding in interview.decision.findings)


def test_questions_are_those_of_the_decision_best_first() -> None:
    """The question put is the first of the decision's that was not left open."""
    interview = Interview({"acts": [{"id": "a1"}]}, decided, POLICY_431)
    first, second = interview.decision.questions[:2]
    assert interview.question == first
    interview.leave_open(first)
    assert interview.question == second
    interview.answer(second, value=True)
    assert interview.question == next(q for q in interview.decision.questions if q.fact != first.fact)
    assert interview.left_open == 1


def test_resuming_gives_the_same_decision_and_questions() -> None:
    """An interview of the case that another came to goes on where that one was."""
    one = Interview({"acts": [{"id": "a1"}]}, decided, POLICY_431)
    for _ in range(8):
        assert one.question is not None
        one.answer(one.question, one.question.answers[0] if one.question.form != "some of a list" else ["crime"])
        other = Interview(one.case, decided, POLICY_431)
        assert (other.decision, other.question) == (one.decision, one.question)


def test_an_answer_that_cannot_be_judged_changes_nothing() -> None:
    """Where the evaluation fails, the case stays as it was, and the question stands."""
    calls: list[int] = []

    def failing(known: dict[str, Any]) -> Decision:
        calls.append(1)
        if len(calls) > 1:
            raise RuntimeError
        return decided(known)

    interview = Interview({"acts": [{"id": "a1"}]}, failing, POLICY_431)
    asked = interview.question
    assert asked is not None
    with pytest.raises(RuntimeError):
        interview.answer(asked, value=True)
    assert (interview.case, interview.question, interview.put) == ({"acts": [{"id": "a1"}]}, asked, 0)
    assert interview.back() is False


def test_a_terminal_shows_what_is_typed_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal has shown already is not shown again."""

    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    interview = Interview({}, decided, POLICY_431)
    Dialogue(interview, Lines(Terminal(b"help\nquit\n")), POLICY_431, [].append, aside=False).run()
    shown = capsys.readouterr().out
    assert "> help" not in shown
    assert shown.endswith("> ")


def test_a_question_that_costs_the_person_something_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Beside who can answer, it says that to ask it is intrusive."""
    known = {"incident": {"crime_alleged": True, "offense_restates_defiance": True}, "acts": [{"id": "a1"}]}
    decision = decided(known)
    asked = next(question for question in decision.questions if question.intrusive)
    AskingText(POLICY_431, decision, aside=False).question(asked, several_acts=False, repeated=False)
    shown = " ".join(capsys.readouterr().out.split())
    assert "(a supervisor to judge, asking is a burden to the person)" in shown
