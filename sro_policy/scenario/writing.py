"""Writes a scenario as YAML, so that it reads again as what it was."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from sro_policy.case_files import Expectation
from sro_policy.errors import InputError
from sro_policy.scenario.reading import DEEDS, VERSION
from sro_policy.scenario.scenario import Choice, Course, Event, Scenario
from sro_policy.scenario.yaml_document import NEEDS_EXTRA


def as_yaml(scenario: Scenario) -> str:
    """Return a scenario as YAML 1.2.

    Raises :class:`~sro_policy.InputError` where the library that writes YAML is not installed.
    """
    try:
        from ruamel.yaml import YAML  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(NEEDS_EXTRA) from None
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the order is the one in which it reads
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.representer.add_representer(str, _text)
    text = io.StringIO()
    yaml.dump(as_plain(scenario), text)
    return text.getvalue()


def _text(representer: Any, text: str) -> Any:  # noqa: ANN401 - of a library that has no types for them
    """Write what is not plain to see with its escapes, between quotes, so that no reader folds or drops it."""
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


def as_plain(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as plain JSON values, in the shape that :func:`~sro_policy.scenario.scenario_of` reads."""
    began = {} if scenario.began is None else {"began": scenario.began.isoformat()}
    about = {"about": scenario.about} if scenario.about else {}
    return {
        "scenario": VERSION,
        "id": scenario.id,
        "title": scenario.title,
        **about,
        **began,
        "opening": _plain(scenario.opening),
        **_course(scenario.course),
    }


def _course(course: Course) -> dict[str, Any]:
    events = {"events": [_event(event) for event in course.events]} if course.events else {}
    return {**events, **({} if course.choice is None else {"choose": _choice(course.choice)})}


def _choice(choice: Choice) -> dict[str, Any]:
    options = [{"id": one.id, "title": one.title, **_course(one.course)} for one in choice.options]
    return {"ask": choice.ask, "options": options}


def _event(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = {"at": _number(event.at)}
    if event.source != "officer":
        found["by"] = event.source
    if event.tell:
        found["tell"] = event.tell
    key = next((key for key, (deed, _) in DEEDS.items() if deed == event.deed), None)
    if key in {"learn", "correct"}:
        found[key] = _plain(event.said)
    elif key == "withdraw":
        found |= {key: list(event.names), **({"act": event.subject} if event.subject else {})}
    elif key == "reason":
        found |= {key: event.text, "rule": event.about, "subject": event.subject}
    elif key is not None:
        found |= {key: event.about, **({"facts": _plain(event.said)} if event.said else {})}
    if event.when is not None:
        found["when"] = _number(event.when)
    if event.expect:
        found["expect"] = [_expected(one) for one in event.expect]
    return found


def _expected(one: Expectation) -> dict[str, Any]:
    key = "rule" if "/" in one.name else "clause"
    found: dict[str, Any] = {key: one.name, "subject": one.subject}
    for name in ("status", "word", "applies", "broken", "due_by"):
        value = getattr(one, name)
        if value is not None:
            found[name] = value
    if one.no_due_by:
        found["due_by"] = None
    for name in ("needs", "judged", "flags", "no_flags"):
        if names := getattr(one, name):
            found[name] = list(names)
    return found


def _number(seconds: float) -> float | int:
    return int(seconds) if seconds.is_integer() else seconds


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
