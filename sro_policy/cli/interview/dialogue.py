"""The talk itself: puts questions, takes lines, and never holds back what is certain behind a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import final

from sro_policy.cli.decision_text import show_decision
from sro_policy.cli.interview.asking_text import AskingText
from sro_policy.cli.interview.interview import Interview, PlainCase
from sro_policy.cli.interview.lines import Lines
from sro_policy.cli.interview.opening import TOPICS
from sro_policy.cli.interview.reading import Command, command_in, read_answer, read_choice
from sro_policy.cli.news import Announcer
from sro_policy.cli.output import clean, write_text
from sro_policy.decision import Question
from sro_policy.errors import InputError
from sro_policy.policy import Policy

_PROMPT = "> "


@final
class Dialogue:
    """Leads an interview through lines. ``keep`` is given the case after everything that changes it."""

    def __init__(
        self, interview: Interview, lines: Lines, policy: Policy, keep: Callable[[PlainCase], None], *, aside: bool
    ) -> None:
        self._interview = interview
        self._lines = lines
        self._policy = policy
        self._keep = keep
        self._kept = interview.case
        self._aside = aside
        self._text = AskingText(policy, interview.decision, aside=aside)
        self._announcer = Announcer()
        self._commands: dict[Command, Callable[[Question | None], None]] = {
            "unknown": self._leave_open,
            "back": self._back,
            "why": self._why,
            "now": self._now,
            "again": self._again,
            "help": lambda _: self._text.commands(),
        }

    def run(self) -> None:
        """Talk until there is nothing left to say, or nobody left to say it."""
        self._text.greeting()
        repeated = False
        while True:
            self._tell()
            question = None if self._interview.needs_topic else self._interview.question
            self._ask(question, repeated=repeated)
            repeated = False
            line = self._hear()
            if line is None:
                return
            command = command_in(line)
            if command == "quit" or (not line and question is None and not self._interview.needs_topic):
                return
            try:
                if command is not None:
                    self._commands[command](question)
                else:
                    self._take(question, line)
            except InputError as error:
                self._text.note(f"Not taken: {error.problem}{'' if error.problem.endswith('?') else '.'}")
                repeated = True
            self.save()

    def _tell(self) -> None:
        news = self._announcer.news(self._interview.decision)
        if news:
            self._text.news(news)

    def _ask(self, question: Question | None, *, repeated: bool) -> None:
        interview = self._interview
        if interview.needs_topic:
            self._text.topics()
        elif question is None:
            self._text.end(interview.left_open, stable=not interview.remaining)
        else:
            several = len(interview.decision.contemplated) > 1
            if not repeated:
                self._text.heading(interview.put + 1, interview.remaining - 1 - interview.left_open)
            self._text.question(question, several_acts=several, repeated=repeated)

    def _hear(self) -> str | None:
        write_text(_PROMPT, aside=self._aside)
        line = None
        try:
            line = self._lines.next()
        finally:
            if line is None:
                write_text("\n", aside=self._aside)
            elif not self._lines.shown:
                write_text(f"{clean(line)}\n", aside=self._aside)
        return line

    def _take(self, question: Question | None, line: str) -> None:
        if not line:
            raise InputError("nothing was typed; `unknown` leaves the question open")
        if self._interview.needs_topic:
            self._interview.about(TOPICS[read_choice([topic.words for topic in TOPICS], line)])
        elif question is None:
            raise InputError("there is no question to answer; Enter ends, `help` says what can be typed")
        else:
            fact = self._policy.vocabulary.facts[question.fact]
            self._interview.answer(question, read_answer(question, fact, line))

    def save(self) -> None:
        """Keep the case, where it is not kept as it is. An answer that cannot be kept ends the talk."""
        case = self._interview.case
        if case is not self._kept:
            self._keep(case)
            self._kept = case

    def _leave_open(self, question: Question | None) -> None:
        if question is None:
            raise InputError("there is no question to leave open")
        self._interview.leave_open(question)

    def _back(self, _: Question | None) -> None:
        if not self._interview.back():
            raise InputError("nothing was answered yet that could be taken back")

    def _why(self, question: Question | None) -> None:
        if question is None:
            raise InputError("nothing is asked that could be explained")
        self._text.why(question, self._interview.decision)

    def _now(self, _: Question | None) -> None:
        write_text("\n", aside=self._aside)
        show_decision(self._interview.decision, self._policy, aside=self._aside)

    def _again(self, _: Question | None) -> None:
        if not self._interview.ask_again():
            raise InputError("no question was left open")
        self._text.note("What was left open is put again.")
