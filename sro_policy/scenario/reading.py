"""Reads a scenario, and says of what is wrong where it stands: the file, the line, and the place in the document."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, final

import attrs

from sro_policy.case_files import Expectation, ExpectationReader, refuse_unknown
from sro_policy.errors import InputError, placed_at, placed_in, quoted
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.scenario.scenario import QUITTING, Choice, Course, Deed, Event, Option, Scenario
from sro_policy.scenario.yaml_document import LIMITS, YamlDocument, read_yaml
from sro_policy.session import Source
from sro_policy.session.saying import checked_source
from sro_policy.session.times import milliseconds

VERSION: Final = 1
"""Of the form of a scenario."""

KEYS: Final = ("scenario", "id", "title", "about", "began", "opening", "events", "choose")
DEEDS: Final[Mapping[str, tuple[Deed, tuple[str, ...]]]] = {
    "learn": ("learn", ()),
    "correct": ("correct", ()),
    "withdraw": ("withdraw", ("act",)),
    "begin": ("begin", ("facts", "when")),
    "carry_on": ("carry on", ("facts",)),
    "end": ("end", ("facts", "when")),
    "happened": ("happened", ("when",)),
    "reason": ("reason", ("rule", "subject")),
}
"""What an event can do, by its key, with the other keys that go with it."""

COMMON: Final = ("at", "by", "tell", "expect")
"""The keys that any event can have."""

MOST_OPTIONS: Final = 20
MOST_EVENTS: Final = 1_000
"""Of one choice, and of one run of events."""

MOST_WAYS: Final = 1_000
"""Through one scenario: each is run by itself."""

_OF_EVENTS = (*COMMON, *DEEDS, *dict.fromkeys(key for _, more in DEEDS.values() for key in more))

ID: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""What names a scenario, or an option, as a pattern."""

CLOCK: Final = r"(?:([0-9]{1,3}):([0-5][0-9])|([0-9]{1,3})):([0-5][0-9](?:\.[0-9]{1,3})?)"
"""A time as a clock shows it, as a pattern: minutes and seconds, or hours, minutes and seconds."""

DATE_TIME: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
"""A date and time with its zone, as RFC 3339 writes it, as a pattern: Python alone would read weeks, too."""

_NUMBER = re.compile(r"[0-9]+")
_AS_BEGAN = "2026-11-24T10:15:00-06:00"


def read_scenario_file(path: Path | str, policy: Policy = POLICY_431) -> Scenario:
    """Return the scenario in a file of YAML; JSON is YAML too.

    Raises :class:`~sro_policy.InputError`, with the file, the line and the place, for what cannot be read, and for what
    is no scenario. Whether its steps can be taken is found out by running it.
    """
    place = Path(path)
    with placed_in(str(place)):
        try:
            with place.open("rb") as file:
                content = file.read(LIMITS.document_bytes + 1)
        except OSError as error:
            raise InputError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
        return read_scenario(content, policy, name=str(place))


def read_scenario(content: bytes, policy: Policy = POLICY_431, *, name: str = "") -> Scenario:
    """Return the scenario that a text says, as :func:`read_scenario_file` does; ``name`` is what messages call it."""
    document = read_yaml(content)
    before = f"{name}: " if name else ""
    try:
        return _scenario(document.value, policy, lambda place: f"{before}line {document.line_of(place)}")
    except InputError as error:
        raise with_line(error, document) from None


def with_line(error: InputError, document: YamlDocument) -> InputError:
    """Return an error with the line of its place before the place."""
    line = document.line_of(error.place)
    where = f"line {line}: {error.place}" if error.place else f"line {line}"
    return InputError(error.problem, place=where)


def scenario_of(said: object, policy: Policy = POLICY_431) -> Scenario:
    """Return the scenario that plain values say; :func:`~sro_policy.scenario.scenario_schema` has their shape.

    Raises :class:`~sro_policy.InputError`, with the place.
    """
    return _scenario(said, policy, lambda _: "")


