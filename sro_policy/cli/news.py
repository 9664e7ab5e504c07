"""What a step brought: guidance and breaches that are new or otherwise, and those that are no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, final

import attrs

from sro_policy.cli.decision_text import say_finding, say_in_full
from sro_policy.cli.page import QUIET, Page
from sro_policy.cli.words import Words, of_word
from sro_policy.decision import Decision, Finding

Key: TypeAlias = tuple[str, str]


@final
@attrs.frozen
class Told:
    """A finding that was told, and whether it was provisional."""

    finding: Finding
    provisional: bool

    @property
    def says(self) -> tuple[object, ...]:
        """What is said of it: where that stays, there is nothing new."""
        of = self.finding
        return of.word, self.provisional, of.flags, of.due_by, of.deadlines, of.reason

    @property
    def was(self) -> str:
        """What it was, for the time when it is that no more; empty where nobody has to be told."""
        if self.provisional:
            return "worth noting"
        if self.finding.status == "breached":
            return "asked" if self.finding.word.startswith("would ") else "broken"
        return "asked" if self.finding.status == "due" else ""


@final
@attrs.frozen
class News:
    """What is to be told before anything else.

    ``told`` are findings that ask something of someone, or that were broken, and of which something else was told
    before, or nothing, each with whether it is provisional; ``over`` are those that were told so, and are neither any
    more, or broken no longer, each with the words for that.
    """

    told: tuple[tuple[Finding, bool], ...]
    over: tuple[tuple[Finding, str], ...]

    def __bool__(self) -> bool:
        return bool(self.told or self.over)


@final
class Announcer:
    """Keeps what was told of a case, so that each thing is told when it is new, and once.

    ``all_kept`` tells of what was kept, and of what is only flagged, as well.
    """

    def __init__(self, *, all_kept: bool = False) -> None:
        self._all_kept = all_kept
        self._told: dict[Key, Told] = {}

    def news(self, decision: Decision) -> News:
        """Return what a decision has that was not told yet, the most urgent first; it counts as told then."""
        found = {(finding.rule, finding.subject): finding for finding in decision.findings}
        asks = {(item.rule, item.subject): item.provisional for item in decision.guidance}
        more = {key: False for key, finding in found.items() if key not in asks and self._is_worth_telling(finding)}
        told = {key: Told(found[key], provisional) for key, provisional in (asks | more).items()}
        before, self._told = self._told, told
        return News(
            told=tuple(
                (now.finding, now.provisional)
                for key, now in told.items()
                if key not in before or before[key].says != now.says
            ),
            over=tuple(_over({key: was for key, was in before.items() if _is_over(was, told.get(key))}, found)),
        )

    def _is_worth_telling(self, finding: Finding) -> bool:
        return finding.status == "breached" or (self._all_kept and bool(finding.status == "met" or finding.flags))


def _is_over(was: Told, now: Told | None) -> bool:
    """Say whether what was told is so no more; that something is broken no longer is told whatever else it is now."""
    if now is None:
        return bool(was.was)
    return was.was == "broken" and now.finding.status != "breached"


def _over(before: dict[Key, Told], found: dict[Key, Finding]) -> Iterator[tuple[Finding, str]]:
    for key, told in before.items():
        if key in found:
            yield found[key], f"no longer {told.was}, now {of_word(found[key].word)}"
        else:
            yield told.finding, "taken back"


def say_news(page: Page, words: Words, news: News) -> None:
    """Add what is new, in full, and what is over; last what is worth noting, and asks nothing of anyone yet."""
    for finding, provisional in news.told:
        if not provisional:
            say_in_full(page, words, finding, provisional=False)
    for finding, said in news.over:
        say_finding(page, finding, word=said)
    noted = [finding for finding, provisional in news.told if provisional]
    if noted:
        page.say(("Worth noting, and not yet asked of anyone:", QUIET))
    for finding in noted:
        say_in_full(page, words, finding, provisional=True)
