"""A scenario as people play it in a terminal: what is known, what the policy says of it, and what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from sro_policy.cli.decision_text import say_settings
from sro_policy.cli.news import Announcer, say_news
from sro_policy.cli.output import clean
from sro_policy.cli.page import HEADING, NAME, QUIET, STRONG, Page
from sro_policy.cli.words import Words
from sro_policy.policy import Policy
from sro_policy.scenario import Choice, Happened, Stage
from sro_policy.session.atoms import ACT
from sro_policy.session.changes import FactChange
from sro_policy.session.times import in_words
from sro_policy.session.wording import worded


@final
class Teller:
    """Tells a stage as it goes on: each thing once, when it is new."""

    def __init__(self, stage: Stage, policy: Policy) -> None:
        """Tell what it is about, what is known at first, and what holds then."""
        self._stage = stage
        self._policy = policy
        self._words = Words(policy, stage.incident.final.settings)
        self._announcer = Announcer(all_kept=True)
        page = Page()
        page.say((clean(stage.scenario.title), HEADING))
        if stage.scenario.about:
            page.say(clean(stage.scenario.about))
        say_settings(page, policy, stage.incident.final)
        known = stage.incident.opened.facts
        if known:
            page.gap()
            page.say("Known at first:")
        self._say_new(page, known)
        page.show()

    def happened(self, one: Happened) -> None:
        """Tell an event: its time and words, what became known, and what the policy says that it did not say before."""
        page = Page()
        page.gap_before()
        page.say((in_words(round(one.event.at * 1000)), NAME), f" {clean(one.event.tell)}" if one.event.tell else "")
        self._say_new(page, () if one.change is None else one.change.facts)
        for missed in one.missed:
            page.say(("Otherwise than its author expected: ", STRONG), clean(str(missed)))
        page.show()

    def asks(self, choice: Choice, *, with_options: bool) -> None:
        """Put a choice: with its options and how to answer, where somebody is asked."""
        page = Page()
        page.gap_before()
        page.say((clean(choice.ask), HEADING))
        if with_options:
            for number, option in enumerate(choice.options, start=1):
                page.say(f"{clean(option.title)} ({option.id})", indent=5, mark=f"{number:>3}. ")
            page.say(("A number or a name; `quit` ends it.", QUIET))
        page.show()

    def chose(self, choice: Choice, name: str) -> None:
        """Tell which option was taken."""
        page = Page()
        title = next(option.title for option in choice.options if option.id == name)
        page.say(("Chosen: ", QUIET), clean(title))
        page.show()

    def end(self) -> None:
        """Tell that it is over, or was left, and whose decision it is."""
        page = Page()
        page.gap_before()
        said = "The scenario ends here." if self._stage.course.choice is None else "Left before the end."
        page.say((f"{said} A person decides; this is not legal advice.", QUIET))
        page.show()

    def _say_new(self, page: Page, facts: Sequence[FactChange]) -> None:
        # With an act goes all that was said of it: that one line tells.
        gone = {one.subject for one in facts if one.fact == ACT and one.becomes is None}
        for says in worded((one for one in facts if one.fact == ACT or one.subject not in gone), self._policy):
            page.say((clean(says), QUIET), indent=4, mark="  - ")
        news = self._announcer.news(self._stage.incident.final)
        if news:
            page.gap()
            say_news(page, self._words, news)
