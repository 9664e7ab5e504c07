"""How answers compare with what is so: exact, too cautious, guessed or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from sro_policy import Truth

HEADINGS = ("exact", "too cautious", "guessed", "wrong")
"""As it is; unknown, though all completions agree; decided, though they do not; decided the other way."""


@attrs.frozen
class Difference:
    """A question that was answered otherwise than it should be."""

    question: str
    expected: Truth
    said: Truth

    @property
    def kind(self) -> str:
        """Which of the headings it falls under."""
        if self.said == "unknown":
            return "too cautious"
        return "guessed" if self.expected == "unknown" else "wrong"

    def __str__(self) -> str:
        return f"{self.question}: {self.expected}, said {self.said}"


@attrs.frozen
class Tally:
    """How many questions were asked, and those that were not answered exactly."""

    asked: int
    differences: tuple[Difference, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many answers fall under each heading."""
        kinds = [difference.kind for difference in self.differences]
        found = {heading: kinds.count(heading) for heading in HEADINGS}
        return found | {"exact": self.asked - len(kinds)}


def compared(expected: Mapping[str, Truth], said: Mapping[str, Truth]) -> Tally:
    """Return how answers compare; all that was asked has to be answered."""
    return Tally(
        len(expected),
        tuple(Difference(name, truth, said[name]) for name, truth in expected.items() if said[name] != truth),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Return several tallies as one."""
    found = tuple(tallies)
    return Tally(sum(t.asked for t in found), tuple(d for t in found for d in t.differences))