def _scenario(said: object, policy: Policy, where: Callable[[str], str]) -> Scenario:
    """Return the scenario that plain values say; ``where`` says where a place of them stands."""
    whole = _object(said, "", "a scenario is an object with `title` and `events`")
    refuse_unknown(whole, KEYS, "")
    version = whole.get("scenario")
    if version != VERSION or isinstance(version, bool):
        raise InputError(f"the form of the scenario is missing: write `scenario: {VERSION}`", place="scenario")
    reader = _Reader(ExpectationReader(policy, by_word=True), where)
    course = reader.course(whole, "", after=0.0)
    if course.ways > MOST_WAYS:
        raise InputError(f"{course.ways:,} ways through it are more than the limit of {MOST_WAYS:,}", place="choose")
    return Scenario(
        id=_id(whole.get("id"), "id"),
        title=_text(whole, "title", "") or _missing("title", ""),
        about=_text(whole, "about", ""),
        opening=_object(whole.get("opening", {}), "opening", "what is known at first is a case"),
        began=_began(whole.get("began")),
        course=course,
        where=where("opening" if "opening" in whole else ""),
    )


@final
@attrs.frozen
class _Reader:
    expectations: ExpectationReader
    where: Callable[[str], str]

    def course(self, said: Mapping[str, Any], place: str, *, after: float) -> Course:
        inner = f"{place}." if place else ""
        listed = said.get("events", [])
        if not isinstance(listed, list):
            raise InputError(f"{quoted(listed)} is no list of events", place=f"{inner}events")
        if len(listed) > MOST_EVENTS:
            raise InputError(f"more events than the limit of {MOST_EVENTS:,}", place=f"{inner}events")
        events: list[Event] = []
        for index, item in enumerate(listed):
            events.append(self.event(item, f"{inner}events[{index}]", after))
            after = events[-1].at
        choice = None if said.get("choose") is None else self.choice(said["choose"], f"{inner}choose", after)
        return Course(events=tuple(events), choice=choice)

    def choice(self, said: object, place: str, after: float) -> Choice:
        whole = _object(said, place, "a choice has `ask` and `options`")
        refuse_unknown(whole, ("ask", "options"), place)
        listed = whole.get("options")
        if not isinstance(listed, list) or not listed or len(listed) > MOST_OPTIONS:
            raise InputError(f"a choice has a list of 1 to {MOST_OPTIONS} options", place=f"{place}.options")
        options: list[Option] = []
        for index, item in enumerate(listed):
            here = f"{place}.options[{index}]"
            own = _object(item, here, "an option has an `id`, a `title` and `events`")
            refuse_unknown(own, ("id", "title", "events", "choose"), here)
            name = _option_id(own.get("id"), f"{here}.id")
            if any(option.id == name for option in options):
                raise InputError(f"{quoted(name)} names two options", place=f"{here}.id")
            title = _text(own, "title", here) or _missing("title", here)
            options.append(Option(id=name, title=title, course=self.course(own, here, after=after)))
        return Choice(ask=_text(whole, "ask", place) or _missing("ask", place), options=tuple(options))

    def event(self, said: object, place: str, after: float) -> Event:
        whole = _object(said, place, "an event is an object")
        named = [key for key in whole if key in DEEDS]
        if len(named) > 1:
            both = " and ".join(map(quoted, named[:2]))
            raise InputError(f"{both} are two things: make two events of them", place=place)
        deed, extra = DEEDS[named[0]] if named else (None, ())
        refuse_unknown(whole, _OF_EVENTS, place)
        for key in whole:
            if key not in {*COMMON, *extra, *named}:  # known, and of another deed
                raise InputError(f"{quoted(key)} does not go with {quoted(named[0] if named else 'tell')}", place=place)
        at = _seconds(whole["at"], f"{place}.at") if "at" in whole else after
        if at < after:
            raise InputError(f"{at:g} seconds come before the event before it, at {after:g}", place=f"{place}.at")
        expect = tuple(self.expected(whole.get("expect", []), f"{place}.expect"))
        event = Event(
            at=at,
            source=_source(whole.get("by"), f"{place}.by"),
            deed=deed,
            when=_seconds(whole["when"], f"{place}.when") if "when" in whole else None,
            tell=_text(whole, "tell", place),
            expect=expect,
            where=self.where(place),
            **(_said(named[0], whole, place) if named else {}),
        )
        if deed is None and not event.tell and not expect:
            known = ", ".join(DEEDS)
            raise InputError(f"nothing happens here, is told or is expected; what can happen: {known}", place=place)
        return event

    def expected(self, said: object, place: str) -> Iterator[Expectation]:
        if not isinstance(said, list):
            raise InputError(f"{quoted(said)} is no list of what is expected", place=place)
        for index, item in enumerate(said):
            yield self.expectations.expectation(item, f"{place}[{index}]")


