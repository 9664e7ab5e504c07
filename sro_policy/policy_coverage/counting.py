"""Counts what is judged of a policy: which statuses each rule reached, and which literals were shown."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import TypeAlias, final
from weakref import WeakKeyDictionary

import attrs

from sro_policy.conditions import Value
from sro_policy.errors import InputError
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.wording import status_of
from sro_policy.exact.plan import Verdict
from sro_policy.policy import Policy, Status
from sro_policy.policy_coverage.exercise import Exercise

Settings: TypeAlias = "tuple[tuple[str, str], ...]"


@final
@attrs.frozen
class Counted:
    """What was counted: by settings, the statuses of rules, and the places of the points that were shown.

    It consists of plain values, so that it can go from one process to another.
    """

    statuses: frozenset[tuple[Settings, str, Status]]
    points: frozenset[tuple[Settings, int]]
    settings: frozenset[Settings]

    def __or__(self, other: Counted) -> Counted:
        """Return what both counted."""
        return Counted(self.statuses | other.statuses, self.points | other.points, self.settings | other.settings)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values, which :meth:`of_json` reads."""
        return {
            "statuses": [[list(map(list, settings)), rule, status] for settings, rule, status in sorted(self.statuses)],
            "points": [[list(map(list, settings)), point] for settings, point in sorted(self.points)],
            "settings": [list(map(list, settings)) for settings in sorted(self.settings)],
        }

    @classmethod
    def of_json(cls, said: Mapping[str, list[list[object]]]) -> Counted:
        """Return what another process counted of the same policy."""
        return cls(
            frozenset((_settings(item[0]), item[1], item[2]) for item in said["statuses"]),  # type: ignore[misc]
            frozenset((_settings(item[0]), item[1]) for item in said["points"]),  # type: ignore[misc]
            frozenset(_settings(item) for item in said["settings"]),
        )


def _settings(said: object) -> Settings:
    assert isinstance(said, Iterable)
    return tuple((str(reading), str(value)) for reading, value in said)


@final
class _Count:
    """What was counted under one settings; its owner keeps threads apart."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.verdicts: set[Verdict] = set()
        self.shown = dict.fromkeys(exercise.tables, 0)


@final
class Counter:
    """Watches what is judged of a policy, from any thread.

    Also counted is the policy with other figures or another edition: its rules are the same. Any other is passed over.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._counting = threading.Lock()
        self._counts: dict[Settings, _Count] = {}
        self._of: WeakKeyDictionary[CompiledPolicy, _Count | None] = WeakKeyDictionary()

    def __call__(
        self, ready: CompiledPolicy, subject: str, known: Mapping[str, Value], verdicts: tuple[Verdict, ...]
    ) -> None:
        """Count what is known of a subject, and the verdicts on it."""
        with self._counting:
            if ready not in self._of:
                self._of[ready] = self._count_for(ready)
            count = self._of[ready]
            if count is not None:
                count.verdicts.update(verdicts)
                count.shown[subject] |= count.exercise.tables[subject].shown(known)

    @property
    def counted(self) -> Counted:
        """What was counted so far."""
        with self._counting:
            return Counted(
                frozenset(
                    (settings, verdict.rule.id, status_of(verdict))
                    for settings, count in self._counts.items()
                    for verdict in count.verdicts
                ),
                frozenset(
                    (settings, place)
                    for settings, count in self._counts.items()
                    for place, point in enumerate(count.exercise.points)
                    if count.shown[point.subject] & point.bit
                ),
                frozenset(self._counts),
            )

    def _count_for(self, ready: CompiledPolicy) -> _Count | None:
        judged = ready.bound.policy
        if judged.sections != self._policy.sections or judged.vocabulary != self._policy.vocabulary:
            return None
        try:
            settings = self._policy.check_settings(dict(ready.bound.settings))
        except InputError:
            return None  # the same rules, read otherwise than this policy can be
        if settings not in self._counts:
            self._counts[settings] = _Count(Exercise.of(self._policy, dict(settings)))
        return self._counts[settings]
