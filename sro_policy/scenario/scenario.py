"""A scenario as a value: what is known at first, what happens when, where it branches, and what is expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias, final

import attrs

from sro_policy.case_files import Expectation
from sro_policy.session import Source

Deed: TypeAlias = Literal["learn", "correct", "withdraw", "begin", "carry on", "end", "happened", "reason"]
"""What an event does, as the steps of a live incident do."""

QUITTING: Final = ("quit", "q", "exit")
"""What whoever plays says to end it; no option is called so."""


@final
@attrs.frozen(kw_only=True)
class Event:
    """Something that happens in a scenario, and what is expected after it.

    ``at`` is when, in seconds since it began. ``deed`` is ``None`` where the event only tells or expects something.
    ``about`` is what the deed is about: an act's id, a moment, or the rule of a reason; ``subject`` is that of a
    reason, or the act of what is withdrawn. ``said`` are facts, in the shape of a case or of an act; ``names`` what is
    withdrawn; ``text`` a reason. ``when`` is when it happened, where that was earlier. ``tell`` is what a trainee is
    told. ``where`` it stands, a file and a line, is for messages: two events are equal wherever they stand.
    """

    at: float
    source: Source
    deed: Deed | None = None
    about: str = ""
    subject: str = ""
    said: Mapping[str, Any] = attrs.field(factory=dict)
    names: tuple[str, ...] = ()
    text: str = ""
    when: float | None = None
    tell: str = ""
    expect: tuple[Expectation, ...] = ()
    where: str = attrs.field(default="", eq=False)


@final
@attrs.frozen(kw_only=True)
class Course:
    """A run of events, and where it branches at its end, if it does."""

    events: tuple[Event, ...]
    choice: Choice | None = None

    @property
    def ways(self) -> int:
        """How many ways through it there are."""
        return 1 if self.choice is None else sum(option.course.ways for option in self.choice.options)

    def along(self, path: Iterable[str]) -> Iterator[Course]:
        """Yield it, and the course of each option that a path takes in turn."""
        course = self
        yield course
        for name in path:
            assert course.choice is not None
            course = next(option.course for option in course.choice.options if option.id == name)
            yield course

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Yield the ways through it: of each, the ids of the options that are taken in turn."""
        if self.choice is None:
            yield ()
            return
        for option in self.choice.options:
            for rest in option.course.paths():
                yield (option.id, *rest)


@final
@attrs.frozen(kw_only=True)
class Option:
    """One of the ways on: its id within the choice, what it is called, and what happens then."""

    id: str
    title: str
    course: Course


@final
@attrs.frozen(kw_only=True)
class Choice:
    """What a trainee, or an instructor, chooses between."""

    ask: str
    options: tuple[Option, ...]


@final
@attrs.frozen(kw_only=True)
class Scenario:
    """A scenario. ``opening`` is what is known at first, as a case, its settings and day included.

    ``where`` the opening stands, a file and a line, is for messages, as that of an event is.
    """

    id: str
    title: str
    about: str
    opening: Mapping[str, Any]
    began: dt.datetime | None
    course: Course
    where: str = attrs.field(default="", eq=False)

    def paths(self) -> tuple[tuple[str, ...], ...]:
        """Return the ways through it; a scenario that does not branch has one, which is empty."""
        return tuple(self.course.paths())