def _said(key: str, whole: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return what an event says of its deed."""
    if key in {"learn", "correct"}:
        facts = _object(whole[key], f"{place}.{key}", "what is learned or corrected has the shape of a case")
        return {"said": _in_seconds(facts, f"{place}.{key}")}
    if key == "withdraw":
        names = whole[key]
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise InputError(f"{quoted(names)} is no list of names", place=f"{place}.{key}")
        return {"names": tuple(names), "subject": _text(whole, "act", place)}
    if key == "reason":
        rule = _text(whole, "rule", place) or _missing("rule", place)
        subject = _text(whole, "subject", place) or _missing("subject", place)
        return {"about": rule, "subject": subject, "text": _text(whole, key, place) or _missing(key, place)}
    about = _text(whole, key, place) or _missing(key, place)
    facts = _object(whole.get("facts", {}), f"{place}.facts", "facts of an act are an object")
    return {"about": about, "said": facts}


def _in_seconds(facts: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return what is said with the times of moments as seconds."""
    moments = facts.get("moments")
    if moments is None:
        return facts
    own = _object(moments, f"{place}.moments", "moments are an object of times")
    return {**facts, "moments": {name: _seconds(time, f"{place}.moments.{name}") for name, time in own.items()}}


def _object(said: object, place: str, what: str) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise InputError(f"{quoted(said)} is no object: {what}", place=place)
    return said


def _text(whole: Mapping[str, Any], key: str, place: str) -> str:
    value = whole.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{quoted(value)} is no text: put it between quotes", place=f"{place}.{key}" if place else key)
    return value.strip()


def _missing(key: str, place: str) -> str:
    raise InputError(f"the `{key}` is missing", place=place)


def _id(value: object, place: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(ID, value):
        what = "the `id` is missing" if value is None else f"{quoted(value)} is no id"
        raise InputError(f"{what}: lower-case letters, digits and hyphens, as `hallway-fight`", place=place)
    return value


def _option_id(value: object, place: str) -> str:
    """Return what names an option: at the prompt, numbers and the words that end it mean something else."""
    name = _id(value, place)
    if name in QUITTING or _NUMBER.fullmatch(name):
        what = "ends a scenario that is played" if name in QUITTING else "is a number, as options are counted by"
        raise InputError(f"{quoted(name)} {what}: give the option another id", place=place)
    return name


def _source(value: object, place: str) -> Source:
    with placed_at(place):
        return "officer" if value is None else checked_source(value)


def _seconds(value: object, place: str) -> float:
    """Return seconds, to a thousandth, of a number or of a clock such as ``1:02`` or ``1:00:02.5``."""
    if isinstance(value, str) and (clock := re.fullmatch(CLOCK, value)):
        hours, minutes, alone, seconds = clock.groups()
        return int(hours or 0) * 3600 + int(minutes or alone) * 60 + float(seconds)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{quoted(value)} is no time: seconds, or a clock as `1:02`", place=place)
    return milliseconds(value, None, place) / 1000


def _began(value: object) -> dt.datetime | None:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(DATE_TIME, value):
        with suppress(ValueError):  # of a day or an hour that there is not
            return dt.datetime.fromisoformat(value)
    raise InputError(f"{quoted(value)} is no date and time with its zone, as `{_AS_BEGAN}`", place="began")
