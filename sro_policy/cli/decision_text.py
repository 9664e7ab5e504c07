"""A decision as people read it: what is asked now, what was broken, what is open, and what holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from sro_policy.cli.output import clean
from sro_policy.cli.page import CALM, HEADING, MEDIUM, NAME, QUIET, STRONG, Page, Piece
from sro_policy.cli.words import Words, first_large, of_rule, of_subject, of_word
from sro_policy.decision import Decision, Finding
from sro_policy.explain.unverified import rests_on_unverified
from sro_policy.policy import Policy

_INDENT = 2
_STYLES = {
    "would violate": STRONG,
    "violated": STRONG,
    "prohibited": STRONG,
    "required": STRONG,
    "met": CALM,
    "permitted": CALM,
    "excused": CALM,
}
_DEADLINES = {"statute": "the statute", "post_board": "the POST Board"}
_LAYERS = {"statute": "what the statute says", "contract": "what the contract says"}
_NOT_TO_BE_TOLD = frozenset({"SRO", "officer", "contract"})
"""Addressees that who a finding is about tells already. Of others it is told, so that no officer answers for them."""

_ANSWERS = {"open": "not yet late"}
_REVIEW = "to be reviewed"
_KNOWN = {"yes": "done", "no": "not done", "unknown": "not known"}


def _is_leave(finding: Finding) -> bool:
    """Whether a rule allows or excuses: it cannot be broken, so what is open is whether it applies."""
    return finding.force in {"may", "need_not"}


def _named(finding: Finding) -> str:
    return f"{finding.clause} ({of_rule(finding.rule)})"


def show_decision(decision: Decision, policy: Policy, *, aside: bool = False) -> None:
    """Write a decision for people; ``aside`` on standard error."""
    _Reader(decision, policy, Page(aside=aside)).show()


def say_finding(page: Page, finding: Finding, *, word: str = "", more: str = "") -> None:
    """Add the line that names a finding: its word, whom it is about and its clause."""
    layer = "" if finding.layer == "policy" else f" ({finding.layer})"
    said: tuple[Piece, ...] = ((word.capitalize(), _STYLES.get(word, MEDIUM)), " · ") if word else ()
    page.say(*said, f"{of_subject(finding.subject)} · ", (f"{finding.clause}{layer}", NAME), more)


def word_of(finding: Finding, *, provisional: bool) -> str:
    """Return the word of a finding that asks something, as people read it."""
    word = of_word(finding.word)
    return f"{word}, provisional" if provisional else word


def say_settings(page: Page, policy: Policy, decision: Decision) -> None:
    """Add the settings that were selected, each with its question and what is read so."""
    for name, value in decision.settings.items():
        reading = policy.settings[name]
        says = next(item.says for item in reading.alternatives if item.value == value)
        page.say((f"Setting {name}={value}: {reading.question} {first_large(says)}.", QUIET))


def say_in_full(page: Page, words: Words, finding: Finding, *, provisional: bool) -> None:
    """Add a finding with its statement and all that is noted of it."""
    say_finding(page, finding, word=word_of(finding, provisional=provisional))
    page.say(finding.statement, indent=_INDENT)
    if finding.addressee not in _NOT_TO_BE_TOLD:
        page.say(("Asked of: ", QUIET), finding.addressee, indent=_INDENT)
    if finding.reason is not None:
        page.say(("Reason given: ", QUIET), clean(finding.reason), indent=_INDENT)
    if finding.due_by:
        page.say(("Last day: ", QUIET), finding.due_by.isoformat(), indent=_INDENT)
    _say_notes(page, words, finding)


def _say_notes(page: Page, words: Words, finding: Finding, indent: int = _INDENT) -> None:
    for says in words.flags(finding):
        page.say(("Note: ", QUIET), f"{says}.", indent=indent)
    if finding.deadlines:
        for item in finding.deadlines:
            says = _ANSWERS.get(item.answer, item.answer)
            said = f"By {_DEADLINES[item.authority]}, last day {item.last_day}: {says}."
            page.say(said, indent=indent + _INDENT, mark="  -")
        for setting in words.deciding(finding):
            page.say(f"Which of them counts is setting {setting}.", indent=indent)
    rests = "Not verified: " if rests_on_unverified(finding) else "Not verified, and may come to matter: "
    for figure in words.unverified(finding):
        page.say((rests, MEDIUM), f"{figure}.", indent=indent)


@final
class _Reader:
    def __init__(self, decision: Decision, policy: Policy, page: Page) -> None:
        self._decision = decision
        self._policy = policy
        self._words = Words(policy, decision.settings)
        self._page = page
        self._found = {(finding.rule, finding.subject): finding for finding in decision.findings}
        self._ranks = {(item.fact, item.subject): rank for rank, item in enumerate(decision.questions)}
        self._asked: set[tuple[str, str]] = set()
        self._weighed: list[str] = []

    def show(self) -> None:
        decision, page = self._decision, self._page
        page.say((f"Policy {self._policy.edition.number}, {self._policy.title}", HEADING))
        guidance = [(self._found[g.rule, g.subject], g.provisional) for g in decision.guidance]
        shown = {(finding.rule, finding.subject) for finding, _ in guidance}
        rest = [finding for finding in decision.findings if (finding.rule, finding.subject) not in shown]
        if not decision.findings and not decision.checklist:
            page.gap()
            page.say("The case says nothing that a rule could judge.")
        else:
            asked = [f for f, provisional in guidance if not provisional]
            clear = [f for f in rest if f.status == "clear"]
            self._now([f for f in asked if f.word != _REVIEW])
            self._in_full("Not kept", [f for f in rest if f.status == "breached"])
            self._in_full("To be reviewed", [f for f in asked if f.word == _REVIEW])
            self._in_full("Worth noting", [f for f, provisional in guidance if provisional], provisional=True)
            self._open([f for f in rest if f.status == "undetermined"])
            self._in_short("Kept or permitted", [f for f in rest if f.status == "met"])
            self._in_short("Not broken, whether or not it applies", [f for f in clear if not _is_leave(f)])
            self._in_short("Not known to apply", [f for f in clear if _is_leave(f)], before="If it applies: ")
            self._not_applicable([f for f in rest if f.status == "not_applicable"])
            self._checklist()
        self._foot()
        page.show()

    def _now(self, findings: Sequence[Finding]) -> None:
        if findings:
            self._in_full("Now", findings)
            return
        self._page.gap()
        if any(finding.status == "undetermined" for finding in self._decision.findings):
            self._page.say("Nothing is certain to be asked of anyone now; what is not settled stands below.")
        else:
            self._page.say("Nothing is asked of anyone now.")

    def _in_full(self, heading: str, findings: Sequence[Finding], *, provisional: bool = False) -> None:
        if findings:
            self._page.head(heading)
        for number, finding in enumerate(findings):
            if number:
                self._page.gap()
            self._full(finding, provisional=provisional)

    def _full(self, finding: Finding, *, provisional: bool) -> None:
        page, words = self._page, self._words
        say_in_full(page, words, finding, provisional=provisional)
        if finding.needs:
            page.say(("Still needed:", QUIET), indent=_INDENT)
        for fact in finding.needs:
            page.say(words.question(fact), indent=2 * _INDENT, mark="  -")
            self._asked.add((fact, self._about(fact, finding)))
        self._bearing([words.answer(fact, value) for fact, value in finding.bearing.items()])

    def _bearing(self, answers: list[str]) -> None:
        if answers and answers == self._weighed:
            self._page.say(("To be weighed: as above.", QUIET), indent=_INDENT)
        elif answers:
            self._page.say(("To be weighed:", QUIET), indent=_INDENT)
            for answer in answers:
                self._page.say(answer, indent=2 * _INDENT, mark="  -")
            self._weighed = answers

    def _about(self, fact: str, finding: Finding) -> str:
        subject = self._policy.vocabulary.facts[fact].subject
        return finding.subject if subject == "act" else subject

    def _open(self, findings: Sequence[Finding]) -> None:
        self._in_short("Not settled", findings)
        missing: dict[tuple[str, str], None] = {}
        for finding in findings:
            for fact in finding.needs:
                missing.setdefault((fact, self._about(fact, finding)))
        several = len(self._decision.contemplated) > 1
        asks = sorted((pair for pair in missing if pair not in self._asked), key=self._rank)
        if asks:
            self._page.gap()
            self._page.say("To settle this, also ask:")
        for fact, subject in asks:
            about = f"{of_subject(subject)}: " if several and subject in self._decision.contemplated else ""
            self._page.say(f"{about}{self._words.question(fact)}", indent=_INDENT, mark="-")

    def _rank(self, pair: tuple[str, str]) -> int:
        """Return the place of a fact among the questions; what can only be judged with others missing comes last."""
        return self._ranks.get(pair, len(self._ranks))

    def _in_short(self, heading: str, findings: Sequence[Finding], *, before: str = "") -> None:
        if findings:
            self._page.head(heading)
        for finding in findings:
            self._short(finding, before=before)

    def _short(self, finding: Finding, *, before: str) -> None:
        # The headings say it already of what is open or clear.
        word = of_word(finding.word) if finding.status == "met" else ""
        how = f": {self._words.met_by(finding.limbs)}" if finding.limbs else ""
        say_finding(self._page, finding, word=word, more=how)
        self._page.say(before, finding.statement, indent=_INDENT)
        _say_notes(self._page, self._words, finding)

    def _not_applicable(self, findings: Sequence[Finding]) -> None:
        if not findings:
            return
        self._page.head("Does not apply")
        by_subject: dict[str, list[Finding]] = {}
        for finding in findings:
            by_subject.setdefault(finding.subject, []).append(finding)
        for subject, own in by_subject.items():
            listed = ", ".join(_named(f) for f in own if not f.flags)
            if listed:
                self._page.say(f"{of_subject(subject)}: ", (listed, QUIET), indent=_INDENT)
            for finding in own:
                if finding.flags:
                    self._page.say(f"{of_subject(subject)}: ", (_named(finding), QUIET), indent=_INDENT)
                    _say_notes(self._page, self._words, finding, indent=2 * _INDENT)

    def _checklist(self) -> None:
        if self._decision.checklist:
            self._page.head("How the programme works")
            self._page.say(("Methods that the policy describes. None of them is a duty.", QUIET))
        for entry in self._decision.checklist:
            clause = self._policy.clauses[entry.clause]
            known = _KNOWN[entry.known]
            self._page.say(
                (known.capitalize(), CALM if entry.known == "yes" else MEDIUM),
                " · ",
                (clause.id, NAME),
                f": {clause.gist}",
            )

    def _foot(self) -> None:
        decision, page = self._decision, self._page
        page.gap()
        if len(self._ranks) == 1:
            page.say("1 question could still settle something; `sro-policy ask` asks it.")
        elif self._ranks:
            page.say(f"{len(self._ranks)} questions could still settle something; `sro-policy ask` asks them.")
        if decision.as_of is None:
            page.say(("No day of reference was given, so dates decide nothing.", QUIET))
        else:
            page.say((f"As of {decision.as_of.isoformat()}.", QUIET))
        page.say((f"Edition: {decision.policy['edition']}. Engine: {decision.engine}.", QUIET))
        if not decision.settings:
            page.say(("Settings: all as by default.", QUIET))
        say_settings(page, self._policy, decision)
        others = [_LAYERS[layer] for layer in _LAYERS if any(f.layer == layer for f in decision.findings)]
        marked = f", and {' and '.join(others)} where it is marked" if others else ""
        page.say((f"What Policy {self._policy.edition.number} says of the facts that were given{marked}.", QUIET))
        page.say(("A person decides; this is not legal advice.", QUIET))
