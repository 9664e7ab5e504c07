"""Because of which of the facts that a step changed a finding became another.

Each fact is supposed to have stayed as it was. A fact of an act is nothing to any other act, so of it only that act is
judged again, on what is known of it and of the parts: an incident may have a thousand acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, final

from sro_policy.decision import CONCLUSIONS, Decision, Finding
from sro_policy.errors import InputError
from sro_policy.session.atoms import ACT, CASE, MOMENT, Atom, Known, Value
from sro_policy.session.differences import Otherwise
from sro_policy.vocabulary import PARTS

if TYPE_CHECKING:
    from typing import TypeAlias

Suppose: TypeAlias = "Callable[[Known, str | None], Decision]"
"""Judges what would be known: all of it, or one act alone."""

_Findings: TypeAlias = "Mapping[tuple[str, str], Finding]"

Item = TypeVar("Item")


@final
class Causes:
    """Finds the causes among the ``places`` that a step changed, and names them by their numbers there."""

    def __init__(self, places: Sequence[Atom], was: Known, now: Known, suppose: Suppose) -> None:
        self._places = places
        self._was = was
        self._now = now
        self._suppose = suppose
        self._without: dict[tuple[str, str], _Findings | None] = {}

    def of(self, one: Otherwise[Finding]) -> Sequence[int]:
        """Return the facts without any one of which a finding would not be what it is, else all that are possible."""
        possible = self._bearing(one.subject)
        if len(self._places) > 1:
            # Where a conclusion is another, facts that are only listed with it are no cause.
            says = _concluded if _concluded(one.before) != _concluded(one.after) else _whole
            found = [number for number in possible if self._differs_without(self._places[number], one, says)]
            if found:
                return found
        return self.possible(one.subject)

    def possible(self, subject: str) -> Sequence[int]:
        """Return the facts that a finding on a subject can rest on: of the parts, and of its own act.

        Moments are left out unless there is nothing else: they decide by the facts that follow from them.
        """
        found = self._bearing(subject)
        return [number for number in found if self._places[number].fact != MOMENT] or found

    def _bearing(self, subject: str) -> Sequence[int]:
        everything = self._by_act.get(None, [])
        own = self._by_act.get(subject)
        return sorted(everything + own) if own else everything

    @cached_property
    def _by_act(self) -> Mapping[str | None, list[int]]:
        return _grouped((place.subject, number) for number, place in enumerate(self._places))

    @cached_property
    def _by_fact(self) -> Mapping[tuple[str, str], list[Atom]]:
        found: dict[tuple[str, str], list[Atom]] = {}
        for place in self._places:
            found.setdefault(place[:2], []).append(place)
        return found

    @cached_property
    def _known_by_act(self) -> Mapping[str | None, list[tuple[Atom, Value]]]:
        return _grouped((item[0].subject, item) for item in self._now.items())

    def _differs_without(self, place: Atom, one: Otherwise[Finding], says: Callable[[Finding | None], object]) -> bool:
        if place.fact == MOMENT:
            return False
        key = place[:2]
        if key not in self._without:
            self._without[key] = self._found_without(*key)
        findings = self._without[key]
        return findings is None or says(findings.get((one.rule, one.subject))) != says(one.after)

    def _found_without(self, subject: str, fact: str) -> _Findings | None:
        """Return what there would be had a step left one fact as it was; of a set, all that it changed of it.

        It is ``None`` where the others could not be so without it.
        """
        act = _act_of(subject)
        if act is None:
            known = dict(self._now)
        elif (Atom(act, ACT) in self._now) is (fact == ACT):
            return {}  # there is no finding on an act without what makes it new, nor while it is gone
        else:
            known = dict(self._known_by_act.get(None, []))
            # All that was said of an act is gone with it, and would be there still.
            known.update(self._said_before(act) if fact == ACT else self._known_by_act[act])
        for place in self._by_fact[subject, fact]:
            known.pop(place, None)
            if place in self._was:
                known[place] = self._was[place]
        try:
            findings = self._suppose(known, act).findings
        except InputError:
            return None
        return {(finding.rule, finding.subject): finding for finding in findings}

    def _said_before(self, act: str) -> Known:
        return {atom: value for atom, value in self._was.items() if atom.subject == act}


def _act_of(subject: str) -> str | None:
    """Return the act that a subject is, or ``None`` for one whose facts may be something to every finding."""
    return None if subject == CASE or subject in PARTS else subject


def _grouped(items: Iterable[tuple[str, Item]]) -> Mapping[str | None, list[Item]]:
    """Return what there is of each act, and under ``None`` what there is of the parts."""
    found: dict[str | None, list[Item]] = {}
    for subject, item in items:
        found.setdefault(_act_of(subject), []).append(item)
    return found


def _concluded(finding: Finding | None) -> object:
    return None if finding is None else tuple(getattr(finding, name) for name in CONCLUSIONS)


def _whole(finding: Finding | None) -> object:
    return finding
