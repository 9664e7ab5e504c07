"""Finds the scenarios in files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sro_policy.case_files import is_hidden
from sro_policy.errors import InputError, quoted
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.scenario.reading import read_scenario_file
from sro_policy.scenario.scenario import Scenario

_SUFFIXES = {".yaml", ".yml"}


def scenario_files(places: Iterable[Path | str]) -> tuple[Path, ...]:
    """Return the files named, and those with the suffixes of YAML in the folders named and below, in order.

    Raises :class:`~sro_policy.InputError` for a place that is not there, and a folder without any.
    """
    found: dict[Path, None] = {}
    for place in map(Path, places):
        if place.is_dir():
            inside = sorted(
                file
                for file in place.rglob("*")
                if file.suffix in _SUFFIXES and file.is_file() and not is_hidden(file, place)
            )
            if not inside:
                raise InputError("there are no scenarios in it: files that end in .yaml", place=str(place))
            found.update(dict.fromkeys(inside))
        elif place.exists():
            found[place] = None
        else:
            raise InputError("no such file or folder", place=str(place))
    return tuple(found)


def read_scenarios(places: Iterable[Path | str], policy: Policy = POLICY_431) -> tuple[Scenario, ...]:
    """Return the scenarios in files and folders.

    Raises :class:`~sro_policy.InputError` as :func:`read_scenario_file` does, and for two of one id.
    """
    found: list[Scenario] = []
    for _, scenario in read_each(places, policy):
        if isinstance(scenario, InputError):
            raise scenario
        found.append(scenario)
    return tuple(found)


def read_each(
    places: Iterable[Path | str], policy: Policy = POLICY_431
) -> Iterator[tuple[Path, Scenario | InputError]]:
    """Yield each file with the scenario in it, or with what is wrong there; the next is read all the same.

    Raises :class:`~sro_policy.InputError` as :func:`scenario_files` does.
    """
    by_id: dict[str, Path] = {}
    for path in scenario_files(places):
        try:
            scenario = read_scenario_file(path, policy)
        except InputError as error:
            yield path, error
            continue
        first = by_id.setdefault(scenario.id, path)
        if first is path:
            yield path, scenario
        else:
            yield path, InputError(f"{quoted(scenario.id)} is also the id of {first}", place=f"{path}: id")
