"""An interview as a value that changes: the case so far, its decision, what was left open, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, final

import attrs

from sro_policy.cli.interview.opening import FIRST_ACT, Part, Topic, opening_questions
from sro_policy.decision import Decision, Question
from sro_policy.explain.answering import Answer, answered
from sro_policy.policy import Policy

PlainCase: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, str]
"""A fact and the subject that it is asked of."""


@final
@attrs.frozen
class _Turn:
    """What was, before something was said."""

    case: PlainCase
    decision: Decision
    opened: Part | None
    question: Question | None


@final
class Interview:
    """Asks what a decision still needs, best first, until nothing is left that could settle anything."""

    def __init__(self, case: PlainCase, decide: Callable[[PlainCase], Decision], policy: Policy) -> None:
        self._decide = decide
        self._policy = policy
        self.case = case
        self.decision = decide(case)
        self._opened: Part | None = None
        self._left_open: dict[Key, None] = {}
        self._turns: list[_Turn] = []
        self._returned: Question | None = None

    @property
    def needs_topic(self) -> bool:
        """Whether it has to be said first what the interview is about."""
        return self._opened is None and not self.decision.findings and not self.case.get("acts")

    @property
    def question(self) -> Question | None:
        """The question to put next, if there is one."""
        return self._returned or next((item for item in self._open() if _key(item) not in self._left_open), None)

    @property
    def left_open(self) -> int:
        """How many questions could still settle something, and were left open."""
        return sum(_key(item) in self._left_open for item in self._open())

    @property
    def put(self) -> int:
        """How many questions were answered or left open so far in this interview."""
        return sum(turn.question is not None for turn in self._turns)

    @property
    def remaining(self) -> int:
        """How many questions could still settle something."""
        return sum(1 for _ in self._open())

    def _open(self) -> Iterator[Question]:
        yield from self.decision.questions
        judged = {finding.subject for finding in self.decision.findings}
        # An act is somebody's matter: of the incident something is asked, also where no rule on the act needs it.
        parts: set[Part | None] = {self._opened, "incident" if self.case.get("acts") else None}
        asked = {_key(item) for item in self.decision.questions}
        for part in sorted(part for part in parts if part and part not in judged):
            for item in opening_questions(self._policy, part, self.decision.as_of):
                if _key(item) not in asked:
                    yield item

    def about(self, topic: Topic) -> None:
        """Begin with a topic."""
        turn = _Turn(self.case, self.decision, self._opened, None)
        if topic.part is None:
            self._judge({**self.case, "acts": [{"id": FIRST_ACT, "stage": topic.stage}]})
        self._opened = topic.part
        self._turns.append(turn)

    def answer(self, question: Question, value: Answer) -> None:
        """Take an answer into the case.

        Raises :class:`~sro_policy.errors.InputError` where the question does not allow it; nothing changes then.
        """
        turn = _Turn(self.case, self.decision, self._opened, question)
        self._judge(answered(self.case, question, value))
        self._turns.append(turn)
        self._left_open.pop(_key(question), None)

    def leave_open(self, question: Question) -> None:
        """Go on without an answer; the question is not put again, unless all that was left open is asked for."""
        self._turns.append(_Turn(self.case, self.decision, self._opened, question))
        self._left_open[_key(question)] = None
        self._returned = None

    def ask_again(self) -> bool:
        """Put the questions that were left open again; say whether there were any."""
        found = self.left_open > 0
        self._left_open.clear()
        return found

    def back(self) -> bool:
        """Take the last answer back, and put its question again; say whether there was one."""
        if not self._turns:
            return False
        turn = self._turns.pop()
        self.case, self.decision, self._opened = turn.case, turn.decision, turn.opened
        self._returned = turn.question
        if turn.question is not None:
            self._left_open.pop(_key(turn.question), None)
        return True

    def _judge(self, case: PlainCase) -> None:
        decision = self._decide(case)
        # Only when it is judged: whoever leaves in between leaves with what belongs together.
        self.case, self.decision, self._returned = case, decision, None


def _key(question: Question) -> Key:
    return question.fact, question.subject
