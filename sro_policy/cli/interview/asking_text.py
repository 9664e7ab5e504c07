"""What an interview shows: a question with its possible answers, what is new, why it is asked, and the commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from sro_policy.cli.decision_text import say_finding
from sro_policy.cli.interview.opening import TOPICS
from sro_policy.cli.news import News, say_news
from sro_policy.cli.page import HEADING, NAME, QUIET, Page
from sro_policy.cli.words import Words, of_rule, of_subject, of_word, who
from sro_policy.decision import Decision, Question
from sro_policy.policy import Policy
from sro_policy.vocabulary import ChoiceFact, Fact, SetFact

_INDENT = 2
_MOST_NAMED = 3
_COMMANDS = (
    ("unknown", "leaves the question open (so does `skip`)"),
    ("back", "takes the last answer back and puts its question again"),
    ("why", "shows what the question can settle"),
    ("now", "shows the decision so far"),
    ("again", "puts the questions again that were left open"),
    ("help", "shows this (so does `?`)"),
    ("quit", "leaves, and shows the decision so far (so do Ctrl-C and Ctrl-D)"),
)


@final
class AskingText:
    """Writes what an interview shows."""

    def __init__(self, policy: Policy, decision: Decision, *, aside: bool) -> None:
        self._policy = policy
        self._words = Words(policy, decision.settings)
        self._aside = aside

    def greeting(self) -> None:
        """Say what this is and how to answer."""
        page = self._page()
        page.say((f"Policy {self._policy.edition.number}, {self._policy.title}", HEADING))
        page.say(("Answer what you know. `unknown` leaves a question open; `help` says what else can be typed.", QUIET))
        page.show()

    def commands(self) -> None:
        """Say what can be typed at any question."""
        page = self._page()
        for name, says in _COMMANDS:
            page.say((name, NAME), f" {says}", indent=_INDENT)
        page.show()

    def topics(self) -> None:
        """Ask what it is about."""
        page = self._page()
        page.gap_before()
        page.say(("What is it about?", HEADING))
        for number, topic in enumerate(TOPICS, start=1):
            _say_numbered(page, number, topic.words)
        page.show()

    def news(self, news: News) -> None:
        """Tell what is new and what is over."""
        page = self._page()
        page.gap_before()
        say_news(page, self._words, news)
        page.show()

    def heading(self, number: int, others: int) -> None:
        """Say which question comes, and how many others are open."""
        page = self._page()
        page.gap_before()
        more = f" ({others} {'other is' if others == 1 else 'others are'} open)" if others else ""
        page.say((f"Question {number}{more}", QUIET))
        page.show()

    def question(self, question: Question, *, several_acts: bool, repeated: bool) -> None:
        """Put a question: its wording, who can answer, what can be answered and, the first time, what it can settle."""
        fact = self._fact(question)
        page = self._page()
        about = f"{of_subject(question.subject)}: " if several_acts and question.fact.startswith("act.") else ""
        page.say(about, (question.ask, HEADING), f" ({', '.join(self._marks(question))})")
        if isinstance(fact, ChoiceFact | SetFact):
            for place, value in enumerate(question.answers, start=1):
                _say_numbered(page, place, fact.in_words(str(value)))
        page.say((_how(question), QUIET), indent=_INDENT)
        if not repeated:
            page.say(("Can settle: ", QUIET), self._settles(question), indent=_INDENT)
        page.show()

    def why(self, question: Question, decision: Decision) -> None:
        """Show every rule that a question can settle, with what is known of it now."""
        page = self._page()
        if not question.settles:
            page.say(f"Nothing is known of {of_subject(question.subject)} yet, so no rule on it is judged.")
        if question.judged:
            page.say(f"This is for a person to judge ({who(self._fact(question))}): no other fact answers it.")
        found = {f"{finding.rule}@{finding.subject}": finding for finding in decision.findings}
        for finding in (found[name] for name in question.settles):
            say_finding(page, finding, word=of_word(finding.word))
            page.say(finding.statement, indent=_INDENT)
        page.show()

    def end(self, left_open: int, *, stable: bool) -> None:
        """Say that nothing is left to ask, and what can still be done."""
        page = self._page()
        page.gap_before()
        if stable:
            page.say(("Stable: nothing more to ask.", HEADING), " Whatever else is learned settles nothing more.")
        else:
            these = "1 question was left open" if left_open == 1 else f"{left_open} questions were left open"
            page.say(("Nothing else to ask. ", HEADING), f"{these}; `again` asks what was left open.")
        page.say(("`back` corrects the last answer; Enter ends.", QUIET))
        page.show()

    def note(self, words: str) -> None:
        """Say one thing."""
        page = self._page()
        page.say(words)
        page.show()

    def _page(self) -> Page:
        return Page(aside=self._aside)

    def _fact(self, question: Question) -> Fact:
        return self._policy.vocabulary.facts[question.fact]

    def _marks(self, question: Question) -> Iterator[str]:
        yield who(self._fact(question))
        if question.intrusive:
            yield "asking is a burden to the person"

    def _settles(self, question: Question) -> str:
        names = dict.fromkeys(name.partition("@")[0] for name in question.settles)
        if not names:
            return f"whatever the policy says of {of_subject(question.subject)}"
        rules = sorted((self._words.rules[name] for name in names), key=lambda rule: not rule.force.is_duty)
        some = [f"{rule.clause.id} ({of_rule(rule.id)})" for rule in rules[:_MOST_NAMED]]
        more = [f"{len(rules) - _MOST_NAMED} more"] if len(rules) > _MOST_NAMED else []
        return ", ".join([*some, *more])


def _say_numbered(page: Page, number: int, words: str) -> None:
    page.say(words, indent=2 * _INDENT + 1, mark=f"{number:>3}. ")


def _how(question: Question) -> str:
    if question.form == "yes or no":
        return " or ".join("yes" if answer else "no" for answer in question.answers)
    if question.form == "one of a list":
        return "one of these, by its number or words"
    if question.form == "some of a list":
        return "all that are so, as 1,4; none; 1,4... if there may be others; not 2 if only that is ruled out"
    least, most = question.least, question.most
    if question.form == "number":
        return f"a whole number from {least} to {most}"
    bounds = (f", from {least} on" if least else "") + (f", up to {most}" if most else "")
    return f"a day as 2026-11-24{bounds}{'; or: not happened' if False in question.answers else ''}"
